"""Everybody can read and operate each kind of page: judged by axe, and by a keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import project
from tests.support.browsing import FURTHER, LAYOUTS, reading
from tests.support.built import Built

AXE = project.ROOT / "tests/checkers/node_modules/axe-core/axe.min.js"
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
JUDGE = """async (tags) => {
  const { violations, incomplete } = await axe.run({ runOnly: tags, resultTypes: ["violations", "incomplete"] });
  // What a table scrolls out of sight has the colours of what is in sight; those of charts have a test of their own;
  // and the arrow back from a footnote has no words that its name could leave out.
  const sure = "div.table, svg, .footnote-backref";
  const unsure = incomplete.map((rule) => ({
    ...rule, nodes: rule.nodes.filter((node) => !document.querySelector(node.target[0]).closest(sure)),
  }));
  return [...violations, ...unsure].flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}"""
SHORTEN = """() => {
  const name = ({ tagName, classList }) => `${tagName}.${classList}`;
  const list = (item) => [...new Set([item.parentElement, item, ...item.querySelectorAll("*")].map(name))].sort().join();
  const items = document.querySelectorAll("main :is(section, article, p, pre, li, tr, dt, dd, rect, text)");
  for (const group of Map.groupBy(items, list).values()) {
    for (const item of group.slice(3, -1)) item.remove();
  }
}"""
"""Removes sections, paragraphs, rows, items and bars that hold the same kinds of elements as others, but for three and the last."""
_PHONE, _DESKTOP = (390, 844), (1440, 900)
_LIGHT_PHONE = ("en", (*_PHONE, "light"))
FURTHER_VIEWS = (
    _LIGHT_PHONE,
    ("en", (*_DESKTOP, "dark")),
    ("zh-Hant", (*_PHONE, "dark")),
    ("zh-Hant", (*_DESKTOP, "light")),
    ("zh-Hans", (*_PHONE, "light")),
)
DARK_DESKTOP = ("zh-Hant", (*_DESKTOP, "dark"))
"""What `make test` shows, with shortened pages; `make full` shows whole ones."""
VIEWS = [
    DARK_DESKTOP,
    *(pytest.param(view, marks=pytest.mark.full) for view in FURTHER_VIEWS),
]
"""Editions with the screens and colours in which they are seen."""
_ON_PHONES = ("home", "release", "items", "register", "record", "follow", "search", "timeline", "not found")
"""The kinds of page of which `make test` shows light ones on a phone, too: with a menu, lists, a form and a table."""

_VISIBLE = """[...document.querySelectorAll(
    "a[href], button, select, summary, input:not([type=radio]), input:checked, [tabindex='0']",
)].filter((each) => each.checkVisibility({ visibilityProperty: true }))"""
_CONTROLS = f"() => {_VISIBLE}.map((each) => each.outerHTML)"
_FOCUSED = """() => {
  const here = document.activeElement;
  const shown = here.matches(".corner-filter input") ? here.nextElementSibling : here;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const box = shown.getClientRects()[0];
  const middle = (start, end, last) => (Math.max(start, 0) + Math.min(end, last)) / 2;
  const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const seen = outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 && (shown.contains(top) || top?.contains(shown));
  return [here.outerHTML, Boolean(seen)];
}"""
_BEGIN = f"""(isWhole) => {{
  const look = {_FOCUSED};
  const controls = {_VISIBLE};
  const inMain = controls.map((each) => each.closest("main") !== null);
  const wanted = isWhole ? controls : controls.slice(inMain.indexOf(true) - 1, inMain.lastIndexOf(true) + 2);
  const html = wanted.map((each) => each.outerHTML);
  wanted[0].focus();
  window.reached = [look()];
  // The key is let go where it has led to.
  document.addEventListener("keyup", () => window.reached.push(look()));
  return html;
}}"""
"""Begins at the first control, or at the last one before the content, and returns those from there to the first one behind it."""


def _name_view(view: tuple[str, tuple[int, int, Any]]) -> str:
    return f"{view[0]}-{view[1][0]}-{view[1][2]}"


@pytest.fixture(params=VIEWS, ids=_name_view)
def view(request: pytest.FixtureRequest) -> tuple[str, tuple[int, int, Any]]:
    """An edition, with a screen and colours in which it is seen."""
    locale, mode = request.param
    return locale, mode


@pytest.fixture
def locale(view: tuple[str, object]) -> str:
    """The edition that is seen."""
    return view[0]


@pytest.fixture
def mode(view: tuple[str, tuple[int, int, Any]]) -> tuple[int, int, Any]:
    """The screen and colours in which it is seen."""
    return view[1]


@contextmanager
def _with_axe(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    # Colours that still move are no colours to judge.
    with reading(browser, origin, reduced_motion="reduce") as context:
        context.add_init_script(path=AXE)
        yield context


@pytest.fixture
def judged(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """A reader of the project's own site, on whose pages axe waits."""
    with _with_axe(browser, origin) as context:
        yield context


def show(page: Page, mode: tuple[int, int, Any]) -> None:
    """Show the page on a screen of a size in pixels, in light or dark."""
    width, height, scheme = mode
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)


