"""Choose the entries of a feed and of its archives (RFC 5005): the feed has the newest, an archive has a closed year.

A year is closed when a later year has an entry. An Atom feed with archives holds its whole open year, so that
the feed and its archives hold every entry, and an archive changes only when one of its entries changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corner.feeds.entries import FeedEntry


class Archive(NamedTuple):
    """A closed year of a feed."""

    year: int
    entries: Sequence[FeedEntry]
    """All entries of the year, the newest first."""


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
    """Return the entries of the newest year, but at least `least` entries."""
    count = least
    while count < len(entries) and entries[count].at.year == entries[0].at.year:
        count += 1
    return entries[:count]


def closed_years(entries: Sequence[FeedEntry]) -> list[Archive]:
    """Return the closed years that have entries, the newest first."""
    archives: list[Archive] = []
    start = 0
    for index, entry in enumerate(entries):
        if index + 1 == len(entries) or entries[index + 1].at.year != entry.at.year:
            archives.append(Archive(entry.at.year, entries[start : index + 1]))
            start = index + 1
    return archives[1:]


def _day(entry: FeedEntry) -> tuple[int, int, int]:
    return entry.at.year, entry.at.month, entry.at.day
