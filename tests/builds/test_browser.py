"""A reader's way through the site in a browser: with a keyboard, on a small screen, in the dark, without scripts."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.builds.built import Built

pytestmark = pytest.mark.xdist_group("browser")

_SCHEME = "() => document.documentElement.getAttribute('data-md-color-scheme')"
_PAPER = "() => getComputedStyle(document.body).backgroundColor"


@pytest.fixture(params=["en", "zh-Hant"])
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kinds(own: Built, locale: str) -> dict[str, str]:
    """One page of each kind in one language, by address in the default edition."""
    corner, pages = own.corner, own.site.pages
    single = next(told for told in corner.single().values() if told.original == locale)
    # The one with the most to show.
    release = max(corner.releases.values(), key=lambda told: (len(told.fronts), len(told.facts.get("figures", []))))
    found = {
        "home": "",
        "news": "news/",
        "a later page of news": "news/page/2/",
        "release": release.address,
        "release in one language": single.address,
        "topics": "topics/",
        "topic": f"topics/{release.facts['topics'][0]}/",
        "body": f"bodies/{release.facts['bodies'][0]}/",
        "summaries": "summaries/",
        "summary": next(iter(corner.summaries.values())).address,
        "standing page": "about/",
        "follow": "follow/",
        "not found": "404.html",
    }
    assert {corner.at(locale, address) for address in found.values()} <= pages.keys()
    return found


def test_the_language_switch_stays_on_the_page_where_the_page_is_there_and_else_leads_to_the_front_page(
    own: Built, page: Page, locale: str, kinds: dict[str, str]
) -> None:
    other = {"en": "zh-Hant", "zh-Hant": "en"}[locale]
    reached, expected = {}, {}
    for kind, address in kinds.items():
        page.goto("/" + own.corner.at(locale, address))
        page.locator(f"body > header a[hreflang='{other}']").click()
        reached[kind] = (urlsplit(page.url).path, page.locator("html").get_attribute("lang"))
        elsewhere = "" if kind in ("release in one language", "not found") else address
        expected[kind] = ("/" + own.corner.at(other, elsewhere), other)
    assert reached == expected


def test_the_theme_switch_turns_dark_to_light_and_back(page: Page) -> None:
    page.goto("/")
    light = (page.evaluate(_SCHEME), page.evaluate(_PAPER))
    button = page.locator("button.corner-theme")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    dark = (page.evaluate(_SCHEME), page.evaluate(_PAPER))
    assert button.get_attribute("aria-pressed") == "true"
    assert dark[0] != light[0]
    assert dark[1] != light[1]
    button.click()
    assert (page.evaluate(_SCHEME), page.evaluate(_PAPER)) == light


def test_the_theme_that_was_chosen_stays_over_a_reload_and_on_the_other_pages(page: Page) -> None:
    page.goto("/")
    page.locator("button.corner-theme").click()
    chosen = (page.evaluate(_SCHEME), page.evaluate(_PAPER))
    page.reload()
    assert (page.evaluate(_SCHEME), page.evaluate(_PAPER)) == chosen
    assert page.locator("button.corner-theme").get_attribute("aria-pressed") == "true"
    page.goto("/zh-Hant/news/")
    assert (page.evaluate(_SCHEME), page.evaluate(_PAPER)) == chosen


def test_a_reader_whose_system_is_dark_sees_the_dark_theme_until_they_choose(browser: Browser, origin: str) -> None:
    with browser.new_context(base_url=origin, color_scheme="dark") as context:
        page = context.new_page()
        page.goto("/news/")
        dark = page.evaluate(_PAPER)
        page.locator("button.corner-theme").click()
        chosen = page.evaluate(_PAPER)
        assert chosen != dark
        page.reload()
        assert page.evaluate(_PAPER) == chosen


def test_the_first_tab_reaches_the_skip_link_which_is_then_seen_and_leads_to_the_content(
    own: Built, page: Page, locale: str, kinds: dict[str, str]
) -> None:
    for kind in ("home", "news", "release", "standing page", "not found"):
        page.goto("/" + own.corner.at(locale, kinds[kind]))
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.get_attribute("href") == "#content", kind
        box = focused.bounding_box()
        assert box is not None, kind
        assert box["x"] >= 0, kind
        assert box["y"] >= 0, kind
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.closest('main') !== null"), kind


def test_every_control_can_be_reached_by_tab_and_shows_that_it_is_reached(page: Page, locale: str) -> None:
    page.goto({"en": "/", "zh-Hant": "/zh-Hant/"}[locale])
    wanted = page.evaluate("() => [...document.querySelectorAll('header a, header button')].map(e => e.outerHTML)")
    reached, unseen = [], []
    page.keyboard.press("Tab")
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.outerHTML"))
        if not page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth) > 0"):
            unseen.append(reached[-1])
    assert reached == wanted
    assert unseen == []


def test_nothing_scrolls_sideways_on_a_screen_320_pixels_wide(
    own: Built, page: Page, locale: str, kinds: dict[str, str]
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for kind, address in kinds.items():
        page.goto("/" + own.corner.at(locale, address))
        width = page.evaluate("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        if width > 320:
            wide[kind] = width
    assert wide == {}


def test_no_page_makes_an_error_in_the_console_or_a_request_to_another_host(
    own: Built, context: BrowserContext, page: Page, origin: str, locale: str, kinds: dict[str, str]
) -> None:
    faults: list[str] = []
    requests: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    context.on(
        "response", lambda answer: faults.append(answer.url) if answer.status >= HTTPStatus.BAD_REQUEST else None
    )
    context.on("request", lambda request: requests.append(request.url))
    for address in kinds.values():
        page.goto("/" + own.corner.at(locale, address))
        page.locator("button.corner-theme").click()
    assert faults == []
    assert len(requests) > len(kinds)
    assert [url for url in requests if not url.startswith((origin + "/", "data:"))] == []


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
