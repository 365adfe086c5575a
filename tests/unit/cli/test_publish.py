"""`corner publish`: destinations that are refused, a site that is missing or too old, and what is printed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corner.build import state
from corner.cli import main
from corner.site.visibility import VisibilityWindow
from corner.storage.cache import CACHE_FOLDER
from tests.support.corners import FAIR, NOW, Corner
from tests.unit.deploy import sites


def _publish(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["publish", "--root", str(root), *arguments], env={"SOURCE_DATE_EPOCH": None})


def _list_names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


_BUILD = "run `corner build --strict`, then `corner publish` again\n"


@pytest.fixture
def root(corner: Corner) -> Path:
    """A corner with a site."""
    folder = corner()
    sites.write(folder / "site", sites.FILES)
    return folder


def test_a_site_is_published_and_rolled_back(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    dest = tmp_path_factory.mktemp("server")
    size = sum(map(len, sites.FILES.values()))
    plan = _publish(root, str(dest), "--dry-run")
    assert (plan.exit_code, plan.output, _list_names(dest)) == (0, "6 files would be published.\n", [])
    first = _publish(root, str(dest))
    assert first.output == (
        f"{dest}/current leads to release 1: 6 files written ({size} bytes), 0 as before, 0 assets kept.\n"
    )
    sites.write(root / "site", {"index.html": "<p>HOME"})
    assert _publish(root, str(dest), "--keep", "2").output == (
        f"{dest}/current leads to release 2: 1 files written (7 bytes), 5 as before, 0 assets kept.\n"
    )
    assert _publish(root, str(dest)).output == "Nothing has changed since release 2.\n"
    assert _publish(root, str(dest), "--rollback").output == f"{dest}/current leads to release 1.\n"
    assert _publish(root, "--rollback", "2", str(dest)).output == f"{dest}/current leads to release 2.\n"
    assert _publish(root, "--rollback", str(dest)).output == f"{dest}/current leads to release 1.\n"
    assert _publish(root, str(dest), "--rollback", "2").output == f"{dest}/current leads to release 2.\n"
    refused = _publish(root, str(dest), "--rollback", "x")
    assert (refused.exit_code, refused.output) == (
        1,
        "--rollback: expected the number of a release such as 12, found 'x'\n",
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("site/x", "expected a folder outside {root}/site, found one in it; choose another one"),
        ("docs", "expected a folder outside {root}/docs, found one in it; choose another one"),
        ("news/releases", "expected a folder outside {root}/news, found one in it; choose another one"),
        ("", "expected a folder that does not hold {root}/site; choose another one"),
        ("mkdocs.yml", "expected a folder to publish in, found a file"),
    ],
)
def test_a_folder_of_the_project_is_refused(root: Path, name: str, line: str) -> None:
    result = _publish(root, str(root / name))
    expected = f"{root / name}: {line.format(root=root.resolve())}\n"
    assert (result.exit_code, result.output) == (1, expected)


def test_a_missing_site_is_named_with_what_to_type(corner: Corner, tmp_path_factory: pytest.TempPathFactory) -> None:
    root, dest = corner(), tmp_path_factory.mktemp("server")
    result = _publish(root, str(dest))
    assert (result.exit_code, result.output) == (
        1,
        f"{root}/site: expected a built site with index.html, found none; {_BUILD}",
    )
    assert _list_names(dest) == []


def test_a_site_older_than_the_news_or_than_what_is_due_is_refused(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dest = str(tmp_path_factory.mktemp("server"))
    state.save_state(root / CACHE_FOLDER / state.STATE_FILE, "", VisibilityWindow(None, NOW))
    late = time.time() + 60
    assert _publish(root, str(dest), "--now", "2025-12-31T23:59:59Z").exit_code == 0
    due = _publish(root, str(dest), "--now", "2026-01-01T00:00Z")
    assert (due.exit_code, due.output) == (
        1,
        f"{root}/site: expected a build after 2026-01-01T00:00:00+00:00, when something was due; {_BUILD}",
    )
    os.utime(root / FAIR, (late, late))
    changed = _publish(root, str(dest), "--now", "2025-12-31")
    assert (changed.exit_code, changed.output) == (
        1,
        f"{root}/site: expected a build after {root}/{FAIR} was changed, found an older one; {_BUILD}",
    )


def test_a_site_from_before_a_text_was_deleted_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    dest = str(tmp_path_factory.mktemp("server"))
    state.save_state(root / CACHE_FOLDER / state.STATE_FILE, "", VisibilityWindow(None, None))
    folder, late = (root / FAIR).parent, time.time() + 60
    for path in folder.iterdir():
        path.unlink()
    os.utime(folder, (late, late))
    result = _publish(root, dest)
    assert (result.exit_code, result.output) == (
        1,
        f"{root}/site: expected a build after {folder} was changed, found an older one; {_BUILD}",
    )


def test_a_site_that_is_built_elsewhere_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    dest, settings = tmp_path_factory.mktemp("server"), root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\nsite_dir: public\n", "utf-8")
    result = _publish(root, str(dest))
    line = "mkdocs.yml: site_dir: expected site, from which this command publishes, found 'public'\n"
    assert (result.exit_code, result.output, _list_names(dest)) == (1, line, [])
    settings.write_text(f"{text}\nsite_dir: ./site/\n", "utf-8")
    assert _publish(root, str(dest)).exit_code == 0


def test_a_rollback_on_trial_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    dest = tmp_path_factory.mktemp("server")
    _publish(root, str(dest))
    sites.write(root / "site", {"index.html": "<p>HOME"})
    _publish(root, str(dest))
    result = _publish(root, str(dest), "--rollback", "--dry-run")
    assert result.exit_code == 2
    assert result.output.endswith("Error: expected --rollback or --dry-run, found both\n")
    assert str((dest / "current").readlink()) == "releases/000002"


def test_a_rollback_in_a_folder_without_releases_makes_none(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dest = tmp_path_factory.mktemp("server") / "typo"
    result = _publish(root, str(dest), "--rollback")
    assert (result.exit_code, result.output) == (1, f"{dest}: expected a folder with releases, found none\n")
    assert not dest.exists()


@pytest.mark.parametrize("options", [[], ["--rollback"]])
def test_without_a_destination_the_command_says_so(root: Path, options: list[str]) -> None:
    result = _publish(root, *options)
    assert result.exit_code == 2
    assert result.output.endswith("Error: expected DEST, the folder or remote to publish to, found none\n")
