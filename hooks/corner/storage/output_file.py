"""A file to publish, and the spool that keeps rendered pages until they are published."""

from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary

from corner.storage.platform_calls import read_at


class StagedFile(NamedTuple):
    """A file of a new site that was written before it is published."""

    size: int
    """In bytes."""
    modified: int
    """In nanoseconds."""


MOST_IN_MEMORY = 4_000
"""The number of texts that need no spool: lists show the same cards ten times, and each card takes about a kilobyte."""
_RECENT_TEXTS = 200
"""The number of texts that are kept after they were read: what is made at once shows the same ones several times."""
FileContent = bytes | Path | Callable[[], bytes] | StagedFile | None
"""What a file holds: its bytes, the path of a file with them, or a function that makes them; `None` if it is published already."""


class OutputFile(NamedTuple):
    """A file to publish."""

    content: FileContent
    source: str
    """What it is made from, as a message about two files with one address names it."""
    fingerprint: str = ""
    """The fingerprint of all that its content depends on; without one the content is compared."""


def read_content(content: FileContent) -> bytes:
    """Return what a file holds that is not written yet.

    Raises:
        OSError: it cannot be read.
    """
    if isinstance(content, bytes):
        return content
    if isinstance(content, Path):
        return content.read_bytes()
    assert callable(content), "only what is not written yet is asked for"
    return content()


class Spool:
    """Bytes in a temporary file without a name: a large site does not fit in memory.

    A process that was forked from this one writes to the same file; what it refers to by position can be read here.
    """

    def __init__(self, *, keeps_files: bool = True) -> None:
        """Open the temporary file.

        Args:
            keeps_files: whether whole files wait in it until they are published; else each is written when it is made.
        """
        self.keeps_files = keeps_files
        self._number = next(_NUMBERS)
        _SPOOLS[self._number] = self
        import tempfile  # noqa: PLC0415 -- a check of texts publishes nothing

        self._file = tempfile.TemporaryFile(buffering=1 << 20)  # noqa: SIM115 -- it is open as long as the spool
        self._end = 0
        self._flushed = True
        self._recent: dict[tuple[int, int], str] = {}
        """The texts that were read last, by their places."""

    def close(self) -> None:
        """Delete the temporary file."""
        self._file.close()

    __del__ = close

    def __reduce__(self) -> tuple[Callable[[int], Spool], tuple[int]]:
        """Return what finds the same spool in the process that this one was forked from."""
        return _find_spool, (self._number,)

    def clear(self) -> None:
        """Begin again: a process that was forked from this one may have written to the same file before it was lost."""
        self._file.seek(0)
        self._file.truncate()
        self._end = 0
        self._recent.clear()

    def put(self, data: bytes) -> tuple[int, int]:
        """Write `data`; return its position and length."""
        position = self._end
        self._file.write(data)
        self._flushed = False
        self._end += len(data)
        return position, len(data)

    def keep(self, data: bytes) -> bytes | SpooledBytes:
        """Return the content of a file, which waits here where files do."""
        return SpooledBytes.put(self, data) if self.keeps_files else data

    def get(self, position: int, length: int) -> bytes:
        """Return the `length` bytes that were written at `position`."""
        self.flush()
        return read_at(self._file, position, length)

    def get_text(self, position: int, length: int) -> str:
        """Return the text that was written at `position` in UTF-8: several files that are made in turn have the same."""
        # Threads of a preview share spools.
        place = position, length
        text = self._recent.get(place)
        if text is None:
            text = self.get(position, length).decode()
            if len(self._recent) >= _RECENT_TEXTS:
                self._recent.clear()
            self._recent[place] = text
        return text

    def flush(self) -> None:
        """Let other processes read what was written."""
        if not self._flushed:
            self._file.flush()
            self._flushed = True


class SpooledBytes:
    """Bytes in a spool, in less memory than a partial function: a large site has a hundred thousand of these."""

    __slots__ = ("_place", "_spool")

    def __init__(self, spool: Spool, place: bytes) -> None:
        """Find bytes in `spool` by what `put` made of their place."""
        self._spool = spool
        self._place = place

    @classmethod
    def put(cls, spool: Spool, data: bytes) -> SpooledBytes:
        """Write `data` into `spool`, and return what finds it there."""
        return cls(spool, _PLACE.pack(*spool.put(data)))

    def __reduce__(self) -> tuple[type[SpooledBytes], tuple[Spool, bytes]]:
        """Return what finds the bytes in the process that this one was forked from."""
        return SpooledBytes, (self._spool, self._place)

    def __call__(self) -> bytes:
        """Return the bytes."""
        return self._spool.get(*_PLACE.unpack(self._place))


class SpooledTexts:
    """Texts by key that are made once: the first ones stay in memory, the others wait in a spool."""

    def __init__(self) -> None:
        """Keep nothing before there is a spool."""
        self._spool: Spool | None = None
        self._first: dict[str, str] = {}
        self._texts: dict[str, SpooledBytes] = {}

    def use(self, spool: Spool) -> None:
        """Keep the texts in `spool` from now on."""
        if spool is not self._spool:
            self._spool = spool
            self._first.clear()
            self._texts.clear()

    def get(self, key: str, make: Callable[[], str]) -> str:
        """Return the text under `key`; what is not there yet, `make` returns."""
        text = self._first.get(key)
        if text is not None:
            return text
        known = self._texts.get(key)
        if known:
            return known().decode()
        text = make()
        if self._spool and len(self._first) < MOST_IN_MEMORY:
            self._first[key] = text
        elif self._spool:
            self._texts[key] = SpooledBytes.put(self._spool, text.encode())
        return text


_PLACE = struct.Struct("<QQ")
"""Position and length in a spool."""
_NUMBERS = count()
_SPOOLS: WeakValueDictionary[int, Spool] = WeakValueDictionary()
"""The open spools by their numbers, which are the same in a fork."""


def _find_spool(number: int) -> Spool:
    return _SPOOLS[number]
