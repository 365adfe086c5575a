"""YAML as plain data with the lines of its fields; the only module that knows the YAML library.

Scalars follow YAML 1.2's core schema, not PyYAML's 1.1: `no`, `12:30` and `2021-02-30` stay text,
so that the model validates them. Anchors are refused, and a repeated key is an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value

YamlPath = tuple[str | int, ...]
"""The path of a field: keys and positions, such as `("figures", 0, "value")`."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z|[-+]?[0-9]+[eE][-+]?[0-9]+\Z")
_CONSTANTS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_STANDARD_TAG = "tag:yaml.org,2002:"
_STANDARD_TAGS = frozenset(
    _STANDARD_TAG + kind for kind in "bool float int map merge null seq str timestamp value".split()
)

_PYTHON_NAME = _STANDARD_TAG + "python/name:"

_TAGS: dict[type[Node], str] = {
    ScalarNode: _STANDARD_TAG + "str",
    SequenceNode: _STANDARD_TAG + "seq",
    MappingNode: _STANDARD_TAG + "map",
}
_DEEPEST = 10_000
_BRACKET = re.compile(r"[\[\]{}]")


class YamlError(Exception):
    """Text that is not the YAML we accept, with a message and the line, counted from 1."""

    def __init__(self, message: str, line: int, code: str = "wrong-yaml") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.code = code


class NotYamlError(YamlError):
    """Text that is not YAML at all, most often because of a typing error."""


class PythonName(str):
    """The name of an object of a module, as MkDocs' own settings write it behind `!!python/name:`."""

    __slots__ = ()


def parse_yaml(text: str, *, tags: bool = False) -> Any:
    """Return the data of one YAML document, `None` for an empty one.

    Tags such as `!ENV` are refused; with `tags`, as MkDocs' own settings need, their values are
    taken as they are written, and `!!python/name:` gives a `PythonName`.

    Raises:
        YamlError: the text is not YAML, repeats a key, or uses anchors.
    """
    node = _compose(text)
    try:
        return None if node is None else _build(node, set(), tags=tags)
    except RecursionError:
        raise YamlError(Message("expected a few levels of nesting, found hundreds"), 1) from None


