"""One side of a pair of texts, with the field and line of each position, and the mismatches between two sides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.parity.quantities import mask_markup
from corner.parity.readers.normalized_text import to_lower_case
from corner.sources import yaml
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath

_AROUND = 20
"""The number of characters around something that a message quotes."""
_LONGEST = 50
"""The number of characters of a passage that a message quotes."""
_BARS = re.compile(r"[| ]*\|[-:| ]*")
"""The bars between cells and rows of a table."""
_LETTERS = re.compile(r"[A-Za-z0-9\u00c0-\u02af]{2}")
"""Two letters or digits between which no excerpt may be cut."""


class Mismatch(NamedTuple):
    """A difference between two texts."""

    problem: Problem
    names: tuple[str, ...]
    """The words that differ, any of which an editor may write to have the difference ignored."""


class Side:
    """Fields of one of the two texts, joined, with the field and line of each position."""

    def __init__(self, source: SourceFile, fields: Mapping[YamlPath, str], *, body: bool) -> None:
        """Join fields of the front matter, and the body if `body` is true."""
        self.source = source
        self.path = source.path
        self._fields = tuple(fields)
        self._starts = [0]
        """The start of each field, and last that of the body, or the end."""
        for text in fields.values():
            self._starts.append(self._starts[-1] + len(text) + 1)
        self.body_start = self._starts[-1]
        """The start of the body."""
        self.text = "\n".join((*fields.values(), mask_markup(source.body) if body else ""))

    @cached_property
    def _lines(self) -> list[int]:
        """The position of the end of each line but the last."""
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def lower(self) -> str:
        """The text in lower case, with all positions as they are."""
        return to_lower_case(self.text)

    @cached_property
    def fields(self) -> dict[str, tuple[int, int]]:
        """Start and end of each field of the front matter, by its dotted name."""
        ends = zip(self._fields, self._starts, self._starts[1:], strict=False)
        return {_join_path(path): (start, end) for path, start, end in ends}

    def find_field(self, position: int) -> str:
        """Return the name of the field at a position of the text."""
        path = self._find_path(position)
        return _join_path(path) if path else "body"

    def _find_path(self, position: int) -> YamlPath | None:
        number = bisect_right(self._starts, position) - 1
        return self._fields[number] if number < len(self._fields) else None

    def find_line(self, position: int) -> int:
        """Return the line of the file at a position of the text."""
        path = self._find_path(position)
        if path is None:
            return (
                self.source.body_line + bisect_left(self._lines, position) - bisect_left(self._lines, self.body_start)
            )
        return 1 + yaml.find_line(self.source.head, path)

    def format_location(self, position: int) -> str:
        """Return file and line of a position, for a message."""
        return f"{self.path}:{self.find_line(position)}"

    def excerpt(self, start: int, end: int) -> str:
        """Return a part with a few words around it, in one line."""
        first, last = self._find_edges(start)[0], self._find_edges(max(start, end - 1))[1]
        begin, stop = max(first, start - _AROUND), min(last, end + _AROUND)
        begin = self._skip_word(begin, first, start)
        stop = self._skip_word(stop, last, end)
        words = " ".join(self.text[begin:stop].split()).strip("#|*>.,;，。；、 ")
        return Message("“{text}”", text=f"{'…' if begin > first else ''}{words}{'…' if stop < last else ''}")

    def _find_edges(self, position: int) -> tuple[int, int]:
        """Return start and end of the line at a position."""
        end = self.text.find("\n", position)
        return self.text.rfind("\n", 0, position) + 1, end if end >= 0 else len(self.text)

    def _skip_word(self, position: int, edge: int, inner: int) -> int:
        """Return a position at which no word is cut, towards the inner part of an excerpt."""
        step = 1 if position < inner else -1
        while position not in (edge, inner) and _LETTERS.fullmatch(self.text[position - 1 : position + 1]):
            position += step
        return position

    def quote(self, start: int, written: str) -> str:
        """Return something as it is written, with its file, its line and the words around it."""
        return Message(
            "'{written}' as in {location}: {excerpt}",
            written=written,
            location=self.format_location(start),
            excerpt=self.excerpt(start, start + len(written)),
        )

    def quote_here(self, start: int, written: str) -> str:
        """Return something as it is written, with the words around it."""
        return Message("'{written}' in {excerpt}", written=written, excerpt=self.excerpt(start, start + len(written)))

    def quote_part(self, part: tuple[int, int]) -> str:
        """Return file, line and first words of a part."""
        return Message(
            "{location} says, {excerpt}", location=self.format_location(part[0]), excerpt=self.excerpt_part(part)
        )

    def excerpt_part(self, part: tuple[int, int]) -> str:
        """Return the first words of a part."""
        start, end = part
        stop = self._skip_word(min(end, start + _LONGEST), end, start)
        words = _BARS.sub(" | ", " ".join(self.text[start:stop].split())).strip("#|*>- ")
        return Message("“{text}”", text=f"{words}{'…' if stop < end else ''}")

    def create_mismatch(
        self, position: int, *, code: str, message: str, names: tuple[str, ...], severity: Severity = Severity.ERROR
    ) -> Mismatch:
        """Return a mismatch at a position of this text."""
        line, field = self.find_line(position), self.find_field(position)
        return Mismatch(Problem(self.path, line, field, code, message, severity), names)

    def create_body_mismatch(self, line: int, *, code: str, message: str, name: str, severity: Severity) -> Mismatch:
        """Return a mismatch on a line of the body, counted from 1."""
        return Mismatch(Problem(self.path, self.source.body_line - 1 + line, "body", code, message, severity), (name,))


def create_text_side(source: SourceFile) -> Side:
    """Return title, description and body of a text as a side."""
    meta = source.meta
    return Side(source, {(name,): str(meta.get(name) or "") for name in ("title", "description")}, body=True)


def create_label_side(source: SourceFile, name: str, label: str) -> Side:
    """Return a text among an original's facts, or a translation's label for it, as a side.

    Args:
        source: the original or the translation.
        name: the label, such as `event.venue`.
        label: the text.
    """
    meta = source.meta
    labels = meta.get("labels")
    path = ("labels", *_yaml_path(labels, name)) if labels else _yaml_path(meta, name)
    return Side(source, {path: label}, body=False)


def _yaml_path(holder: Any, name: str) -> YamlPath:
    """Return the path of a label below `holder`: by its full name, in steps, or in a list by file or date."""
    if isinstance(holder, list):
        for position, entry in enumerate(holder):
            if name in (str(entry.get("file")), str(entry.get("date"))):
                return (position, "label" if "label" in entry else "note")
    if isinstance(holder, dict):
        for key, value in holder.items():
            if key == name:
                return (key,)
            if name.startswith(f"{key}."):
                return (key, *_yaml_path(value, name.removeprefix(f"{key}.")))
    return (name,)


def _join_path(path: YamlPath) -> str:
    return ".".join(map(str, path))
