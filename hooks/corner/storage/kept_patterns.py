"""Regular expressions of languages, kept as Python compiled them: to compile them takes longer than to compare two texts."""

from __future__ import annotations

import re
from array import array
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from corner.storage import kept_values

_WORD = "I"
"""The type of the words of compiled code, for `array`."""


class _Program(NamedTuple):
    """What an expression is compiled to, as plain values."""

    flags: int
    words: bytes
    """The compiled code."""
    groups: int
    """The number of its groups."""
    numbers: dict[str, int]
    """The numbers of the groups that have names."""
    names: tuple[str | None, ...]
    """The names of all groups, by number."""


def compile_pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression as `re.compile` does; an earlier run may have compiled it.

    Args:
        expression: the regular expression, which follows from the program alone, as all values that are kept.
        flags: the flags of `re`.

    Raises:
        re.error: it is no regular expression.
    """
    values = kept_values.find_value(f"pattern {int(flags)} {expression}", partial(_compile, expression, flags))
    return _restore(expression, _Program(*values)) if values else re.compile(expression, flags)


def _compile(expression: str, flags: int) -> tuple[Any, ...]:
    """Return the program of an expression, or nothing where `re` of this Python works in another way."""
    try:
        # `re` has no public function for this; it calls these two and `_sre.compile`.
        parsed = import_module("re._parser").parse(expression, flags)
        words = import_module("re._compiler")._code(parsed, flags)  # noqa: SLF001 -- see above
        numbers = dict(parsed.state.groupdict)
        by_number = {number: name for name, number in numbers.items()}
        names = tuple(map(by_number.get, range(parsed.state.groups)))
        program = _Program(
            int(flags | parsed.state.flags), array(_WORD, words).tobytes(), parsed.state.groups - 1, numbers, names
        )
        _restore(expression, program)
    except (ImportError, AttributeError, TypeError):
        return ()
    return tuple(program)


def _restore(expression: str, program: _Program) -> re.Pattern[str]:
    """Return an expression that was compiled to a program."""
    flags, words, groups, numbers, names = program
    pattern: re.Pattern[str] = import_module("_sre").compile(
        expression, flags, array(_WORD, words).tolist(), groups, numbers, names
    )
    return pattern
