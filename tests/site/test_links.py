"""Every link leads somewhere, every page can be reached, and nothing is fetched from anybody else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.support.built import Built
from tests.support.crawl import BROKEN

_FETCHED_BY_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?(?!data:|#)([^"')]+)""")
_ADDRESS_OF_A_HOST = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}")


def test_every_link_within_the_site_leads_to_a_page_or_file(built: Built) -> None:
    site = built.site
    broken = [
        (page.address, found[0])
        for page in site.pages.values()
        for link in page.links()
        if (found := site.follow(page, link.written)) and found[0].startswith(BROKEN)
    ]
    assert broken == []


def test_every_fragment_of_a_link_is_an_id_of_its_page(built: Built) -> None:
    site = built.site
    astray = [
        (page.address, link.written)
        for page in site.pages.values()
        for link in page.links()
        if (found := site.follow(page, link.written))
        and found[1]
        and found[0] in site.pages
        and found[1] not in site.pages[found[0]].ids
    ]
    assert astray == []


def test_links_that_leave_the_site_are_web_or_mail_addresses(built: Built) -> None:
    schemes = {
        urlsplit(link.written).scheme
        for page in built.site.pages.values()
        for link in page.links()
        if built.site.follow(page, link.written) is None
    }
    assert schemes <= {"https", "http", "mailto", "tel"}


def test_everything_that_a_page_loads_or_names_in_its_head_is_a_file_of_the_site(built: Built) -> None:
    site = built.site
    astray = [
        (page.address, link.written)
        for page in site.pages.values()
        for link in page.loaded()
        if site.address(page, link.written).startswith(BROKEN)
    ]
    assert astray == []


def test_no_style_sheet_or_script_names_another_host(built: Built) -> None:
    found = {}
    for name in built.site.files:
        text = (built.site.folder / name).read_text("utf-8") if name.endswith((".css", ".js")) else ""
        named = _FETCHED_BY_STYLE.findall(text) if name.endswith(".css") else _ADDRESS_OF_A_HOST.findall(text)
        if named:
            found[name] = named
    # Pagefind makes URLs of paths with this; a browser test sees that nothing is asked of it.
    stand_ins = {name for name, named in found.items() if set(named) == {"https://example.com"}}
    assert {name.rpartition("/")[2] for name in stand_ins} == {"pagefind.js", "pagefind-worker.js"}
    assert found.keys() == stand_ins


def test_no_script_within_a_page_names_another_host(built: Built) -> None:
    named = [
        (page.address, script)
        for page in built.site.pages.values()
        for script in page.find("//script[not(@src or @type='application/ld+json')]/text()")
        if _ADDRESS_OF_A_HOST.search(script)
    ]
    assert named == []


def test_every_page_that_is_indexed_can_be_reached_from_the_front_page(built: Built) -> None:
    site = built.site
    reached, pending = {""}, [""]
    while pending:
        page = site.pages[pending.pop()]
        found = {site.address(page, link.written) for link in page.links()} & site.pages.keys()
        pending += found - reached
        reached |= found
    assert {page.address for page in site.pages.values() if page.indexed} - reached == set()


def test_no_menu_leads_to_one_address_twice(built: Built) -> None:
    site = built.site
    twice = {}
    for page in site.pages.values():
        for menu in page.find("/html/body/header//nav | /html/body/footer//nav"):
            hrefs = menu.xpath(".//a/@href")
            targets = [href if urlsplit(href).scheme else site.address(page, href) for href in hrefs]
            if len(set(targets)) < len(targets):
                twice[page.address] = targets
    assert twice == {}


def test_only_the_404_pages_have_links_from_the_root_and_those_have_no_others(built: Built) -> None:
    for page in built.site.pages.values():
        written = [link.written for link in (*page.links(), *page.loaded()) if not urlsplit(link.written).scheme]
        of_root = [address for address in written if address.startswith("/")]
        near = [address for address in written if address.startswith("#")]
        expected = len(written) - len(near) if page.file.endswith("404.html") else 0
        assert len(of_root) == expected, page.address
