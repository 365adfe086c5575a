"""What is wrong with the news, said so that an editor can mend it.

A `Problem` names the file, the line, the field, what was expected and what was found. Problems are
values: stages collect them, nobody raises them, and a run shows all of them at once, sorted.
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
    """The rest; it stops a strict build only."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file."""

    path: str
    """The file, relative to the project's root, with forward slashes."""
    line: int
    """The line in the file, counted from 1."""
    field: str
    """The dotted front-matter field, such as `event.start`, or a part of the file, such as `body`."""
    code: str
    """The stable rule code, such as `unknown-topic`; the editors' guide explains each."""
    message: str
    """What was expected, what was found, and the nearest right thing."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the line that every door prints: `path:line: field: message [code]`."""
        mark = "" if self.severity is Severity.ERROR else "warning: "
        return f"{self.path}:{self.line}: {mark}{self.field}: {self.message} [{self.code}]"


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, each once, by file and line."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.field, p.code, p.message)))
