"""What readers operate: menu, filters and buttons, by keyboard, by touch, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.built import Built


@pytest.fixture
def plain(browser: Browser, origin: str) -> Iterator[Page]:
    """A page on a phone without scripts."""
    with browser.new_context(base_url=origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        yield page


def _most_common_type(own: Built) -> tuple[str, str, list[str]]:
    """Return a topic with releases of several types, one of these, and the keys of its releases of that type."""
    for topic in own.corner.vocabularies["topics"]:
        found = [told for told in own.corner.releases.values() if topic in told.facts["topics"]]
        types = sorted({str(told.facts["type"]) for told in found})
        if len(types) > 1 and len(found) <= own.corner.page_size:
            return topic, types[0], [told.address for told in found if told.facts["type"] == types[0]]
    raise LookupError


def test_the_menu_of_a_phone_opens_by_keyboard_and_leads_on(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    menu = page.locator("nav.corner-menu")
    assert not menu.is_visible()
    page.locator(".corner-switch summary").focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/")


def test_the_menu_of_a_phone_works_without_scripts(plain: Page) -> None:
    plain.goto("/zh-Hant/")
    plain.locator(".corner-switch summary").click()
    plain.locator("nav.corner-menu a", has_text="機構").click()
    assert urlsplit(plain.url).path == "/zh-Hant/bodies/"


def test_a_list_is_narrowed_to_one_type_and_says_how_many_are_left(own: Built, page: Page) -> None:
    topic, kind, addresses = _most_common_type(own)
    page.goto(f"/topics/{topic}/")
    page.locator(f"#type-{kind}").focus()
    page.keyboard.press("Space")
    shown = page.locator(".corner-card:visible")
    assert shown.count() == len(addresses)
    assert page.locator(".corner-filter [role=status]").inner_text() == f"{len(addresses)} shown"
    page.locator("#type-all").check(force=True)
    assert shown.count() > len(addresses)


def test_a_list_is_narrowed_by_type_and_year_without_scripts(own: Built, plain: Page) -> None:
    topic, kind, addresses = _most_common_type(own)
    plain.goto(f"/topics/{topic}/")
    plain.locator(f"label[for=type-{kind}]").click()
    assert plain.locator(".corner-card:visible").count() == len(addresses)
    year = plain.locator("main nav.corner-chips").first.get_by_role("link").nth(1).inner_text()
    plain.locator("main nav.corner-chips").first.get_by_role("link", name=year, exact=True).click()
    assert urlsplit(plain.url).path == f"/topics/{topic}/{year}/"
    listed = [
        told for told in own.corner.releases.values() if topic in told.facts["topics"] and f"/{year}/" in told.key
    ]
    assert plain.locator(".corner-card:visible").count() == len(listed)


def test_every_type_of_release_has_its_rule_in_the_style_sheet(own: Built) -> None:
    css = (own.site.folder / "assets/corner.css").read_text("utf-8")
    for told in own.corner.releases.values():
        assert f'#type-{told.facts["type"]}:checked) .corner-card:not([data-type="{told.facts["type"]}"])' in css


def test_the_link_of_a_page_is_copied_and_the_reader_is_told(
    own: Built, context: BrowserContext, locale: str, kinds: dict[str, str]
) -> None:
    page = context.new_page()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for kind in ("release", "summary"):
        address = own.corner.at(locale, kinds[kind])
        page.goto("/" + address)
        page.locator("[data-action=copy]").click()
        page.wait_for_function("() => document.querySelector('.corner-actions [role=status]').textContent")
        assert page.evaluate("() => navigator.clipboard.readText()") == own.site.url + address


@pytest.mark.parametrize("locale", ["en"])
def test_a_page_is_shared_where_the_system_can_and_else_the_button_is_not_there(
    own: Built, context: BrowserContext, kinds: dict[str, str]
) -> None:
    page = context.new_page()
    address = own.corner.at("en", kinds["release"])
    page.goto("/" + address)
    assert not page.locator("[data-action=share]").is_visible()
    page.add_init_script("navigator.share = async what => { window.shared = what }")
    page.reload()
    page.locator("[data-action=share]").click()
    shared = page.evaluate("() => window.shared")
    assert shared == {"title": page.locator("h1").inner_text(), "url": own.site.url + address}


@pytest.mark.parametrize("locale", ["en"])
def test_without_scripts_there_are_no_buttons_that_do_nothing(
    own: Built, still_browser: Browser, origin: str, pages: dict[str, str]
) -> None:
    with still_browser.new_context(base_url=origin, java_script_enabled=False) as context:
        page = context.new_page()
        # One page with each set of buttons.
        buttons = {frozenset(own.site.pages[address].find("//button/@class")): address for address in pages.values()}
        for address in buttons.values():
            page.goto(f"/{address}")
            assert page.locator("button:visible").count() == 0
