"""The command on consoles that are not in UTF-8, as those of Windows: it prints what they can show, and reads UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.corners import FAIR, Corner, release


@pytest.mark.parametrize(
    ("console", "shown"), [("cp1252", r"'\u65b0\u805e'"), ("cp950", "'新聞'"), ("ascii", r"'\u65b0\u805e'")]
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
