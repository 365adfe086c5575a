"""One file to publish, and the spool in which rendered pages wait until they are published."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FileContent = bytes | Path | Callable[[], bytes] | None
"""What a file holds: its bytes, the file that holds them, what makes them; `None` where it stands already."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file to publish."""

    content: FileContent
    source: str
    """What it was made from, for telling of two in one place."""
    fingerprint: str = ""
    """What its content depends on; without one the content is compared."""


class Spool:
    """Bytes put aside in a file that has no name, until they are published: a large site does not fit in memory."""

    def __init__(self) -> None:
        """Open the file."""
        self._file = tempfile.TemporaryFile(buffering=1 << 20)  # noqa: SIM115 -- it lasts as long as the spool
        self._end = 0
        self._flushed = True

    def close(self) -> None:
        """Let go of what was put aside."""
        self._file.close()

    __del__ = close

    def put(self, data: bytes) -> tuple[int, int]:
        """Put `data` aside; return its place and length."""
        place = self._end
        self._file.write(data)
        self._flushed = False
        self._end += len(data)
        return place, len(data)

    def get(self, place: int, length: int) -> bytes:
        """Return what was put aside there."""
        if not self._flushed:
            self._file.flush()
            self._flushed = True
        return os.pread(self._file.fileno(), length, place)
