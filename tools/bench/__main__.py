"""Runs the benchmark: `python -m tools.bench --sizes 100,1000,5000 --runs 3`.

Every figure is a median over the runs, and our builds and Hugo's take turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.bench import measure, own_site, register_bench, report, results, revision, scratch, serve, summary
from tools.bench.options import Options, parse_options
from tools.bench.output import set_aside
from tools.bench.program import CORNER
from tools.bench.size_bench import SizeBench, create_announcer

STARTS = 5
"""How often the start of a command is measured, at least: a third of a second is soon disturbed."""


def main() -> None:
    """Measure each size and print the tables; where a build fails, the tables of what was measured before."""
    options = parse_options(None, __doc__)
    findings = results.read(options.results)
    try:
        findings.begin(str(options.program), with_search=options.search)
    except results.MismatchError as error:
        sys.exit(str(error))
    failure = ""
    parent = options.scratch or scratch.choose_folder(_estimate_bytes(options))
    with tempfile.TemporaryDirectory(prefix="bench-", dir=parent, ignore_cleanup_errors=True) as name:
        # Everything is removed at the end at once, unless it is in memory: see `output.set_aside`.
        try:
            _measure(options, findings, Path(name).resolve())
        except (measure.CommandError, serve.NotSeenError, revision.RevisionError) as error:
            failure = str(error)
        _keep(findings, options)
        # Before the folder goes, which can take a disk minutes.
        parts = [report.text(findings), *([summary.text(findings)] if options.summary else [])]
        print("\n\n".join(parts), flush=True)  # noqa: T201 - what the program is for
    sys.exit(failure or 0)


def _measure(options: Options, findings: results.Findings, folder: Path) -> None:
    """Measure all that was asked for in a folder, and keep the results of each size as soon as they are known."""
    findings.place = "in memory (tmpfs)" if scratch.is_in_memory(folder) else "on a disk"
    print(f"bench: works {findings.place}, in {folder}", file=sys.stderr, flush=True)  # noqa: T201
    source = own_site.copy_repository(folder / "source")
    other = None
    if options.against:
        other = revision.export(options.against, folder / "other")
        findings.revision = options.against
    if "start" in options.phases:
        findings.start = _measure_start(options, source)
    for size in options.sizes:
        place = folder / str(size)
        SizeBench(findings.result(size), options, place, source, other).run()
        if scratch.is_in_memory(folder):
            set_aside(place, None)
        _keep(findings, options)
    if options.records:
        findings.compared = register_bench.compare(
            options.records,
            options.runs,
            folder / "register",
            source,
            options.program,
            scratch.find_attic(folder / "register"),
            create_announcer(options.records, "records"),
        )


def _measure_start(options: Options, source: Path) -> measure.Usage:
    """Measure how long the command needs until it can do anything, with the bytecode that an installation has."""
    own_site.compile_hooks(source)
    environment = options.program.environment(source)
    runs = range(max(options.runs, STARTS))
    return measure.median(measure.run([*CORNER, "--help"], cwd=source, env=environment) for _ in runs)


def _estimate_bytes(options: Options) -> int:
    """Return about how many bytes the largest size needs."""
    parts = list(options.sides)
    if options.against and "cold" in options.phases:
        parts.append("against")
    if "serve" in options.phases:
        parts.append("serve")
    needed = []
    for size in options.sizes:
        has_hugo = "hugo" in options.phases and size in options.hugo_sizes
        needed.append(scratch.estimate_bytes(size, [*parts, *(["hugo"] if has_hugo else [])]))
    return max(needed, default=0) + scratch.estimate_bytes(options.records, ["plain"])


def _keep(findings: results.Findings, options: Options) -> None:
    if options.results:
        results.write(findings, options.results)


if __name__ == "__main__":
    main()
