"""How much memory a process and its descendants hold together, sampled while they run."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

SECONDS = 0.2
"""The least time between two samples."""
SHARE = 0.02
"""The greatest share of one core that sampling may take: the kernel walks all pages of a process for one."""
PROC = Path("/proc")


class TreeMemory:
    """Watches the memory of a process tree in a thread; `peak` is the most that was seen, or None before the first sample.

    Pages that several processes share are counted once (PSS), so that workers which were forked from one process are
    not counted as if each had its own copy of what it inherited. Where the system has no such figures, there are none.
    """

    def __init__(self, pid: int) -> None:
        """Prepare to watch the tree below a process."""
        self.peak: int | None = None
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Begin to sample."""
        if (PROC / "self" / "smaps_rollup").exists():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop sampling."""
        self._ended.set()

    def _watch(self) -> None:
        pause = SECONDS
        while not self._ended.wait(pause):
            start = time.thread_time()
            held = sum(read_memory(pid) for pid in iter_tree(self._pid))
            if held:
                self.peak = max(self.peak or 0, held)
            pause = max(SECONDS, (time.thread_time() - start) / SHARE)


def iter_tree(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants."""
    yield pid
    try:
        lists = [file.read_text(encoding="ascii") for file in (PROC / str(pid) / "task").glob("*/children")]
    except OSError:  # it has just ended
        return
    for child in " ".join(lists).split():
        yield from iter_tree(int(child))


def read_memory(pid: int) -> int:
    """Return the bytes of memory that a process holds, with its part of what it shares; 0 if it has ended."""
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:"))
