"""Locks of checkouts and temporary folders: one process at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from corner.storage.platform_calls import HAS_FLOCK, lock_handle, open_lock, unlock_handle


class Lock(Protocol):
    """A lock that its process holds until it calls `release` or ends."""

    def release(self) -> object:
        """Let other processes have the lock."""


class _HandleLock:
    """A lock that holds as long as a file is open."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let other processes have the lock; copies of this one may still have the file open."""
        unlock_handle(self._handle)
        os.close(self._handle)


def acquire_lock(path: Path, on_wait: Callable[[], object]) -> Lock:
    """Return the lock at `path`, held by this process until it releases the lock or ends.

    Args:
        path: the lock file; its folder is made when missing.
        on_wait: is called once, before waiting, if another process holds the lock.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = try_lock(path)
    if lock is None:
        on_wait()
        lock = _lock_file(path, wait=True)
        assert lock is not None, "who waits has the lock in the end"
    return lock


def try_lock(path: Path) -> Lock | None:
    """Return the lock at `path`, or `None` if another process holds it.

    Raises:
        OSError: the file cannot be written.
    """
    return _lock_file(path, wait=False)


def _lock_file(path: Path, *, wait: bool) -> Lock | None:
    """Return the lock at `path`; `None` if another process holds it and this one does not wait."""
    if not HAS_FLOCK:
        return _lock_elsewhere(path, wait=wait)
    while True:
        handle = open_lock(path)
        try:
            is_locked = lock_handle(handle, wait=wait)
            # Somebody may have deleted the file meanwhile, and made another.
            is_there = os.fstat(handle).st_nlink > 0
        except BaseException:
            os.close(handle)
            raise
        if is_locked and is_there:
            return _HandleLock(handle)
        os.close(handle)
        if not is_locked:
            return None


def _lock_elsewhere(path: Path, *, wait: bool) -> Lock | None:
    """Return the lock at `path` on a system that has no `flock`, such as Windows."""
    # It also knows locks for asyncio and sqlite3, which take longer to load than a command may need to start.
    from filelock import FileLock, Timeout  # noqa: PLC0415 -- see above

    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(blocking=wait)
    except Timeout:
        return None
    return lock
