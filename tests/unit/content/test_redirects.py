"""What was renamed keeps its ids, and its former addresses lead on."""

from __future__ import annotations

from corner.content import redirects
from tests.support import corners
from tests.support.corners import FAIR, Corner, release

MOVED = "releases/2021/market: releases/2021/fair\nreleases/2021/bazaar: releases/2021/fair\n"
PATH = "news/redirects.yml"


def test_the_first_of_the_former_keys_is_the_oldest(corner: Corner) -> None:
    moved = corners.catalogue(corner({PATH: MOVED})).redirects
    assert moved.former("releases/2021/fair") == ["releases/2021/market", "releases/2021/bazaar"]
    assert moved.first("releases/2021/fair") == "releases/2021/market"
    assert moved.first("summaries/2020") == "summaries/2020"


def test_each_edition_has_a_page_at_each_former_address(corner: Corner) -> None:
    root = corner({PATH: MOVED})
    pages = {
        page.address: (page.leads_to, page.title, page.indexed)
        for locale in ("en", "zh-Hant")
        for page in corners.pages(corners.edition(root, locale))
        if page.kind == "moved"
    }
    assert pages == {
        "news/2021/market/": ("news/2021/fair/", "Spring fair", False),
        "news/2021/bazaar/": ("news/2021/fair/", "Spring fair", False),
        "zh-Hant/news/2021/market/": ("zh-Hant/news/2021/fair/", "春季市集", False),
        "zh-Hant/news/2021/bazaar/": ("zh-Hant/news/2021/fair/", "春季市集", False),
    }


def test_nothing_leads_to_what_is_not_visible(corner: Corner) -> None:
    root = corner({PATH: MOVED, FAIR: release(status="draft")})
    assert [page for page in corners.pages(corners.edition(root)) if page.kind == "moved"] == []


def test_a_renaming_is_added_and_leaves_the_rest_as_it_is() -> None:
    text = '# Renamed.\na: summaries/b # why\n"c": "summaries/b"\nd: summaries/b-c'
    assert redirects.add_redirect(text, "summaries/b", "summaries/e", keep=True) == (
        '# Renamed.\na: summaries/e # why\n"c": summaries/e\nd: summaries/b-c\nsummaries/b: summaries/e\n'
    )


def test_line_ends_stay_as_they_are() -> None:
    text = "a: summaries/b # why\r\nc: summaries/b\r\n"
    assert redirects.add_redirect(text, "summaries/b", "summaries/e", keep=True) == (
        "a: summaries/e # why\r\nc: summaries/e\r\nsummaries/b: summaries/e\r\n"
    )


def test_what_nobody_knew_is_not_kept() -> None:
    assert redirects.add_redirect("", "summaries/b", "summaries/e", keep=False) == ""
