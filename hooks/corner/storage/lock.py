"""The lock of a checkout: one build at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

BuildLock = BaseFileLock
"""A lock that its process holds until it calls `release` or ends."""


def acquire_lock(path: Path, on_wait: Callable[[], object]) -> BuildLock:
    """Return the lock at `path`, held by this process until it releases the lock or ends.

    Args:
        path: the lock file; its folder is made when missing.
        on_wait: is called once, before waiting, if another process holds the lock.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        on_wait()
        lock.acquire()
    return lock
