"""A build that is killed, or for which there is no room, harms nothing: the next one makes the site as if from nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import interrupted, project
from tests.support.built import Built

_EPOCH = 1_800_000_000


@pytest.fixture
def small(second: Built, tmp_path: Path) -> Path:
    """The second corner in a copy that a test may change, already built."""
    root = tmp_path / "corner"
    shutil.copytree(second.root, root)
    return root


def _change_everything(root: Path) -> None:
    project.edit(root / "mkdocs.yml", "site_name: Lighthouse Bulletin", "site_name: The Bulletin")
    (root / "news/releases/2025/fog-signal.en.md").rename(root / "news/releases/2025/foghorn.en.md")


def _from_nothing(root: Path) -> dict[str, bytes]:
    """Return the site of `root` as it is built where nothing was built before."""
    fresh = root.with_name("fresh")
    shutil.copytree(root, fresh, ignore=lambda folder, _: {"site", ".cache"} if Path(folder) == root else set())
    assert project.build(fresh, epoch=_EPOCH).code == 0
    return project.contents(fresh / "site")


@pytest.mark.parametrize("moments", [(20, 150), pytest.param((80,), marks=pytest.mark.full)], ids=str)
def test_after_a_build_was_killed_while_it_published_the_next_one_restores_the_site(
    small: Path, tmp_path: Path, moments: tuple[int, ...]
) -> None:
    before = project.contents(small / "site")
    _change_everything(small)
    after = _from_nothing(small)
    built = tmp_path / "built"
    small.rename(built)
    for calls in moments:
        shutil.copytree(built, small)
        variables = {interrupted.SITE: str(small / "site"), interrupted.CHANGES: str(calls)}
        run = project.run(["tests.support.interrupted:publish", "build"], small, _EPOCH, **variables)
        assert run.code == -9, f"it made fewer than {calls} changes"
        left = {name: data for name, data in project.contents(small / "site").items() if ".new" not in name}
        assert [name for name, data in left.items() if data not in (before.get(name), after.get(name))] == []
        assert before.keys() <= left.keys() or after.keys() <= left.keys()
        assert project.temporary(small) != []
        assert project.build(small, epoch=_EPOCH).code == 0
        assert project.temporary(small) == []
        assert project.differing(project.contents(small / "site"), after) == set()
        shutil.rmtree(small)


@pytest.mark.parametrize(
    "command",
    [
        ["tests.support.interrupted:publish", "build", "-q"],
        ["tests.support.interrupted:publish_standalone", "build", "--jobs", "2"],
    ],
    ids=["mkdocs", "corner"],
)
def test_a_first_build_that_is_asked_to_end_says_so_and_leaves_nothing(small: Path, command: list[str]) -> None:
    shutil.rmtree(small / "site")
    shutil.rmtree(small / ".cache")
    variables = {interrupted.SITE: str(small / "site"), interrupted.CHANGES: "20", interrupted.SIGNAL: "SIGTERM"}
    run = project.run(command, small, _EPOCH, **variables)
    assert (run.code, run.loud[-1]) == (1, "Aborted!")
    assert "Traceback" not in run.output
    assert not (small / "site").exists()
    assert project.temporary(small) == []


def _refused(root: Path, *command: str) -> tuple[int, str]:
    """Return how a build ends, and what it says of errors, that is run through a command which takes rights away."""
    done = subprocess.run(
        [*command, str(project.BIN / "mkdocs"), "build", "-q"],
        cwd=root,
        env=project.environment(root, _EPOCH),
        capture_output=True,
        text=True,
        check=False,
    )
    assert project.temporary(root) == []
    return done.returncode, done.stderr


def test_where_there_is_no_room_for_a_build_it_says_so_in_one_line_and_leaves_the_site(small: Path) -> None:
    before = project.times(small / "site")
    _change_everything(small)
    # As on a full disk, no file of more than 50 KB can be written.
    folder = small.with_name("corner.tmp")
    message = f"Error: Nothing was published: expected room in {folder}, found: File too large.\n"
    assert _refused(small, "prlimit", "--fsize=51200") == (1, message)
    assert project.times(small / "site") == before


# The system refuses nothing to its administrator, who may run the tests, unless this right is given up.
_AS_OTHERS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if not os.geteuid() else []


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("docs/index.pt.md", "docs/index.pt.md:1: file: expected a readable file, found another"),
        ("news/releases/2024", "news/releases/2024:1: file: expected a readable folder, found Permission denied"),
    ],
)
def test_what_may_not_be_read_is_told_and_leaves_the_site(small: Path, closed: str, said: str) -> None:
    before = project.times(small / "site")
    (small / closed).chmod(0)
    try:
        code, told = _refused(small, *_AS_OTHERS)
    finally:
        (small / closed).chmod(0o755)
    assert code == 1
    assert said.replace("{root}", str(small)) in told
    assert "Traceback" not in told
    assert project.times(small / "site") == before


def test_caches_that_may_not_be_read_or_written_are_done_without(small: Path) -> None:
    _change_everything(small)
    after = _from_nothing(small)
    (small / ".cache").chmod(0)
    try:
        assert _refused(small, *_AS_OTHERS) == (0, "")
    finally:
        (small / ".cache").chmod(0o755)
    assert project.differing(project.contents(small / "site"), after) == set()


def _break_template(root: Path, name: str) -> int:
    """Give the corner a template of its own, whose last line is wrong; return the number of that."""
    file = root / "templates" / name
    file.parent.mkdir(parents=True)
    shutil.copy2(project.ROOT / "hooks/theme" / name, file)
    project.append(file, "\n{{ nosuch }}")
    project.edit(root / "mkdocs.yml", f"custom_dir: {project.ROOT}/hooks/theme", "custom_dir: templates")
    return len(file.read_text("utf-8").splitlines())


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_a_template_that_is_wrong_is_named_in_one_line_and_leaves_the_site(small: Path, jobs: str) -> None:
    before = project.times(small / "site")
    lines = _break_template(small, "partials/link.html")
    run = project.build(small, "-q", epoch=_EPOCH, CORNER_JOBS=jobs)
    assert run.output == (
        f"Error: Nothing was published: {small}/templates/partials/link.html:{lines}: "
        "expected a template of Jinja that can be used here, found: 'nosuch' is undefined\n"
    )
    assert run.code == 1
    assert project.times(small / "site") == before


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_a_first_build_that_fails_half_way_leaves_no_site(small: Path, jobs: str) -> None:
    shutil.rmtree(small / "site")
    shutil.rmtree(small / ".cache")
    _break_template(small, "partials/years.html")
    run = project.build(small, "-q", epoch=_EPOCH, CORNER_JOBS=jobs)
    assert "'nosuch' is undefined" in run.output
    assert run.code == 1
    assert not (small / "site").exists()


def test_a_worker_that_is_killed_ends_the_build_in_one_line_and_leaves_the_site(small: Path) -> None:
    before = project.times(small / "site")
    _change_everything(small)
    run = project.run(["tests.support.interrupted:work", "build", "-q"], small, _EPOCH, CORNER_JOBS="2")
    assert run.output == (
        "Error: Nothing was published: expected the processes of the build to end by themselves, found one that was "
        "stopped (-9), perhaps for want of memory; CORNER_JOBS=1 builds with one process.\n"
    )
    assert run.code == 1
    assert project.times(small / "site") == before
    assert project.temporary(small) == []
