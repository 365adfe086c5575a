"""Results of one run, kept for the next by fingerprint.

Values are plain (text, numbers, tuples, lists, dictionaries). A key is the fingerprint of all that its value was
computed from. What there are thousands of is in groups, such as one for each folder of `news/`, by shorter keys. The file
may be deleted or damaged at any time: that costs time, and nothing else.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from corner.storage import fingerprint
from corner.storage.bytecode_folder import find_bytecode_folder
from corner.storage.code_stamp import read_code_stamp
from corner.storage.sealed import read_sealed, write_sealed

CACHE_FOLDER = Path(".cache/corner")
"""The folder of caches, relative to the project's root."""
TEXTS_FILE = CACHE_FOLDER / "texts"
"""The cache of what texts came to, relative to the project's root."""


CODE_SUFFIXES = (".py", ".yml", ".toml")
"""What the names of files with code, and of those with the data of code, end in."""
_DIGEST_FILE = f"code_digest.{sys.implementation.cache_tag}"
"""The file that keeps the fingerprint of the code, beside the bytecode."""


@cache
def code_digest() -> str:
    """Return the fingerprint of this package's code and data, and of the packages it requires, as this process loaded them.

    It is kept beside the bytecode until a file of the package, or a package beside it, is another one.
    """
    bytecode = find_bytecode_folder(__file__)
    if bytecode is None:
        return _compute_code_digest()
    path, stamp = bytecode / _DIGEST_FILE, read_code_stamp()
    kept = read_sealed(path, stamp)
    if kept is not None:
        return kept.decode()
    digest = _compute_code_digest()
    with suppress(OSError):  # where it is not kept, it is computed again
        write_sealed(path, digest.encode(), stamp)
    return digest


def _compute_code_digest() -> str:
    from corner.storage.versions import read_engine_versions  # noqa: PLC0415 -- what reads versions takes long to load

    package = Path(__file__).parents[1]
    files = fingerprint.digest_files(str(package), CODE_SUFFIXES)
    return fingerprint.digest((sys.version, read_engine_versions(), files))


class CacheGroup:
    """Values by key, such as the path of a file; each is valid for what has the same fingerprint as when it was kept."""

    __slots__ = ("_old", "is_changed", "used")

    def __init__(self, old: dict[str, tuple[Any, Any]]) -> None:
        """Begin with what an earlier run kept: fingerprint and value by key."""
        self._old = old
        self.used: dict[str, tuple[Any, Any]] = {}
        """Fingerprint and value of what this run used, by key."""
        self.is_changed = False
        """Whether this run kept a value."""

    def get(self, key: str, fingerprint: Any) -> Any:
        """Return the value under `key`, or `None` where there is none with this fingerprint."""
        entry = self.used.get(key) or self._old.get(key)
        if entry is None or entry[0] != fingerprint:
            return None
        self.used[key] = entry
        return entry[1]

    def find_latest(self, key: str) -> Any:
        """Return the value under `key`, whatever its fingerprint, or `None`."""
        entry = self.used.get(key) or self._old.get(key)
        return entry and entry[1]

    def put(self, key: str, fingerprint: Any, value: Any) -> None:
        """Keep `value` under `key` for what has the fingerprint."""
        self.used[key] = fingerprint, value
        self.is_changed = True

    @property
    def has_new_state(self) -> bool:
        """Whether what is used is not what an earlier run kept."""
        return self.is_changed or len(self.used) != len(self._old)


class Cache:
    """A file of values by fingerprint."""

    def __init__(self, path: Path | None) -> None:
        """Read the values of `path`; there are none if it is missing, damaged or written by other code, or `None`."""
        self._path = path
        self._version = code_digest() if path else ""
        data = read_sealed(path, self._version) if path else None
        # `marshal` trusts what it reads, so it reads only what was written here.
        self._old: dict[str, Any] = {} if data is None else marshal.loads(data)  # noqa: S302 -- see above
        self._used: dict[str, Any] = {}
        self._groups: dict[str, CacheGroup] = {}
        self._is_changed = False

    def group(self, name: str) -> CacheGroup:
        """Return the group of values with that name."""
        group = self._groups.get(name)
        if group is None:
            group = self._groups[name] = CacheGroup(self._old.get(name, {}))
        return group

    def get(self, key: str) -> Any:
        """Return the value under `key`, or `None`."""
        value = self._used.get(key)
        if value is None:
            value = self._old.get(key)
            if value is not None:
                self._used[key] = value
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep `value` under `key`."""
        self._used[key] = value
        self._is_changed = True

    def save(self) -> None:
        """Write the values that this run used, unless the file holds them already."""
        if self._path is None or not self._has_new_state():
            return
        with suppress(OSError):  # a read-only checkout is built as well, only not as fast
            write_sealed(self._path, self.dump(), self._version)

    def _has_new_state(self) -> bool:
        """Return whether the file does not hold what this run used."""
        if self._is_changed or any(group.has_new_state for group in self._groups.values()):
            return True
        return len(self._used) + sum(1 for group in self._groups.values() if group.used) != len(self._old)

    def dump(self) -> bytes:
        """Return the values that this run used as the file of a cache holds them."""
        groups = {name: group.used for name, group in self._groups.items() if group.used}
        # Version 2 of the format has no references, so that equal values have equal bytes.
        return marshal.dumps(self._used | groups, 2)
