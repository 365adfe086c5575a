"""The end of `corner` as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_RUN = """
import atexit, sys, threading
import corner.cli

class Value:
    def __del__(self):
        print("freed")

corner.cli.value = Value()
main = corner.cli.main

def run():
    {before}
    main()

corner.cli.main = run
sys.argv[0] = "corner"
corner.cli.run()
"""
_FULL = Path("/dev/full")


def _run(*arguments: str, before: str = "", stdout: int | None = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Run `corner` in a process, after some statements."""
    command = [sys.executable, "-c", _RUN.format(before=before), *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, env=environment)


@pytest.mark.parametrize(("argument", "status"), [("--help", 0), ("--no-such-option", 2)])
def test_the_process_ends_with_the_status_of_the_command_and_frees_nothing(argument: str, status: int) -> None:
    done = _run(argument, before="atexit.register(print, 'handler')")
    assert done.returncode == status
    assert done.stdout.splitlines()[-1] == "handler"
    assert "freed" not in done.stdout
    assert ("--no-such-option" in done.stderr) is bool(status)


def test_the_process_waits_for_its_threads() -> None:
    before = "threading.Thread(target=lambda: (threading.main_thread().join(), print('thread'))).start()"
    assert "thread" in _run("--version", before=before).stdout.splitlines()


@pytest.mark.skipif(not _FULL.exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_an_error_as_python_reports_it() -> None:
    with _FULL.open("w") as full:
        done = _run("--no-such-option", before="atexit.register(print, 'handler')", stdout=full.fileno())
    assert done.returncode == 120
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
