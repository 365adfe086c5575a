"""The feeds of an edition; the only module that knows feedgen.

Nothing in a feed is taken from the clock or the build: the same news gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator

from corner import addresses
from corner.edition import Edition
from corner.listings import Listing
from corner.news import Release


def of(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each feed: of all news, and of each topic.

    A feed holds the newest releases that have a text in the edition's language.
    """
    for listing in (edition.listings.all, *edition.listings.topics.values()):
        yield edition.at(addresses.of_feed(listing.kind, listing.key)), rss(edition, listing)


def tag_uri(authority: str, key: str) -> str:
    """Return the id of a release in every feed: a tag URI (RFC 4151) of the key, the same for ever."""
    return f"tag:{authority}:{key}"


def rss(edition: Edition, listing: Listing) -> bytes:
    """Return the RSS 2.0 feed of a listing, with descriptions and full texts."""
    catalogue = edition.catalogue
    site = catalogue.addresses
    releases = [release for release in listing.releases if edition.locale in release.texts]
    releases = releases[: catalogue.settings.feed_size]
    own = edition.feed(listing.kind, listing.key)
    feed = FeedGenerator()
    feed.title(own.title)
    feed.description(
        edition.topic_description(listing.key) if listing.kind == "topics" else edition.language.description
    )
    feed.language(edition.locale)
    feed.generator("feedgen")
    feed.docs("https://www.rssboard.org/rss-specification")
    # The last link becomes the channel's own.
    feed.link(href=site.absolute(own.address), rel="self", type="application/rss+xml")
    feed.link(href=site.absolute(edition.listing_address(listing.kind, listing.key)), rel="alternate")
    feed.lastBuildDate(_changed(releases, edition))
    for release in releases:
        _entry(feed.add_entry(order="append"), release, edition)
    content: bytes = feed.rss_str(pretty=True)
    return content


def _changed(releases: list[Release], edition: Edition) -> datetime:
    """Return when the feed last changed; an empty one, when the corner's first news was issued."""
    every = edition.listings.all.releases
    if releases:
        return max(release.changed.at for release in releases)
    return every[-1].issued.at if every else datetime(1970, 1, 1, tzinfo=edition.catalogue.settings.time_zone)


def _entry(entry: Any, release: Release, edition: Edition) -> None:
    site = edition.catalogue.addresses
    text = release.text(edition.locale)
    withdrawn = release.facts.withdrawn
    entry.guid(tag_uri(edition.catalogue.settings.tag, release.key), permalink=False)
    entry.title(text.title)
    entry.link(href=site.absolute(edition.link(release).address))
    if withdrawn:
        notice = edition.words("withdrawn_notice", date=edition.words.date(withdrawn.date))
        reason = release.label("withdrawn.reason", edition.locale).text
        entry.description(escape(f"{notice} {reason}", quote=False))
    else:
        # Readers take a description for HTML.
        entry.description(escape(text.description, quote=False))
        own = site.absolute(edition.link(release).address)
        html = edition.html(text.passage.html, site.site_url).replace('href="#', f'href="{own}#')
        entry.content(html, type="CDATA")
    entry.pubDate(release.issued.at)
    for key in release.facts.topics:
        scheme = site.absolute(edition.listing_address("topics", key))
        entry.category(term=key, label=edition.name("topics", key).text, scheme=scheme)
