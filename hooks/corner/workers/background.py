"""A result that another process finds while this one goes on, such as loading the rest of the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from corner.workers.pool import can_fork, count_jobs


def start_in_background(find: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start a function that changes nothing in a process that is forked from this one; return what waits for its result.

    Where this process cannot be forked, where one core does all work, and where the other process is lost, this one calls the
    function when its result is asked for.
    """
    if sys.platform == "win32" or not can_fork() or count_jobs() == 1:
        return find
    reader, writer = os.pipe()
    try:
        process = os.fork()
    except OSError:  # the system has no room for another process
        os.close(reader)
        os.close(writer)
        return find
    if not process:
        os.close(reader)
        _send_and_end(find, writer)
    os.close(writer)

    def wait() -> bytes:
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(process, 0)
        return find() if status else data

    return wait


def _send_and_end(find: Callable[[], bytes], writer: int) -> None:
    """Write a result to a pipe, and end the process."""
    status = 1
    try:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(find())
        status = 0
    finally:
        # Nothing that waits for the end of the other process concerns this one, nor does an error: the other one finds it.
        os._exit(status)
