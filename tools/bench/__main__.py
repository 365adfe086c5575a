"""Runs the benchmark: `python -m tools.bench --sizes 100,1000,5000 --runs 3`.

Every figure is a median over the runs, and our builds and Hugo's take turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.bench import corpus, hugo_site, measure, output, own_site, register_bench, report, serve
from tools.bench.edit import editing
from tools.bench.results import Comparison, Result

PHASES = ("cold", "hugo", "warm", "edit", "serve", "floor")
_RECORDS = "records of a register, to compare with as many releases in one language; 0: none (default: %(default)s)"
FLOOR = Path(__file__).with_name("floor.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    sizes: list[int]
    runs: int
    records: int
    """The number of records of a register that are compared with as many releases in one language; 0 for none."""
    phases: list[str]
    search: bool
    extras: bool
    scratch: Path | None


def main() -> None:
    """Measure each size and print the table; where a build fails, the table of what was measured before."""
    options = _options()
    results: dict[int, Result] = {}
    compared: Comparison | None = None
    failure = ""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.scratch, ignore_cleanup_errors=True) as folder:
        # Everything is removed at the end at once: see `output.set_aside`.
        source = own_site.copy_repository(Path(folder, "source"))
        try:
            for size in options.sizes:
                results[size] = Bench(size, options, Path(folder, str(size)), source).run()
            if options.records:
                compared = register_bench.compare(
                    options.records,
                    options.runs,
                    Path(folder, "register"),
                    source,
                    _announcer(options.records, "records"),
                )
        except (measure.CommandError, serve.NotSeenError) as error:
            failure = str(error)
        if results or compared:
            # Before the folder goes, which can take a disk minutes.
            print(report.text(results, search=options.search, compared=compared), flush=True)  # noqa: T201 - what the program is for
    sys.exit(failure or 0)


class Bench:
    """The measurements of one size, in a folder of its own."""

    def __init__(self, size: int, options: Options, folder: Path, source: Path) -> None:
        self.options = options
        self.source = source
        self.folder = folder
        self.attic = folder / "attic"
        self.hugo = folder / "hugo"
        self.result = Result(releases=size)
        self._say("corpus")
        self.project = own_site.write(corpus.releases(size), folder / "corner", source, extras=self._switched_on())
        hugo_site.write(corpus.releases(size), self.hugo)

    def run(self) -> Result:
        """Measure the phases that were asked for, in an order in which each leaves what the next needs."""
        phases = self.options.phases
        self._full_builds()
        if not self.project.site.exists() and {"warm", "edit", "serve"} & set(phases):
            self._say("first build")
            self._build()
        if "warm" in phases:
            self._unchanged()
        if "edit" in phases:
            self._edited()
        if "serve" in phases:
            self._say("serve")
            seconds = serve.seconds_to_visible(self.project, self.options.runs, self.folder / "serve")
            self.result.visible = seconds
        if self.options.extras:
            self._extras()
        if "floor" in phases:
            self._floor()
        return self.result

    def _full_builds(self) -> None:
        ours, theirs = [], []
        for run in range(self.options.runs):
            if "cold" in self.options.phases:
                self._say("cold", run)
                ours.append(self._build_cold(self.project))
                hugo_site.set_feed_size(self.hugo, self.project.feed_size)
            if "hugo" in self.options.phases:
                self._say("Hugo", run)
                output.set_aside(self.hugo / "public", self.attic)
                theirs.append(self._build_hugo())
        if ours:
            self.result.cold = measure.median(ours)
            self.result.site = output.volume(self.project.site)
            self.result.has_search = any(self.project.site.rglob("pagefind*.js"))
        if theirs:
            self.result.hugo = measure.median(theirs)
            self.result.public = output.volume(self.hugo / "public")

    def _unchanged(self) -> None:
        usages = []
        before = output.snapshot(self.project.site)
        for run in range(self.options.runs):
            self._say("warm, no change", run)
            usages.append(self._build())
        self.result.unchanged = measure.median(usages)
        self.result.touched = output.touched(before, output.snapshot(self.project.site))

    def _edited(self) -> None:
        usages = []
        with editing(self.project.newest) as edit:
            for run in range(self.options.runs):
                self._say("warm, one edit", run)
                edit(f"Edited{run}")
                usages.append(self._build())
        self.result.edited = measure.median(usages)

    def _extras(self) -> None:
        """Measure cold builds with what Hugo has no counterpart of, one at a time, each beside one without."""
        for name in own_site.EXTRAS:
            folder = self.folder / f"corner-{name}"
            project = own_site.write(
                corpus.releases(self.result.releases), folder, self.source, extras=self._switched_on(name)
            )
            usages, without = [], []
            for run in range(self.options.runs):
                self._say(f"cold with {name}", run)
                without.append(self._build_cold(self.project))
                usages.append(self._build_cold(project))
            self.result.extras[name] = (measure.median(usages), measure.median(without))

    def _switched_on(self, *extras: str) -> tuple[str, ...]:
        return (*extras, "search") if self.options.search else extras

    def _floor(self) -> None:
        usages, steps = [], []
        for run in range(self.options.runs):
            self._say("floor", run)
            log = self.folder / f"floor-{run}.json"
            command = [sys.executable, str(FLOOR), str(self.project.root / "news"), str(self.folder / f"floor-{run}")]
            usages.append(measure.run([*command, str(log)], cwd=self.folder))
            steps.append(json.loads(log.read_text(encoding="utf-8")))
        self.result.floor = measure.median(usages)
        self.result.floor_steps = {step: statistics.median(one[step] for one in steps) for step in steps[0]}

    def _build_cold(self, project: own_site.Project) -> measure.Usage:
        output.set_aside(project.site, self.attic)
        output.set_aside(project.cache, self.attic)
        return self._build(project)

    def _build(self, project: own_site.Project | None = None) -> measure.Usage:
        return measure.run(own_site.BUILD, cwd=(project or self.project).root, env=own_site.ENVIRONMENT)

    def _build_hugo(self) -> measure.Usage:
        commands = [hugo_site.build_command(self.hugo)]
        if self.options.search:
            commands.append(hugo_site.search_command(self.hugo))
        return measure.total(measure.run(command, cwd=self.hugo) for command in commands)

    def _say(self, what: str, run: int | None = None) -> None:
        count = "" if run is None else f", run {run + 1} of {self.options.runs}"
        _announcer(self.result.releases, "releases")(f"{what}{count}")


def _announcer(count: int, of: str) -> Callable[[str], None]:
    """Return a function that says what is measured next."""
    return lambda what: print(f"bench: {count:,} {of}: {what}", file=sys.stderr, flush=True)  # noqa: T201


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--sizes", default="100,1000,5000", help="numbers of bilingual releases (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each build (default: %(default)s)")
    parser.add_argument("--records", type=int, default=5000, help=_RECORDS)
    parser.add_argument("--only", default=",".join(PHASES), help="what to measure (default: %(default)s)")
    parser.add_argument("--search", action="store_true", help="add a Pagefind index to both sides' builds")
    parser.add_argument("--extras", action="store_true", help="add cold builds with what Hugo has no counterpart of")
    parser.add_argument("--scratch", type=Path, help="folder to work in; /dev/shm leaves the disk out")
    given = parser.parse_args()
    phases = given.only.split(",")
    unknown = set(phases) - set(PHASES)
    if unknown:
        parser.error(f"--only: expected some of {', '.join(PHASES)}, found {', '.join(sorted(unknown))}")
    if given.runs < 1:
        parser.error(f"--runs: expected at least 1, found {given.runs}")
    try:
        sizes = [int(size) for size in given.sizes.split(",") if size]
    except ValueError:
        parser.error(f"--sizes: expected numbers such as 100,1000, found {given.sizes}")
    if given.scratch:
        given.scratch.mkdir(parents=True, exist_ok=True)
    return Options(
        sizes=sizes,
        runs=given.runs,
        records=given.records,
        phases=phases,
        search=given.search,
        extras=given.extras,
        scratch=given.scratch,
    )


if __name__ == "__main__":
    main()
