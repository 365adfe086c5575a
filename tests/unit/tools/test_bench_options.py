"""What the benchmark is asked for, where it works, and which program it measures."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.browsing import serving
from tests.support.corners import REPOSITORY
from tools.bench import browser, revision, scratch
from tools.bench.options import Options, parse_options
from tools.bench.program import CORNER, Program


def _parse(*arguments: str) -> Options:
    return parse_options(arguments, None)


def test_sizes_are_measured_on_both_sides_and_hugo_only_at_its_own() -> None:
    options = _parse("--sizes", "1000, 20000", "--only", "cold,hugo", "--against", "v1", "--jobs", "2")
    assert options.sizes == [1000, 20_000]
    assert options.hugo_sizes == [100, 1000, 5000]
    assert options.sides == ["plain", "everything"]
    assert options.richest == "everything"
    assert options.phases == ["cold", "hugo"]
    assert options.against == "v1"
    assert options.program == Program(command="mkdocs", jobs=2)


def test_no_size_measures_the_records_alone() -> None:
    assert _parse("--sizes", "").sizes == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--only", "cold,hot"), "--only: expected some of cold, hugo, .*, found hot"),
        (("--sides", ""), "--sides: expected some of plain, everything, found none"),
        (("--sizes", "many"), "--sizes: expected numbers such as 100,1000, found many"),
        (("--hugo-sizes", "1k"), "--hugo-sizes: expected numbers"),
        (("--runs", "0"), "--runs: expected at least 1, found 0"),
        (("--jobs", "0"), "--jobs: expected at least 1, found 0"),
        (("--command", "make"), "--command: invalid choice: 'make'"),
    ],
)
def test_wrong_options_end_with_a_message(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _parse(*arguments)
    assert re.search(message, capsys.readouterr().err)


def test_the_hooks_of_the_project_are_run_and_no_others() -> None:
    variables = Program(command="corner", jobs=4).environment(Path("/project"))
    assert variables["PYTHONPATH"] == str(Path("/project/hooks"))
    assert variables["CORNER_JOBS"] == "4"
    assert "CORNER_JOBS" not in Program().environment(Path("/project"))


def test_either_program_builds_and_previews() -> None:
    assert Program().build[1:] == ["-m", "mkdocs", "build", "-q"]
    assert Program().serve("127.0.0.1", 8001)[1:] == ["-m", "mkdocs", "serve", "-a", "127.0.0.1:8001"]
    assert Program(command="corner").build == [*CORNER, "build"]
    assert Program(command="corner").serve("127.0.0.1", 8001) == [*CORNER, "serve", "--port", "8001"]


def test_the_command_is_started_as_its_script_is() -> None:
    script = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["corner"]
    module, function = script.split(":")
    assert CORNER[-1] == f"import sys; from {module} import {function}; sys.exit({function}())"


def test_another_revision_is_exported_as_it_was(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    for name in ("docs/index.en.md", "hooks/publish.py", "mkdocs.yml", "news/topics.yml"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("old", encoding="utf-8")
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "Old"],
    ):
        subprocess.run(["git", "-C", str(repository), *command], check=True)
    (repository / "hooks/publish.py").write_text("new", encoding="utf-8")
    exported = revision.export("HEAD", tmp_path / "exported", repository)
    assert (exported / "hooks/publish.py").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in exported.iterdir()) == ["docs", "hooks", "mkdocs.yml"]
    with pytest.raises(revision.RevisionError, match=r"--against v9: .*v9"):
        revision.export("v9", tmp_path / "other", repository)


def test_the_bench_works_in_memory_only_where_it_has_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "SPARE", 0)
    mounts = tmp_path / "mounts"
    for system, needed, place in (("tmpfs", 0, tmp_path), ("tmpfs", 10**15, None), ("ext4", 0, None)):
        mounts.write_text(f"/dev/vda / ext4 rw 0 0\nscratch {tmp_path} {system} rw 0 0\n", encoding="utf-8")
        assert scratch.choose_folder(needed, tmp_path, mounts) == place
    assert scratch.choose_folder(0, tmp_path, tmp_path / "none") is None


def test_the_room_that_is_needed_grows_with_releases_and_sides() -> None:
    assert scratch.estimate_bytes(1000, ["plain"]) == 140_000_000
    assert scratch.estimate_bytes(2000, ["plain", "hugo"]) == 800_000_000


def test_without_chromium_the_browser_reports_that_it_is_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "CHROMIUM", "/nowhere/chromium")
    browser.main("http://127.0.0.1:9/", 1)
    assert capsys.readouterr().out == "absent\n"


@pytest.mark.full
def test_an_open_page_reports_the_word_that_it_comes_to_show(tmp_path: Path) -> None:
    page = "<h1>Title</h1><script>setTimeout(() => document.querySelector('h1').prepend('Seen0 '), 100)</script>"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with serving(tmp_path) as address:
        command = [sys.executable, "-m", "tools.bench.browser", address, "10"]
        ended = subprocess.run(command, cwd=REPOSITORY, input="Seen0\n", capture_output=True, text=True, check=True)
    assert ended.stdout == "open\nSeen0\n"
