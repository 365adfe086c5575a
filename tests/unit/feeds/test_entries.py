"""What feeds tell of: releases, and corrections and withdrawals as entries of their own, with dates from the news."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest

from corner.feeds import entries
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

TAG = "tag:corner.example,2026:releases/2021/fair"
CORRECTED = {"corrections": "[{date: 2021-04-01, note: The day & place were wrong.}]"}
WITHDRAWN = {"withdrawn": "{date: 2021-05-01, reason: Cancelled.}"}
LABELS = {"labels": "{corrections.2021-04-01: 日期有誤。, withdrawn.reason: 已取消。}"}


def _entries(corner: Corner, files: corners.Files, address: str = "feeds/all.atom") -> list[Any]:
    locale = "zh-Hant" if address.startswith("zh-Hant/") else "en"
    found: list[Any] = feedparser.parse(corners.feeds(corners.edition(corner(files), locale))[address]).entries
    return found


def test_a_correction_is_an_entry_of_its_own_that_says_what_changed_and_leads_to_the_release(corner: Corner) -> None:
    correction, fair = _entries(corner, {FAIR: release("Mended.", title="Fair", **CORRECTED), FAIR_ZH: None})
    assert (correction.id, correction.title) == (f"{TAG}/corrections/2021-04-01", "Correction: Fair")
    assert correction.published == correction.updated == "2021-04-01T00:00:00+09:00"
    assert correction.summary == "The day & place were wrong."
    assert correction.link == "https://corner.example/base/news/2021/fair/#correction-2021-04-01"
    assert 'href="https://corner.example/base/news/2021/fair/"' in correction.content[0].value
    assert (fair.id, fair.published, fair.updated) == (TAG, "2021-03-01T00:00:00+09:00", "2021-04-01T00:00:00+09:00")
    assert "Mended." in fair.content[0].value
    assert "The day &amp; place were wrong." in fair.content[0].value


def test_a_withdrawal_is_an_entry_of_its_own_and_takes_the_text_back(corner: Corner) -> None:
    withdrawal, fair = _entries(corner, {FAIR: release("False.", title="Fair", **WITHDRAWN), FAIR_ZH: None})
    assert (withdrawal.id, withdrawal.title) == (f"{TAG}/withdrawn", "Withdrawn: Fair")
    assert "Cancelled." in withdrawal.summary
    assert (fair.id, fair.title, fair.updated) == (TAG, "Withdrawn: Fair", "2021-05-01T00:00:00+09:00")
    assert "Cancelled." in fair.content[0].value
    assert "False." not in fair.content[0].value


def test_an_edition_tells_of_both_in_its_own_words(corner: Corner) -> None:
    files = {FAIR: release(**CORRECTED, **WITHDRAWN), FAIR_ZH: translation(title="市集", **LABELS)}
    withdrawal, correction, fair = _entries(corner, files, "zh-Hant/feeds/topics/boats.atom")
    assert [withdrawal.title, correction.title, fair.title] == ["已撤回：市集", "更正：市集", "已撤回：市集"]
    assert correction.summary == "日期有誤。"
    assert "已取消。" in withdrawal.summary
    assert [entry.id for entry in (withdrawal, correction, fair)] == [
        f"{TAG}/withdrawn",
        f"{TAG}/corrections/2021-04-01",
        TAG,
    ]


def test_ids_do_not_change_with_title_words_or_host(corner: Corner) -> None:
    settings = corners.MKDOCS.replace("https://corner.example/base/", "http://elsewhere.example/")
    files = {FAIR: release("Other.", title="Other", **CORRECTED), FAIR_ZH: None, "mkdocs.yml": settings}
    found = _entries(corner, files)
    assert [entry.id for entry in found] == [f"{TAG}/corrections/2021-04-01", TAG]
    assert found[1].link == "http://elsewhere.example/news/2021/fair/"


def test_what_happens_on_the_day_of_issue_comes_after_it(corner: Corner) -> None:
    facts = {"issued": "2021-03-01 16:43", "corrections": "[{date: 2021-03-01, note: A.}]"}
    found = _entries(corner, {FAIR: release(**facts), FAIR_ZH: None})
    assert [entry.published for entry in found] == ["2021-03-01T16:43:00+09:00"] * 2
    assert [entry.id for entry in found] == [f"{TAG}/corrections/2021-03-01", TAG]


def test_news_that_appears_later_than_it_was_issued_is_new_when_it_appears(corner: Corner) -> None:
    (fair,) = _entries(corner, {FAIR: release(publish_at="2021-03-02 09:00"), FAIR_ZH: None})
    assert fair.published == "2021-03-02T09:00:00+09:00"


def test_a_translation_appears_in_its_own_edition_on_its_own_day(corner: Corner) -> None:
    later = {"news/releases/2021/later.en.md": release(issued="2021-03-20", title="Later")}
    files = {FAIR: release(title="Fair"), FAIR_ZH: translation(title="市集", translated="2021-04-02"), **later}
    (fair,) = _entries(corner, files, "zh-Hant/feeds/all.atom")
    assert (fair.id, fair.published) == (TAG, "2021-04-02T00:00:00+09:00")


def test_the_original_keeps_its_day_when_a_translation_comes_later(corner: Corner) -> None:
    fair = _entries(corner, {FAIR: release(), FAIR_ZH: translation(translated="2021-04-02")})[-1]
    assert fair.published == fair.updated == "2021-03-01T00:00:00+09:00"


def test_a_translation_that_comes_after_a_correction_tells_of_no_fault_that_it_never_had(corner: Corner) -> None:
    labels = "{corrections.2021-04-01: 日期有誤。}"
    files = {FAIR: release(**CORRECTED), FAIR_ZH: translation(translated="2021-04-02", labels=labels)}
    assert [entry.id for entry in _entries(corner, files, "zh-Hant/feeds/all.atom")] == [TAG]


def test_a_corrected_comma_changes_neither_id_nor_date(corner: Corner) -> None:
    (fair,) = _entries(corner, {FAIR: release("A, b."), FAIR_ZH: None})
    assert (fair.id, fair.published, fair.updated) == (TAG, "2021-03-01T00:00:00+09:00", "2021-03-01T00:00:00+09:00")


@pytest.mark.parametrize(("translated", "told"), [("2021-02-28", "2021-02-28"), ("2026-01-02", "2026-01-02")])
def test_a_translation_before_its_original_or_in_the_future_is_a_problem(
    corner: Corner, translated: str, told: str
) -> None:
    (line,) = corners.found(corner({FAIR_ZH: translation(translated=translated)}))
    assert line == (f"{FAIR_ZH}:4: translated: expected a day from 2021-03-01 to 2026-01-01, found {told} [wrong-date]")


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.pdf", "application/pdf"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.csv", "text/csv"),
        ("a.webp", "image/webp"),
        ("a.sig", "application/octet-stream"),
    ],
)
def test_attachments_are_enclosures_with_media_type_and_size(corner: Corner, name: str, media: str) -> None:
    facts = release(attachments=f'[{{file: {name}, label: "Plan & map"}}]')
    files = {FAIR: facts, FAIR_ZH: None, f"news/releases/2021/{name}": "12345"}
    root = corner(files)
    feeds = corners.feeds(corners.edition(root))
    for address in ("feeds/all.xml", "feeds/all.atom"):
        (entry,) = feedparser.parse(feeds[address]).entries
        found = [(file.href, file.type, file.length) for file in entry.enclosures]
        assert found == [(f"https://corner.example/base/news/2021/{name}", media, "5")]
        assert "Plan &amp; map" in entry.content[0].value


def test_a_body_without_a_name_in_the_language_is_no_category_of_it(corner: Corner) -> None:
    bodies = "harbour-office:\n  names:\n    - {name: {en: Harbour Authority}, grade: A}\n"
    files = {FAIR: release(bodies="[harbour-office]"), FAIR_ZH: translation(), "news/bodies.yml": bodies}
    root = corner(files)
    for locale, labels in (("en", ["Notice", "Boats", "Harbour Authority"]), ("zh-Hant", ["公告", "船"])):
        edition = corners.edition(root, locale)
        (entry,) = entries.iter_entries(edition)
        assert [category.label for category in entries.render_entry(edition, entry).categories] == labels
