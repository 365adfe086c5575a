"""The choice of colours: the system's, light or dark, remembered, and nothing jumps; paper and high contrast."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.built import Built

_PAPER = "() => getComputedStyle(document.body).backgroundColor"
_LIGHT, _DARK = "rgb(255, 255, 255)", "rgb(17, 24, 29)"
_SHIFT = """() => new Promise(done => {
  const found = [];
  new PerformanceObserver(list => found.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(found.reduce((sum, each) => sum + each.value, 0))));
})"""


def test_the_switch_goes_from_the_systems_colours_to_light_to_dark_and_says_so(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    button = page.locator("button.corner-theme")
    shown = []
    for _ in range(4):
        shown.append((button.inner_text().strip(), page.evaluate(_PAPER)))
        button.click()
    assert shown == [
        ("Colours: as on your device", _DARK),
        ("Colours: light", _LIGHT),
        ("Colours: dark", _DARK),
        ("Colours: as on your device", _DARK),
    ]


def test_what_was_chosen_stays_over_a_reload_and_on_the_other_pages(page: Page) -> None:
    page.goto("/")
    page.locator("button.corner-theme").click(click_count=2)
    assert page.evaluate(_PAPER) == _DARK
    page.reload()
    assert page.evaluate(_PAPER) == _DARK
    page.goto("/zh-Hant/news/")
    assert page.evaluate(_PAPER) == _DARK
    assert page.locator("button.corner-theme").inner_text().strip() == "顏色：深色"


def test_without_a_choice_the_page_follows_the_system_while_it_is_open(page: Page) -> None:
    page.goto("/")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => ({_PAPER})() === '{_DARK}'")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => ({_PAPER})() === '{_LIGHT}'")


def test_without_scripts_the_system_chooses(browser: Browser, origin: str) -> None:
    found = []
    for scheme in ("light", "dark"):
        with browser.new_context(base_url=origin, color_scheme=scheme, java_script_enabled=False) as context:
            page = context.new_page()
            page.goto("/")
            assert not page.locator("button.corner-theme").is_visible()
            page.set_viewport_size({"width": 40, "height": 40})
            found.append(page.screenshot(clip={"x": 0, "y": 36, "width": 2, "height": 2}))
    assert found[0] != found[1]


_STEADY = 0.01
"""A tenth of the layout shift that Core Web Vitals call good: a page that is painted before it has come whole may settle by a hair."""


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_while_a_page_loads(
    own: Built, page: Page, locale: str, kinds: dict[str, str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    page.locator("button.corner-theme").click(click_count=2)
    shifts = {}
    for kind in ("home", "news", "release", "summary", "figures"):
        page.goto("/" + own.corner.at(locale, kinds[kind]), wait_until="load")
        shifts[kind] = page.evaluate(_SHIFT)
    assert {kind: shift for kind, shift in shifts.items() if shift > _STEADY} == {}


def test_a_release_prints_on_a4_in_light_with_what_a_reader_of_paper_needs(
    own: Built, page: Page, locale: str, kinds: dict[str, str]
) -> None:
    page.goto("/" + own.corner.at(locale, kinds["release"]))
    page.locator("button.corner-theme").click(click_count=2)
    page.emulate_media(media="print")
    assert page.evaluate(_PAPER) == _LIGHT
    for chrome in (".corner-languages", ".corner-menu", ".corner-tools", ".corner-actions", "footer nav"):
        assert not page.locator(chrome).first.is_visible(), chrome
    assert page.locator("h1").is_visible()
    assert page.locator(".corner-address").inner_text() == own.site.url + own.corner.at(locale, kinds["release"])
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", page.pdf(prefer_css_page_size=True))
    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


def test_links_in_a_text_print_their_addresses(page: Page) -> None:
    page.goto("/about/")
    link = page.locator(".corner-prose a").first
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    printed = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert link.evaluate("link => link.href").rstrip("/") in printed


def test_who_asks_for_more_contrast_gets_it(page: Page) -> None:
    soft = "() => getComputedStyle(document.querySelector('.corner-card__meta')).color"
    page.goto("/news/")
    usual = page.evaluate(soft)
    page.emulate_media(contrast="more")
    assert page.evaluate(soft) != usual


def test_in_forced_colours_the_place_in_the_menu_is_still_told(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/news/")
    current = page.locator(".corner-menu [aria-current]")
    assert current.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    # A border without a colour of its own would be drawn around the others, too.
    others = page.locator(".corner-header nav a:not([aria-current])")
    drawn = others.evaluate_all("links => links.map(link => getComputedStyle(link).borderBlockEndColor)")
    assert len(drawn) > 2
    assert set(drawn) == {page.evaluate(_PAPER)}


_FILLS = """() => [...document.querySelectorAll(".corner-chart :is(rect, text)")].map((each) => [
    each.tagName, getComputedStyle(each).fill, getComputedStyle(document.body).backgroundColor,
])"""


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_and_words_of_a_chart_stand_out_from_the_page(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/figures/")
    found = page.evaluate(_FILLS)
    assert {name for name, _, _ in found} == {"rect", "text"}
    for name, fill, paper in found:
        dark, light = sorted((_luminance(fill), _luminance(paper)))
        assert (light + 0.05) / (dark + 0.05) >= {"rect": 3, "text": 4.5}[name], fill
