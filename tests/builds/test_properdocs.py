"""ProperDocs, which carries MkDocs 1 on, builds the same sites to the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import project
from tests.support.built import Built

_COMMAND = ("properdocs", "build", "-f", "mkdocs.yml", "--strict")


def _build_in_copy(built: Built, root: Path, *, with_caches: bool = False) -> project.Run:
    """Build a corner with ProperDocs in a copy that has not its site, and its caches only if asked to."""
    ignored = {"site"} if with_caches else {"site", ".cache"}
    shutil.copytree(built.root, root, ignore=lambda folder, _: ignored if Path(folder) == built.root else set())
    return project.run(_COMMAND, root, epoch=built.corner.later, TZ="UTC")


@pytest.mark.parametrize("built", [pytest.param("own", marks=pytest.mark.full), "second"], indirect=True)
def test_properdocs_builds_each_corner_to_the_same_bytes_as_mkdocs(built: Built, tmp_path: Path) -> None:
    # What is cached of a text does not depend on the program; the small corner is built without.
    run = _build_in_copy(built, tmp_path / "corner", with_caches=len(built.corner.releases) > 10)
    assert run.code == 0, run.output
    assert run.loud == []
    site = project.contents(tmp_path / "corner/site")
    assert project.differing(project.contents(built.root / "site"), site) == set()
    assert project.temporary(tmp_path / "corner") == []


def test_a_warning_of_properdocs_stops_a_strict_build_before_it_publishes(second: Built, tmp_path: Path) -> None:
    root = tmp_path / "corner"
    shutil.copytree(second.root, root)
    before = project.times(root / "site")
    project.append(root / "docs/keepers-home.en.md", "\n[nowhere](nowhere.md)\n")
    run = project.run(_COMMAND, root, epoch=second.corner.later)
    assert run.code == 1, run.output
    assert "nowhere.md" in run.output
    assert project.times(root / "site") == before
