"""Problems in the news, in words with which an editor can fix them.

A `Problem` names the file, the line, the field, what was expected and what was found. Problems are
values: stages collect them and never raise them, and a run reports all of them at once, sorted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """Whether a problem stops the build."""

    ERROR = "error"
    """Something false, broken or unsafe would be published."""
    WARNING = "warning"
    """Everything else; a warning stops only a strict build."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in one file."""

    path: str
    """The file, relative to the project's root, with forward slashes."""
    line: int
    """The line in the file, counted from 1."""
    field: str
    """The dotted front-matter field, such as `event.start`, or a part of the file, such as `body`."""
    code: str
    """The stable rule code, such as `unknown-topic`; the editors' guide explains them."""
    message: str
    """What was expected, what was found, and the nearest valid value."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the line that builds and commands print: `path:line: field: message [code]`."""
        mark = "" if self.severity is Severity.ERROR else "warning: "
        # A key or a value of a broken file may hold line breaks.
        field, message = (" ".join(text.splitlines()) for text in (self.field, self.message))
        return f"{self.path}:{self.line}: {mark}{field}: {message} [{self.code}]"


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetitions, ordered by file and line."""
    return tuple(
        sorted(
            set(problems),
            key=lambda problem: (problem.path, problem.line, problem.field, problem.code, problem.message),
        )
    )
