"""Regular expressions of the tables of languages: compiling them takes ten times as long as reading what was compiled before."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from functools import lru_cache, partial
from importlib import import_module
from typing import Any

from corner.storage import kept_values

_Parts = tuple[int, bytes, int, Mapping[str, int], tuple[str | None, ...]]
"""Flags, code, number of groups, and the groups by name and by number."""


@lru_cache(maxsize=512)
def compile_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, without its work where an earlier run did it.

    Args:
        source: the pattern.
        flags: the flags of `re`.
    """
    try:
        parts = kept_values.find_value(f"pattern {flags} {source}", partial(_compile, source, flags))
        return _load(source, parts)
    except (ImportError, AttributeError, TypeError):
        # Python does not promise these functions.
        return re.compile(source, flags)


def _compile(source: str, flags: int) -> _Parts:
    """Do what the module `re` does to compile a pattern, and return what it is made of."""
    parsed = import_module("re._parser").parse(source, flags)
    program = array("I", import_module("re._compiler")._code(parsed, flags))  # noqa: SLF001 -- see above
    groups: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    return int(flags | parsed.state.flags), program.tobytes(), parsed.state.groups - 1, dict(groups), tuple(names)


def _load(source: str, parts: _Parts) -> re.Pattern[str]:
    flags, data, count, groups, names = parts
    program = array("I")
    program.frombytes(data)
    pattern: re.Pattern[str] = _find_loader()(source, flags, program.tolist(), count, groups, names)
    return pattern


def _find_loader() -> Any:
    return import_module("_sre").compile
