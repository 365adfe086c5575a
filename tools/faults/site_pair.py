"""A site before and after an edit, and builds from one to the other that do not end well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support import crawl, project, second_corner

EPOCH = 1_800_000_000
"""The moment of all builds."""
_URL = "https://bulletin.example/lights/"
_FAULT = """
import errno
import os
import signal
left = [{change}]
def fail(path):
    if {full}:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    os.kill(os.getpid(), signal.SIGKILL)
def counted(real):
    def call(*arguments, **options):
        if {site!r} in os.fsdecode(arguments[0]) if isinstance(arguments[0], (str, bytes, os.PathLike)) else False:
            left[0] -= 1
            if left[0] == 0 or left[0] < 0 and {full}:
                fail(arguments[0])
        return real(*arguments, **options)
    return call
for name in {names}:
    setattr(os, name, counted(getattr(os, name)))
import atexit
atexit.register(lambda: open({count!r}, "w").write(str(left[0])))
"""
"""A module that Python loads first of all: at a certain change of the site it kills the process, or has the disk full from then on."""
OLD = "the old site"
_CHANGES = ("open", "mkdir", "replace", "unlink", "rmdir")
_NEEDS_ROOM = ("open", "mkdir")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one build that did not end well left."""

    fault: str
    moment: str
    """Where the build was: what of the site was old and new."""
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SitePair:
    """A corner that was edited after its last build."""

    name: str
    edited: Path
    """The edited corner, with the site and caches of the build before."""
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    """The site as it is built where nothing was built before."""
    seconds: float
    """How long a build takes."""
    changes: int
    """How often a build changes the site."""
    files: int
    """How often it needs room for a file or a folder of the site."""

    def kill_at_time(self, seconds: float) -> Outcome:
        """Kill a build that long after its start."""

        def run(root: Path) -> None:
            with subprocess.Popen(
                [str(project.BIN / "mkdocs"), "build", "-q"],
                cwd=root,
                env=project.environment(root, EPOCH),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(seconds)
                    return
                os.killpg(process.pid, signal.SIGKILL)

        return self._try("killed at a random time", run)

    def kill_at_change(self, change: int) -> Outcome:
        """Kill a build when it changes the site for that time."""
        return self._try("killed at a random file", lambda root: _fault(root, change, full=False))

    def fill_disk(self, change: int) -> Outcome:
        """Let a build have no room from that change of the site on."""
        said: list[str] = []

        def run(root: Path) -> None:
            said.append(_fault(root, change, full=True))

        outcome = self._try("disk full", run)
        wrong = [] if outcome.moment == OLD else [f"the site is not the old one, but {outcome.moment}"]
        errors = [line for line in said[0].splitlines() if line.startswith("ERROR")]
        if len(errors) != 1 or "No space left on device" not in errors[0] or "Traceback" in said[0]:
            wrong.append(f"expected one line about the disk, found {said[0]}")
        return replace(outcome, wrong=(*outcome.wrong, *wrong))

    def _try(self, fault: str, run: Callable[[Path], object]) -> Outcome:
        root = self.edited.with_name("tried")
        shutil.copytree(self.edited, root, symlinks=True)
        try:
            run(root)
            left = project.contents(root / "site") if (root / "site").exists() else {}
            wrong = _find_wrong(root / "site", left, self.before, self.after)
            wrong += self._build_next(root)
        finally:
            shutil.rmtree(root)
            shutil.rmtree(root.with_name("tried.tmp"), ignore_errors=True)
        return Outcome(f"{fault} ({self.name})", _describe(left, self.before, self.after), tuple(wrong))

    def _build_next(self, root: Path) -> list[str]:
        """Return what is wrong after the next build."""
        again = project.build(root, epoch=EPOCH)
        if again.code:
            return [f"the next build fails: {again.output[-300:]}"]
        differing = project.differing(project.contents(root / "site"), dict(self.after))
        wrong = [f"after the next build, {name} is not as if built from nothing" for name in sorted(differing)[:3]]
        return wrong + [f"{name} is left in the temporary folder" for name in project.temporary(root)]


def create_pair(folder: Path, *, fresh: bool) -> SitePair:
    """Return a corner of which every page changes, or, where it is `fresh`, that was not built yet."""
    edited = folder / "corner"
    edited.mkdir(parents=True)
    second_corner.write(edited)
    if not fresh:
        assert project.build(edited, epoch=EPOCH).code == 0
    before = {} if fresh else project.contents(edited / "site")
    if not fresh:
        _edit(edited)
    cold = folder / "cold"
    shutil.copytree(edited, cold, ignore=lambda path, _: {"site", ".cache"} if Path(path) == edited else set())
    start = time.monotonic()
    assert project.run(["mkdocs", "build", "-q"], cold, EPOCH).code == 0
    seconds = time.monotonic() - start
    after = project.contents(cold / "site")
    changes, files = (_count(edited, folder / "counted", full=full) for full in (False, True))
    name = "a first build" if fresh else "every page changes"
    return SitePair(name, edited, before, after, seconds, changes, files)


def _count(edited: Path, copy: Path, *, full: bool) -> int:
    """Return how often a build changes the site, or needs room for it."""
    never = 1 << 30
    shutil.copytree(edited, copy, symlinks=True)
    _fault(copy, never, full=full)
    left = int((copy / "count").read_text("utf-8"))
    shutil.rmtree(copy)
    return never - left


def _edit(root: Path) -> None:
    """Change all pages, add some and let others go."""
    project.edit(root / "mkdocs.yml", "site_name: Lighthouse Bulletin", "site_name: The Bulletin")
    releases = root / "news/releases"
    (releases / "2025/fog-signal.en.md").rename(releases / "2025/foghorn.en.md")
    text = (releases / "2025/foghorn.en.md").read_text("utf-8")
    for number in range(1, 6):
        (releases / f"2025/foghorn-{number}.en.md").write_text(text, "utf-8")


def _fault(root: Path, change: int, *, full: bool) -> str:
    """Run a build that fails at a certain change of the site; return what it says."""
    first = root / "first"
    first.mkdir()
    names = _NEEDS_ROOM if full else _CHANGES
    module = _FAULT.format(change=change, full=full, site=str(root / "site"), names=names, count=str(root / "count"))
    (first / "sitecustomize.py").write_text(module, "utf-8")
    path = os.pathsep.join([str(first), str(project.hooks(root))])
    run = project.build(root, epoch=EPOCH, PYTHONPATH=path)
    shutil.rmtree(first)
    return run.output


def _find_wrong(
    folder: Path, left: Mapping[str, bytes], before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> list[str]:
    """Return what is wrong with a site that a build left: files that are neither old nor new, and links to nothing."""
    files = {name: data for name, data in left.items() if ".new" not in name}
    wrong = [
        f"{name} is neither old nor new"
        for name, data in files.items()
        if data not in (before.get(name), after.get(name))
    ]
    if not (before.keys() <= files.keys() or after.keys() <= files.keys() or "index.html" not in files):
        wrong.append("files are missing")
    return wrong + _find_dead_links(crawl.Site(folder, _URL))[:3]


def _find_dead_links(site: crawl.Site) -> list[str]:
    """Return the links to nothing on the pages that a reader reaches from the front page."""
    pending = [""] if "" in site.pages else []
    seen = set(pending)
    dead: list[str] = []
    while pending:
        page = site.pages[pending.pop()]
        for link in (*page.links(), *page.loaded()):
            target = site.follow(page, link.written)
            if target is None:
                continue
            address = target[0]
            if address.startswith(crawl.BROKEN):
                dead.append(f"/{page.address} links to {link.written}, which is nowhere")
            elif address in site.pages and address not in seen:
                seen.add(address)
                pending.append(address)
    return dead


def _describe(left: Mapping[str, bytes], before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """Return what of the site was old and what new when the build ended."""
    files = {name: data for name, data in left.items() if ".new" not in name}
    temporary = "" if len(files) == len(left) else ", written under other names"
    if files == before:
        return f"{OLD}{temporary}"
    if files == after:
        return f"the new site{temporary}"
    return f"some files new{temporary}"
