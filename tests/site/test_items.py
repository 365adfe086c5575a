"""The pages of items over time, held against the files of the summaries."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import corner_files
from tests.support.built import Built
from tests.support.crawl import Page, plain

_WORDS = {
    "en": ("Item {}", {"new": "New", "continuing": "Continued"}),
    "zh-Hant": ("第{}項", {"new": "新增", "continuing": "延續"}),
    "zh-Hans": ("第{}项", {"new": "新增", "continuing": "延续"}),
}
"""How each edition shows the number and the state of an item."""


def _itemised(corner: corner_files.Corner) -> list[corner_files.Told]:
    """Return the summaries that list items, the latest first."""
    summaries = [summary for summary in corner.summaries.values() if "items" in summary.facts]
    return sorted(summaries, key=lambda summary: str(summary.facts["period"]["end"]), reverse=True)


def _titles(summary: corner_files.Told, locale: str) -> list[str]:
    return [plain(line.removeprefix("## ")) for line in summary.bodies[locale].split("\n") if line.startswith("## ")]


def _cells(site_address: Any, page: Page) -> list[tuple[str, str, str]]:
    """Return title, text and target of each row of the matrix of one period."""
    rows = []
    for row in page.find("//table[contains(@class, 'corner-matrix')]/tbody/tr"):
        (name,) = row.xpath("th[@scope='row']")
        (cell,) = row.xpath("td")
        for hidden in cell.xpath(".//*[@class='corner-matrix__period']"):
            hidden.text = ""
        rows.append(
            (plain(name.text_content()), plain(cell.text_content()), site_address(page, cell.xpath("a/@href")[0]))
        )
    return rows


@pytest.mark.parametrize("locale", _WORDS)
def test_the_matrix_says_what_the_summary_says_of_each_item(own: Built, locale: str) -> None:
    (summary,) = _itemised(own.corner)
    number, states = _WORDS[locale]
    page = own.site.pages[own.corner.at(locale, "items/")]
    expected = [
        (title, f"{number.format(place)} {states[item.get('state', 'continuing')]}")
        for place, (item, title) in enumerate(zip(summary.facts["items"], _titles(summary, locale), strict=True), 1)
    ]
    cells = _cells(own.site.address, page)
    assert [cell[:2] for cell in cells] == expected
    assert {target for _, _, target in cells} == {own.corner.at(locale, summary.address)}
    assert len(page.find("//table[contains(@class, 'corner-matrix')]/thead//th[@scope='col']")) == 2


@pytest.mark.parametrize("locale", _WORDS)
def test_the_pages_of_items_explain_that_the_states_do_not_say_what_was_completed(own: Built, locale: str) -> None:
    new, continued = _WORDS[locale][1].values()
    for address in ("items/", "items/customs-intelligence/"):
        page = own.site.pages[own.corner.at(locale, address)]
        notes = [plain(note.text_content()) for note in page.find("//p[@class='corner-muted']")]
        assert [note for note in notes if new in note and continued in note], address
        states = {plain(state.text_content()) for state in page.find("//*[@class='corner-item-state']")}
        assert states <= {new, continued}


def test_the_periods_without_items_are_below_the_matrix_with_what_is_known(own: Built) -> None:
    overviews = [overview for overview in own.corner.summaries.values() if "items" not in overview.facts]
    assert len(overviews) == 8
    for locale in own.corner.locales:
        page = own.site.pages[own.corner.at(locale, "items/")]
        cards = [plain(card.text_content()) for card in page.find("//article[@class='corner-card']")]
        for overview in overviews:
            (card,) = [card for card in cards if plain(overview.title(locale)) in card]
            assert plain(overview.fronts[locale]["description"]) in card


def test_from_a_release_to_its_items_and_back(own: Built) -> None:
    named = 0
    for told in own.corner.releases.values():
        for key in told.facts.get("items", []):
            for locale in told.fronts:
                release = own.site.pages[own.corner.at(locale, told.address)]
                item = own.site.pages[own.corner.at(locale, f"items/{key}/")]
                assert item.address in {own.site.address(release, href) for href in release.find("//main//a/@href")}
                assert release.address in {own.site.address(item, href) for href in item.find("//main//a/@href")}
                named += 1
    assert named > 20


def test_an_item_is_its_text_in_the_summary(own: Built) -> None:
    (summary,) = _itemised(own.corner)
    for locale in summary.fronts:
        report = own.site.pages[own.corner.at(locale, summary.address)]
        for place, item in enumerate(summary.facts["items"], 1):
            page = own.site.pages[own.corner.at(locale, f"items/{item['key']}/")]
            assert [plain(title.text_content()) for title in page.find("//h1")] == [_titles(summary, locale)[place - 1]]
            (section,) = report.find(f"//section[@id='item-{place}']")
            published = [plain(part.text_content()) for part in section.xpath("p[not(@class)]")]
            assert published
            assert [text for text in published if text not in plain(page.find("//main")[0].text_content())] == []
