"""Whether two texts are built alike: headings, tables, lists, notes, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from corner.content.markdown_blocks import BlockMark
from corner.diagnostics.problem import Severity
from corner.parity.side import Mismatch, Side

_LANGUAGE = re.compile(
    r"(?<=//)(?:[a-z]{2}|zh-[a-z]+)(?=\.)|(?<=/)(?:[a-z]{2,3}|english|chinese|zh[-_][A-Za-z]+|[a-z]{2}[-_][A-Z]{2})(?=/|$)"
)
"""Where an address commonly names its language."""


_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


class _StructurePart(NamedTuple):
    """A heading, a table or a list."""

    told: str
    """What it is, in words that can be compared, such as “heading of level 2”, “list of 3 items”."""
    line: int
    """Its line in the body, from 1."""


def compare_structure(
    original: Side, translation: Side, here: tuple[BlockMark, ...], there: tuple[BlockMark, ...]
) -> Iterator[Mismatch]:
    """Yield how the parts of two texts differ.

    Args:
        original: the text that was translated.
        translation: its translation.
        here: what the body of the original is built of.
        there: what the body of the translation is built of.
    """
    ours, theirs = _parts(here), _parts(there)
    for kind, parts in ours.items():
        others = theirs[kind]
        for number in range(max(len(parts), len(others))):
            part = parts[number] if number < len(parts) else None
            other = others[number] if number < len(others) else None
            if part and other and part.told == other.told:
                continue
            yield _different(original, translation, kind, part, other)
            break  # after the first all others are out of step
    yield from _links(original, translation, here, there)


def _different(
    original: Side, translation: Side, kind: str, part: _StructurePart | None, other: _StructurePart | None
) -> Mismatch:
    first = original.source.body_line - 1
    if part is None and other is not None:
        message = f"expected as many {kind} as in {original.path}, found one more: {other.told}"
    elif part is not None:
        where = f"{original.path}:{first + part.line}"
        found = other.told if other else "none"
        message = f"expected a {part.told} as in {where}, found {found}"
    line = other.line if other else 1
    return translation.body_mismatch(
        line, code="different-structure", message=message, name=kind, severity=Severity.WARNING
    )


def _parts(marks: tuple[BlockMark, ...]) -> dict[str, list[_StructurePart]]:
    """Return the parts of a text by kind, in order."""
    return {
        "headings": [
            _StructurePart(f"heading of level {mark.tag[1]}", mark.line) for mark in marks if mark.tag in _HEADINGS
        ],
        "tables": _tables(marks),
        "lists": _lists(marks),
        "notes": [_StructurePart("footnote", mark.line) for mark in marks if mark.tag == "note"],
        "pictures": [_StructurePart("picture", mark.line) for mark in marks if mark.tag == "img"],
    }


def _tables(marks: tuple[BlockMark, ...]) -> list[_StructurePart]:
    found = []
    begin = rows = cells = 0
    for mark in marks:
        if mark.tag == "table":
            begin, rows, cells = mark.line, 0, 0
        elif mark.tag == "tr":
            rows += 1
        elif mark.tag in ("th", "td"):
            cells += 1
        elif mark.tag == "/table":
            found.append(_StructurePart(f"table of {rows} rows and {cells // rows} columns", begin))
    return found


def _lists(marks: tuple[BlockMark, ...]) -> list[_StructurePart]:
    """Return the lists in the order in which they begin, whatever they stand in."""
    found: list[_StructurePart] = []
    opened: list[list[int]] = []  # of each the place, line and items
    for mark in marks:
        if mark.tag in ("ul", "ol"):
            opened.append([len(found), mark.line, 0])
            found.append(_StructurePart("", mark.line))
        elif mark.tag == "li" and opened:
            opened[-1][2] += 1
        elif mark.tag in ("/ul", "/ol") and opened:
            place, line, items = opened.pop()
            found[place] = _StructurePart(f"list of {items} items", line)
    return found


def _links(
    original: Side, translation: Side, here: tuple[BlockMark, ...], there: tuple[BlockMark, ...]
) -> Iterator[Mismatch]:
    """Yield the links that only one text has; the same page in another language is the same link."""
    ours = {mark.address: mark for mark in here if mark.tag == "a"}
    theirs = {mark.address: mark for mark in there if mark.tag == "a"}
    lost = [mark for address, mark in ours.items() if address not in theirs]
    gained = [mark for address, mark in theirs.items() if address not in ours]
    for same in (_page, _host):
        for mark in list(gained):
            partner = next((other for other in lost if same(other.address) == same(mark.address)), None)
            if partner is None:
                continue
            gained.remove(mark)
            lost.remove(partner)
            if same is _host:
                # Publishers number the languages of one page apart: only a person can tell.
                yield _unlike(original, translation, partner, mark, Severity.WARNING)
    for mark in gained:
        yield _unlike(original, translation, lost.pop(0) if lost else None, mark, Severity.ERROR)
    for mark in lost:
        yield _unlike(original, translation, mark, None, Severity.ERROR)


def _unlike(
    original: Side, translation: Side, link: BlockMark | None, other: BlockMark | None, severity: Severity
) -> Mismatch:
    found = f"'{other.address}'" if other else "none"
    if link:
        where = f"{original.path}:{original.source.body_line - 1 + link.line}"
        message = f"expected the link to '{link.address}' as in {where}, found {found}"
    else:
        message = f"expected only the links of {original.path}, found {found}"
    line = other.line if other else 1
    name = link.address if link else other.address if other else ""
    return translation.body_mismatch(line, code="different-link", message=message, name=name, severity=severity)


def _page(address: str) -> str:
    """Return an address without what names its language."""
    return _LANGUAGE.sub("*", address)


def _host(address: str) -> str:
    """Return the host of an address, or for another address all of it."""
    return urlsplit(address).hostname or address
