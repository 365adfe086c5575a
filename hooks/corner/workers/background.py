"""A result that another process finds while this one goes on, such as with loading the rest of the program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import inf
from typing import NoReturn

from corner.workers.pool import can_fork, count_jobs, delay_interruptions, leave_interruptions

_WORTH = 20.0
"""Milliseconds from which another process pays."""


class BackgroundResult:
    """What a function returns that changes nothing, found by a process that is forked from this one."""

    def __init__(self, find: Callable[[], bytes], cost: float = inf) -> None:
        """Start to find the result.

        Where this process cannot be forked, where one core does all work, and where the other process is lost, this one
        calls the function when its result is asked for.

        Args:
            find: returns the result.
            cost: about how long that takes, in milliseconds.
        """
        self._find = find
        self._result: bytes | None = None
        self._reader = self._process = -1
        if cost < _WORTH or count_jobs() == 1 or not can_fork():
            return
        try:
            with delay_interruptions():
                self._start()
        except BaseException:
            self.close()
            raise

    def result(self) -> bytes:
        """Return the result, when it is there."""
        if self._result is None:
            received = self._receive() if self._process > 0 else None
            self._result = self._find() if received is None else received
        return self._result

    def close(self) -> None:
        """End the other process, if nobody has asked for its result."""
        if self._process > 0:
            process, self._process = self._process, -1
            os.close(self._reader)
            _stop(process)

    def _start(self) -> None:
        """Fork the other process."""
        if sys.platform == "win32":
            raise AssertionError("only a process that can be forked has another one look for a result")
        self._reader, writer = os.pipe()
        try:
            process = os.fork()
        except OSError:  # the system has no room for another process
            os.close(self._reader)
            os.close(writer)
            return
        if not process:
            os.close(self._reader)
            _send_and_end(self._find, writer)
        os.close(writer)
        self._process = process

    def _receive(self) -> bytes | None:
        """Return what the other process has found; `None` where it did not end by itself."""
        # Whatever interrupts this: neither is looked for a second time.
        process, self._process = self._process, -1
        try:
            with os.fdopen(self._reader, "rb") as pipe:
                data = pipe.read()
        except BaseException:
            _stop(process)
            raise
        _, status = os.waitpid(process, 0)
        return None if status else data


class BackgroundCheck:
    """Whether conditions hold that nothing changes, looked at by another process and, when it is asked for, by this one too."""

    def __init__(self, conditions: Sequence[Callable[[], bool]], cost: float = inf) -> None:
        """Start to look at the conditions, as `BackgroundResult` does.

        Args:
            conditions: at most as many as a byte has values, each of which takes about as long as any other.
            cost: about how long all of them take, in milliseconds.
        """
        self._conditions = conditions
        self._all = bytes(range(len(conditions)))
        # Each number that is read from the pipe is read by one of the two processes.
        self._open, writer = os.pipe()
        os.write(writer, self._all)
        os.close(writer)
        self._other = BackgroundResult(self._check, cost)
        self._holds: bool | None = None

    def holds(self) -> bool:
        """Return whether all conditions hold; where the other process was lost, they do not."""
        if self._holds is None:
            checked = self._check()
            self._holds = len(checked) + len(self._other.result()) == len(self._all)
        return self._holds

    def close(self) -> None:
        """End the other process, if nobody has asked for what it found."""
        self._other.close()
        os.close(self._open)

    def _check(self) -> bytes:
        """Return the numbers of the conditions that hold, of those that the other process has not looked at."""
        holding = b""
        while number := os.read(self._open, 1):
            if not self._conditions[number[0]]():
                os.read(self._open, len(self._all))  # the others need not be looked at any more
                break
            holding += number
        return holding


def _stop(process: int) -> None:
    """End another process."""
    if sys.platform != "win32":
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _send_and_end(find: Callable[[], bytes], writer: int) -> NoReturn:
    """Write a result to a pipe, and end the process."""
    status = 1
    try:
        leave_interruptions()
        with suppress(BrokenPipeError), os.fdopen(writer, "wb") as pipe:
            pipe.write(find())
        status = 0
    finally:
        # Nothing that waits for the end of the other process concerns this one, nor does an error: the other one finds it.
        os._exit(status)
