"""The project's own site builds without a warning, and to the same bytes wherever and whenever that is done."""

from __future__ import annotations

from pathlib import Path

from tests.support import project
from tests.support.built import Built

_DAY = 24 * 60 * 60


def test_the_projects_own_site_builds_strictly_without_a_warning(own: Built) -> None:
    assert own.run.code == 0, own.run.output
    assert own.run.loud == []


def test_a_build_leaves_nothing_in_the_temporary_folder(own: Built) -> None:
    assert project.temporary(own.root) == []


def test_a_build_tells_nothing_of_its_day_time_zone_hash_seed_locale_or_place(own: Built, tmp_path: Path) -> None:
    elsewhere = project.copy(tmp_path / "another place" / "粵")
    project.copy_hooks(elsewhere)
    run = project.build(
        elsewhere,
        "--strict",
        epoch=own.corner.later + _DAY,
        TZ="America/St_Johns",
        PYTHONHASHSEED="4711",
        LC_ALL="C",
    )
    assert run.code == 0, run.output
    assert project.differing(project.contents(own.root / "site"), project.contents(elsewhere / "site")) == set()
