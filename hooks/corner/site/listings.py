"""Listings: ordered sets of releases, such as all, those of a year, of a topic or of a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from corner.content.release import Release
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Releases that have something in common, the newest first."""

    kind: str
    """`all`, `year`, `topics`, `bodies` or `types`."""
    key: str
    """The year, or the key of the topic, body or type; empty for all."""
    releases: tuple[Release, ...]
    year: str = ""
    """The year of a topic's listing, where it is of one year only; such a listing has one page."""

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {release.key: position for position, release in enumerate(self.releases)}

    @cached_property
    def digest(self) -> str:
        """A fingerprint of the releases in their order, and of the languages that they are in."""
        return _digest_releases(self.releases)

    def digest_pages(self, numbers: range, size: int) -> str:
        """Return the same of the releases on some pages of `size` releases: each edition asks for it."""
        key = numbers[0], numbers[-1], size
        if key not in self._page_digests:
            self._page_digests[key] = _digest_releases(
                [release for number in numbers for release in self.page(number, size)]
            )
        return self._page_digests[key]

    @cached_property
    def _page_digests(self) -> dict[tuple[int, int, int], str]:
        return {}

    @cached_property
    def events(self) -> tuple[Release, ...]:
        """The releases that report on an event and are not withdrawn, the one that begins first at first, then by key."""
        dated = [
            (event.start.at, release.key, release)
            for release in self.releases
            if (event := release.facts.event) and not release.is_withdrawn
        ]
        return tuple(release for _, _, release in sorted(dated, key=itemgetter(0, 1)))

    @cached_property
    def last_change(self) -> date | None:
        """The day on which one of the releases changed last; `None` where there is none."""
        return max((release.changed.day for release in self.releases), default=None)

    @cached_property
    def topic_ends(self) -> Mapping[str, tuple[Release, Release]]:
        """The first and the last release of each topic."""
        ends: dict[str, tuple[Release, Release]] = {}
        for release in self.releases:
            for key in release.facts.topics:
                ends[key] = ends.get(key, (release,))[0], release
        return ends

    @cached_property
    def leading_further(self) -> tuple[Release, ...]:
        """The releases that lead to more than their neighbours: to others that they name, or to an event."""
        return tuple(
            release
            for release in self.releases
            if (facts := release.facts).related
            or facts.records
            or facts.event
            or any(text.targets for text in release.texts.values())
        )

    def neighbours(self, release: Release) -> tuple[Release | None, Release | None]:
        """Return the release before `release` in time and the one after it; one that is not listed has none."""
        position = self._positions.get(release.key)
        if position is None:
            return None, None
        older = self.releases[position + 1] if position + 1 < len(self.releases) else None
        newer = self.releases[position - 1] if position else None
        return older, newer

    def pages(self, size: int) -> int:
        """Return the number of pages of `size` releases; an empty listing has one."""
        return 1 if self.year else max(1, -(-len(self.releases) // size))

    def page(self, number: int, size: int) -> tuple[Release, ...]:
        """Return the releases on page `number`, from 1."""
        return self.releases if self.year else self.releases[(number - 1) * size : number * size]

    def changed_on(self, number: int, size: int) -> date | None:
        """Return the day on which a release on page `number` changed last; `None` where there is none."""
        key = number, size
        if key not in self._changes:
            self._changes[key] = max((release.changed.day for release in self.page(number, size)), default=None)
        return self._changes[key]

    @cached_property
    def _changes(self) -> dict[tuple[int, int], date | None]:
        """The days of last changes that were asked for: each edition asks for them."""
        return {}

    def window(self, number: int, size: int) -> Iterator[int]:
        """Yield the pages that the pager of page `number` shows: the ends and the nearest; 0 for a gap."""
        pages = self.pages(size)
        before = 0
        for page in sorted({1, pages} | {near for near in range(number - 2, number + 3) if 1 <= near <= pages}):
            if page > before + 1:
                yield 0
            yield page
            before = page


def _digest_releases(releases: Iterable[Release]) -> str:
    described = [f"{release.key} {release.digest} {release.original} {' '.join(release.texts)}" for release in releases]
    return fingerprint.digest("\n".join(described))


@dataclass(frozen=True, kw_only=True)
class Listings:
    """All listings of a catalogue."""

    all: Listing
    years: dict[str, Listing]
    """The newest first."""
    topics: dict[str, Listing]
    """Every topic, in the order of the taxonomy."""
    bodies: dict[str, Listing]
    """Every body that news reports on or a register describes, in the order of the taxonomy."""
    topic_years: dict[str, dict[str, Listing]]
    """Of every topic, each year that it has news of, the newest first."""

    def __iter__(self) -> Iterator[Listing]:
        """Yield each listing."""
        yield self.all
        for group in (self.years, self.topics, *self.topic_years.values(), self.bodies):
            yield from group.values()


def build_listings(catalogue: Catalogue) -> Listings:
    """Return the listings of a catalogue."""
    releases = tuple(catalogue.releases.values())
    years: dict[str, list[Release]] = {}
    topics: dict[str, list[Release]] = {key: [] for key in catalogue.taxonomies.topics}
    bodies: dict[str, list[Release]] = {key: [] for key in catalogue.taxonomies.bodies}
    for release in releases:
        years.setdefault(release.year, []).append(release)
        for key in release.facts.topics:
            topics[key].append(release)
        for key in release.facts.bodies:
            bodies[key].append(release)
    described = {key.partition("/")[2] for key in catalogue.contents.get("bodies", {})}
    return Listings(
        all=Listing(kind="all", key="", releases=releases),
        years=_group("year", ((year, years[year]) for year in sorted(years, reverse=True))),
        topics=_group("topics", topics.items()),
        bodies=_group("bodies", ((key, members) for key, members in bodies.items() if members or key in described)),
        topic_years={key: _group_by_year(key, members) for key, members in topics.items()},
    )


def _group_by_year(topic: str, releases: list[Release]) -> dict[str, Listing]:
    years: dict[str, list[Release]] = {}
    for release in releases:
        years.setdefault(release.year, []).append(release)
    return {
        year: Listing(kind="topics", key=topic, year=year, releases=tuple(years[year]))
        for year in sorted(years, reverse=True)
    }


def _group(kind: str, members: Iterable[tuple[str, list[Release]]]) -> dict[str, Listing]:
    return {key: Listing(kind=kind, key=key, releases=tuple(releases)) for key, releases in members}
