"""What a target is: a property of one part of the program, and what leads into it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corner.diagnostics.problem import Problem
from tests.support import corners

_LONGEST = 4096
SEPARATOR = "\x1f"
"""What separates the fields of an input."""


class Target(NamedTuple):
    """A property that is tried with any bytes."""

    check: Callable[[bytes], object]
    """Raises an exception where the property does not hold; its docstring says the property."""
    pieces: tuple[str, ...]
    """Words that the part of the program looks for; inputs are made of them and of other characters."""
    seeds: tuple[str, ...]
    """Inputs to begin with."""


def decode(data: bytes) -> str:
    """Return the text of an input: what is no UTF-8 is left out."""
    return data[:_LONGEST].decode("utf-8", "ignore")


def split_fields(data: bytes, number: int) -> list[str]:
    """Return as many fields of an input; those that it does not have are empty."""
    fields = decode(data).split(SEPARATOR)[:number]
    return fields + [""] * (number - len(fields))


def join_fields(*fields: str) -> str:
    """Return an input with these fields."""
    return SEPARATOR.join(fields)


@cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="corner-fuzz-")


@cache
def create_corner(name: str, *more: tuple[str, str]) -> Path:
    """Return the root of a correct corner for one target, with more files."""
    root = Path(_temporary().name) / name
    root.mkdir()
    files: Mapping[str, str] = dict(more)
    return corners.write(root, files)


def assert_plain(problems: Iterable[Problem]) -> None:
    """Check that each problem is one line that can be printed, about a line of a file."""
    for problem in problems:
        text = str(problem)
        assert problem.line >= 1, text
        assert len(text.splitlines()) == 1, repr(text)
        assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in text), repr(text)
        assert len(text) <= 2000, text[:200]
