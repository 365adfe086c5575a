"""Registers in a browser: tables that are filtered and sorted, whole without a script, and read on any screen and by axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import AXE, JUDGE, RULES
from tests.support.browsing import opening_tab, reading, serving
from tests.support.built import Built

_ROWS = "table.corner-records tbody tr"
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_NAMES = """() => [...document.querySelectorAll("table.corner-records tbody tr")]
  .filter((row) => row.checkVisibility()).map((row) => row.cells[0].innerText.trim())"""


@pytest.fixture(scope="module")
def url(second: Built) -> Iterator[str]:
    """Yield the URL of a corner with a register of fishing quotas."""
    with serving(second.site.folder) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser, url: str) -> Iterator[Page]:
    """Yield a page for the corner that the tests use one after the other."""
    with opening_tab(browser, url) as tab:
        yield tab


@pytest.fixture(name="table")
def opened(page: Page) -> Page:
    """Return the table of the register."""
    page.goto("/quotas/")
    return page


def test_a_choice_filters_the_table_and_the_address_keeps_it(table: Page) -> None:
    table.get_by_label("Stock").select_option("tuna")
    assert table.evaluate(_NAMES) == ["Tuna of the open sea"]
    expect(table.locator("[role=status]")).to_contain_text("1")
    assert table.url.endswith("/quotas/?stock=tuna")

    table.reload()
    expect(table.get_by_label("Stock")).to_have_value("tuna")
    assert table.evaluate(_NAMES) == ["Tuna of the open sea"]

    table.get_by_label("Stock").select_option("")
    assert len(table.evaluate(_NAMES)) == 3
    assert table.url.endswith("/quotas/")


def test_a_filter_says_what_it_shows_on_paper_too_and_a_button_shows_all(table: Page) -> None:
    status, button = table.locator("[role=status]"), table.get_by_role("button", name="Show all")
    expect(status).to_have_text("3 of 3 shown")
    expect(button).to_be_hidden()
    table.emulate_media(media="print")
    expect(status).to_be_hidden()
    table.emulate_media(media="screen")

    table.get_by_label("Stock").select_option("tuna")
    expect(status).to_have_text("1 of 3 shown · Stock: Tuna")
    table.emulate_media(media="print")
    expect(status).to_be_visible()
    table.emulate_media(media="screen")

    button.press("Enter")
    expect(status).to_have_text("3 of 3 shown")
    assert len(table.evaluate(_NAMES)) == 3
    expect(table.get_by_label("Stock")).to_be_focused()
    assert table.url.endswith("/quotas/")


def test_two_choices_hold_together(table: Page) -> None:
    table.get_by_label("Stock").select_option("cod")
    status = table.get_by_label("Status")
    values = [option for option in status.locator("option").evaluate_all("(all) => all.map((o) => o.value)") if option]
    shown = []
    for value in values:
        status.select_option(value)
        shown += table.evaluate(_NAMES)
    assert sorted(shown) == ["Cod of all banks", "Cod of the northern banks"]


def test_a_heading_sorts_the_table_and_says_so(table: Page) -> None:
    weight = table.get_by_role("columnheader", name="Weight")
    weight.get_by_role("button").click()
    expect(weight).to_have_attribute("aria-sort", "ascending")
    # By number, not by letter; what has no weight comes last either way.
    assert table.evaluate(_NAMES) == ["Cod of all banks", "Cod of the northern banks", "Tuna of the open sea"]
    weight.get_by_role("button").press("Enter")
    expect(weight).to_have_attribute("aria-sort", "descending")
    assert table.evaluate(_NAMES) == ["Cod of the northern banks", "Cod of all banks", "Tuna of the open sea"]

    table.get_by_role("columnheader", name="Stock").get_by_role("button").click()
    assert weight.get_attribute("aria-sort") is None


@pytest.mark.parametrize("address", ["/quotas/", pytest.param("/pt/quotas/", marks=pytest.mark.full)])
def test_it_is_whole_without_a_script(browser: Browser, url: str, address: str) -> None:
    with browser.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        for row in page.locator(_ROWS).all():
            expect(row).to_be_visible()
        assert page.locator(_ROWS).count() == 3
        expect(page.locator("form.corner-filters")).to_be_hidden()
        assert page.locator("table.corner-records thead button").count() == 0
        page.locator(_ROWS).first.get_by_role("link").first.click()
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("edition", "width", "scheme", "addresses"),
    [
        ("/", 390, "light", ["quotas/"]),
        ("/pt/", 1440, "dark", ["quotas/cod-2022/"]),
        *(
            pytest.param(edition, width, scheme, ["quotas/", "quotas/cod-2022/"], marks=pytest.mark.full)
            for edition in ("/", "/pt/")
            for width, scheme in ((390, "light"), (1440, "dark"))
        ),
    ],
)
def test_axe_has_nothing_to_say(
    browser: Browser, url: str, edition: str, width: int, scheme: Any, addresses: list[str]
) -> None:
    with reading(browser, url, reduced_motion="reduce", color_scheme=scheme) as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(edition + address)
            assert page.evaluate(JUDGE, RULES) == [], address


@pytest.mark.parametrize("address", ["/quotas/", "/quotas/cod-2022/"])
def test_no_page_scrolls_sideways_on_the_smallest_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate(_SIDEWAYS) == 0


def test_all_rows_are_printed_where_none_is_filtered(table: Page) -> None:
    table.emulate_media(media="print")
    assert len(table.evaluate(_NAMES)) == 3
    expect(table.locator("form.corner-filters")).to_be_hidden()
    # A table as wide as the paper is not cut at its edge.
    table.set_viewport_size({"width": 700, "height": 900})
    cut = "() => [...document.querySelectorAll('div.table')].some((box) => box.scrollWidth > box.clientWidth)"
    assert table.evaluate(cut) is False
