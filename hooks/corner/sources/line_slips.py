"""Typing errors in the lines of front matter that is not YAML: a colon without a space, uneven indents, a cut line.

Each is reported at its line, with what to type there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources.field_names import find_field, is_field

_ODD_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_NAMED = re.compile(
    rf"(?P<before>[ {_ODD_SPACES}]*(?:- )?)(?P<name>[a-z_]+(?:\.[A-Za-z0-9_.-]+)?|[^\W\d_a-zA-Z]{{1,8}})"
    rf"(?P<gap>[ {_ODD_SPACES}]*)(?P<colon>[:：])(?P<space>[ \t{_ODD_SPACES}]*)(?P<value>.*)"
)
"""A line with a field: its name in Latin letters, or in other letters, and a colon of either width."""
_DECORATED = re.compile(r"[ ]*[*_>`\"“•]+[ ]*([a-z_]+)[*_`\"”]*[ ]?[:：][*_`\"”]*[ ]*(.*?)[*_`\"”]*")
_OTHER_SIGN = re.compile(r"([a-z_]{2,})[ ]*(?:=|;|；|\||–|—|-(?= )|,(?= ))[ ]*(\S.*)")
_FIELD = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<name>\"[^\"]*\"|'[^']*'|[^\s#\"'\[{&*!|>%@`.-][^#\[{]*?) *:(?: +(?P<value>\S.*))? *"
)
_ITEM = re.compile(r"(?P<indent> *)- +\S.*")
_OPENING = re.compile(r"[|>][+-]?[0-9]?|\[[^\]]*|\{[^}]*|\"[^\"]*|'[^']*")
"""A value that goes on in the lines below it."""
_LATIN_END = re.compile(r"[\x00-\u024f]\Z")
_LONGEST = 200
"""The most characters of a line that a message asks to type."""


class _Level(NamedTuple):
    """A line below which fields or items may be indented."""

    indent: int
    has_value: bool


def find_colon_slips(path: str, head: str) -> Iterator[Problem]:
    """Yield a problem for each line with a colon that YAML does not read as one, or a tab before a field."""
    previous = ""
    for number, line in enumerate(head.split("\n"), 2):
        match = _NAMED.match(line)
        if match and (slip := _explain_colon(match)):
            yield Problem(path, number, *slip)
        elif line.lstrip(" ").startswith("\t"):
            is_nested = previous[:1] in (" ", "\t") or previous.rstrip().endswith(":")
            advice = Message("type two spaces in its place") if is_nested else Message("delete it")
            message = Message("expected spaces before a field, found a tab; {advice}", advice=advice)
            yield Problem(path, number, "file", "wrong-yaml", message)
        previous = line


def _explain_colon(match: re.Match[str]) -> tuple[str, str, Message] | None:
    """Return field, code and message for a line with a field whose colon or spaces are wrong."""
    written, space, value = match["name"], match["space"], match["value"].rstrip()
    name = written if written.isascii() else find_field(written)
    if not name or (value[:1] == "/" and not space and match["colon"] == ":"):
        return None
    odd = next((sign for sign in match["before"] + match["gap"] + space[:1] if sign not in " -\t"), "")
    typed = f"{' ' * len(match['before'].rstrip('- '))}{'- ' * ('- ' in match['before'])}{name}: {value}".rstrip()
    fields = {"field": f"{name}: ", "line": typed[:_LONGEST]}
    if name != written and (match["colon"] == "：" or odd or not space):
        message = Message(
            "expected '{field}' with a colon and a space, found '{found}'; type '{line}'", **fields, found=match[0][:40]
        )
    elif match["colon"] == "：" or (not space and value):
        start = f"{match['before']}{written}{match['gap']}{match['colon']}"
        message = Message(
            "expected '{field}' with a colon and a space, found '{found}'; type '{line}'", **fields, found=start
        )
    elif odd:
        message = Message(
            "expected '{field}' with an ordinary space, found the character U+{number}, which looks like one; "
            "delete it and type '{line}'",
            **fields,
            number=f"{ord(odd):04X}",
        )
    else:
        return None
    return name, "wrong-yaml", message


def find_layout_slips(path: str, head: str) -> list[Problem]:
    """Return the first line that is no field and no item of a list, or has too many or too few spaces before it."""
    levels = [_Level(0, has_value=True)]
    block_indent = -1
    previous = ""
    for number, line in enumerate(head.split("\n"), 2):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#") or -1 < block_indent < indent:
            continue
        block_indent = -1
        field, item = _FIELD.fullmatch(line), _ITEM.fullmatch(line)
        if not field and not item:
            if previous and indent > levels[-1].indent:
                continue  # the words of the line above go on
            return [Problem(path, number, "file", "wrong-yaml", _explain_line(line, previous, path))]
        if slip := _explain_indent(line, indent, levels):
            return [Problem(path, number, "file", "wrong-yaml", slip)]
        if field and _OPENING.fullmatch(field["value"] or ""):
            block_indent = indent
        levels = [*(level for level in levels if level.indent < indent), *_list_levels(indent, field)]
        previous = line
    return []


def _list_levels(indent: int, field: re.Match[str] | None) -> Iterator[_Level]:
    """Yield the levels that a line adds: its own, and that of the field in an item."""
    has_value = not field or bool(field["value"])
    if field and field["dash"]:
        yield _Level(indent, has_value=False)
        indent += len(field["dash"])
    yield _Level(indent, has_value=has_value)


def _explain_line(line: str, previous: str, path: str) -> Message:
    """Return the message for a line that is neither a field nor an item of a list."""
    shown = show_value(line.strip())
    if line.startswith(("...", "%", "---")):
        return Message("expected 'field: value' on each line, found {found}; delete this line", found=shown)
    field = _FIELD.fullmatch(previous)
    if decorated := _DECORATED.fullmatch(line) or _OTHER_SIGN.fullmatch(line):
        typed = f"{decorated[1]}: {decorated[2]}".rstrip()
    elif is_field(line.strip()):
        typed = f"{line.strip()}: …"
    elif field and field["value"]:
        joint = " " if _LATIN_END.search(previous) else ""
        return Message(
            "expected the words of a field on one line, found {found} on a line of its own; type '{line}'",
            found=shown,
            line=f"{previous.strip()}{joint}{line.strip()}"[:_LONGEST],
        )
    elif previous and _ITEM.fullmatch(previous):
        typed = f"- {line.strip()}"
    else:
        typed = "" if previous or not path.endswith(".md") else f"title: {line.strip()}"
    if typed:
        return Message("expected 'field: value', found {found}; type '{line}'", found=shown, line=typed[:_LONGEST])
    return Message("expected 'field: value' or '- item' on each line, found {found}", found=shown)


def _explain_indent(line: str, indent: int, levels: list[_Level]) -> Message | None:
    """Return the message for a line with more or fewer spaces before it than the lines that it belongs to."""
    known = [level.indent for level in levels]
    if indent in known:
        return None
    if indent > levels[-1].indent:
        if not levels[-1].has_value:
            return None
        expected = levels[-1].indent
    else:
        expected = min(other for other in known if other > indent)
    shown = show_value(line.strip())
    if not expected:
        return Message(
            "expected {found} at the beginning of its line, found a space before it; delete the space",
            plural="expected {found} at the beginning of its line, found {count} spaces before it; delete the spaces",
            found=shown,
            count=indent,
        )
    return Message(
        "expected {expected} spaces before {found}, as before the lines that it belongs to, found {spaces}",
        expected=expected,
        found=shown,
        spaces=indent,
    )
