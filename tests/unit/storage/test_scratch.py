"""A scratch folder is there while its process uses it, and does not outlive a killed process for long."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corner.storage.scratch import delete_abandoned_folders, make_scratch_folder
from tests.support.corners import REPOSITORY

_HOLD = (
    "import sys; from corner.storage.scratch import make_scratch_folder\n"
    "with make_scratch_folder() as folder:\n"
    "    (folder / 'page').write_text('text'); print(folder, flush=True); sys.stdin.read()"
)
"""A program that uses a scratch folder until its input ends."""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of a test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def other(temporary: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process, and the scratch folder that it uses."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "hooks"), "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
        process.kill()


def test_a_scratch_folder_is_empty_and_is_gone_at_the_end(temporary: Path) -> None:
    with make_scratch_folder() as folder:
        assert list(folder.iterdir()) == []
        (folder / "page").write_bytes(b"text")
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_killed_process_is_deleted_and_that_of_a_running_one_is_kept(
    temporary: Path, other: tuple[subprocess.Popen[str], Path]
) -> None:
    process, folder = other
    delete_abandoned_folders()
    assert (folder / "page").read_text("utf-8") == "text"
    process.kill()
    process.wait()
    assert folder.is_relative_to(temporary)
    assert folder.exists()
    delete_abandoned_folders()
    assert list(temporary.iterdir()) == []


def test_a_process_that_was_killed_before_it_had_a_lock_leaves_nothing(temporary: Path) -> None:
    (temporary / "corner-abc").mkdir()
    delete_abandoned_folders()
    assert list(temporary.iterdir()) == []


def test_what_others_keep_under_such_a_name_is_left_alone(temporary: Path) -> None:
    (temporary / "papers").mkdir()
    (temporary / "papers/lock").write_bytes(b"")
    (temporary / "corner-link").symlink_to(temporary / "papers")
    (temporary / "corner-file").write_bytes(b"text")
    (temporary / "corner-files").mkdir()
    (temporary / "corner-files/letter").write_bytes(b"text")
    before = sorted(path for path in temporary.rglob("*"))
    delete_abandoned_folders()
    assert sorted(path for path in temporary.rglob("*")) == before
