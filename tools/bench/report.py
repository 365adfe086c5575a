"""The tables and the verdicts that the bench prints, as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from tools.bench.measure import Usage
from tools.bench.output import Volume
from tools.bench.own_site import EXTRAS
from tools.bench.results import (
    AGAINST,
    BUILDS,
    CHECKED,
    COLD,
    SIDES,
    Comparison,
    Findings,
    Result,
    calculate_growth,
    ratio,
)
from tools.bench.targets import judge

NOTES = """\
Wall is what people wait for, CPU that of all processes. Memory is that of the largest process, and the most that all
held at one time, shared pages counted once. Hugo has no partial build: after an edit it builds the whole site. The full
Hugo and the plain build make the same pages, Markdown, feeds, archives and calendars. What differs: Hugo's calendars
have no time zones and no folded lines, its page of feeds has no table, its figures have no bars, and its lists of feeds
are one for each language. This program alone has lists of its Markdown, reads each fact once for both languages, checks
the news and keeps what the next build can use."""
Row = tuple[str, ...]


def text(findings: Findings) -> str:
    """Everything that the bench prints."""
    parts = []
    sizes = sorted(findings.results)
    if sizes:
        parts += [part for size in sizes for part in _iter_tables(findings.results[size], findings.revision)]
        parts += [*_list_sides(findings), NOTES, *_list_growth(findings)]
    if findings.start:
        parts.append(f"`corner --help`: {findings.start.wall:.2f} s of wall, {findings.start.cpu:.2f} s of CPU.")
    if findings.compared:
        parts.append(_compare(findings.compared))
    words = {True: "held", False: "NOT HELD", None: "not measured"}
    rows = [(one.target, one.limit, one.found, words[one.held]) for one in judge(findings)]
    return "\n\n".join([*parts, format_table([("target", "at most", "found", ""), *rows])])


def _iter_tables(result: Result, revision: str) -> Iterator[str]:
    """Yield what was measured with one size of corpus."""
    yield f"## {result.releases:,} releases in two languages"
    rows = [*_iter_usages(result, revision), *_iter_delays(result), *_iter_extras(result)]
    if rows:
        head = ("what", "which", "wall s", "CPU s", "largest process MB", "all processes MB")
        yield format_table([head, *rows], words=2)
    if result.volumes:
        volumes = [(_name(side, revision), *_volume(one)) for side, one in result.volumes.items()]
        yield format_table([("a cold build wrote", "pages", "feeds and calendars", "files", "megabytes"), *volumes])
    for side, count in result.touched.items():
        yield f"Files that {side} wrote when nothing had changed: {count}."


def _iter_usages(result: Result, revision: str) -> Iterator[Row]:
    for build in (*BUILDS, CHECKED):
        for side in SIDES:
            if usage := result.usage(build, side):
                yield (build, _name(side, revision), *_usage(usage))


def _iter_delays(result: Result) -> Iterator[Row]:
    for side, seconds in result.shown.items():
        yield ("edit until the preview's server has it", side, format_number(seconds, 2), "", "", "")
    for side, seconds in result.seen.items():
        yield ("edit until seen in an open browser", side, format_number(seconds, 2), "", "", "")


def _iter_extras(result: Result) -> Iterator[Row]:
    for name in EXTRAS:
        if name in result.extras:
            with_it, without = result.extras[name]
            yield (f"{COLD} beside one with {name}", "plain", *_usage(without))
            yield (COLD, f"plain with {name}", *_usage(with_it))
    if result.floor:
        steps = ", ".join(f"{step} {seconds:.2f}" for step, seconds in result.floor_steps.items())
        yield ("floor", f"CPU s: {steps}", *_usage(result.floor))


def _list_sides(findings: Findings) -> list[str]:
    """Return what each name of a side means."""
    built = {side for one in findings.results.values() for sides in one.usages.values() for side in sides}
    lines = [f"- {_name(side, findings.revision)}: {words}." for side, words in SIDES.items() if side in built]
    index = " The plain builds and Hugo's include a Pagefind index." if findings.with_search else ""
    place = f", {findings.place}" if findings.place else ""
    ran = f"Built by {findings.program}{place}.{index}" if findings.program else index.strip()
    return ["\n".join([line for line in (ran, *lines) if line])] if ran or lines else []


def _list_growth(findings: Findings) -> list[str]:
    parts = []
    for sizes in ((1000, 5000), (5000, 20_000), (5000, 50_000)):
        found = {side: calculate_growth(findings.results, sizes, side) for side in (*SIDES,) if side != AGAINST}
        named = ", ".join(f"{side} {value:.2f}" for side, value in found.items() if value)
        if named:
            parts.append(f"Exponent of the growth of cold CPU from {sizes[0]:,} to {sizes[1]:,}: {named}.")
    return parts


def _compare(compared: Comparison) -> str:
    """Return the table of a register's records beside as many releases in one language."""
    rows: list[Row] = [("what", f"{compared.count:,} records", f"{compared.count:,} releases in one language", "ratio")]
    for build in BUILDS:
        ours, theirs = compared.records[build], compared.releases[build]
        rows.append((f"{build}, CPU s", *_pair(ours.cpu, theirs.cpu, 2)))
        rows.append((f"{build}, wall s", *_pair(ours.wall, theirs.wall, 2)))
        rows.append((f"{build}, largest process MB", *_pair(ours.peak / 1e6, theirs.peak / 1e6, 0)))
    site, other = compared.register_site, compared.release_site
    rows += [
        ("pages", *_pair(site.pages, other.pages, 0)),
        ("files", *_pair(site.files, other.files, 0)),
        ("megabytes", *_pair(site.bytes / 1e6, other.bytes / 1e6, 1)),
    ]
    return format_table(rows)


def _name(side: str, revision: str) -> str:
    return f"everything, {revision}" if side == AGAINST and revision else side


def _usage(usage: Usage) -> Row:
    tree = format_number(usage.tree / 1e6 if usage.tree else None, 0)
    return (format_number(usage.wall, 2), format_number(usage.cpu, 2), format_number(usage.peak / 1e6, 0), tree)


def _volume(volume: Volume) -> Row:
    counts = (volume.pages, volume.feeds, volume.files)
    return (*(format_number(count, 0) for count in counts), format_number(volume.bytes / 1e6, 1))


def _pair(ours: float | None, theirs: float | None, digits: int) -> Row:
    share = ratio(ours, theirs)
    return (format_number(ours, digits), format_number(theirs, digits), format_number(share, 2))


def format_number(value: float | None, digits: int) -> str:
    """Return a number with its thousands grouped, or an empty cell for what was not measured."""
    return "" if value is None else f"{value:,.{digits}f}"


def format_table(rows: Iterable[Row], words: int = 1) -> str:
    """Return a table whose first columns hold words, and the others numbers."""
    lines = list(rows)
    widths = [max(2, *(_width(row[column]) for row in lines)) for column in range(len(lines[0]))]
    rule = tuple("-" * width if column < words else "-" * (width - 1) + ":" for column, width in enumerate(widths))
    return "\n".join(_line(row, widths, words) for row in [lines[0], rule, *lines[1:]])


def _line(row: Row, widths: list[int], words: int) -> str:
    cells = []
    for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
        space = " " * (width - _width(cell))
        cells.append(cell + space if column < words else space + cell)
    return f"| {' | '.join(cells)} |"


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)
