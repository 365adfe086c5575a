"""Problems in the news, in words with which an editor can fix them.

A `Problem` names the file, the line, the field, what was expected and what was found. Problems are
values: stages collect them and never raise them, and a run reports all of them at once, sorted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from corner.diagnostics.message import Message, from_plain, to_plain

_MOST_ALIKE = 20
"""The most problems of one rule in one file that are listed."""
_LONGEST, _END = 600, 100
"""The most characters of a field or a message, and how many of its end stay where it is cut."""
_LINE_BREAK = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal obeys, that change the order of others, or that cannot be encoded."""


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
    more: int = 0
    """The number of problems of the same rule in the same file, on later lines, that are not listed."""

    def __post_init__(self) -> None:
        """Keep every part on one line, short and printable: a key or a value of a broken file may hold anything."""
        for name in ("path", "field", "message"):
            text = getattr(self, name)
            if len(text) > _LONGEST or not text.isprintable():
                printable = make_printable(text)
                object.__setattr__(self, name, text.replace_text(printable) if isinstance(text, Message) else printable)

    @property
    def text(self) -> Message:
        """The field and the message, with the number of problems like it that are not listed."""
        if self.more:
            return Message(
                "{field}: {message}; and {more:,} more like it",
                field=self.field,
                message=self.message,
                more=self.more,
            )
        return Message("{field}: {message}", field=self.field, message=self.message)

    def __str__(self) -> str:
        """Return the line that builds and commands print: `path:line: field: message [code]`."""
        return self.to_message()

    def localize(self, find: Callable[[str, str, int], str]) -> str:
        """Return the line in another language; `find` is what `Message.localize` takes."""
        message = self.message.localize(find) if isinstance(self.message, Message) else self.message
        # The values in the message are cut and made printable as those of the English text are.
        return replace(self, message=message).to_message().localize(find)

    def to_message(self) -> Message:
        """Return the line as a message."""
        place = f"{self.path}:{self.line}"
        if self.severity is Severity.ERROR:
            return Message("{place}: {text} [{code}]", place=place, text=self.text, code=self.code)
        return Message("{place}: warning: {text} [{code}]", place=place, text=self.text, code=self.code)


def make_printable(text: str) -> str:
    """Return a text on one line, without its middle if it is long, and with other characters by their numbers."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - _END]} … {text[-_END:]}"
    text = _LINE_BREAK.sub(" ", text.strip("\r\n"))
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetitions, ordered by file and line.

    Of many problems of one rule in one file, only the first are returned; the last of these says how many follow.
    """
    ordered = sorted(
        set(problems),
        key=lambda problem: (problem.path, problem.line, problem.field, problem.code, problem.message),
    )
    alike: dict[tuple[str, str, Severity], list[Problem]] = {}
    for problem in ordered:
        alike.setdefault((problem.path, problem.code, problem.severity), []).append(problem)
    if all(len(group) <= _MOST_ALIKE for group in alike.values()):
        return tuple(ordered)
    left_out = {problem for group in alike.values() for problem in group[_MOST_ALIKE:]}
    more: dict[Problem, int] = {}
    for group in alike.values():
        if len(group) > _MOST_ALIKE:
            more |= dict.fromkeys(group[:_MOST_ALIKE], 0)
            # Those of an earlier call count too.
            more[group[_MOST_ALIKE - 1]] = count_problems(group) - _MOST_ALIKE
    return tuple(
        replace(problem, more=more[problem]) if problem in more else problem
        for problem in ordered
        if problem not in left_out
    )


def count_problems(problems: Iterable[Problem]) -> int:
    """Return the number of problems, with those that are not listed."""
    return sum(1 + problem.more for problem in problems)


def to_values(problem: Problem) -> tuple[Any, ...]:
    """Return a problem as plain values, which a cache or JSON can keep; `from_values` makes the problem of them."""
    message = to_plain(problem.message)
    # Of `str` itself, also where a text is a message.
    path, field = problem.path[:], problem.field[:]
    return path, problem.line, field, problem.code, message, problem.severity.value, problem.more


def from_values(values: Iterable[Any]) -> Problem:
    """Return the problem of which `values` is what `to_values` returned."""
    path, line, field, code, message, severity, more = values
    return Problem(path, line, field, code, from_plain(message), Severity(severity), more)
