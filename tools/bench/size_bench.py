"""The measurements of one size of corpus."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.bench import corpus, hugo_site, measure, output, own_site, serve
from tools.bench.edit import editing
from tools.bench.options import Options
from tools.bench.program import CORNER
from tools.bench.results import (
    AGAINST,
    CHECKED,
    COLD,
    EDITED,
    EVERYTHING,
    HUGO,
    LEAN,
    PLAIN,
    UNCHANGED,
    Result,
)
from tools.bench.scratch import find_attic

FLOOR = Path(__file__).with_name("floor.py")


class SizeBench:
    """Measures one size in a folder of its own."""

    def __init__(self, result: Result, options: Options, folder: Path, source: Path, other: Path | None) -> None:
        """Prepare to measure.

        Args:
            result: takes what is measured.
            options: what was asked for.
            folder: the folder, which must not exist, on a disk or in memory.
            source: what makes a project besides its news.
            other: the same of another revision, which is measured beside it, or None.
        """
        self.options = options
        self.result = result
        self.folder = folder
        self.source = source
        self.other = other
        self.attic = find_attic(folder)
        self.projects: dict[str, own_site.Project] = {}
        self.hugo: dict[str, Path] = {}

    def run(self) -> None:
        """Measure the phases that were asked for, in an order in which each leaves what the next needs."""
        phases = set(self.options.phases)
        self._write_projects()
        self._measure_cold_builds()
        for side in self.options.sides:
            if not self.projects[side].site.exists() and phases & {"warm", "edit"}:
                self._say(f"{side}: first build")
                self._build(self.projects[side])
            if "warm" in phases:
                self._measure_unchanged(side)
            if "edit" in phases:
                self._measure_edits(side)
        if "check" in phases:
            self._measure_check(self.options.richest)
        if "serve" in phases:
            self._measure_preview(self.options.richest)
        if self.options.extras:
            self._measure_extras()
        if "floor" in phases:
            self._measure_floor()

    def _write_projects(self) -> None:
        """Write the corpus for all sides; the news is made once and copied."""
        self._say("corpus")
        releases = self.result.releases
        for side in self.options.sides:
            extras = self._list_extras(side)
            root = self.folder / side
            first = next(iter(self.projects.values()), None)
            self.projects[side] = (
                own_site.write_copy(first, root, self.source, extras=extras)
                if first
                else own_site.write(corpus.releases(releases), root, self.source, extras=extras)
            )
        if self.other and "cold" in self.options.phases:
            first = self.projects[self.options.richest]
            root = self.folder / "against"
            self.projects[AGAINST] = own_site.write_copy(first, root, self.other, extras=own_site.EVERYTHING)
        if "hugo" in self.options.phases and releases in self.options.hugo_sizes:
            for side in (HUGO, LEAN):
                self.hugo[side] = self.folder / side.replace(" ", "-")
                hugo_site.write(corpus.releases(releases), self.hugo[side], is_lean=side == LEAN)

    def _measure_cold_builds(self) -> None:
        """Measure all sides in turns, so that what else the machine does falls on each."""
        usages: dict[str, list[measure.Usage]] = {}
        for run in range(self.options.runs):
            for side, project in self.projects.items() if "cold" in self.options.phases else ():
                self._say(f"{side}, cold", run)
                usages.setdefault(side, []).append(self._build_cold(project))
            for side, root in self.hugo.items():
                for project in self.projects.values():
                    hugo_site.set_feed_size(root, project.feed_size)
                self._say(side, run)
                output.set_aside(root / "public", self.attic)
                usages.setdefault(side, []).append(self._build_hugo(root))
        for side, builds in usages.items():
            self.result.note(COLD, side, measure.median(builds))
            site = self.hugo[side] / "public" if side in self.hugo else self.projects[side].site
            self.result.volumes[side] = output.volume(site)
        if PLAIN in usages:
            self.result.has_search = any(self.projects[PLAIN].site.rglob("pagefind*.js"))
        # What is measured now builds only these projects again.
        self._forget([self.folder / "against", *self.hugo.values()])

    def _measure_unchanged(self, side: str) -> None:
        project, usages = self.projects[side], []
        before = output.snapshot(project.site)
        for run in range(self.options.runs):
            self._say(f"{side}, nothing changed", run)
            usages.append(self._build(project))
        self.result.note(UNCHANGED, side, measure.median(usages))
        self.result.touched[side] = output.touched(before, output.snapshot(project.site))

    def _measure_edits(self, side: str) -> None:
        project, usages = self.projects[side], []
        with editing(project.newest) as edit:
            for run in range(self.options.runs):
                self._say(f"{side}, one edit", run)
                edit(f"Edited{run}")
                usages.append(self._build(project))
        self.result.note(EDITED, side, measure.median(usages))

    def _measure_check(self, side: str) -> None:
        """Measure the check of the one file that was just edited, after a check of it."""
        project, usages = self.projects[side], []
        command = [*CORNER, "check", str(project.newest.relative_to(project.root))]
        environment = self.options.program.environment(project.root)
        measure.run(command, cwd=project.root, env=environment)
        with editing(project.newest) as edit:
            for run in range(self.options.runs):
                self._say(f"{side}, corner check", run)
                edit(f"Checked{run}")
                usages.append(measure.run(command, cwd=project.root, env=environment))
        self.result.note(CHECKED, side, measure.median(usages))

    def _measure_preview(self, side: str) -> None:
        self._say(f"{side}, preview")
        project, folder = self.projects[side], self.folder / "serve"
        delays = serve.measure_delays(project, self.options.program, self.options.runs, folder)
        self.result.shown[side] = delays.shown
        if delays.seen is not None:
            self.result.seen[side] = delays.seen
        self._forget([folder])

    def _measure_extras(self) -> None:
        """Measure plain cold builds with what Hugo has no counterpart of, one at a time, each beside one without."""
        plain = self.projects.get(PLAIN) or own_site.write_copy(
            self.projects[self.options.richest],
            self.folder / PLAIN,
            self.source,
            extras=self._list_extras(PLAIN),
        )
        for name in own_site.EXTRAS:
            extras = (*self._list_extras(PLAIN), name)
            project = own_site.write_copy(plain, self.folder / f"with-{name}", self.source, extras=extras)
            usages, without = [], []
            for run in range(self.options.runs):
                self._say(f"plain with {name}, cold", run)
                without.append(self._build_cold(plain))
                usages.append(self._build_cold(project))
            self.result.extras[name] = (measure.median(usages), measure.median(without))
            self._forget([project.root])

    def _measure_floor(self) -> None:
        usages, steps = [], []
        news = self.projects[self.options.richest].root / "news"
        for run in range(self.options.runs):
            self._say("floor", run)
            log = self.folder / f"floor-{run}.json"
            command = [sys.executable, str(FLOOR), str(news), str(self.folder / f"floor-{run}"), str(log)]
            usages.append(measure.run(command, cwd=self.folder))
            steps.append(json.loads(log.read_text(encoding="utf-8")))
        self.result.floor = measure.median(usages)
        self.result.floor_steps = {step: statistics.median(one[step] for one in steps) for step in steps[0]}

    def _list_extras(self, side: str) -> tuple[str, ...]:
        if side == EVERYTHING:
            return own_site.EVERYTHING
        return ("search",) if self.options.search else ()

    def _build_cold(self, project: own_site.Project) -> measure.Usage:
        output.set_aside(project.site, self.attic)
        output.set_aside(project.cache, self.attic)
        return self._build(project)

    def _build(self, project: own_site.Project) -> measure.Usage:
        program = self.options.program
        return measure.run(program.build, cwd=project.root, env=program.environment(project.root))

    def _build_hugo(self, root: Path) -> measure.Usage:
        commands = [hugo_site.build_command(root)]
        if self.options.search:
            commands.append(hugo_site.search_command(root))
        return measure.total(measure.run(command, cwd=root) for command in commands)

    def _forget(self, folders: Iterable[Path]) -> None:
        """Delete what is not needed any more, if it is in memory."""
        for folder in folders if self.attic is None else ():
            output.set_aside(folder, None)

    def _say(self, what: str, run: int | None = None) -> None:
        count = "" if run is None else f", run {run + 1} of {self.options.runs}"
        create_announcer(self.result.releases, "releases")(f"{what}{count}")


def create_announcer(count: int, of: str) -> Callable[[str], None]:
    """Return a function that says what is measured next."""
    return lambda what: print(f"bench: {count:,} {of}: {what}", file=sys.stderr, flush=True)  # noqa: T201
