"""The sitemap, read back as XML: sitemaps.org 0.9 with hreflang as Google documents it."""

from __future__ import annotations

from datetime import date
from typing import Any

import lxml.etree
import pytest

from corner.content.urls import SiteUrls
from corner.render import sitemap
from corner.render.page import Page
from tests.support import corners
from tests.support.corners import Corner, release

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = SiteUrls("https://corner.example/base/", "en")


def _page(address: str, **fields: Any) -> Page:
    required = {"kind": "listing", "section": "", "locale": "en", "title": "", "description": "", "alternates": {}}
    return Page(**{**required, **fields, "address": address})


def _read(*pages: Page) -> lxml.etree._Element:
    return lxml.etree.fromstring(sitemap.build_sitemap(pages, SITE)["sitemap.xml"])


def _texts(tree: lxml.etree._Element, path: str) -> list[str]:
    texts: Any = tree.xpath(path, namespaces=NAMES)
    return [str(text) for text in texts]


def test_each_page_has_an_absolute_address_in_the_order_of_addresses() -> None:
    tree = _read(_page("topics/"), _page(""), _page("news/2021/a/"))
    assert tree.tag == f"{{{NAMES['s']}}}urlset"
    assert _texts(tree, "s:url/s:loc/text()") == [
        "https://corner.example/base/",
        "https://corner.example/base/news/2021/a/",
        "https://corner.example/base/topics/",
    ]


def test_a_page_has_the_day_of_its_last_change_where_that_is_known() -> None:
    tree = _read(_page("a/", modified=date(2021, 3, 1)), _page("b/"))
    assert [_texts(url, "s:lastmod/text()") for url in tree] == [["2021-03-01"], []]


def test_a_page_lists_all_its_languages_itself_included() -> None:
    alternates = {"en": "a/", "zh-Hant": "zh-Hant/a/"}
    (url,) = _read(_page("a/", alternates=alternates, default="a/"))
    assert [dict(link.attrib) for link in url.findall("x:link", NAMES)] == [
        {"rel": "alternate", "hreflang": locale, "href": f"https://corner.example/base/{address}"}
        for locale, address in [("en", "a/"), ("zh-Hant", "zh-Hant/a/"), ("x-default", "a/")]
    ]


def test_a_page_in_one_language_claims_no_other() -> None:
    (url,) = _read(_page("a/"))
    assert [lxml.etree.QName(child).localname for child in url] == ["loc"]


def test_a_page_that_search_engines_should_not_know_is_left_out() -> None:
    assert len(_read(_page("404.html", indexed=False))) == 0


@pytest.mark.parametrize("address", ["news/2021/a&b/", "news/2021/圖/", "news/2021/a'b\"c/"])
def test_an_address_of_any_characters_makes_a_valid_sitemap(address: str) -> None:
    (url,) = _read(_page(address, alternates={"en": address}, default=address))
    assert _texts(url, "s:loc/text()") == [SITE.absolute(address)]
    assert set(_texts(url, "x:link/@href")) == {SITE.absolute(address)}


def test_the_pages_of_a_corner_refer_to_each_other(corner: Corner) -> None:
    root = corner({"news/releases/2021/x.en.md": release(issued="2021-05-01")})
    pages = [page for locale in ("en", "zh-Hant") for page in corners.pages(corners.edition(root, locale))]
    tree = _read(*pages)
    groups = {loc: set(_texts(url, "x:link/@href")) for url in tree for loc in _texts(url, "s:loc/text()")}
    assert len(groups) == len(tree) == len([page for page in pages if page.indexed])
    for loc, group in groups.items():
        assert all(groups[other] == group for other in group), loc
    assert groups["https://corner.example/base/news/2021/x/"] == set()
    assert (
        "https://corner.example/base/zh-Hant/news/2021/fair/" in groups["https://corner.example/base/news/2021/fair/"]
    )


def test_pages_that_did_not_change_are_taken_from_the_published_sitemap() -> None:
    odd = ["news/2021/a&b/", "news/2021/圖/", "news/2021/a'b\"c/"]
    pages = [_page(address, modified=date(2021, 3, 1), alternates={"en": address}) for address in ["", "z/", *odd]]
    whole = sitemap.build_sitemap(pages, SITE)
    kept = sitemap.read_elements(whole.values(), ["z/", *odd], SITE)
    assert kept is not None
    assert sitemap.build_sitemap(pages[:1], SITE, kept) == whole
    assert sitemap.build_sitemap([], SITE, {}) == sitemap.build_sitemap([], SITE)


@pytest.mark.parametrize("site", ["https://corner.example/", "https://other.example/base/"])
def test_a_published_sitemap_without_a_page_or_of_another_address_is_of_no_use(site: str) -> None:
    whole = sitemap.build_sitemap([_page("a/")], SITE)
    assert sitemap.read_elements(whole.values(), ["a/", "b/"], SITE) is None
    assert sitemap.read_elements(whole.values(), ["a/"], SiteUrls(site, "en")) is None
    assert sitemap.read_elements([], [], SITE) == {}


@pytest.mark.parametrize("limit", ["pages", "bytes"])
def test_more_pages_than_a_file_may_hold_are_in_several_that_an_index_lists(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    pages = [_page(f"news/{number}/") for number in range(5)]
    whole = sitemap.build_sitemap(pages, SITE)
    assert list(whole) == ["sitemap.xml"]
    if limit == "pages":
        monkeypatch.setattr(sitemap, "_MOST_PAGES", 2)
    else:
        one, two = (len(sitemap.build_sitemap(pages[:count], SITE)["sitemap.xml"]) for count in (1, 2))
        monkeypatch.setattr(sitemap, "_MOST_BYTES", two + (two - one) // 2)
    files = sitemap.build_sitemap(pages, SITE)
    assert sitemap.list_files({*files, "style.css"}) == list(files)
    kept = sitemap.read_elements(files.values(), [page.address for page in pages], SITE)
    assert sitemap.build_sitemap([], SITE, kept) == files
    index = lxml.etree.fromstring(files.pop("sitemap.xml"))
    assert index.tag == f"{{{NAMES['s']}}}sitemapindex"
    assert _texts(index, "s:sitemap/s:loc/text()") == [f"https://corner.example/base/{name}" for name in files]
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    parts = [_texts(lxml.etree.fromstring(file), "s:url/s:loc/text()") for file in files.values()]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert [url for part in parts for url in part] == _texts(
        lxml.etree.fromstring(whole["sitemap.xml"]), "s:url/s:loc/text()"
    )
    if limit == "bytes":
        assert all(len(file) <= sitemap._MOST_BYTES for file in files.values())


def test_the_limits_are_those_of_the_protocol() -> None:
    assert (sitemap._MOST_PAGES, sitemap._MOST_BYTES) == (50_000, 52_428_800)
