"""Locks of checkouts and temporary folders: one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

Lock = BaseFileLock
"""A lock that its process holds until it calls `release` or ends."""


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
        lock = FileLock(path, thread_local=False)
        lock.acquire()
    return lock


def try_lock(path: Path) -> Lock | None:
    """Return the lock at `path`, or `None` if another process holds it.

    Raises:
        OSError: the file cannot be written.
    """
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return None
    return lock
