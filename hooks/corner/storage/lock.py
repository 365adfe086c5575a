"""The lock of a checkout: one build at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Lock:
    """A lock file that one process holds at a time; it ends with the process."""

    def __init__(self, path: Path) -> None:
        """Make the lock at `path`, not holding it yet."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def take(self, *, wait: bool) -> bool:
        """Take the lock; without `wait`, return whether it was free."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the lock back."""
        os.close(self._file)
