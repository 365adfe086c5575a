"""The command on consoles that are not in UTF-8, as those of Windows: it prints what they can show, and reads UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from corner.cli import main
from tests.support.corners import FAIR, Corner, release


@pytest.mark.parametrize(
    ("console", "shown"),
    [
        ("cp1252", r"'\u65b0\u805e'"),
        ("cp950", "'新聞'"),
        pytest.param("ascii", r"'\u65b0\u805e'", marks=pytest.mark.full),
    ],
)
def test_a_console_shows_an_escape_for_what_it_lacks(corner: Corner, console: str, shown: str) -> None:
    root = corner({FAIR: release(type="新聞")})
    environment = {**os.environ, "PYTHONIOENCODING": console, "PYTHONWARNDEFAULTENCODING": "1", "CORNER_LANG": "en"}
    command = [sys.executable, "-c", "from corner.cli import main; main()", "check", "--root", str(root)]
    run = subprocess.run(command, env=environment, capture_output=True, check=False)

    assert shown in run.stdout.decode(console)
    assert run.returncode == 1
    # No file of ours is read in the encoding of the system.
    errors = run.stderr.decode(console)
    assert "Traceback" not in errors
    assert [line for line in errors.splitlines() if "EncodingWarning" in line and "/hooks/corner/" in line] == []


def test_a_key_may_have_the_slashes_of_windows(corner: Corner) -> None:
    root = corner()
    renamed = CliRunner().invoke(
        main, ["rename", r"releases\2021\fair", r"releases\2021\market", "--root", str(root), "--now", "2026-01-01"]
    )
    assert renamed.exit_code == 0, renamed.output
    assert (root / "news/releases/2021/market.en.md").is_file()
    marked = CliRunner().invoke(main, ["translated", r"releases\2021\market", "--root", str(root)])
    assert marked.exit_code == 0, marked.output
