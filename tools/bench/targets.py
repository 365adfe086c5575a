"""The targets of the bench, and whether what it measured holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tools.bench.measure import Usage
from tools.bench.results import (
    AGAINST,
    BUILDS,
    CHECKED,
    COLD,
    EDITED,
    EVERYTHING,
    HUGO,
    LEAN,
    PLAIN,
    UNCHANGED,
    Comparison,
    Findings,
    Result,
    calculate_growth,
    ratio,
)

MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A target and what became of it."""

    target: str
    limit: str
    found: str
    held: bool | None
    """None where this run did not measure it."""


class Target(NamedTuple):
    """What is measured, the most that it may be, and what it was; None if it was not measured."""

    name: str
    limit: float
    value: float | None


def judge(findings: Findings) -> list[Verdict]:
    """Hold what was measured against all targets."""
    targets = [*_iter_main_targets(findings), *_iter_older_targets(findings)]
    if findings.compared:
        targets += _iter_record_targets(findings.compared)
    return [_judge(target) for target in targets]


def _iter_main_targets(findings: Findings) -> Iterator[Target]:
    """Yield the table of targets: builds beside lean Hugo's and those of the other revision, edits, size and start."""
    sizes = {size: findings.results.get(size, Result(releases=size)) for size in (1000, 5000, 20_000, 50_000)}
    has_index = findings.with_search
    for what, limits in (("wall", {1000: 1.0, 5000: 0.6}), ("cpu", {1000: 0.8, 5000: 0.5})):
        for size, limit in limits.items():
            # With a search index on one side only, or on both, another thing is measured.
            value = None if has_index or sizes[size].has_search else _beside(sizes[size], what, LEAN)
            yield Target(f"{size:,}, plain, cold, {_say(what)}, x lean Hugo's", limit, value)
    other = findings.revision or "another revision"
    for size, limit in {1000: 0.5, 5000: 0.45}.items():
        value = ratio(_wall(sizes[size], COLD, EVERYTHING), _wall(sizes[size], COLD, AGAINST))
        yield Target(f"{size:,}, everything, cold, wall, x that of {other}", limit, value)
    whole = None if has_index else _wall(sizes[5000], COLD, LEAN)
    for size, limit in {5000: 0.1, 20_000: 0.15}.items():
        value = ratio(_wall(sizes[size], EDITED, EVERYTHING), whole)
        yield Target(f"{size:,}, everything, one edit, wall, x lean Hugo's full build at 5,000", limit, value)
    for size, limit in {5000: 0.6, 20_000: 1.2}.items():
        yield Target(f"{size:,}, everything, nothing changed, wall s", limit, _wall(sizes[size], UNCHANGED, EVERYTHING))
    for size, limit in {1000: 0.3, 20_000: 1.0}.items():
        yield Target(
            f"{size:,}, everything, edit to seen in an open browser, s", limit, sizes[size].seen.get(EVERYTHING)
        )
    yield from _iter_large_targets(findings, sizes[50_000].usage(COLD, PLAIN))
    yield Target("5,000, everything, corner check FILE, warm, wall s", 0.5, _wall(sizes[5000], CHECKED, EVERYTHING))
    yield Target("corner --help, wall s", 0.15, findings.start.wall if findings.start else None)


def _iter_large_targets(findings: Findings, usage: Usage | None) -> Iterator[Target]:
    memory = (usage.tree or usage.peak) / MEGABYTE if usage else None
    yield Target("50,000, plain, cold, wall s", 150, usage.wall if usage else None)
    yield Target("50,000, plain, cold, memory of all processes, MB", 900, memory)
    growth = calculate_growth(findings.results, (5000, 50_000), what="wall")
    yield Target("growth of plain, cold, wall from 5,000 to 50,000, exponent", 1.0, growth)


def _iter_older_targets(findings: Findings) -> Iterator[Target]:
    """Yield what held before and still has to."""
    small, large = (findings.results.get(size, Result(releases=size)) for size in (1000, 5000))
    cold = large.usage(COLD, PLAIN)
    for side in (PLAIN, EVERYTHING):
        yield Target(f"5,000, {side}, nothing changed, files written", 0, large.touched.get(side))
    yield Target("5,000, plain, cold, largest process, MB", 300, cold.peak / MEGABYTE if cold else None)
    growth = calculate_growth(findings.results, (1000, 5000))
    yield Target("growth of plain, cold, CPU from 1,000 to 5,000, exponent", 1.05, growth)
    for result in (small, large):
        name = f"{result.releases:,}, with the converted edition, cold, CPU, x without"
        # A fifth of a build is the edition when the build with it takes 1.25 times as long as without.
        yield Target(name, 1.25, ratio(*(_extra_cpu(result, "converted"))))
    for result in (small, large):
        with_it, without = _extra_cpu(result, "parity")
        value = None if with_it is None or without is None else (with_it - without) / result.releases * 1000
        yield Target(f"{result.releases:,}, comparison of languages, cold, CPU ms a pair", 3, value)
    for result in (small, large):
        name = f"{result.releases:,}, plain with Pagefind, cold, CPU, x full Hugo with Pagefind"
        yield Target(name, 1.0, _beside(result, "cpu", HUGO) if findings.with_search and result.has_search else None)


def _iter_record_targets(compared: Comparison) -> Iterator[Target]:
    """Yield the costs of records beside those of as many releases in one language."""
    for build in BUILDS:
        value = ratio(compared.records[build].cpu, compared.releases[build].cpu)
        yield Target(f"{compared.count:,} records, {build}, CPU, x releases in one language", 1.0, value)


def _beside(result: Result, what: str, side: str) -> float | None:
    ours, theirs = result.usage(COLD, PLAIN), result.usage(COLD, side)
    return ratio(getattr(ours, what), getattr(theirs, what)) if ours and theirs else None


def _wall(result: Result, build: str, side: str) -> float | None:
    usage = result.usage(build, side)
    return usage.wall if usage else None


def _extra_cpu(result: Result, name: str) -> tuple[float | None, float | None]:
    usages = result.extras.get(name)
    return (usages[0].cpu, usages[1].cpu) if usages else (None, None)


def _say(what: str) -> str:
    return "CPU" if what == "cpu" else what


def _judge(target: Target) -> Verdict:
    value = target.value
    return Verdict(
        target=target.name,
        limit=f"{target.limit:g}",
        found="" if value is None else f"{value:.3g}",
        held=None if value is None else value <= target.limit,
    )
