"""Corners that were built, for tests that read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support import corner_files, crawl, project


@dataclass(frozen=True)
class Built:
    """A corner that was built."""

    root: Path
    """The project's folder."""
    corner: corner_files.Corner
    """What its source files hold."""
    site: crawl.Site
    """The site that was built."""
    run: project.Run
    """The build command, with its output."""


def build(root: Path) -> Built:
    """Build the corner at `root` strictly, at a moment at which all of it is published.

    Raises:
        RuntimeError: the build failed.
    """
    corner = corner_files.read(root)
    run = project.build(root, "--strict", epoch=corner.later, TZ="UTC")
    if run.code:
        raise RuntimeError(f"the build that this test looks at failed:\n{run.output}")
    _output_path(root).write_text(run.output, "utf-8")
    return Built(root, corner, crawl.Site(root / "site", corner.site_url), run)


def read_build(root: Path) -> Built | None:
    """Return what `build` made at `root`, or `None` if it has not been there."""
    if not _output_path(root).exists():
        return None
    corner = corner_files.read(root)
    run = project.Run(0, _output_path(root).read_text("utf-8"))
    return Built(root, corner, crawl.Site(root / "site", corner.site_url), run)


def _output_path(root: Path) -> Path:
    return root.with_name("build.txt")
