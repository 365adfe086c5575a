"""A published guide for editors, as they read it, and as readers do not find it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import AXE, DARK_DESKTOP, FURTHER_VIEWS, JUDGE, RULES, SHORTEN, show
from tests.support.browsing import opening_tab, reading, serving
from tests.support.built import Built

PAGES = ("guide/", "guide/first-release/")


@pytest.fixture(params=("zh-Hant", *(pytest.param(other, marks=pytest.mark.full) for other in ("en", "zh-Hans"))))
def locale(request: pytest.FixtureRequest) -> str:
    """Each edition."""
    return str(request.param)


@pytest.fixture(scope="module")
def origin(with_guide: Built) -> Iterator[str]:
    """Serve a site with the guide; give its URL without a closing slash."""
    with serving(with_guide.site.folder) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser, origin: str) -> Iterator[Page]:
    """A page for that site that the tests use one after the other."""
    with opening_tab(browser, origin) as tab:
        yield tab


@pytest.mark.parametrize(
    ("view", "is_whole"),
    [
        (DARK_DESKTOP, False),
        *(pytest.param(view, True, marks=pytest.mark.full) for view in (DARK_DESKTOP, *FURTHER_VIEWS)),
    ],
)
def test_axe_finds_nothing_wrong_with_the_guide(
    still_browser: Browser, origin: str, with_guide: Built, view: tuple[str, tuple[int, int, Any]], *, is_whole: bool
) -> None:
    locale, mode = view
    with reading(still_browser, origin, reduced_motion="reduce") as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        show(page, mode)
        for address in PAGES:
            page.goto("/" + with_guide.corner.at(locale, address))
            if not is_whole:
                page.evaluate(SHORTEN)
            assert page.evaluate(JUDGE, RULES) == [], address


def test_the_guide_fits_a_narrow_screen_and_its_pictures_are_there(page: Page, with_guide: Built, locale: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in PAGES:
        page.goto("/" + with_guide.corner.at(locale, address))
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
    # Those below are loaded when they come into sight.
    page.evaluate("document.querySelectorAll('main img').forEach((picture) => { picture.loading = 'eager' })")
    page.wait_for_function("() => [...document.querySelectorAll('main img')].every((picture) => picture.complete)")
    widths = page.evaluate("[...document.querySelectorAll('main img')].map((picture) => picture.naturalWidth)")
    assert widths == [960] * 10


def test_a_reader_who_searches_does_not_find_the_guide(page: Page, with_guide: Built, locale: str) -> None:
    word = {"en": "accessibility", "zh-Hant": "無障礙", "zh-Hans": "无障碍"}[locale]
    shown = {}
    # The guide has the first two, the pages of the site have the last.
    for query in ("opening.jpg", "corner import", word):
        page.goto(f"/{with_guide.corner.at(locale, 'search/')}?q={query}")
        # While a search takes long, the status says so; then it has the number of results, or what was not found.
        expect(page.get_by_role("status")).to_have_text(re.compile(rf"\d|{re.escape(query)}"))
        links = page.locator(".corner-search__results a").all()
        shown[query] = [urlsplit(link.get_attribute("href") or "").path for link in links]
    assert any(path.endswith("accessibility/") for path in shown[word])
    assert [path for paths in shown.values() for path in paths if "guide/" in path] == []
    assert "opening.jpg" in (with_guide.site.folder / "guide/index.html").read_text("utf-8")
