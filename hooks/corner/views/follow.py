"""The page that explains feeds and calendars, and the lists of both."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.views.edition import Edition
from corner.views.types import FeedLink, Link, LocalizedText


class FollowView(NamedTuple):
    """The feeds of an edition."""

    groups: tuple[tuple[str, tuple[FeedLink, ...]], ...]
    """Feeds below their headings; the one of all news has none."""
    calendars: tuple[Link, ...]
    lists: tuple[Link, ...]
    """The lists of all feeds, of this edition and of all."""


def feed_links(edition: Edition) -> tuple[FeedLink, ...]:
    """Return all feeds of an edition: the one of all news first, then those of each content type."""
    return tuple(link for _, links in group_feeds(edition) for link in links)


def group_feeds(edition: Edition) -> tuple[tuple[str, tuple[FeedLink, ...]], ...]:
    """Return the feeds of an edition below their headings; the one of all news has none."""
    groups: list[tuple[str, tuple[FeedLink, ...]]] = [("", (edition.feed(),))]
    for content_type in edition.catalogue.content_types:
        groups += content_type.feed_links(edition)
    return tuple(groups)


def iter_calendars(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return kind and key of each calendar of an edition: that of all events, and those of each topic."""
    return (("all", ""), *(("topics", key) for key in edition.listings.topics))


def calendar_title(edition: Edition, kind: str, key: str) -> str:
    """Return the title of a calendar, with the site's name."""
    name = edition.messages("events") if kind == "all" else edition.name(kind, key).text
    return edition.messages("feed_title", site=edition.language.site_name, name=name)


def follow_view(edition: Edition) -> FollowView:
    """Return what the page that explains feeds lists: the feeds that have entries, and calendars where there are events."""
    calendars = []
    for kind, key in iter_calendars(edition) if edition.listings.all.events else ():
        name = edition.name(kind, key) if key else LocalizedText(edition.messages("events"))
        calendars.append(Link(name.text, edition.at(urls.calendar_path(kind, key)), name.lang))
    lists = [Link(edition.messages("feed_list"), edition.at(urls.FEED_LIST))]
    if len(edition.languages) > 1:
        lists.append(Link(edition.messages("feed_list_all"), urls.FEED_LIST_ALL))
    groups = (
        (heading, tuple(feed for feed in feeds if _has_entries(edition, feed)))
        for heading, feeds in group_feeds(edition)
    )
    return FollowView(tuple(group for group in groups if group[1]), tuple(calendars), tuple(lists))


def _has_entries(edition: Edition, feed: FeedLink) -> bool:
    """Return whether the feed of a topic, body or type has entries; other feeds are always listed."""
    listings = {"topics": edition.listings.topics, "bodies": edition.listings.bodies}
    if feed.kind in listings:
        return bool(listings[feed.kind][feed.key].releases)
    return feed.kind != "types" or any(release.facts.type == feed.key for release in edition.listings.all.releases)
