"""What a command costs: wall time, CPU time of its whole process tree, and memory of its largest process and of the tree."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench.memory import TreeMemory


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one command cost, or the medians of several runs of it."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of user and system time, of the process and of all descendants that were waited for."""
    peak: int
    """Bytes of memory that the largest process of the tree held. Processes at the same time are not added up."""
    tree: int | None = None
    """Bytes of memory that all processes of the tree held together, as sampled; None where the command was too short."""


class CommandError(Exception):
    """A measured command ended with an error; the text holds the end of its output."""


def run(command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> Usage:
    """Run a command to its end and return what it cost; `env` is added to this process's environment.

    The kernel counts the memory of this process at the start of the child as the child's own (`ru_maxrss` survives
    `execve`), so this process must stay smaller than what it measures.
    """
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=os.environ | (env or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # `wait4` tells of this one child and what it reaped; `RUSAGE_CHILDREN` would add up all runs before.
        with TreeMemory(process.pid) as memory:
            _, status, spent = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            end = output.read()[-4000:].decode(errors="replace")
            message = f"{' '.join(command)} ended with {process.returncode}:\n{end}"
            raise CommandError(message)
    peak = spent.ru_maxrss * 1024
    # A sample can miss the moment in which the largest process was largest; together they held at least that.
    tree = max(memory.peak, peak) if memory.peak else None
    return Usage(wall=wall, cpu=spent.ru_utime + spent.ru_stime, peak=peak, tree=tree)


def total(parts: Iterable[Usage]) -> Usage:
    """What commands that ran one after the other cost together."""
    usages = list(parts)
    return Usage(
        wall=sum(usage.wall for usage in usages),
        cpu=sum(usage.cpu for usage in usages),
        peak=max(usage.peak for usage in usages),
        tree=max((usage.tree for usage in usages if usage.tree), default=None),
    )


def median(runs: Iterable[Usage]) -> Usage:
    """The median of each cost on its own."""
    usages = list(runs)
    return Usage(
        wall=statistics.median(usage.wall for usage in usages),
        cpu=statistics.median(usage.cpu for usage in usages),
        peak=round(statistics.median(usage.peak for usage in usages)),
        tree=_median_bytes(usage.tree for usage in usages),
    )


def _median_bytes(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value]
    return round(statistics.median(known)) if known else None
