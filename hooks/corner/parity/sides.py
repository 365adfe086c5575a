"""The two texts of a pair, side by side: where each thing stands, and what an editor is told of a mismatch."""

from __future__ import annotations

from typing import NamedTuple

from corner import yamltext
from corner.parity.quantities import bare
from corner.problems import Problem, Severity
from corner.sources import Source


class Mismatch(NamedTuple):
    """Something that one text says and the other does not."""

    problem: Problem
    names: tuple[str, ...]
    """What an editor may call it by, to let it stand: the words that differ."""


class Side:
    """One of the two texts: title, description and body as one, with the line of each place."""

    def __init__(self, source: Source) -> None:
        """Join the words of `source`."""
        title, description = (str(source.meta.get(name) or "") for name in ("title", "description"))
        self.source = source
        self.path = source.path
        self.text = f"{title}\n{description}\n{bare(source.body)}"
        self._description = len(title) + 1
        self._body = self._description + len(description) + 1

    def field(self, place: int) -> str:
        """Return the field that a place of the text belongs to."""
        return "title" if place < self._description else "description" if place < self._body else "body"

    def line(self, place: int) -> int:
        """Return the line of the file on which a place of the text stands."""
        field = self.field(place)
        if field == "body":
            return self.source.body_line + self.text.count("\n", self._body, place)
        return 1 + yamltext.line_of(self.source.head, (field,))

    def block(self, place: int) -> tuple[str, int]:
        """Return the field of a place, and in the body the number of its paragraph."""
        field = self.field(place)
        return field, self.text.count("\n\n", self._body, place) if field == "body" else 0

    def beside(self, other: Side, place: int) -> int:
        """Return the place in this text that answers to a place of the other: the same field or paragraph."""
        field, number = other.block(place)
        if field == "title":
            return 0
        if field == "description":
            return self._description
        blocks = self.text.count("\n\n", self._body)
        theirs = other.text.count("\n\n", other._body)
        if blocks != theirs:
            number = round(number * blocks / max(theirs, 1))
        start = self._body
        for _ in range(number):
            start = self.text.index("\n\n", start) + 2
        return min(start, max(0, len(self.text.rstrip()) - 1))

    def at(self, place: int) -> str:
        """Return file and line of a place, for a message."""
        return f"{self.path}:{self.line(place)}"

    def mismatch(
        self, place: int, *, code: str, message: str, names: tuple[str, ...], severity: Severity = Severity.ERROR
    ) -> Mismatch:
        """Return a mismatch that stands at a place of this text."""
        return Mismatch(Problem(self.path, self.line(place), self.field(place), code, message, severity), names)

    def body_mismatch(self, line: int, *, code: str, message: str, name: str, severity: Severity) -> Mismatch:
        """Return a mismatch that stands on a line of the body, counted from 1."""
        return Mismatch(Problem(self.path, self.source.body_line - 1 + line, "body", code, message, severity), (name,))
