"""The paper, the units and the pipelines for operators: their commands exist, and systemd accepts them."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from corner.cli import main
from tests.repository.test_contributing import OLD_WORDS
from tests.support.corners import REPOSITORY

PAPER = REPOSITORY / "deploy/README.md"
UNITS = sorted((REPOSITORY / "deploy/systemd").iterdir())
PIPELINES = (REPOSITORY / ".github/workflows/corner.yml", REPOSITORY / ".gitlab-ci.yml")
_COMMAND = re.compile(r"(?:^|[\s`/=])corner ((?:build|check|due|new|ping|publish|rename|status|verify)\b[^`\n&|>]*)")


def _iter_commands(text: str) -> Iterator[str]:
    """Yield each command `corner` with its arguments; a variable is any word."""
    for match in _COMMAND.finditer(text):
        yield re.sub(r"\$\{?[A-Za-z_]+\}?", "word", match[1]).strip().rstrip(".,;:")


def _parse(command: str, tmp_path: Path) -> click.Context:
    """Parse a command as the program does, with folders that exist."""
    name, *arguments = shlex.split(command.replace("DAY", "2026-11-01"))
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    arguments = [str(tmp_path) if argument == "/srv/corner/project" else argument for argument in arguments]
    return found.make_context(name, arguments)


@pytest.mark.parametrize("path", [*UNITS, *PIPELINES], ids=lambda path: path.name)
def test_each_command_of_a_unit_or_a_pipeline_exists(path: Path, tmp_path: Path) -> None:
    for command in _iter_commands(path.read_text("utf-8")):
        assert _parse(command, tmp_path)


def test_each_command_of_the_paper_exists(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()  # a command refuses a folder that is no project
    blocks = re.findall(r"^ *```(?:console|ini)\n(.*?)^ *```", PAPER.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    commands = [command for block in blocks for command in _iter_commands(block)]
    assert len(commands) >= 8
    for command in commands:
        assert _parse(command, tmp_path)


def test_the_paper_is_in_plain_words_and_its_links_lead_somewhere() -> None:
    text = PAPER.read_text("utf-8")
    assert OLD_WORDS.findall(text) == []
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", line.lower()).replace(" ", "-")
        for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
    for path in re.findall(r"`((?:deploy|\.github)/[A-Za-z./-]+|\.gitlab-ci\.yml|mkdocs\.yml|constraints\.txt)`", text):
        assert (REPOSITORY / path).exists(), path


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text("utf-8").replace("/srv/corner/venv/bin/corner", "/bin/true")
        # The user is made by the operator.
        text = re.sub(r"^(User|Group)=corner$", r"\1=root", text, flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text, "utf-8")
    units = [str(tmp_path / path.name) for path in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(tmp_path / "corner.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:]
