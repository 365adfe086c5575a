"""The sitemap tells of every page once, with its languages and the day on which its content changed."""

from __future__ import annotations

from datetime import date
from urllib.robotparser import RobotFileParser

from lxml import etree

from tests.support.built import Built
from tests.support.corner_files import Told

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _urls(built: Built) -> list[etree._Element]:
    root = etree.fromstring((built.site.folder / "sitemap.xml").read_bytes())
    assert root.tag == f"{{{_NAMES['s']}}}urlset"
    return list(root.iterfind("s:url", _NAMES))


def _modified(built: Built) -> dict[str, str | None]:
    """Return the day of the last change that the sitemap names, by address."""
    return {
        str(url.findtext("s:loc", namespaces=_NAMES)).removeprefix(built.site.url): url.findtext(
            "s:lastmod", namespaces=_NAMES
        )
        for url in _urls(built)
    }


def test_the_sitemap_names_each_indexed_page_once_and_nothing_else(built: Built) -> None:
    named = [url.findtext("s:loc", namespaces=_NAMES) for url in _urls(built)]
    assert sorted(map(str, named)) == sorted(
        built.site.url + page.address for page in built.site.pages.values() if page.indexed
    )


def test_crawlers_may_read_all_and_are_led_to_the_sitemap(own: Built) -> None:
    rules = RobotFileParser()
    rules.parse((own.site.folder / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert rules.site_maps() == [own.site.url + "sitemap.xml"]
    assert all(rules.can_fetch("Crawler", own.site.url + address) for address in own.site.pages)


def test_the_sitemap_names_the_alternates_that_the_pages_name(built: Built) -> None:
    for url in _urls(built):
        page = built.site.pages[str(url.findtext("s:loc", namespaces=_NAMES)).removeprefix(built.site.url)]
        links = url.findall("x:link", _NAMES)
        assert {link.get("rel") for link in links} <= {"alternate"}
        assert {str(link.get("hreflang")): link.get("href") for link in links} == page.alternates


def test_a_releases_last_change_is_the_day_that_its_files_tell(built: Built) -> None:
    corner, modified = built.corner, _modified(built)
    for told in (*corner.releases.values(), *corner.summaries.values()):
        expected = told.changed.isoformat() if told.changed else None
        for locale in told.fronts:
            assert modified[corner.at(locale, told.address)] == expected, told.key


def test_a_standing_pages_last_change_is_the_day_that_its_front_matter_tells(built: Built) -> None:
    corner, modified = built.corner, _modified(built)
    told = {key: page for key, page in corner.standing.items() if key != "index"}
    assert told
    for key, page in told.items():
        for locale, front in page.fronts.items():
            assert modified[corner.at(locale, f"{key}/")] == front.get("updated"), key


def test_a_listings_last_change_is_that_of_a_release_on_it_and_none_is_later(built: Built) -> None:
    corner, site, modified = built.corner, built.site, _modified(built)
    by_address = {corner.at(locale, told.address): told for told in corner.releases.values() for locale in told.fronts}
    listings = [page for page in site.pages.values() if page.find("//main/div[@class='corner-cards']")]
    checked = 0
    for page in listings:
        targets = [site.address(page, href) for href in page.find("//main//article//a/@href")]
        days = [_changed(by_address[target]) for target in targets if target in by_address]
        if days:
            checked += 1
            assert modified[page.address] == max(days).isoformat(), page.address
    assert checked > len(corner.locales) * len(corner.vocabularies["topics"])


def _changed(told: Told) -> date:
    assert told.changed is not None
    return told.changed


def test_no_page_is_dated_later_than_all_that_is_told(built: Built) -> None:
    corner = built.corner
    told = [release.changed for release in corner.releases.values() if release.changed]
    fronts = [front for page in corner.standing.values() for front in page.fronts.values()]
    told += [date.fromisoformat(front["updated"]) for front in fronts if "updated" in front]
    assert max(day for day in _modified(built).values() if day) <= max(told).isoformat()
