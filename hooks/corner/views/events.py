"""The page of events: those to come, the next one first, then past ones by year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from corner.content import urls
from corner.content.release import Release
from corner.views.edition import Edition
from corner.views.types import FilterView, Link, LocalizedText


class EventRow(NamedTuple):
    """An event in a table."""

    datetime: str
    date: str
    link: Link
    topics: tuple[Link, ...]
    places: str
    where: LocalizedText
    filters: tuple[tuple[str, str], ...]
    """Field and keys of its values, separated by spaces, by which a script filters."""


class EventGroup(NamedTuple):
    """The events to come, or those of a year."""

    heading: str
    rows: tuple[EventRow, ...]


class EventsView(NamedTuple):
    """All events."""

    calendar: str
    """The address of the calendar of all events."""
    filters: tuple[FilterView, ...]
    groups: tuple[EventGroup, ...]


def list_events(edition: Edition) -> list[Release]:
    """Return the visible releases that report on an event and are not withdrawn, the newest event first."""
    return list(reversed(edition.listings.all.events))


def _starts_at(release: Release) -> datetime:
    event = release.facts.event
    assert event is not None, "only events are listed"
    return event.start.at


def _is_upcoming(edition: Edition, release: Release) -> bool:
    return release.event_ends_at is None or release.event_ends_at > edition.catalogue.now


def events_view(edition: Edition) -> EventsView:
    """Return what the page of events shows."""
    releases = list_events(edition)
    upcoming = [release for release in reversed(releases) if _is_upcoming(edition, release)]
    years: dict[str, list[Release]] = {}
    for release in releases:
        if not _is_upcoming(edition, release):
            years.setdefault(str(_starts_at(release).year), []).append(release)
    groups = [EventGroup(edition.messages("upcoming_events"), _rows(edition, upcoming))] if upcoming else []
    groups += [EventGroup(year, _rows(edition, members)) for year, members in years.items()]
    return EventsView(
        calendar=edition.at(urls.calendar_path("all", "")),
        filters=_filters(edition, releases),
        groups=tuple(groups),
    )


def events_dependencies(edition: Edition) -> object:
    """Return all that the page of events depends on, besides what the edition's digest covers: plain values."""
    releases = list_events(edition)
    return [(edition.card_digest(release), release.digest, _is_upcoming(edition, release)) for release in releases]


def _rows(edition: Edition, releases: Iterable[Release]) -> tuple[EventRow, ...]:
    return tuple(_row(edition, release) for release in releases)


def _row(edition: Edition, release: Release) -> EventRow:
    facts = release.facts
    assert facts.event is not None, "only events are listed"
    return EventRow(
        datetime=facts.event.start.day.isoformat(),
        date=edition.formats.format_time_range(facts.event.start, facts.event.end),
        link=edition.link(release),
        topics=edition.topic_links(facts.topics),
        places=edition.places(facts.places),
        where=edition.where(release),
        filters=(("topic", " ".join(facts.topics)), ("place", " ".join(facts.places))),
    )


def _filters(edition: Edition, releases: Iterable[Release]) -> tuple[FilterView, ...]:
    """Return the topics and places that events have, in the order of their taxonomies."""
    events = list(releases)
    topics = {key for release in events for key in release.facts.topics}
    places = {key for release in events for key in release.facts.places}
    taxonomies, messages = edition.catalogue.taxonomies, edition.messages
    return (
        FilterView(
            "topic",
            messages("topic"),
            tuple((key, edition.name("topics", key).text) for key in taxonomies.topics if key in topics),
        ),
        FilterView(
            "place",
            messages("record.place"),
            tuple((key, edition.name("places", key).text) for key in taxonomies.places if key in places),
        ),
    )
