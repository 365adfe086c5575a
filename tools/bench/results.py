"""What the bench found, and the targets that it is held against."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.bench.measure import Usage
from tools.bench.output import Volume


@dataclass(slots=True, kw_only=True)
class Result:
    """The findings for one size of corpus; what was not measured is None."""

    releases: int
    cold: Usage | None = None
    """Our build without caches and without `site/`."""
    hugo: Usage | None = None
    """Hugo's build without `public/`."""
    unchanged: Usage | None = None
    """Our build right after a build."""
    touched: int | None = None
    """Files of `site/` that the builds without a change wrote, replaced or removed."""
    edited: Usage | None = None
    """Our build after an edit of the newest release."""
    visible: float | None = None
    """Seconds from an edit until `mkdocs serve` shows it."""
    site: Volume | None = None
    public: Volume | None = None
    """What Hugo wrote."""
    has_search: bool = False
    """Whether our build made a search index."""
    extras: dict[str, tuple[Usage, Usage]] = field(default_factory=dict)
    """Our cold builds with and without what Hugo has no counterpart of, by its name."""
    floor: Usage | None = None
    floor_steps: dict[str, float] | None = None
    """CPU seconds of each step of the floor."""


BUILDS = ("cold build", "warm, no change", "warm, one edit")
"""The builds in which records are compared with releases, in an order in which each leaves what the next needs."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A target and what became of it."""

    target: str
    limit: str
    found: str
    held: bool | None
    """None where this run did not measure it."""


def growth(results: Mapping[int, Result], which: str = "cold") -> float | None:
    """The exponent with which the cold build's CPU time grows from 1,000 to 5,000 releases; `which` can be `hugo`."""
    costs = [getattr(results[size], which) if size in results else None for size in (1000, 5000)]
    small, large = costs
    return math.log(large.cpu / small.cpu) / math.log(5) if small and large else None


def verdicts(results: Mapping[int, Result], *, search: bool) -> list[Verdict]:
    """Hold the results, by number of releases, against the targets; `search` tells whether Hugo's builds had an index."""
    small, large = results.get(1000, Result(releases=1000)), results.get(5000, Result(releases=5000))
    exponent = growth(results)
    touched = large.touched
    return [
        *(_cold(result, factor, search=search) for result, factor in ((small, 0.8), (large, 0.4))),
        *(_cold_with_search(result, search=search) for result in (small, large)),
        _at_most("warm after an edit, wall, N = 5,000, x Hugo's full build", 0.3, _wall_ratio(large)),
        _at_most("no change, N = 5,000, files written", 0, touched),
        _at_most("no change, N = 5,000, CPU s", 1.5, large.unchanged.cpu if large.unchanged else None),
        _at_most("edit to visible, N = 1,000, s", 0.5, small.visible),
        _at_most("edit to visible, N = 5,000, s", 1.5, large.visible),
        *(_converted(result) for result in (small, large)),
        _at_most("peak memory, N = 5,000, MB", 300, large.cold.peak / 1e6 if large.cold else None),
        _at_most("growth of cold CPU from 1,000 to 5,000, exponent", 1.05, exponent),
    ]


def judge_records(compared: Comparison) -> list[Verdict]:
    """Hold the cost of records against that of as many releases in one language."""
    return [
        _at_most(
            f"{compared.count:,} records, {build}, CPU, x releases in one language",
            1.0,
            ratio(compared.records[build].cpu, compared.releases[build].cpu),
        )
        for build in BUILDS
    ]


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Ours in units of theirs."""
    return ours / theirs if ours is not None and theirs else None


def _cold(result: Result, factor: float, *, search: bool) -> Verdict:
    # With an index on one side only there is nothing to compare.
    found = None if search or result.has_search else _cpu_ratio(result)
    return _at_most(f"cold, CPU, N = {result.releases:,}, no search, x Hugo", factor, found)


def _cold_with_search(result: Result, *, search: bool) -> Verdict:
    found = _cpu_ratio(result) if search and result.has_search else None
    return _at_most(f"cold, CPU, N = {result.releases:,}, with Pagefind, x Hugo with Pagefind", 1.0, found)


def _converted(result: Result) -> Verdict:
    usage, without = result.extras.get("converted", (None, None))
    found = ratio(usage.cpu if usage else None, without.cpu if without else None)
    return _at_most(f"cold with the converted edition, CPU, N = {result.releases:,}, x without", 1.33, found)


def _cpu_ratio(result: Result) -> float | None:
    return ratio(result.cold.cpu, result.hugo.cpu) if result.cold and result.hugo else None


def _wall_ratio(result: Result) -> float | None:
    return ratio(result.edited.wall, result.hugo.wall) if result.edited and result.hugo else None


def _at_most(target: str, limit: float, found: float | None) -> Verdict:
    return Verdict(
        target=target,
        limit=f"{limit:g}",
        found="" if found is None else f"{found:.3g}",
        held=None if found is None else found <= limit,
    )
