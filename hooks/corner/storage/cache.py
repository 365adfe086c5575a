"""What was found out once about a text, kept for the next run. It is only ever a cache.

Values are plain (text, numbers, tuples, lists, dictionaries) and stand under the fingerprint of all that
they were made from. The file may be deleted or damaged at any time: that costs time, and nothing else.
"""

from __future__ import annotations

import marshal
import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corner.storage import fingerprint

_ENGINES = ("Babel", "comrak", "opencc", "PyYAML", "rapidfuzz", "text2num")
CACHE_FOLDER = Path(".cache/corner")
"""Where caches stand, from the project's root."""


@cache
def code_digest() -> str:
    """Return a fingerprint of this package's own code and of what it reads texts with, as this process began with."""
    own = Path(__file__).parents[1]
    files = sorted(path for path in own.rglob("*") if path.suffix in (".py", ".yml"))
    told = [(path.relative_to(own).as_posix(), path.read_text(encoding="utf-8")) for path in files]
    return fingerprint.digest((sys.version, [version(engine) for engine in _ENGINES], told))


class Cache:
    """A file of values by fingerprint."""

    def __init__(self, path: Path) -> None:
        """Read the values of `path`, none where it is missing, damaged or another version's."""
        self._path = path
        self._code = code_digest()
        self._old = self._read()
        self._new: dict[str, Any] = {}
        """What this run used."""

    def get(self, key: str) -> Any:
        """Return the value under `key`, or `None`."""
        value = self._new.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self._new[key] = value
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep `value` under `key`."""
        self._new[key] = value

    def save(self) -> None:
        """Write what this run used, if that is not what the file holds."""
        if self._new.keys() == self._old.keys():
            return
        # Version 2 of the format has no references, so that equal values have equal bytes.
        payload = marshal.dumps(self._new, 2)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            beside.write_bytes(f"{self._code}{fingerprint.digest(payload)}".encode() + payload)
            beside.replace(self._path)
        except OSError:
            return  # a read-only checkout can be built, only not faster

    def _read(self) -> dict[str, Any]:
        try:
            data = self._path.read_bytes()
        except OSError:
            return {}
        length = len(self._code)
        payload = data[2 * length :]
        # marshal trusts what it reads, so nothing is read that was not written here.
        if data[: 2 * length] != f"{self._code}{fingerprint.digest(payload)}".encode():
            return {}
        values: dict[str, Any] = marshal.loads(payload)  # noqa: S302 -- see above
        return values
