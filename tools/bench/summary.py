"""The tables of README: what a user gets, and the builds beside Hugo's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tools.bench.measure import Usage
from tools.bench.report import Row, format_number, format_table
from tools.bench.results import CHECKED, COLD, EDITED, EVERYTHING, HUGO, LEAN, PLAIN, UNCHANGED, Findings, Result

COMPARED = 5000
"""The number of releases of the table beside Hugo's."""
COLUMNS = {
    PLAIN: "this, plain",
    EVERYTHING: "this, everything",
    HUGO: "Hugo, the same site",
    LEAN: "Hugo, a usual site",
}


def text(findings: Findings) -> str:
    """Return both tables, with an empty cell for what was not measured."""
    return "\n\n".join((_show_everything(findings), _compare(findings.result(COMPARED))))


def _show_everything(findings: Findings) -> str:
    """Return the table of the builds with all that a user gets, by size."""
    results = [
        one for _, one in sorted(findings.results.items()) if any(EVERYTHING in by for by in one.usages.values())
    ]
    rows: Sequence[tuple[str, Callable[[Result], float | None]]] = (
        ("first build", lambda one: _wall(one.usage(COLD, EVERYTHING))),
        ("after one edit", lambda one: _wall(one.usage(EDITED, EVERYTHING))),
        ("when nothing has changed", lambda one: _wall(one.usage(UNCHANGED, EVERYTHING))),
        ("from an edit until an open browser shows it", lambda one: one.seen.get(EVERYTHING)),
        ("`corner check` of one file", lambda one: _wall(one.usage(CHECKED, EVERYTHING))),
    )
    head = ("everything that a user gets, seconds", *(f"{one.releases:,} releases" for one in results))
    memory = ("memory of a first build, MB", *(_memory(one.usage(COLD, EVERYTHING)) for one in results))
    table = [(name, *(_seconds(read(one)) for one in results)) for name, read in rows]
    return format_table([head, *table, memory])


def _compare(result: Result) -> str:
    """Return the table of one size beside Hugo's two sites, which Hugo builds whole after each edit."""
    volumes = result.volumes
    edits = {side: result.usage(EDITED, side) or result.usage(COLD, side) for side in (HUGO, LEAN)}
    edits |= {side: result.usage(EDITED, side) for side in (PLAIN, EVERYTHING)}
    cold = {side: result.usage(COLD, side) for side in COLUMNS}
    rows: list[Row] = [(f"{result.releases:,} releases in two languages", *COLUMNS.values())]
    rows += [
        ("pages", *(format_number(volumes[side].pages if side in volumes else None, 0) for side in COLUMNS)),
        ("first build, seconds", *(_seconds(_wall(cold[side])) for side in COLUMNS)),
        ("first build, seconds of CPU", *(_seconds(usage.cpu if (usage := cold[side]) else None) for side in COLUMNS)),
        ("after one edit, seconds", *(_seconds(_wall(edits[side])) for side in COLUMNS)),
        ("memory, MB", *(_memory(cold[side]) for side in COLUMNS)),
    ]
    return format_table(rows)


def _wall(usage: Usage | None) -> float | None:
    return usage.wall if usage else None


def _memory(usage: Usage | None) -> str:
    return format_number((usage.tree or usage.peak) / 1e6 if usage else None, 0)


def _seconds(value: float | None) -> str:
    """Return seconds with as many digits as a reader needs."""
    return format_number(value, 2 if value is not None and value < 1 else 1)
