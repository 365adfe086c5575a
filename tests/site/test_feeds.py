"""The feeds, read by an independent parser, hold what the news' files tell, and pages lead to them."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest

from tests.support.built import Built
from tests.support.corner_files import Corner, Told
from tests.support.crawl import BROKEN, fragment, plain

_ZONES = {"own": ZoneInfo("Asia/Hong_Kong"), "second": ZoneInfo("Atlantic/Azores")}


def _expected(corner: Corner) -> dict[tuple[str, str], list[Told]]:
    """Return the releases of each RSS feed by locale and address, the newest first."""
    found: dict[tuple[str, str], list[Told]] = {}
    bodies = sorted({key for release in corner.releases.values() for key in release.facts.get("bodies", [])})
    for locale in corner.locales:
        written = [release for release in corner.releases.values() if locale in release.fronts]
        feeds = {"all": written}
        for key in corner.vocabularies["topics"]:
            feeds[f"topics/{key}"] = [release for release in written if key in release.facts["topics"]]
        for key in bodies:
            feeds[f"bodies/{key}"] = [release for release in written if key in release.facts.get("bodies", [])]
        for key in ("press-release", "notice", "event", "measures"):
            feeds[f"types/{key}"] = [release for release in written if release.facts["type"] == key]
        for stem, releases in feeds.items():
            found[locale, corner.at(locale, f"feeds/{stem}.xml")] = releases[: corner.feed_size]
    return found


def _read(built: Built, address: str) -> Any:
    return _parse(built.site.folder / address)


@functools.cache
def _parse(file: Path) -> Any:
    feed = feedparser.parse(file.read_bytes())
    assert not feed.bozo, (file, feed.get("bozo_exception"))
    return feed


def test_each_feed_holds_the_newest_releases_of_its_language_and_topic_once(built: Built) -> None:
    for (locale, address), releases in _expected(built.corner).items():
        feed = _read(built, address)
        found = [entry.link for entry in feed.entries]
        assert found == [built.site.url + built.corner.at(locale, release.address) for release in releases], address


def test_a_release_has_one_id_in_all_feeds_and_no_other_release_has_it(built: Built) -> None:
    releases: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for (locale, address), told in _expected(built.corner).items():
        for release, entry in zip(told, _read(built, address).entries, strict=True):
            releases.setdefault(f"{locale} {entry.id}", set()).add(release.key)
            ids.setdefault(f"{locale} {release.key}", set()).add(entry.id)
    assert ids
    assert [found for found in (*releases.values(), *ids.values()) if len(found) > 1] == []


def test_every_visible_release_of_a_language_is_in_a_feed_of_it_or_older_than_all_there(built: Built) -> None:
    corner = built.corner
    for locale in corner.locales:
        feed = _read(built, corner.at(locale, "feeds/all.xml"))
        found = {entry.link for entry in feed.entries}
        written = [release for release in corner.releases.values() if locale in release.fronts]
        missing = [told for told in written if built.site.url + corner.at(locale, told.address) not in found]
        assert len(feed.entries) == min(len(written), corner.feed_size)
        assert missing == written[corner.feed_size :]


def test_an_entry_has_its_releases_words_and_topics(built: Built) -> None:
    for (locale, address), releases in _expected(built.corner).items():
        for release, entry in zip(releases, _read(built, address).entries, strict=True):
            front = release.fronts[locale]
            assert plain(entry.title) == plain(front["title"])
            if "withdrawn" not in release.facts:
                # Readers take a description for HTML.
                teaser = fragment(entry.summary).text_content()
                assert plain(teaser) == plain(front["description"])
            names = [built.corner.vocabularies["topics"][key]["name"][locale] for key in release.facts["topics"]]
            labels = [tag.term for tag in entry.tags if tag.scheme.endswith(":topics")]
            assert labels == names


@pytest.mark.parametrize("which", ["own", "second"])
def test_an_entry_is_dated_when_its_release_was_issued(which: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(which)
    for (_, address), releases in _expected(built.corner).items():
        for release, entry in zip(releases, _read(built, address).entries, strict=True):
            issued = datetime.fromisoformat(release.facts["issued"])
            issued = issued if issued.tzinfo else issued.replace(tzinfo=_ZONES[which])
            assert entry.published_parsed[:6] == issued.astimezone(UTC).timetuple()[:6], release.key


def test_a_feed_says_its_language_its_own_address_and_its_page(built: Built) -> None:
    site = built.site
    for locale, address in _expected(built.corner):
        channel = _read(built, address).feed
        assert channel.language == locale
        assert [link.href for link in channel.links if link.rel == "self"] == [site.url + address]
        assert channel.link.removeprefix(site.url) in site.pages
        assert site.pages[channel.link.removeprefix(site.url)].tree.get("lang") == locale


def test_links_and_pictures_in_an_entry_are_whole_urls_that_lead_somewhere(built: Built) -> None:
    site = built.site
    front_page = site.pages[""]
    for _, address in _expected(built.corner):
        for entry in _read(built, address).entries:
            content = fragment(entry.content[0].value) if "content" in entry else fragment("")
            for written in content.xpath("//@href | //@src"):
                assert written.startswith(("https://", "http://", "mailto:", "tel:")), (address, written)
                assert not (site.follow(front_page, written) or ("",))[0].startswith(BROKEN), (address, written)


def test_every_page_offers_the_feed_of_all_news_in_its_language(built: Built) -> None:
    for page in built.site.pages.values():
        locale = str(page.tree.get("lang"))
        assert built.site.url + built.corner.at(locale, "feeds/all.xml") in page.feeds, page.address


def test_every_feed_that_a_page_offers_exists_and_is_in_the_pages_language(built: Built) -> None:
    languages = {built.site.url + address: locale for locale, address in _expected(built.corner)}
    for page in built.site.pages.values():
        for offered in page.feeds:
            assert languages.get(offered) == page.tree.get("lang"), (page.address, offered)


def test_a_topics_listing_and_its_releases_offer_the_topics_feed(built: Built) -> None:
    corner, site = built.corner, built.site
    for locale in corner.locales:
        for key in corner.vocabularies["topics"]:
            feed = site.url + corner.at(locale, f"feeds/topics/{key}.xml")
            on_topic = [
                told for told in corner.releases.values() if key in told.facts["topics"] and locale in told.fronts
            ]
            for address in (f"topics/{key}/", *(told.address for told in on_topic)):
                assert feed in site.pages[corner.at(locale, address)].feeds, address


def test_the_page_to_follow_the_news_links_every_feed_of_its_language(own: Built) -> None:
    for locale in own.corner.locales:
        page = own.site.pages[own.corner.at(locale, "follow/")]
        linked = {own.site.address(page, link.written) for link in page.links()}
        assert {address for found, address in _expected(own.corner) if found == locale} <= linked
