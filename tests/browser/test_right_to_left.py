"""A corner in Arabic: pages begin on the right, hold together on a phone, and are judged by axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_accessibility import AXE, JUDGE, RULES
from tests.support import arabic_corner, project
from tests.support.browsing import reading, serving

PAGES = (
    "",
    "news/",
    "news/2024/deep-well/",
    "figures/",
    "timeline/",
    "pumps/",
    "follow/",
    "data/",
    "search/",
    "en/news/",
)


@pytest.fixture(scope="module")
def arabic_origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site of the Arabic corner, built strictly; give its URL without a closing slash."""
    root = arabic_corner.write(tmp_path_factory.mktemp("arabic") / "corner")
    run = project.build(root, "--strict")
    assert run.code == 0, run.output
    with serving(root / "site") as url:
        yield url


@pytest.fixture
def phone(browser: Browser, arabic_origin: str) -> Iterator[BrowserContext]:
    """A reader with a phone."""
    with reading(browser, arabic_origin, viewport={"width": 390, "height": 844}) as context:
        yield context


def _open(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"/{address}")
    return page


@pytest.mark.parametrize(
    "judged",
    [
        pytest.param(("", "news/2024/deep-well/", "pumps/"), id="some"),
        pytest.param(PAGES, id="all", marks=pytest.mark.full),
    ],
)
def test_no_page_is_wider_than_a_phone_and_axe_finds_nothing(
    browser: Browser, arabic_origin: str, judged: tuple[str, ...]
) -> None:
    with reading(browser, arabic_origin, viewport={"width": 390, "height": 844}) as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        for address in PAGES:
            page.goto(f"/{address}")
            width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            assert width[0] <= width[1], address
            if address in judged:
                assert page.evaluate(JUDGE, RULES) == [], address


def test_lines_and_the_menu_begin_on_the_right(browser: Browser, arabic_origin: str) -> None:
    with reading(browser, arabic_origin, viewport={"width": 1280, "height": 900}) as context:
        page = _open(context, "news/2024/deep-well/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        first, second = (page.locator(".corner-menu a").nth(number).bounding_box() for number in (0, 1))
        title = page.locator("h1").evaluate(
            "heading => getComputedStyle(heading).textAlign + getComputedStyle(heading).direction"
        )
        assert first is not None
        assert second is not None
        assert first["x"] > second["x"] > 640
        assert title == "startrtl"
        english = _open(context, "en/news/2024/deep-well/")
        assert english.locator("html").get_attribute("dir") is None
        assert english.locator("h1").evaluate("heading => getComputedStyle(heading).direction") == "ltr"


def test_a_text_in_another_language_keeps_its_direction(phone: BrowserContext) -> None:
    page = _open(phone, "news/")
    title = page.get_by_role("link", name="Guards' day: who comes?")
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("en", "ltr")
    sides = page.locator(".corner-card__text[lang=en]").evaluate(
        "text => { const range = document.createRange(); range.selectNodeContents(text);"
        " return [range.getBoundingClientRect().right, text.getBoundingClientRect().right]; }"
    )
    assert abs(sides[0] - sides[1]) < 2, "it begins on the side where other texts begin"


def test_bars_begin_on_the_right(phone: BrowserContext) -> None:
    page = _open(phone, "figures/")
    ends = page.locator(".corner-chart rect").evaluate_all(
        "bars => bars.map((bar) => bar.getBoundingClientRect().right)"
    )
    assert len({round(end) for end in ends}) == 1
    labels = page.locator(".corner-chart text").evaluate_all(
        "texts => texts.map((text) => text.getBoundingClientRect().right)"
    )
    chart = page.locator(".corner-chart").bounding_box()
    assert chart is not None
    assert max(labels) <= chart["x"] + chart["width"] + 1
    assert max(labels) > max(ends)