@pytest.mark.parametrize(
    ("view", "chosen", "is_whole"),
    [
        pytest.param(DARK_DESKTOP, LAYOUTS, False, id="desktop"),
        pytest.param(_LIGHT_PHONE, _ON_PHONES, False, id="phone"),
        *(
            pytest.param(view, (*LAYOUTS, *FURTHER), True, id=_name_view(view), marks=pytest.mark.full)
            for view in (DARK_DESKTOP, *FURTHER_VIEWS)
        ),
    ],
    indirect=["view"],
)
def test_axe_finds_nothing_wrong_with_any_kind_of_page(
    own: Built,
    still_browser: Browser,
    origin: str,
    locale: str,
    mode: tuple[int, int, Any],
    kinds: dict[str, str],
    chosen: tuple[str, ...],
    *,
    is_whole: bool,
) -> None:
    faults = {}
    with _with_axe(still_browser, origin) as context:
        page = context.new_page()
        show(page, mode)
        for kind in chosen:
            page.goto("/" + own.corner.at(locale, kinds[kind]))
            if not is_whole:
                page.evaluate(SHORTEN)
            if found := page.evaluate(JUDGE, RULES):
                faults[kind] = found
    assert faults == {}


def test_axe_finds_nothing_wrong_with_the_opened_menu_and_the_search_with_results_and_filters(
    own: Built, judged: BrowserContext, locale: str, mode: tuple[int, int, Any]
) -> None:
    page = judged.new_page()
    show(page, mode)
    page.goto("/" + own.corner.at(locale))
    page.evaluate("() => { document.querySelector('.corner-switch').open = true }")
    faults = page.evaluate(JUDGE, RULES)
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("2021")
    expect(dialog.get_by_role("listitem")).to_have_count(10)
    all_of_it = dialog.get_by_role("status").inner_text()
    dialog.locator("summary").click()
    dialog.get_by_role("checkbox").first.check()
    expect(dialog.get_by_role("status")).not_to_have_text(re.compile(rf"^({re.escape(all_of_it)}|\D*)$"))
    faults += page.evaluate(JUDGE, RULES)
    assert faults == []


def test_axe_finds_nothing_wrong_with_the_page_that_searches_when_it_has_found_much_or_nothing(
    own: Built, judged: BrowserContext, locale: str, mode: tuple[int, int, Any]
) -> None:
    page = judged.new_page()
    show(page, mode)
    faults = {}
    for query, shown in (
        ("q=2021&type=event", ".corner-search__results mark"),
        ("q=zzz", ".corner-search__elsewhere a"),
    ):
        page.goto(f"/{own.corner.at(locale, 'search/')}?{query}")
        expect(page.locator(shown).first).to_be_visible()
        if found := page.evaluate(JUDGE, RULES):
            faults[query] = found
    assert faults == {}


@pytest.mark.parametrize(
    ("locale", "mode"),
    [("zh-Hans", (*_PHONE, "light")), pytest.param("en", (*_DESKTOP, "dark"), marks=pytest.mark.full)],
)
@pytest.mark.parametrize(
    ("chosen", "is_whole"),
    [
        pytest.param(LAYOUTS, False, id="layouts"),
        pytest.param((*LAYOUTS, *FURTHER), True, id="all", marks=pytest.mark.full),
    ],
)
def test_every_control_of_a_page_is_reached_by_tab_in_its_order_and_seen_to_be(
    own: Built,
    still_browser: Browser,
    origin: str,
    locale: str,
    mode: tuple[int, int, str],
    kinds: dict[str, str],
    chosen: tuple[str, ...],
    *,
    is_whole: bool,
) -> None:
    page = still_browser.new_page(base_url=origin)
    show(page, mode)
    for kind in chosen:
        page.goto("/" + own.corner.at(locale, kinds[kind]))
        if kind == "search":
            expect(page.get_by_role("searchbox")).to_be_focused()
        if not is_whole:
            page.evaluate(SHORTEN)
        # What is around the content is the same on every page.
        wanted = page.evaluate(_BEGIN, kind == chosen[0])
        assert len(wanted) > 2, kind
        for _ in wanted[1:]:
            page.keyboard.press("Tab")
        reached = page.evaluate("reached")
        assert [control for control, _ in reached] == wanted, kind
        assert [control for control, seen in reached if not seen] == [], kind
    page.close()


@pytest.mark.parametrize("locale", ["zh-Hant"])
def test_every_control_of_the_search_is_reached_by_tab_in_its_order_and_seen_to_be(
    own: Built, page: Page, locale: str
) -> None:
    page.goto("/" + own.corner.at(locale))
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("2021")
    expect(dialog.get_by_role("listitem")).to_have_count(10)
    status = dialog.get_by_role("status")
    expect(status).to_have_text(re.compile("[0-9]"))
    whole = status.inner_text()
    dialog.locator("summary").press("Enter")
    dialog.get_by_role("checkbox").first.press("Space")
    expect(dialog.locator(".corner-search__clear")).to_be_visible()
    # The number of results changes last, when all of them are there.
    expect(status).not_to_have_text(whole)
    expect(status).to_have_text(re.compile("[0-9]"))
    inside = page.evaluate(_CONTROLS.replace("document.query", "document.querySelector('dialog').query"))
    dialog.get_by_role("link").first.focus()
    reached = [page.evaluate(_FOCUSED)]
    for _ in inside[1:]:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_FOCUSED))
    assert [control for control, _ in reached] == inside
    assert [control for control, seen in reached if not seen] == []
