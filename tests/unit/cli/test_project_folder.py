"""A command that is called outside the project says where it looked, and what to type."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from corner.cli import main
from tests.support.corners import Corner


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str, str]:
    """Return exit status and what is printed by a command that is called in a folder."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("command", ["check", "status", "new", "rename"])
def test_a_folder_without_a_project_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    arguments = [command, "a", "b"] if command == "rename" else [command]
    message = (
        f"Error: expected the file mkdocs.yml of a corner in {tmp_path}, found none; go to the folder of the project with "
        "'cd FOLDER', or make a new one with 'corner init FOLDER'\n"
    )
    assert run(tmp_path, monkeypatch, *arguments) == (2, "", message)


def test_a_folder_of_the_project_leads_up_to_it(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = corner() / "news/releases"
    code, _, error = run(folder, monkeypatch, "check")
    assert (code, error.rpartition("; ")[2]) == (2, f"type: cd {Path('..', '..')}\n")


def test_a_folder_beside_the_project_leads_into_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "harbour corner/news").mkdir(parents=True)
    (tmp_path / "harbour corner/mkdocs.yml").touch()
    code, _, error = run(tmp_path, monkeypatch, "check")
    assert (code, error.rpartition("; ")[2]) == (2, 'type: cd "harbour corner"\n')


def test_a_rule_is_explained_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, output, _ = run(tmp_path, monkeypatch, "check", "--explain", "wrong-date")
    assert (code, output.partition(" ")[0]) == (0, "wrong-date")
