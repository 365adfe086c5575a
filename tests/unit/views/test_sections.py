"""Sections: one that holds nothing has no page, and nothing leads to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corner.build import saved_host
from corner.build.plan import plan_build
from corner.i18n.editor_language import EditorLanguage
from corner.search.index import build_facets
from corner.views import follow, home, system
from corner.views.edition import Edition
from corner.views.navigation import build_menu
from corner.views.sections import list_sections
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, NOW, SUMMARY, SUMMARY_ZH, Corner, release, summary

ONE_RELEASE: corners.Files = {SUMMARY: None, SUMMARY_ZH: None, FAIR: release(), FAIR_ZH: None}
FIGURE = {"figures": "[{figure: visitors, value: 90, period: 2021}]", "body": "There were 90 people."}
QUOTAS = "name: {en: Quotas, zh-Hant: 配額}\nrecord: {en: Quota, zh-Hant: 配額}\ndescription: {en: Fish., zh-Hant: 魚。}\nfields: {}\n"


def _addresses(edition: Edition) -> set[str]:
    return {page.address for page in corners.pages(edition)}


def _menu(edition: Edition) -> list[str]:
    return [entry.address for entry in build_menu(edition, ())]


def test_a_corner_with_one_release_has_what_that_release_needs(corner: Corner) -> None:
    edition = corners.edition(corner(ONE_RELEASE))
    assert _menu(edition) == ["", "news/", "topics/", "data/", "timeline/"]
    assert _addresses(edition).isdisjoint({"summaries/", "items/", "figures/", "events/", "bodies/"})
    assert [link.address for link in system.not_found_view(edition).links] == ["news/", "topics/"]
    assert [link.address for link in system.search_view(edition).links] == ["news/", "topics/"]


@pytest.mark.parametrize(
    ("files", "section"),
    [
        ({FAIR: release(bodies="[harbour-office]")}, "bodies"),
        ({FAIR: release(**FIGURE)}, "figures"),
        ({SUMMARY: summary(2020, "dredging")}, "summaries"),
    ],
)
def test_a_section_is_there_with_its_first_content(corner: Corner, files: corners.Files, section: str) -> None:
    edition = corners.edition(corner({**ONE_RELEASE, **files}))
    assert list_sections(edition) == tuple(
        sorted(("news", "topics", section), key="news topics bodies summaries figures".split().index)
    )
    assert f"{section}/" in _addresses(edition) & set(_menu(edition))


def test_a_preview_has_the_sections_of_drafts_too(corner: Corner) -> None:
    root = corner({**ONE_RELEASE, "news/releases/2021/draft.en.md": release(bodies="[harbour-office]", status="draft")})
    assert "bodies" not in list_sections(corners.edition(root))
    plan = plan_build(root, NOW, "", preview=EditorLanguage())
    assert "bodies" in list_sections(plan.edition("en"))


def test_a_register_without_records_is_in_no_menu(corner: Corner) -> None:
    declaration = {"news/registers/quotas/register.yml": QUOTAS}
    empty = corners.edition(corner({**ONE_RELEASE, **declaration}))
    assert "quotas/" not in _addresses(empty) | set(_menu(empty))
    assert home.home_view(empty).registers == ()


def test_the_front_page_of_one_release_repeats_nothing(corner: Corner) -> None:
    view = home.home_view(corners.edition(corner(ONE_RELEASE)))
    assert view.lead
    assert (view.cards, view.all_news, view.topics, view.years, view.summary) == ((), "", (), (), None)


def test_the_front_page_has_the_topics_that_there_is_news_of(corner: Corner) -> None:
    files = {
        f"news/releases/2021/a{number}.en.md": release(topics=f"[{topic}]")
        for number, topic in enumerate(["boats", "tides"] * 4)
    }
    view = home.home_view(corners.edition(corner({**ONE_RELEASE, **files})))
    assert [topic.link.title for topic in view.topics] == ["Boats", "Tides"]
    assert view.all_news == "news/"


def test_the_page_of_feeds_lists_those_with_entries_and_no_calendars_without_events(corner: Corner) -> None:
    edition = corners.edition(corner(ONE_RELEASE))
    view = follow.follow_view(edition)
    assert [feed.address for _, feeds in view.groups for feed in feeds] == [
        "feeds/all.xml",
        "feeds/topics/boats.xml",
        "feeds/types/notice.xml",
    ]
    assert view.calendars == ()
    assert "feeds/topics/tides.xml" in {feed.address for feed in follow.feed_links(edition)}, "it can be subscribed to"


def test_a_search_has_no_choice_that_nothing_has(corner: Corner) -> None:
    facets = {
        facet.name: [value for value, *_ in facet.values]
        for facet in build_facets(corners.edition(corner(ONE_RELEASE)))
    }
    assert facets["topic"] == ["boats"]
    assert facets["body"] == []
    assert facets["type"] == ["notice", "standing"]


def test_what_the_last_build_made_is_no_use_where_a_section_came_or_went(corner: Corner) -> None:
    def digest(root: Path) -> str:
        return saved_host._digest_menus(plan_build(root, datetime(2026, 1, 1, tzinfo=UTC), ""))

    root = corner(ONE_RELEASE)
    before = digest(root)
    assert digest(root) == before
    (root / FAIR).write_text(release(**FIGURE), "utf-8")
    assert digest(root) != before
