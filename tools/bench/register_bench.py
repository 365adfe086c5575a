"""What records of a register cost, beside as many releases in one language: builds of both, in turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tools.bench import corpus, edit, measure, output, own_site, records
from tools.bench.program import Program
from tools.bench.results import BUILDS, COLD, EDITED, Comparison


def compare(
    count: int,
    runs: int,
    folder: Path,
    source: Path,
    program: Program,
    attic: Path | None,
    say: Callable[[str], None],
) -> Comparison:
    """Measure a corner with a register of `count` records and no releases, and one with as many releases in English.

    Args:
        count: the number of records, and of releases.
        runs: the runs of each build.
        folder: a new folder to work in.
        source: what makes a project besides its news.
        program: what builds both.
        attic: where outputs of earlier runs go; None deletes them.
        say: is handed what comes next.
    """
    say("corpus")
    releases = own_site.write(corpus.releases(count), folder / "releases", source, locales=("en",))
    empty = own_site.write([], folder / "records", source)
    register = replace(empty, newest=records.write(count, empty.root / "news"))
    usages: dict[tuple[str, str], list[measure.Usage]] = {}
    for run in range(runs):
        for build in BUILDS:
            say(f"{build}, run {run + 1} of {runs}")
            for name, project, change in (
                ("records", register, edit.edited_record),
                ("releases", releases, edit.edited),
            ):
                usages.setdefault((name, build), []).append(_measure(project, program, build, change, run, attic))
    medians = {key: measure.median(found) for key, found in usages.items()}
    return Comparison(
        count=count,
        records={build: medians["records", build] for build in BUILDS},
        releases={build: medians["releases", build] for build in BUILDS},
        register_site=output.volume(register.site),
        release_site=output.volume(releases.site),
    )


def _measure(
    project: own_site.Project,
    program: Program,
    build: str,
    change: Callable[[str, str], str],
    run: int,
    attic: Path | None,
) -> measure.Usage:
    """Measure a build from nothing, one after an edit, or one without a change."""
    if build == COLD:
        output.set_aside(project.site, attic)
        output.set_aside(project.cache, attic)
    if build != EDITED:
        return _build(project, program)
    with edit.editing(project.newest, change) as write:
        write(f"Edited{run}")
        usage = _build(project, program)
    # The next build without a change must not find that the edit was taken back.
    _build(project, program)
    return usage


def _build(project: own_site.Project, program: Program) -> measure.Usage:
    return measure.run(program.build, cwd=project.root, env=program.environment(project.root))
