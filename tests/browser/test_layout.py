"""What a reader sees whole: numbers of a list, dates, and the line of languages and buttons, on all screens."""

from __future__ import annotations

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.support.built import Built

_PHONE = 390
_SCREENS = (320, _PHONE, 768, 1280, 2560)
_FURTHER_SCREENS = (360, 412)
_DATES = {
    "en": r"(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}, )?\d{4}",
    "zh-Hant": r"\d{4}年(\d{1,2}月(\d{1,2}日)?)?",
    "zh-Hans": r"\d{4}年(\d{1,2}月(\d{1,2}日)?)?",
}
_BROKEN_DATES = """(pattern) => {
  // Titles and the texts of editors break where there is room.
  const running = "a, h1, h2, h3, svg, .corner-body, .corner-prose, .corner-lede";
  const lists = ".corner-body .corner-figures, :is(.corner-body, .corner-prose) table";
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (element.closest(running) && !element.closest(lists)) continue;
    for (const { 0: date, index } of texts.currentNode.data.matchAll(new RegExp(pattern, "g"))) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + date.length);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      const tops = boxes.map((box) => box.top);
      if (Math.max(...tops) - Math.min(...tops) > 6) broken.push(date);
    }
  }
  return broken;
}"""

_SMALL_CONTROLS = """() => {
  document.querySelector(".corner-switch").open = true;
  const small = [
    [44, "body > header :is(a, button, summary), footer a, .corner-pager a, .corner-button"],
    [24, ".corner-chips a, .corner-filter label, .corner-contents a"],
  ].flatMap(([least, where]) => [...document.querySelectorAll(where)]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least)
    .map((each) => each.outerHTML));
  document.querySelector(".corner-switch").open = false;
  return small;
}"""
_FAULTS = f"""([pattern, screen, isTouched]) => {{
  const width = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  return [
    ...(width > screen ? [`${{width}} pixels`] : []),
    ...({_BROKEN_DATES})(pattern),
    ...(isTouched ? ({_SMALL_CONTROLS})() : []),
  ];
}}"""


@pytest.fixture(
    params=[pytest.param("en", marks=pytest.mark.full), "zh-Hant", pytest.param("zh-Hans", marks=pytest.mark.full)]
)
def locale(request: pytest.FixtureRequest) -> str:
    """Each edition."""
    return str(request.param)


@pytest.mark.parametrize("screen", [320, 1280])
def test_no_number_in_a_list_of_contents_is_cut(
    own: Built, page: Page, locale: str, kinds: dict[str, str], screen: int
) -> None:
    page.set_viewport_size({"width": screen, "height": 1200})
    page.goto("/" + own.corner.at(locale, kinds["summary"]))
    contents = page.locator(".corner-contents")
    assert contents.locator("li").count() > 9
    box = contents.bounding_box()
    assert box
    # Numbers have no boxes to measure: the margin beside the list looks the same with them as without them.
    margin = FloatRect(x=0, y=box["y"], width=box["x"], height=box["height"])
    contents.evaluate("(nav) => { nav.style.overflow = 'visible' }")
    with_numbers = page.screenshot(clip=margin)
    contents.evaluate("(nav) => { nav.querySelector('ol').style.listStyle = 'none' }")
    assert page.screenshot(clip=margin) == with_numbers


@pytest.mark.parametrize(
    "screens",
    [pytest.param(_SCREENS, id="screens"), pytest.param(_FURTHER_SCREENS, id="further", marks=pytest.mark.full)],
)
def test_nothing_scrolls_sideways_no_line_ends_within_a_date_and_controls_are_large_enough_to_touch(
    own: Built, still_page: Page, locale: str, pages: dict[str, str], screens: tuple[int, ...]
) -> None:
    faults = {}
    for kind, address in pages.items():
        still_page.goto("/" + own.corner.at(locale, address))
        for screen in screens:
            still_page.set_viewport_size({"width": screen, "height": 800})
            if found := still_page.evaluate(_FAULTS, [_DATES[locale], screen, screen == _PHONE]):
                faults[kind, screen] = found
    assert faults == {}


@pytest.mark.parametrize("screen", [320, 412])
def test_the_figures_are_read_on_a_phone_without_scrolling_sideways(
    own: Built, still_page: Page, locale: str, screen: int
) -> None:
    still_page.set_viewport_size({"width": screen, "height": 800})
    still_page.goto("/" + own.corner.at(locale, "figures/"))
    hidden = still_page.locator("main .table").evaluate_all(
        "(regions) => regions.map((region) => region.scrollWidth - region.clientWidth).filter((width) => width > 0)"
    )
    assert hidden == []
    assert still_page.locator("main tbody tr").count() > 20


