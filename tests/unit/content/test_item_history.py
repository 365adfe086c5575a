"""The history of items: their state in each period, and their texts."""

from __future__ import annotations

from corner.content.item_history import trace_items
from tests.support import corners
from tests.support.corners import SUMMARY, SUMMARY_ZH, Corner, summary

FILES = {
    "news/summaries/2021.en.md": summary(
        2021, "buoys new", "dredging completed", left_out="[{key: lights, state: not-reported}]"
    ),
    "news/summaries/2022.en.md": summary(2022, coverage="areas"),
    "news/summaries/2023.en.md": summary(2023, "locks new", left_out="[{key: buoys, state: completed}]"),
}
"""With the good corner's summary of 2020, which has dredging and lights: four periods, one of them without items."""


def test_each_item_has_a_state_in_each_summary_from_its_first_one_on(corner: Corner) -> None:
    summaries = list(corners.catalogue(corner(FILES)).summaries.values())[::-1]
    traced = {
        key: [(period.summary.key[-4:], period.state, period.number) for period in periods]
        for key, periods in trace_items(summaries).items()
    }
    assert traced == {
        "dredging": [("2020", "continuing", 1), ("2021", "completed", 2), ("2023", "completed", None)],
        "lights": [("2020", "new", 2), ("2021", "not-reported", None), ("2023", "not-reported", None)],
        "buoys": [("2021", "new", 1), ("2023", "completed", None)],
        "locks": [("2023", "new", 1)],
    }


def test_the_items_of_the_latest_summary_come_first_in_its_order(corner: Corner) -> None:
    assert list(corners.catalogue(corner(FILES)).items) == [
        "items/locks",
        "items/buoys",
        "items/dredging",
        "items/lights",
    ]


def test_an_item_is_titled_as_in_the_latest_summary_that_has_it_in_the_language(corner: Corner) -> None:
    items = corners.catalogue(corner(FILES)).items
    dredging = items["items/dredging"]
    english, chinese = dredging.texts["en"], dredging.texts["zh-Hant"]
    assert (english.title, chinese.title) == ("Dredging", "疏浚")
    assert [section.passage.html for section in english.sections] == [
        "<p>In 2021, dredging went on.</p>\n",
        "<p>The harbour is deeper.</p>\n",
    ]
    # The summary of 2021 is in English alone.
    assert [section.passage.html for section in chinese.sections] == [
        "<p>In 2021, dredging went on.</p>\n",
        "<p>海港更深。</p>\n",
    ]
    assert list(items["items/buoys"].texts) == ["en"]


def test_an_item_of_a_summary_that_is_not_published_has_no_page(corner: Corner) -> None:
    draft = summary(2021, "buoys new", "dredging", "lights", status="draft")
    assert list(corners.catalogue(corner({"news/summaries/2021.en.md": draft})).items) == [
        "items/dredging",
        "items/lights",
    ]


def test_a_corner_without_summaries_has_no_items(corner: Corner) -> None:
    assert corners.catalogue(corner({SUMMARY: None, SUMMARY_ZH: None})).items == {}


def test_texts_of_several_summaries_have_ids_of_their_own_on_one_page(corner: Corner) -> None:
    note = "is deeper[^1], see [the lights](#item-2) and [above](#item-1-section-1).\n\n### Depth\n\n[^1]: A."
    first = corners.GOOD[SUMMARY].replace("is deeper.", note.replace("\n", "\n        "))
    second = summary(2021, "dredging", "lights").replace("dredging went on.", f"dredging {note}")
    files = {SUMMARY: first, SUMMARY_ZH: None, "news/summaries/2021.en.md": second}
    later, earlier = (
        section.passage.html
        for section in corners.catalogue(corner(files)).items["items/dredging"].texts["en"].sections
    )
    for html, year in ((later, 2021), (earlier, 2020)):
        assert f'<h3 id="in-{year}-item-1-section-1">' in html
        assert f'href="#in-{year}-item-1-section-1"' in html
        assert f'id="in-{year}-item-1-fn-1"' in html
        assert f'href="#in-{year}-item-1-fn-1"' in html
        assert f'href="corner:summaries/{year}#item-2"' in html


def test_a_history_names_the_records_and_bodies_of_all_periods(corner: Corner) -> None:
    second = summary(2021, "dredging", "lights").replace("topics: [boats]", "topics: [boats], bodies: [harbour-office]")
    history = corners.catalogue(corner({"news/summaries/2021.en.md": second})).items["items/dredging"]
    assert history.record_keys == ("bodies/harbour-office",)
    assert history.topics == ("boats", "tides")
