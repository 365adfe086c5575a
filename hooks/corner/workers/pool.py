"""Shares of work, done by this process and by workers that are forked from it, and so know all that it knows."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from typing import Generic, NamedTuple, TypeVar

JOBS_VARIABLE = "CORNER_JOBS"
"""The environment variable with the number of worker processes."""
_WORTH = 400.0
"""Milliseconds of work from which workers pay."""
_INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)
_T = TypeVar("_T")
ExplainError = Callable[[BaseException], BaseException]
"""Returns the error that another process should see: one that says the same without its traceback."""


class ExplainedError(Exception):
    """An error that is no bug of the program, in one line; its traceback stayed where it came up."""


class WorkerLostError(Exception):
    """A worker process ended before its shares were done."""

    def __init__(self, status: int) -> None:
        """Note the exit status of the worker; a signal that ended it is negative."""
        super().__init__(status)
        self.status = status


class Outcome(NamedTuple, Generic[_T]):
    """What became of a share."""

    number: int
    """The position of the share, from 0."""
    result: _T


def read_jobs() -> int | None:
    """Return how many workers somebody asked for in `CORNER_JOBS`; `None` where nobody did, or not in a number."""
    given = os.environ.get(JOBS_VARIABLE, "")
    return int(given) if given.isascii() and given.isdigit() and int(given) else None


def count_jobs(cost: float = inf) -> int:
    """Return how many workers to start: as many as somebody asked for, or else one for each core where that pays.

    Args:
        cost: about how long the work takes one process, in milliseconds.
    """
    if given := read_jobs():
        return given
    if cost < _WORTH:
        return 1
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def divide(work: Sequence[_T], size: int) -> list[Sequence[_T]]:
    """Return work in parts of at most `size`, in its order."""
    return [work[start : start + size] for start in range(0, len(work), size)]


def can_fork() -> bool:
    """Return whether this process may be forked: it has one thread, and its system's libraries can bear it."""
    # A fork has none of the other threads, and whatever they have locked stays locked. What macOS brings along cannot
    # be used after a fork.
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def delay_interruptions() -> Iterator[None]:
    """Let an interruption (Ctrl-C, or SIGTERM where that counts as one) wait while this process is forked.

    Python passes over one that comes in the midst of a fork, and a fork would report it before it can ignore it.
    """
    if sys.platform == "win32":
        raise AssertionError("only a process that can be forked delays interruptions")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTIONS)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def leave_interruptions() -> None:
    """Leave interruptions to the process that this one was forked from, which ends this one, too."""
    if sys.platform == "win32":
        raise AssertionError("only a process that was forked leaves interruptions to another")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTIONS)


def run_shares(
    shares: Sequence[Callable[[int], _T]],
    jobs: int,
    explain_error: ExplainError = lambda error: error,
    lanes: Sequence[int | None] = (),
) -> Iterator[Outcome[_T]]:
    """Yield what each share returns, in the order in which they are done.

    Args:
        shares: functions that are handed the number of their worker, from 0; what they return can be pickled. They are
            begun in their order, so that long ones come first.
        jobs: how many workers there may be. This process is worker 0; it does all shares where one is enough, or where it
            cannot be forked.
        explain_error: what to make of the error of a share while its traceback is at hand.
        lanes: the lane of each share: those of a lane have so much in common that a worker does another one of a lane
            sooner than one of another lane. `None` for a share that is in no lane; these are begun before the others.

    Raises:
        WorkerLostError: a worker was killed.
        Exception: what `explain_error` makes of the error of a share; the workers have ended by then.
    """
    count = min(jobs, len(shares))
    if count > 1 and can_fork():
        # Most builds have too little work for workers, and need not load what starts them.
        from corner.workers.forked import ForkedWorkers  # noqa: PLC0415

        workers = ForkedWorkers(shares, count, explain_error, lanes or [None] * len(shares))
        try:
            yield from workers.collect()
        finally:
            workers.stop()
        return
    for number, share in enumerate(shares):
        yield Outcome(number, share(0))