@pytest.mark.parametrize("screen", [320, 412])
def test_items_and_their_periods_are_a_list_on_a_phone(own: Built, still_page: Page, locale: str, screen: int) -> None:
    still_page.set_viewport_size({"width": screen, "height": 800})
    still_page.goto("/" + own.corner.at(locale, "items/"))
    table = still_page.locator(".corner-matrix")
    assert table.evaluate("(table) => table.parentElement.scrollWidth - table.parentElement.clientWidth") == 0
    beneath: list[float] = table.locator("tbody tr").evaluate_all(
        """(rows) => rows.map((row) => {
             const [name, cell] = ["th", "td"].map((kind) => row.querySelector(kind).getBoundingClientRect());
             return cell.top - name.bottom;
           })"""
    )
    assert min(beneath) >= 0
    # Each state says its period, as there is no line of headings; a screen reader still has a table.
    assert still_page.locator(".corner-matrix__period:visible").count() == 19
    assert still_page.get_by_role("table").get_by_role("rowheader").count() == 19
    assert still_page.get_by_role("table").get_by_role("cell").count() == 19


def test_words_in_a_chart_are_large_enough_on_the_smallest_screen(own: Built, still_page: Page, locale: str) -> None:
    still_page.set_viewport_size({"width": 320, "height": 800})
    still_page.goto("/" + own.corner.at(locale, "figures/"))
    sizes: list[float] = still_page.locator(".corner-chart").evaluate_all(
        """(charts) => charts.map((chart) =>
             parseFloat(getComputedStyle(chart.querySelector("text")).fontSize) * chart.getScreenCTM().a)"""
    )
    assert sizes
    assert min(sizes) > 11


@pytest.mark.parametrize("screen", [320, 1280])
@pytest.mark.parametrize("kind", ["release", "summary"])
def test_the_values_of_figures_are_in_one_line_below_each_other(
    own: Built, still_page: Page, locale: str, kinds: dict[str, str], kind: str, screen: int
) -> None:
    still_page.set_viewport_size({"width": screen, "height": 800})
    still_page.goto("/" + own.corner.at(locale, kinds[kind]))
    edges: list[list[list[int]]] = still_page.locator(".corner-figures").evaluate_all(
        """(lists) => lists.map((list) => [...list.querySelectorAll("dd")].map((value) => {
             const range = document.createRange();
             range.selectNodeContents(value);
             const { left, right } = range.getBoundingClientRect();
             return [Math.round(left), Math.round(right)];
           }))"""
    )
    assert max(map(len, edges)) > 2
    for values in edges:
        starts, ends = zip(*values, strict=True)
        assert len(set(starts)) == 1 or max(ends) - min(ends) <= 1


def test_no_cell_of_a_table_in_chinese_is_a_column_of_signs(own: Built, still_page: Page) -> None:
    still_page.set_viewport_size({"width": 320, "height": 800})
    still_page.goto("/" + own.corner.at("zh-Hant", "enquiry-points/"))
    widths: list[float] = still_page.locator("main td").evaluate_all(
        """(cells) => cells.filter((cell) => cell.textContent.length > 5).map((cell) => {
             const { fontSize, paddingLeft, paddingRight } = getComputedStyle(cell);
             const inside = cell.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
             return inside / parseFloat(fontSize);
           })"""
    )
    assert widths
    assert min(widths) >= 4


_RING = """(element) => {
  const { outlineOffset, outlineWidth } = getComputedStyle(element);
  const beyond = parseFloat(outlineOffset) + parseFloat(outlineWidth);
  const { top, bottom } = element.getBoundingClientRect();
  return [top - beyond, bottom + beyond];
}"""


def test_the_ring_around_a_link_of_the_menu_is_on_the_menu(own: Built, still_page: Page, locale: str) -> None:
    still_page.goto("/" + own.corner.at(locale))
    menu = still_page.locator(".corner-header")
    bottom = menu.evaluate("(header) => header.getBoundingClientRect().bottom")
    for link in menu.locator(".corner-menu a").all():
        link.focus()
        assert link.evaluate(_RING)[1] <= bottom


def test_the_ring_around_the_field_of_the_search_is_below_its_heading(
    own: Built, still_page: Page, locale: str
) -> None:
    still_page.goto("/" + own.corner.at(locale))
    still_page.keyboard.press("/")
    field = still_page.get_by_role("dialog").get_by_role("searchbox")
    expect(field).to_be_focused()
    heading = still_page.locator(".corner-search__head").evaluate("(head) => head.getBoundingClientRect().bottom")
    assert field.evaluate(_RING)[0] >= heading
