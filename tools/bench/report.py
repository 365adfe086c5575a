"""The bench's one table and the verdicts below it, as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from tools.bench.measure import Usage
from tools.bench.output import Volume
from tools.bench.own_site import EXTRAS
from tools.bench.results import BUILDS, Comparison, Result, growth, judge_records, ratio, verdicts

NOTES = """\
Beside our warm builds stands Hugo's full build. Both sides make the same pages, Markdown, feeds, archives and calendars, and neither
makes social cards, compares languages or converts one. What differs: Hugo's calendars have no time zones and no folded lines, its page of feeds has
no table, its figures have no bars, and its lists of feeds are one for each language. Ours alone has lists of its
Markdown, reads each fact once for both languages, checks the news and keeps what the next build can use."""
Row = tuple[str, ...]


def text(results: Mapping[int, Result], *, search: bool, compared: Comparison | None = None) -> str:
    """Everything that the bench prints, for the results by number of releases, and what records cost."""
    parts = _releases(results, search=search) if results else []
    judged = verdicts(results, search=search) if results else []
    if compared:
        parts.append(_compare(compared))
        judged += judge_records(compared)
    words = {True: "held", False: "NOT HELD", None: "not measured"}
    rows = [(one.target, one.limit, one.found, words[one.held]) for one in judged]
    return "\n\n".join([*parts, _table([("target", "at most", "found", ""), *rows])])


def _releases(results: Mapping[int, Result], *, search: bool) -> list[str]:
    """Return the table of the results by number of releases, and what is to say of it."""
    sizes = sorted(results)
    head: list[str] = ["what"]
    for size in sizes:
        head += [f"N = {size:,}", "Hugo", "ratio"]
    columns = [_column(results[size]) for size in sizes]
    rows = [(name, *(cell for column in columns for cell in column[name])) for name in columns[0]]
    measured = [row for row in rows if any(row[1:])]
    parts = [
        _table([tuple(head), *measured]),
        NOTES,
    ]
    ours, theirs = growth(results), growth(results, "hugo")
    if ours:
        beside = f" (Hugo {theirs:.2f})" if theirs else ""
        parts.append(f"Growth of cold CPU from 1,000 to 5,000: exponent {ours:.2f}{beside}.")
    if search:
        parts.append("The builds of both sides include a Pagefind index.")
    return parts


def _compare(compared: Comparison) -> str:
    """Return the table of a register's records beside as many releases in one language."""
    rows: list[Row] = [("what", f"{compared.count:,} records", f"{compared.count:,} releases in one language", "ratio")]
    for build in BUILDS:
        ours, theirs = compared.records[build], compared.releases[build]
        rows.append((f"{build}, CPU s", *_pair(ours.cpu, theirs.cpu, 2)))
        rows.append((f"{build}, peak MB", *_pair(ours.peak / 1e6, theirs.peak / 1e6, 0)))
    rows += [
        (name, *cells)
        for name, cells in _volume(compared.register_site, compared.release_site).items()
        if name != "feeds and calendars"
    ]
    return _table(rows)


def _column(result: Result) -> dict[str, Row]:
    """The three cells of each row for one size: ours, Hugo's, ratio."""
    rows: dict[str, Row] = {}
    full = result.hugo
    rows |= _usage("cold build", result.cold, full)
    rows["cold build, peak MB"] = _pair(
        result.cold.peak / 1e6 if result.cold else None, full.peak / 1e6 if full else None, 0
    )
    rows |= _usage("warm, no change", result.unchanged, full)
    rows["warm, no change, files written"] = _pair(result.touched, None, 0)
    rows |= _usage("warm, one edit", result.edited, full)
    rows["edit to visible in serve, s"] = _pair(result.visible, None, 2)
    rows |= _volume(result.site, result.public)
    for name in EXTRAS:
        usage, without = result.extras.get(name, (None, None))
        rows[f"cold with {name}, CPU s (x without)"] = (
            _number(usage.cpu if usage else None, 2),
            "",
            _number(ratio(usage.cpu if usage else None, without.cpu if without else None), 2),
        )
    rows["floor, CPU s"] = _pair(result.floor.cpu if result.floor else None, None, 2)
    for step in ("read", "yaml", "comrak", "write"):
        rows[f"floor, {step}, CPU s"] = _pair((result.floor_steps or {}).get(step), None, 2)
    return rows


def _usage(name: str, ours: Usage | None, full: Usage | None) -> dict[str, Row]:
    theirs = full if ours or name == "cold build" else None
    return {
        f"{name}, CPU s": _pair(ours.cpu if ours else None, theirs.cpu if theirs else None, 2),
        f"{name}, wall s": _pair(ours.wall if ours else None, theirs.wall if theirs else None, 2),
    }


def _volume(ours: Volume | None, theirs: Volume | None) -> dict[str, Row]:
    return {
        "pages": _pair(ours.pages if ours else None, theirs.pages if theirs else None, 0),
        "feeds and calendars": _pair(ours.feeds if ours else None, theirs.feeds if theirs else None, 0),
        "files": _pair(ours.files if ours else None, theirs.files if theirs else None, 0),
        "megabytes": _pair(ours.bytes / 1e6 if ours else None, theirs.bytes / 1e6 if theirs else None, 1),
    }


def _pair(ours: float | None, theirs: float | None, digits: int) -> Row:
    share = ratio(ours, theirs)
    return (_number(ours, digits), _number(theirs, digits), _number(share, 2))


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _table(rows: Iterable[Row]) -> str:
    lines = list(rows)
    widths = [max(_width(row[column]) for row in lines) for column in range(len(lines[0]))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in (max(2, width) for width in widths[1:]))]
    return "\n".join(_line(row, widths) for row in [lines[0], tuple(rule), *lines[1:]])


def _line(row: Row, widths: list[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0] + " " * (first[1] - _width(first[0])), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(cells)} |"


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)
