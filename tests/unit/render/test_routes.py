"""The pages that the news makes: which there are, where they stand, what their heads say."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from corner.render import routes, sitemap
from corner.render.page import Page
from corner.render.skeleton import StaticPage
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, SUMMARY_ZH, Corner, release, translation


def _pages(root: Path, locale: str = "en") -> dict[str, Page]:
    """Return the pages of an edition by address."""
    pages = list(corners.pages(corners.edition(root, locale)))
    assert len({page.address for page in pages}) == len(pages)
    return {page.address: page for page in pages}


def test_each_edition_has_all_pages_that_the_news_makes(corner: Corner) -> None:
    figures = "[{figure: visitors, value: 90}]"
    root = corner(
        {
            FAIR: release("There were 90 people.", bodies="[harbour-office]", figures=figures),
            FAIR_ZH: translation("有90人。"),
        }
    )
    addresses = [
        *("news/2021/fair/", "news/", "news/2021/", "topics/boats/", "topics/tides/", "topics/boats/2021/"),
        *("bodies/harbour-office/", "topics/", "bodies/", "summaries/2020/", "summaries/"),
        *("items/dredging/", "items/lights/", "items/", "figures/", "timeline/", "data/", "search/", "404.html"),
    ]
    assert list(_pages(root)) == addresses
    assert list(_pages(root, "zh-Hant")) == [f"zh-Hant/{address}" for address in addresses]


def test_a_text_in_one_language_has_a_page_in_that_edition_alone(corner: Corner) -> None:
    root = corner({"news/releases/2021/x.zh-Hant.md": release(), SUMMARY_ZH: None})
    assert "news/2021/x/" not in _pages(root)
    page = _pages(root, "zh-Hant")["zh-Hant/news/2021/x/"]
    assert (page.alternates, page.default) == ({}, None)
    assert "zh-Hant/summaries/2020/" not in _pages(root, "zh-Hant")
    assert _pages(root)["summaries/2020/"].alternates == {}


def test_a_translated_text_names_its_translations_and_the_default(corner: Corner) -> None:
    page = _pages(corner(), "zh-Hant")["zh-Hant/news/2021/fair/"]
    assert page.alternates == {"en": "news/2021/fair/", "zh-Hant": "zh-Hant/news/2021/fair/"}
    assert page.default == "news/2021/fair/"


def test_a_long_listing_stands_on_several_pages(corner: Corner) -> None:
    files = {f"news/releases/2021/r{n}.en.md": release() for n in range(4)}  # with the fair five, two on a page
    pages = _pages(corner(files), "zh-Hant")
    listing = [address for address in pages if address.startswith("zh-Hant/topics/boats/")]
    numbered = ["zh-Hant/topics/boats/", "zh-Hant/topics/boats/page/2/", "zh-Hant/topics/boats/page/3/"]
    assert listing == [*numbered, "zh-Hant/topics/boats/2021/"]
    page = pages["zh-Hant/topics/boats/page/2/"]
    assert page.alternates["en"] == page.default == "topics/boats/page/2/"
    assert page.title == "船 · 第2頁，共3頁"


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"issued": "2021-03-01T23:00-05:00"}, date(2021, 3, 1)),
        ({"updated": "2021-04-01"}, date(2021, 4, 1)),
        ({"corrections": "[{date: 2021-05-02, note: A.}, {date: 2021-05-01, note: B.}]"}, date(2021, 5, 2)),
        ({"withdrawn": "{date: 2021-06-02, reason: A.}"}, date(2021, 6, 2)),
    ],
)
def test_the_day_of_a_page_is_that_of_its_last_change(corner: Corner, fields: dict[str, str], day: date) -> None:
    pages = _pages(corner({FAIR: release(**fields), FAIR_ZH: None}))
    assert [pages[address].modified for address in ("news/2021/fair/", "news/", "topics/boats/")] == [day] * 3


def test_a_page_whose_last_change_is_not_known_has_no_day(corner: Corner) -> None:
    pages = _pages(corner({FAIR: None, FAIR_ZH: None}))
    assert {address: page.modified for address, page in pages.items() if page.modified} == {}


def test_the_page_that_stands_nowhere_leads_to_the_root_from_anywhere(corner: Corner) -> None:
    page = _pages(corner(), "zh-Hant")["zh-Hant/404.html"]
    assert (page.file, page.base, page.indexed, page.alternates) == ("zh-Hant/404.html", "/base/", False, {})


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_the_way_to_the_root_leads_to_the_root_from_each_page(corner: Corner, locale: str) -> None:
    site = "https://corner.example/base/"
    for page in _pages(corner(), locale).values():
        assert urljoin(site + page.address, page.base) == site, page.address
        served = page.file.removesuffix("index.html") if page.file.endswith("/index.html") else page.file
        assert served == page.address
        assert posixpath.normpath(page.file) == page.file


def test_each_page_offers_the_feeds_of_its_language_and_topics(corner: Corner) -> None:
    root = corner({FAIR: release(topics="[boats, tides]")})
    pages = _pages(root, "zh-Hant")
    offered = {address: [feed.address for feed in page.feeds] for address, page in pages.items()}
    every, boats, tides = "zh-Hant/feeds/all.xml", "zh-Hant/feeds/topics/boats.xml", "zh-Hant/feeds/topics/tides.xml"
    assert offered["zh-Hant/news/2021/fair/"] == [every, boats, tides]
    assert offered["zh-Hant/topics/tides/"] == [every, tides]
    assert offered["zh-Hant/news/2021/"] == offered["zh-Hant/404.html"] == [every]


def test_each_page_tells_what_it_was_made_from(corner: Corner) -> None:
    pages = _pages(corner(), "zh-Hant")
    assert pages["zh-Hant/news/2021/fair/"].source == FAIR_ZH
    assert pages["zh-Hant/summaries/2020/"].source == SUMMARY_ZH


def test_a_page_for_editors_is_kept_from_search_engines_and_the_sitemap(corner: Corner) -> None:
    edition = corners.edition(corner())
    both = (("en", "guide/"), ("zh-Hant", "zh-Hant/guide/"))
    known = StaticPage("standing", "guide/", "Guide", "", both, "", "hooks/guide/guide.en.md")
    pages = [routes.static_page(edition, known._replace(for_editors=value)) for value in (False, True)]
    assert [page.indexed for page in pages] == [True, False]
    sitemaps = [sitemap.build_sitemap([page], edition.catalogue.addresses)[sitemap.ADDRESS] for page in pages]
    assert [b"/guide/" in text for text in sitemaps] == [True, False]


def test_a_standing_page_in_another_language_leads_to_the_edition_of_that_language(corner: Corner) -> None:
    edition = corners.edition(corner(), "zh-Hant")
    known = StaticPage("standing", "zh-Hant/x/", "X", "", (("en", "x/"),), "", "x.en.md", lang="en")
    page = routes.static_page(edition, known)
    assert (page.lang, page.alternates, page.default) == ("en", {"en": "x/"}, "x/")
    alone = routes.static_page(edition, known._replace(alternates=(("zh-Hant", "zh-Hant/x/"),), lang=""))
    assert (alone.lang, alone.alternates, alone.default) == ("", {}, None)
