"""Values that follow from the program and its packages alone, such as tables of languages, kept in a file between runs.

There is one such file for a process, since these values are the same for all that it works on. Values are plain, as those of `Cache`. The
file may be deleted or damaged at any time: that costs time, and nothing else.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from corner.storage.cache import code_digest
from corner.storage.sealed import read_sealed, write_sealed

_T = TypeVar("_T")


class _KeptFile:
    """The file of the process, and what it holds."""

    def __init__(self, path: Path | None, version: str = "") -> None:
        self.path = path
        self._version = version
        self.new: dict[str, Any] = {}
        """What this process has found and the file does not hold."""
        self.untaken: dict[str, Any] = {}
        """Those of them that `take_new_values` has not returned yet."""
        self._values: dict[str, Any] | None = None

    @property
    def version(self) -> str:
        """The fingerprint of the code that the values are of."""
        return self._version or code_digest()

    @property
    def values(self) -> dict[str, Any]:
        """The values by name, read when the first is asked for."""
        if self._values is None:
            data = read_sealed(self.path, self.version) if self.path else None
            # `marshal` trusts what it reads, so it reads only what was written here.
            self._values = {} if data is None else marshal.loads(data)  # noqa: S302 -- see above
        return self._values


_file = _KeptFile(None)


def keep_values(path: Path, version: str = "") -> None:
    """Keep the values of this process in a file from now on; it is read when the first value is asked for.

    Args:
        path: the file.
        version: the fingerprint of the code, where the caller knows it.
    """
    global _file  # noqa: PLW0603 -- the values are those of the process
    if path != _file.path:
        _file = _KeptFile(path, version)


def find_value(name: str, compute: Callable[[], _T]) -> _T:
    """Return a value as an earlier run computed it, or else compute it.

    Args:
        name: what the value is of; the program's code and packages need not be named.
        compute: returns the value.
    """
    if _file.path is None:
        return compute()
    values = _file.values
    if name not in values:
        values[name] = _file.new[name] = _file.untaken[name] = compute()
    value: _T = values[name]
    return value


def take_new_values() -> Mapping[str, Any]:
    """Return what this process has computed since the last call, for the process that saves it."""
    untaken, _file.untaken = _file.untaken, {}
    return untaken


def add_values(values: Mapping[str, Any]) -> None:
    """Take what another process has computed."""
    for name, value in values.items():
        if name not in _file.values:
            _file.values[name] = _file.new[name] = value


def save_values() -> None:
    """Write all values to the file, unless it holds them already."""
    if _file.path and _file.new:
        with suppress(OSError):  # a read-only checkout is built as well, only not as fast
            write_sealed(_file.path, marshal.dumps(_file.values, 2), _file.version)
        _file.new = {}
