"""The timeline: the events of each year, and its number of releases of each type."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from corner.site.listings import Listing
from corner.views.edition import Edition
from corner.views.types import Link

MOST_EVENTS = 12
"""The most events of a year that the timeline shows."""


class TypeShare(NamedTuple):
    """How many releases of one type a year has."""

    type: str
    """The type's key."""
    name: str
    number: str
    """The number, in words."""
    x: float
    """The start of its part of the year's bar, in hundredths of the longest bar."""
    width: float


class TimelineEvent(NamedTuple):
    """An event of a year, on its own day."""

    datetime: str
    date: str
    link: Link


class TimelineYear(NamedTuple):
    """A year of the timeline."""

    link: Link
    size: str
    """The number of releases, in words."""
    shares: tuple[TypeShare, ...]
    events: tuple[TimelineEvent, ...]
    """Its events, the oldest first."""
    more: bool
    """Whether it has more events than these."""


class TimelineView(NamedTuple):
    """The years of the news, the newest first."""

    years: tuple[TimelineYear, ...]
    types: tuple[tuple[str, str], ...]
    """Keys and names of the types that occur."""


def timeline_view(edition: Edition) -> TimelineView:
    """Return the years of an edition, the newest first."""
    years = edition.listings.years
    longest = max((len(listing.releases) for listing in years.values()), default=1)
    types = {release.facts.type for listing in years.values() for release in listing.releases}
    return TimelineView(
        years=tuple(_timeline_year(edition, listing, longest) for listing in years.values()),
        types=tuple((kind, edition.type_name(kind)) for kind in edition.catalogue.taxonomies.types if kind in types),
    )


def _timeline_year(edition: Edition, listing: Listing, longest: int) -> TimelineYear:
    """Return one year; its bar is as long as it has releases, measured against the `longest` year."""
    counts = Counter(release.facts.type for release in listing.releases)
    shares, x = [], 0.0
    for kind in edition.catalogue.taxonomies.types:
        if counts[kind]:
            width = round(100 * counts[kind] / longest, 2)
            name = edition.type_name(kind)
            shares.append(TypeShare(kind, name, edition.formats.format_number(counts[kind]), round(x, 2), width))
            x += width
    shown = [(release.facts.event, release) for release in listing.events[:MOST_EVENTS]]
    return TimelineYear(
        link=Link(listing.key, edition.listing_address("year", listing.key)),
        size=edition.formats.format_count(len(listing.releases)),
        shares=tuple(shares),
        events=tuple(
            TimelineEvent(
                event.start.day.isoformat(),
                edition.formats.format_date_range(event.start.day, (event.end or event.start).day),
                edition.link(release),
            )
            for event, release in shown
            if event
        ),
        more=len(listing.events) > MOST_EVENTS,
    )
