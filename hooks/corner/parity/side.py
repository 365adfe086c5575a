"""The two texts of a pair, side by side: where each thing stands, and what an editor is told of a mismatch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, NamedTuple

from corner.diagnostics.problem import Problem, Severity
from corner.parity.quantities import mask_markup
from corner.sources import yaml
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath


class Mismatch(NamedTuple):
    """Something that one text says and the other does not."""

    problem: Problem
    names: tuple[str, ...]
    """What an editor may call it by, to let it stand: the words that differ."""


class Side:
    """Some words of one of the two texts as one, with the field and line of each place."""

    def __init__(self, source: SourceFile, fields: Mapping[YamlPath, str], *, body: bool) -> None:
        """Join fields of the front matter, and the body where it belongs to them."""
        self.source = source
        self.path = source.path
        self._fields = tuple(fields)
        self._starts = [0]
        """Where each field begins, and behind them the body or the end."""
        for words in fields.values():
            self._starts.append(self._starts[-1] + len(words) + 1)
        self.text = "\n".join((*fields.values(), mask_markup(source.body) if body else ""))

    @property
    def body(self) -> int:
        """Where the body begins."""
        return self._starts[-1]

    @property
    def fields(self) -> dict[str, tuple[int, int]]:
        """Beginning and end of each field of the front matter, by its dotted name."""
        ends = zip(self._fields, self._starts, self._starts[1:], strict=False)
        return {_dotted(path): (start, end) for path, start, end in ends}

    def field(self, place: int) -> str:
        """Return the field that a place of the text belongs to."""
        path = self._field(place)
        return _dotted(path) if path else "body"

    def _field(self, place: int) -> YamlPath | None:
        number = bisect_right(self._starts, place) - 1
        return self._fields[number] if number < len(self._fields) else None

    def line(self, place: int) -> int:
        """Return the line of the file on which a place of the text stands."""
        path = self._field(place)
        if path is None:
            return self.source.body_line + self.text.count("\n", self.body, place)
        return 1 + yaml.find_line(self.source.head, path)

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


def whole_text(source: SourceFile) -> Side:
    """Return title, description and body of a text."""
    return Side(source, {(name,): str(source.meta.get(name) or "") for name in ("title", "description")}, body=True)


def label_text(source: SourceFile, name: str, words: str) -> Side:
    """Return words that stand among an original's facts, or a translation's label for them.

    Args:
        source: the original or the translation.
        name: the label, such as `event.venue`.
        words: what stands there.
    """
    labels = source.meta.get("labels")
    path = ("labels", *_yaml_path(labels, name)) if labels else _yaml_path(source.meta, name)
    return Side(source, {path: words}, body=False)


def _yaml_path(holder: Any, name: str) -> YamlPath:
    """Return the way to a label in what holds it: by its whole name, in steps, or in a list by file or date."""
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


def _dotted(path: YamlPath) -> str:
    return ".".join(map(str, path))
