"""A question that a fork of this process answers while this one goes on with other work."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from corner.workers.pool import can_fork, count_jobs

_YES, _NO = 0, 1
"""What the fork ends with."""
_WORTH = 20.0
"""Milliseconds from which a fork pays."""


class ForkedCheck:
    """A check that goes on in a fork until somebody asks for its result, which may be never."""

    def __init__(self, check: Callable[[], bool], cost: float) -> None:
        """Begin `check`; where another process does not pay, or cannot be forked, it waits until somebody asks.

        Args:
            check: returns whether something is so.
            cost: about how long it takes, in milliseconds.
        """
        self._check = check
        self._result: bool | None = None
        self._process: int | None = None
        if sys.platform == "win32" or cost < _WORTH or count_jobs() == 1 or not can_fork():
            return
        try:
            self._process = os.fork()
        except OSError:
            return  # the system has no room for another process
        if not self._process:
            _check_and_end(check)

    def result(self) -> bool:
        """Return what the check found."""
        if self._result is None:
            status = self._wait()
            # A process that was killed says nothing.
            self._result = status == _YES if status in (_YES, _NO) else self._check()
        return self._result

    def close(self) -> None:
        """End the check, if nobody asked for its result."""
        if self._process is not None and sys.platform != "win32":
            os.kill(self._process, signal.SIGKILL)
            self._wait()

    def _wait(self) -> int | None:
        """Return the exit status of the fork when it has ended; `None` where there is none."""
        if self._process is None or sys.platform == "win32":
            return None
        _, status = os.waitpid(self._process, 0)
        self._process = None
        return os.waitstatus_to_exitcode(status)


def _check_and_end(check: Callable[[], bool]) -> None:
    """Do the check in the fork, and end it."""
    status = signal.SIGABRT.value
    try:
        # An interruption also reaches the process that this one was forked from, which ends this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        status = _YES if check() else _NO
    finally:
        os._exit(status)
