"""Commands with limits, one after another in one process: what each would read and compile for itself is there already."""

from __future__ import annotations

import logging
import math
import resource
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NamedTuple

from tests.support import forked

_MOST_GROWTH = 48 * 1024 * 1024
"""Bytes by which a process may have grown before it takes another command, for which so much less is left."""
_MOST_SECONDS = 5
"""Seconds of the processor after which a process takes no other command, since the limit of its children counts from nought."""


class Limits(NamedTuple):
    """What a command may use."""

    memory: int
    """Bytes of address space beyond what the interpreter has once all modules are imported."""
    seconds: int
    """Seconds of the processor, after which a signal ends its process."""


class KeptProcess:
    """Runs commands in one process, and in the next once that has died or used much."""

    def __init__(self, limits: Limits) -> None:
        """Take the limits of each command."""
        self._limits = limits
        self._kept: tuple[ForkServerProcess, Connection] | None = None

    def run(
        self, command: Sequence[str], root: Path, environment: Mapping[str, str], hooks: Path, limit: float
    ) -> tuple[int, str]:
        """Run a console script as its own process would.

        The arguments, and what is returned, are those of `forked.run`. The hooks are the checkout's, by whatever path.

        Raises:
            TimeoutError: it took longer than `limit`.
        """
        process, connection = self._kept = self._kept or _start(self._limits)
        with tempfile.NamedTemporaryFile() as output:
            connection.send((list(command), root, dict(environment), hooks, Path(output.name)))
            if not wait([connection, process.sentinel], limit):
                self.end()
                raise TimeoutError(f"{command} took longer than {limit} s")
            try:
                code, is_spent = connection.recv()
            except EOFError:
                process.join()
                code, is_spent = process.exitcode, True
            if is_spent:
                self.end()
            return code, output.read().decode(errors="backslashreplace")

    def end(self) -> None:
        """End the process, if there is one."""
        if self._kept:
            process, connection = self._kept
            self._kept = None
            process.kill()
            process.join()
            process.close()
            connection.close()


def _start(limits: Limits) -> tuple[ForkServerProcess, Connection]:
    """Start a process, and return it with the connection to it."""
    context = forked.start_server()
    connection, other = context.Pipe()
    # A process that is no daemon may have children.
    process = context.Process(target=_serve, args=(other, limits), daemon=False)
    process.start()
    other.close()
    return process, connection


def _serve(connection: Connection, limits: Limits) -> None:
    """Run the commands that arrive, and send the code of each and whether it should be the last."""
    forked.forget_tests()
    size = _measure_size()
    space = size + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    while True:
        command, root, environment, hooks, output = connection.recv()
        forked.redirect(output)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(_count_seconds()) + limits.seconds, most))
        code = _run(command, root, environment, hooks)
        is_spent = _measure_size() - size > _MOST_GROWTH or _count_seconds() > _MOST_SECONDS
        connection.send((code, is_spent))


def _run(command: list[str], root: Path, environment: Mapping[str, str], hooks: Path) -> int:
    """Run a command and return its exit code, which it gives as Python's programs do."""
    # MkDocs adds a handler in each run.
    logging.getLogger("mkdocs").handlers.clear()
    try:
        forked.call(command, root, environment, hooks)
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:  # noqa: BLE001 -- as Python does at the end of a program
        traceback.print_exc()
        return 1
    return 0


def _measure_size() -> int:
    """Return the bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


def _count_seconds() -> float:
    """Return the seconds of the processor that this process has used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
