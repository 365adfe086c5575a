"""One build at a time holds the lock of a checkout, until it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corner.storage import lock as lock_module
from corner.storage.lock import acquire_lock, try_lock
from corner.storage.platform_calls import lock_handle
from tests.support.corners import FAIR, REPOSITORY, Corner

_HOLD = (
    "import sys; from pathlib import Path; from corner.storage.lock import acquire_lock\n"
    "lock = acquire_lock(Path(sys.argv[1]), lambda: print('waiting', flush=True))\n"
    "print('held', flush=True); sys.stdin.read()"
)
"""A program that holds the lock that its argument names until its input ends."""
_WITHOUT_FCNTL = """
import os, pkgutil, sys, warnings
sys.modules["fcntl"] = sys.modules["resource"] = None
del os.O_NONBLOCK
warnings.simplefilter("ignore")
import corner
for module in pkgutil.walk_packages(corner.__path__, "corner."):
    __import__(module.name)
from corner.cli import main
main(["check"])
"""
"""A program that imports every module and checks the news, as on Windows, which has none of these."""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY / "hooks"), "NO_MKDOCS_2_WARNING": "1"}


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that holds the lock `cache/lock`."""
    command = [sys.executable, "-c", _HOLD, str(tmp_path / "cache" / "lock")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_free_lock_is_taken_without_waiting(tmp_path: Path) -> None:
    waits: list[None] = []
    for _ in range(2):
        acquire_lock(tmp_path / "cache" / "lock", lambda: waits.append(None)).release()
    assert waits == []


@pytest.mark.parametrize("kill", [False, True])
def test_a_held_lock_is_waited_for_until_its_process_ends(
    tmp_path: Path, holder: subprocess.Popen[str], *, kill: bool
) -> None:
    waits: list[bool] = []

    def end_holder() -> None:
        waits.append(holder.poll() is None)
        assert holder.stdin is not None
        threading.Timer(0.2, holder.kill if kill else holder.stdin.close).start()

    acquire_lock(tmp_path / "cache" / "lock", end_holder).release()
    assert waits == [True]


def test_a_file_that_is_deleted_while_it_is_locked_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock"

    def delete_and_lock(handle: int, *, wait: bool) -> bool:
        path.unlink()
        monkeypatch.setattr(lock_module, "lock_handle", lock_handle)
        return lock_handle(handle, wait=wait)

    monkeypatch.setattr(lock_module, "lock_handle", delete_and_lock)
    lock = try_lock(path)
    assert lock is not None
    assert try_lock(path) is None
    lock.release()


def test_a_system_without_flock_has_the_same_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock"
    monkeypatch.setattr(lock_module, "HAS_FLOCK", False)
    lock = try_lock(path)
    assert lock is not None
    assert try_lock(path) is None
    lock.release()
    acquire_lock(path, list).release()


def test_a_folder_that_cannot_be_written_has_no_lock(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        acquire_lock(tmp_path / "file" / "lock", list)


def test_news_is_checked_where_the_system_is_not_unix(corner: Corner) -> None:
    root = corner({FAIR: None})
    run = subprocess.run(
        [sys.executable, "-c", _WITHOUT_FCNTL],
        cwd=root,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert "fair.zh-Hant.md" in run.stdout
