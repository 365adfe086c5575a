"""A reader's way through the site in a browser: with a keyboard, on a small screen, in the dark, without scripts."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsing import FURTHER, LAYOUTS
from tests.support.built import Built

_SINGLE = "release in one language"
_CHOSEN = ("home", "release", "register", "search", "not found", _SINGLE)
"""The kinds of page that `make test` leaves for another language: the switch leads elsewhere, or a script changes the page."""
_SCHEME = "() => document.documentElement.getAttribute('data-md-color-scheme')"
_PAPER = "() => getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(_CHOSEN, id="chosen"),
        pytest.param(
            tuple(kind for kind in (*LAYOUTS, *FURTHER) if kind not in _CHOSEN), id="others", marks=pytest.mark.full
        ),
    ],
)
def test_the_language_switch_stays_on_the_page_where_the_page_is_there_and_else_leads_to_the_front_page(
    own: Built, still_page: Page, locale: str, kinds: dict[str, str], chosen: tuple[str, ...]
) -> None:
    other = {"en": "zh-Hant", "zh-Hant": "en"}[locale]
    reached, expected = {}, {}
    for kind in chosen:
        address = kinds[kind]
        still_page.goto("/" + own.corner.at(locale, address))
        with still_page.expect_navigation():
            still_page.locator(f"body > header a[hreflang='{other}']").press("Enter")
        reached[kind] = (urlsplit(still_page.url).path, still_page.locator("html").get_attribute("lang"))
        elsewhere = "" if kind in (_SINGLE, "not found") else address
        expected[kind] = ("/" + own.corner.at(other, elsewhere), other)
    assert reached == expected


def test_the_first_tab_reaches_the_skip_link_which_is_then_seen_and_leads_to_the_content(
    own: Built, still_page: Page, locale: str, kinds: dict[str, str]
) -> None:
    for kind in ("home", "news", "release", "standing page", "not found"):
        still_page.goto("/" + own.corner.at(locale, kinds[kind]))
        still_page.keyboard.press("Tab")
        focused = still_page.locator(":focus")
        assert focused.get_attribute("href") == "#content", kind
        box = focused.bounding_box()
        assert box is not None, kind
        assert box["x"] >= 0, kind
        assert box["y"] >= 0, kind
        still_page.keyboard.press("Enter")
        assert still_page.evaluate("() => document.activeElement.closest('main') !== null"), kind


@pytest.mark.parametrize("screen", [320, 359, 360, 375, 390, 412, 480, 767])
def test_languages_and_buttons_share_a_line_on_small_screens(
    own: Built, still_page: Page, locale: str, screen: int
) -> None:
    still_page.set_viewport_size({"width": screen, "height": 256})
    still_page.goto("/" + own.corner.at(locale))
    boxes = [still_page.locator(part).bounding_box() for part in (".corner-languages", ".corner-tools")]
    assert len({box["y"] for box in boxes if box}) == 1


def test_the_front_page_says_at_first_sight_what_the_site_is(own: Built, still_page: Page, locale: str) -> None:
    for width, height in ((390, 664), (1280, 720)):
        still_page.set_viewport_size({"width": width, "height": height})
        still_page.goto("/" + own.corner.at(locale))
        box = still_page.locator("main").get_by_text("demonstration" if locale == "en" else "示範").first.bounding_box()
        assert box
        assert box["y"] + box["height"] < height / 2


def test_an_address_without_a_page_shows_the_404_page_of_the_edition_with_its_style(page: Page, locale: str) -> None:
    prefix = {"en": "", "zh-Hant": "/zh-Hant"}[locale]
    answer = page.goto(f"{prefix}/news/1999/no/such/page/")
    assert answer is not None
    assert answer.status == HTTPStatus.NOT_FOUND
    assert page.locator("html").get_attribute("lang") == locale
    loaded = page.evaluate("() => [...document.styleSheets].map(sheet => sheet.cssRules.length > 0)")
    assert loaded
    assert all(loaded)
    page.locator("main a").first.click()
    assert urlsplit(page.url).path == f"{prefix}/"


def test_without_scripts_the_pages_are_read_and_the_language_is_switched(browser: Browser, origin: str) -> None:
    with browser.new_context(base_url=origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/news/")
        assert page.locator("main article").first.is_visible()
        assert not page.locator("button.corner-theme").is_visible()
        page.locator("body > header a[hreflang='zh-Hant']").click()
        assert urlsplit(page.url).path == "/zh-Hant/news/"


def test_the_mark_of_a_note_never_begins_a_line(
    own: Built, still_page: Page, locale: str, kinds: dict[str, str]
) -> None:
    still_page.goto("/" + own.corner.at(locale, kinds["release"]))
    begins = still_page.evaluate(
        """() => {
          const text = document.createElement("p");
          text.lang = "zh-Hant";
          for (const part of ["專責小組在廣州舉行會議。", "雙方同意舉辦「研討會」", "及其他活動", "以便業界參加。"]) {
            const mark = document.createElement("sup");
            mark.className = "footnote-ref";
            const link = document.createElement("a");
            link.href = "#fn-1";
            link.append("1");
            mark.append(link);
            text.append(part, mark);
          }
          document.querySelector(".corner-body").append(text);
          const found = [];
          for (let width = 80; width < 400; width += 3) {
            text.style.width = `${width}px`;
            for (const each of text.querySelectorAll("sup")) {
              const sign = document.createRange();
              sign.setStart(each.previousSibling, each.previousSibling.length - 1);
              sign.setEnd(each.previousSibling, each.previousSibling.length);
              if (each.firstChild.getBoundingClientRect().left < sign.getBoundingClientRect().left) found.push(width);
            }
          }
          return found;
        }"""
    )
    assert begins == []
