"""What the bench measured, by size of the corpus, by build and by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from tools.bench.measure import Usage
from tools.bench.output import Volume

PLAIN = "plain"
EVERYTHING = "everything"
AGAINST = "everything, other revision"
HUGO = "full Hugo"
LEAN = "lean Hugo"
SIDES = {
    PLAIN: "this program without search, social cards, comparison of languages and converted edition",
    EVERYTHING: "this program as a user gets it: search, cards, comparison of two languages and converted edition",
    AGAINST: "the same, built by the other revision",
    HUGO: "Hugo, made to write the pages, Markdown, feeds, archives and calendars that the plain build writes",
    LEAN: "Hugo, a site of the kind that people set up: pages, lists of news, topics and bodies, 18 feeds",
}
"""What is built, by the name that the tables have for it."""
OWN_SIDES = (PLAIN, EVERYTHING)

COLD = "cold build"
UNCHANGED = "nothing changed"
EDITED = "one edit"
CHECKED = "corner check FILE, warm"
BUILDS = (COLD, UNCHANGED, EDITED)
"""The builds in which records are compared with releases, in an order in which each leaves what the next needs."""


@dataclass(slots=True, kw_only=True)
class Result:
    """The findings for one size of corpus; what was not measured is missing."""

    releases: int
    usages: dict[str, dict[str, Usage]] = field(default_factory=dict)
    """What each of `BUILDS` and `CHECKED` cost, then by side. Hugo's builds are all cold."""
    volumes: dict[str, Volume] = field(default_factory=dict)
    """What each side wrote in a cold build."""
    touched: dict[str, int] = field(default_factory=dict)
    """Files of the site that the builds without a change wrote, replaced or removed, by side."""
    shown: dict[str, float] = field(default_factory=dict)
    """Seconds from an edit until the preview answers a request with it, by side."""
    seen: dict[str, float] = field(default_factory=dict)
    """Seconds from an edit until a page that is open in a browser shows it, by side."""
    has_search: bool = False
    """Whether the plain build made a search index."""
    extras: dict[str, tuple[Usage, Usage]] = field(default_factory=dict)
    """Plain cold builds with and without what Hugo has no counterpart of, by its name."""
    floor: Usage | None = None
    floor_steps: dict[str, float] = field(default_factory=dict)
    """CPU seconds of each step of the floor."""

    def usage(self, build: str, side: str) -> Usage | None:
        """Return what a build cost on a side, or None if it was not measured."""
        return self.usages.get(build, {}).get(side)

    def note(self, build: str, side: str, usage: Usage) -> None:
        """Keep what a build cost on a side."""
        self.usages.setdefault(build, {})[side] = usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What records of a register cost, and what as many releases in one language do."""

    count: int
    """The number of records, and of releases."""
    records: Mapping[str, Usage]
    """What each of `BUILDS` cost with the records."""
    releases: Mapping[str, Usage]
    """What it cost with the releases."""
    register_site: Volume
    release_site: Volume


class MismatchError(Exception):
    """What is to be measured does not belong beside what a file of results holds; the text says why."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """All that the bench measured, perhaps in several runs of it."""

    program: str = ""
    """What was run, for people."""
    place: str = ""
    """Where the last run worked, for people."""
    revision: str = ""
    """The other revision of this program that was measured beside today's."""
    with_search: bool = False
    """Whether the plain builds and Hugo's were to make a search index."""
    results: dict[int, Result] = field(default_factory=dict)
    """The findings by number of releases."""
    start: Usage | None = None
    """What `corner --help` cost."""
    compared: Comparison | None = None

    def begin(self, program: str, *, with_search: bool) -> None:
        """Let measurements be added.

        Raises:
            MismatchError: other measurements are of another program, or of other builds.
        """
        is_filled = bool(self.results or self.start or self.compared)
        if is_filled and (self.program, self.with_search) != (program, with_search):
            index = "with" if self.with_search else "without"
            raise MismatchError(
                f"--results: the file holds results of {self.program} {index} --search; give another file"
            )
        self.program, self.with_search = program, with_search

    def result(self, releases: int) -> Result:
        """Return the findings for a size, empty ones at first."""
        return self.results.setdefault(releases, Result(releases=releases))


_ADAPTER = TypeAdapter(Findings)


def read(file: Path | None) -> Findings:
    """Return the findings of earlier runs that a file holds, or none if there is no such file."""
    return _ADAPTER.validate_json(file.read_bytes()) if file and file.exists() else Findings()


def write(findings: Findings, file: Path) -> None:
    """Write findings into a file, to which a later run can add."""
    file.write_bytes(_ADAPTER.dump_json(findings, indent=1) + b"\n")


def calculate_growth(
    results: Mapping[int, Result], sizes: tuple[int, int], side: str = PLAIN, what: str = "cpu"
) -> float | None:
    """Return the exponent with which the time of a side's cold build grows between two sizes; `what` can be `wall`."""
    costs = [results[size].usage(COLD, side) if size in results else None for size in sizes]
    small, large = (getattr(cost, what) if cost else None for cost in costs)
    return math.log(large / small) / math.log(sizes[1] / sizes[0]) if small and large else None


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Ours in units of theirs."""
    return ours / theirs if ours is not None and theirs else None
