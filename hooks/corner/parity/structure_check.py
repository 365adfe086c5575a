"""Check that two texts have the same headings, tables, lists, footnotes, pictures and links."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterator
from itertools import zip_longest
from typing import NamedTuple
from urllib.parse import urlsplit

from corner.content.markdown_blocks import BlockMark
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity.addresses import remove_language
from corner.parity.part_names import PART_NAMES
from corner.parity.side import Mismatch, Side

_PASSAGES = {
    "headings": ("heading",),
    "tables": ("table", "row"),
    "lists": ("list", "item"),
    "notes": ("note",),
    "pictures": ("picture",),
}
"""The passages whose absence changes the parts of a kind."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


class _StructurePart(NamedTuple):
    """A heading, a table or a list."""

    label: str
    """Its kind and size, such as “heading of level 2”, “list of 3 items”."""
    line: int
    """Its line in the body, from 1."""


def compare_structure(
    original: Side,
    translation: Side,
    original_marks: tuple[BlockMark, ...],
    translation_marks: tuple[BlockMark, ...],
    missing: Container[str],
) -> Iterator[Mismatch]:
    """Yield the differences between the parts of two texts.

    Args:
        original: the text that was translated.
        translation: its translation.
        original_marks: the block marks of the body of the original.
        translation_marks: the block marks of the body of the translation.
        missing: the kinds of passages that only one text has, which are reported as such.
    """
    tags, addresses = ([[mark[n] for mark in marks] for marks in (original_marks, translation_marks)] for n in (0, 2))
    if tags[0] == tags[1] and addresses[0] == addresses[1]:
        return
    ours, theirs = _group_parts(original_marks), _group_parts(translation_marks)
    for kind, parts in ours.items():
        if any(passage in missing for passage in _PASSAGES.get(kind, ())):
            continue
        others = theirs[kind]
        for number in range(max(len(parts), len(others))):
            part = parts[number] if number < len(parts) else None
            other = others[number] if number < len(others) else None
            if part and other and part.label == other.label:
                continue
            yield _report_part(original, translation, kind, part, other)
            break  # after the first all others are out of step
    yield from _compare_links(original, translation, original_marks, translation_marks)


def _report_part(
    original: Side, translation: Side, kind: str, part: _StructurePart | None, other: _StructurePart | None
) -> Mismatch:
    first = original.source.body_line - 1
    if part is None and other is not None:
        message = Message(
            "expected as many {kind} as in {path}, found one more: {label}",
            kind=PART_NAMES[kind],
            path=original.path,
            label=other.label,
        )
    elif part is not None:
        where = f"{original.path}:{first + part.line}"
        message = Message(
            "expected a {label} as in {where}, found {other}",
            label=part.label,
            where=where,
            other=other.label if other else Message("none"),
        )
    line = other.line if other else 1
    return translation.create_body_mismatch(
        line, code="different-structure", message=message, name=kind, severity=Severity.WARNING
    )


def _group_parts(marks: tuple[BlockMark, ...]) -> dict[str, list[_StructurePart]]:
    """Return the parts of a text in order, by kind."""
    return {
        "headings": [
            _StructurePart(Message("heading of level {level}", level=mark.tag[1]), mark.line)
            for mark in marks
            if mark.tag in _HEADINGS
        ],
        "tables": _list_tables(marks),
        "lists": _list_lists(marks),
        "notes": [_StructurePart(Message("footnote"), mark.line) for mark in marks if mark.tag == "note"],
        "pictures": [_StructurePart(Message("picture"), mark.line) for mark in marks if mark.tag == "img"],
    }


def _list_tables(marks: tuple[BlockMark, ...]) -> list[_StructurePart]:
    tables = []
    begin = rows = cells = 0
    for mark in marks:
        if mark.tag == "table":
            begin, rows, cells = mark.line, 0, 0
        elif mark.tag == "tr":
            rows += 1
        elif mark.tag in ("th", "td"):
            cells += 1
        elif mark.tag == "/table":
            tables.append(
                _StructurePart(
                    Message("table of {rows} rows and {cells} columns", rows=rows, cells=cells // rows), begin
                )
            )
    return tables


def _list_lists(marks: tuple[BlockMark, ...]) -> list[_StructurePart]:
    """Return the lists in the order in which they begin, also those within others."""
    lists: list[_StructurePart] = []
    opened: list[list[int]] = []  # index, line and number of items of each open list
    for mark in marks:
        if mark.tag in ("ul", "ol"):
            opened.append([len(lists), mark.line, 0])
            lists.append(_StructurePart("", mark.line))
        elif mark.tag == "li" and opened:
            opened[-1][2] += 1
        elif mark.tag in ("/ul", "/ol") and opened:
            index, line, items = opened.pop()
            lists[index] = _StructurePart(Message("list of {items} items", items=items), line)
    return lists


def _compare_links(
    original: Side,
    translation: Side,
    original_marks: tuple[BlockMark, ...],
    translation_marks: tuple[BlockMark, ...],
) -> Iterator[Mismatch]:
    """Yield the links that only one text has; a page in another language is the same link."""
    ours = {mark.address: mark for mark in original_marks if mark.tag == "a"}
    theirs = {mark.address: mark for mark in translation_marks if mark.tag == "a"}
    lost = [mark for address, mark in ours.items() if address not in theirs]
    gained = [mark for address, mark in theirs.items() if address not in ours]
    for normalize in (remove_language, _get_host):
        pairs = list(_pair_links(lost, gained, normalize))
        if normalize is _get_host:
            # A publisher may number the languages of a page separately: only a person can know.
            for partner, mark in pairs:
                yield _report_link(original, translation, partner, mark, Severity.WARNING)
        paired = {mark.address for pair in pairs for mark in pair}
        lost, gained = ([mark for mark in marks if mark.address not in paired] for marks in (lost, gained))
    for partner, mark in zip_longest(lost, gained):
        yield _report_link(original, translation, partner, mark, Severity.ERROR)


def _pair_links(
    lost: list[BlockMark], gained: list[BlockMark], normalize: Callable[[str], str]
) -> Iterator[tuple[BlockMark, BlockMark]]:
    """Yield the links of two texts whose addresses are the same in a form; each link once, in order."""
    waiting: dict[str, deque[BlockMark]] = {}
    for mark in lost:
        waiting.setdefault(normalize(mark.address), deque()).append(mark)
    for mark in gained:
        if partners := waiting.get(normalize(mark.address)):
            yield partners.popleft(), mark


def _report_link(
    original: Side, translation: Side, link: BlockMark | None, other: BlockMark | None, severity: Severity
) -> Mismatch:
    href = f"'{other.address}'" if other else "none"
    if link:
        where = f"{original.path}:{original.source.body_line - 1 + link.line}"
        message = Message(
            "expected the link to '{address}' as in {where}, found {href}", address=link.address, where=where, href=href
        )
    else:
        message = Message("expected only the links of {path}, found {href}", path=original.path, href=href)
    line = other.line if other else 1
    name = link.address if link else other.address if other else ""
    return translation.create_body_mismatch(line, code="different-link", message=message, name=name, severity=severity)


def _get_host(address: str) -> str:
    """Return the host of a URL, or a URL without one unchanged."""
    return urlsplit(address).hostname or address