def find_empty_fields(data: Any, path: YamlPath = ()) -> Iterator[YamlPath]:
    """Yield the path of every field that is written without a value."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in members:
        if value is None:
            yield (*path, step)
        elif isinstance(value, dict | list):
            yield from find_empty_fields(value, (*path, step))


def find_unreadable_line(text: str) -> int:
    """Return the first line of front matter that MkDocs cannot read though `parse_yaml` can, from 1; 0 if it can read all.

    YAML 1.1 takes a day that is not in the calendar for an error.
    """
    if _is_readable(text):
        return 0
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if not _is_readable(line.strip())), 1)


def _is_readable(text: str) -> bool:
    """Return whether MkDocs can read a text as YAML."""
    try:
        yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError):
        return False
    return True


def find_line(text: str, path: YamlPath) -> int:
    """Return the line, from 1, of the deepest part of `path` that is in the YAML `text`.

    So a missing field has the line of its parent. Text that does not parse gives 1.
    """
    return _read_lines(text).find(path)


class _Lines:
    """The lines of the fields of a text, looked up level by level as they are asked for."""

    def __init__(self, root: Node | None) -> None:
        self._root = root
        self._children: dict[int, dict[str | int, tuple[int, Node]]] = {}

    def find(self, path: YamlPath) -> int:
        """Return the line of the deepest part of a path."""
        line, node = 1, self._root
        for step in path:
            children = self._list_children(node)
            child = children.get(str(step) if isinstance(node, MappingNode) else step)
            if child is None:
                break
            line, node = child
        return line

    def _list_children(self, node: Node | None) -> dict[str | int, tuple[int, Node]]:
        """Return line and value of each step below a node, of which those with many are read once."""
        known = self._children.get(id(node))
        if known is not None:
            return known
        children: dict[str | int, tuple[int, Node]] = {}
        if isinstance(node, MappingNode):
            for key, value in node.value:
                children.setdefault(key.value if isinstance(key, ScalarNode) else "", (key.start_mark.line + 1, value))
        elif isinstance(node, SequenceNode):
            children = {position: (value.start_mark.line + 1, value) for position, value in enumerate(node.value)}
        self._children[id(node)] = children
        return children


@lru_cache(maxsize=2)
def _read_lines(text: str) -> _Lines:
    """Return the lines of a text, which thousands of problems in one file ask for one after the other."""
    try:
        return _Lines(_compose(text))
    except YamlError:
        return _Lines(None)


class _Loader(yaml.CSafeLoader):
    """Composes nodes without guessing types, which `_parse_scalar` does by its own rules."""

    def resolve(self, kind: type[Node], _value: Any, _implicit: Any) -> str:
        return _TAGS[kind]

    def descend_resolver(self, _current_node: Any, _current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _find_bracket_depth(text: str) -> int:
    """Return how many brackets are open at once at most, those in words included."""
    steps = (1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(text))
    return max(accumulate(steps), default=0)


def _compose(text: str) -> Node | None:
    # libyaml recurses without a limit, and some ten thousand levels crash the process.
    if len(text) > _DEEPEST and (
        _find_bracket_depth(text) > _DEEPEST or max(map(len, text.splitlines())) > 2 * _DEEPEST
    ):
        raise YamlError(Message("expected a few levels of nesting and short lines, found thousands"), 1)
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line, written = _find_written_line(text, [error.problem_mark, error.context_mark])
        message = Message("expected 'field: value' or '- item' on each line, found {found}", found=show_value(written))
        raise NotYamlError(message, line + 1) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(
            Message("expected printable text, found U+{ordinal:04X}", ordinal=_ordinal(error.character)), line
        ) from error
    finally:
        loader.dispose()


def _find_written_line(text: str, marks: Iterable[yaml.Mark | None]) -> tuple[int, str]:
    """Return number, from 0, and words of the first line that an error names; an empty one stands for the line above it."""
    lines = text.split("\n")
    numbers = [mark.line for mark in marks if mark and mark.line < len(lines)] or [0]
    number = next((number for number in numbers if lines[number].strip()), numbers[0])
    while number and not lines[number].strip():
        number -= 1
    return number, lines[number].strip()


def _ordinal(character: str | bytes | int) -> int:
    """Return the code point in a reader error, whose type differs between loaders."""
    return character if isinstance(character, int) else ord(character)


def _build(node: Node, seen: set[int], *, tags: bool) -> Any:
    """Return the plain data of a composed node; `seen` has the collections composed so far."""
    if not tags and node.tag not in _STANDARD_TAGS:
        raise YamlError(_explain_tag(node.tag), node.start_mark.line + 1)
    if id(node) in seen:
        message = Message("expected each value written out, found an anchor used twice")
        raise YamlError(message, node.start_mark.line + 1)
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        if node.tag.startswith(_PYTHON_NAME) and not node.value:
            return PythonName(node.tag.removeprefix(_PYTHON_NAME))
        return _parse_scalar(node)
    if isinstance(node, SequenceNode):
        return [_build(item, seen, tags=tags) for item in node.value]
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise YamlError(Message("expected a word as key, found a list or mapping"), key.start_mark.line + 1)
        if key.value == "<<" and key.style not in ("'", '"') and not tags:
            raise YamlError(
                Message("expected each value written out, found the merge key '<<'"), key.start_mark.line + 1
            )
        if key.value in mapping:
            advice = "" if isinstance(value, ScalarNode) else Message("; put both into one")
            message = Message("expected each key once, found '{key}' again{advice}", key=key.value, advice=advice)
            raise YamlError(message, key.start_mark.line + 1, "duplicate-key")
        mapping[key.value] = _build(value, seen, tags=tags)
    return mapping


def _explain_tag(tag: str) -> Message:
    """Return the message for a value with a tag."""
    if tag.startswith("!"):
        return Message("expected words that begin with ! in straight quotation marks, found {tag}", tag=tag)
    return Message("expected plain YAML, found the tag {tag}", tag=tag.removeprefix(_STANDARD_TAG))


def _parse_scalar(node: ScalarNode) -> str | int | float | bool | None:
    value: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return value
    if value in _NULLS:
        return None
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] in "-+.0123456789":
        if _INTEGER.match(value):
            return int(value)
        if _FLOAT.match(value):
            number = float(value)
            return number if math.isfinite(number) else value
    return value
