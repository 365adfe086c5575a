"""Which entries a feed holds, and which its archives (RFC 5005): the newest in the one, closed years in the others.

A year is closed when a later one has an entry. The Atom feed that has archives holds all of its open year,
so that feed and archives together hold everything, and an archive changes only when what it tells does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corner.feeds.entries import FeedEntry


class Archive(NamedTuple):
    """A closed year of a feed."""

    year: int
    entries: Sequence[FeedEntry]
    """All of the year, the newest first."""


def newest_entries(entries: Sequence[FeedEntry], size: int, months: int) -> Sequence[FeedEntry]:
    """Return the newest entries: as many as `size`, or all of the last `months` before the newest, if that is more."""
    count = size
    if entries and months:
        first = entries[0].at
        year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
        start = (year, month + 1, first.day)
        while count < len(entries) and _day(entries[count]) >= start:
            count += 1
    return entries[:count]


def open_year_entries(entries: Sequence[FeedEntry], least: int) -> Sequence[FeedEntry]:
    """Return the entries of the newest one's year, and at least as many as `least`."""
    count = least
    while count < len(entries) and entries[count].at.year == entries[0].at.year:
        count += 1
    return entries[:count]


def closed_years(entries: Sequence[FeedEntry]) -> list[Archive]:
    """Return the closed years that have entries, the newest first."""
    found: list[Archive] = []
    start = 0
    for place, entry in enumerate(entries):
        if place + 1 == len(entries) or entries[place + 1].at.year != entry.at.year:
            found.append(Archive(entry.at.year, entries[start : place + 1]))
            start = place + 1
    return found[1:]


def _day(entry: FeedEntry) -> tuple[int, int, int]:
    return entry.at.year, entry.at.month, entry.at.day
