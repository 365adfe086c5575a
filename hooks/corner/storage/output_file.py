"""A file to publish, and the spool that keeps rendered pages until they are published."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corner.storage.platform_calls import read_at

FileContent = bytes | Path | Callable[[], bytes] | None
"""What a file holds: its bytes, the path of a file with them, or a function that makes them; `None` if it is published already."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to publish."""

    content: FileContent
    source: str
    """What it is made from, as a message about two files with one address names it."""
    fingerprint: str = ""
    """The fingerprint of all that its content depends on; without one the content is compared."""


class Spool:
    """Bytes in a temporary file without a name: a large site does not fit in memory."""

    def __init__(self) -> None:
        """Open the temporary file."""
        self._file = tempfile.TemporaryFile(buffering=1 << 20)  # noqa: SIM115 -- it is open as long as the spool
        self._end = 0
        self._flushed = True

    def close(self) -> None:
        """Delete the temporary file."""
        self._file.close()

    __del__ = close

    def put(self, data: bytes) -> tuple[int, int]:
        """Write `data`; return its position and length."""
        position = self._end
        self._file.write(data)
        self._flushed = False
        self._end += len(data)
        return position, len(data)

    def get(self, position: int, length: int) -> bytes:
        """Return the `length` bytes that were written at `position`."""
        if not self._flushed:
            self._file.flush()
            self._flushed = True
        return read_at(self._file, position, length)
