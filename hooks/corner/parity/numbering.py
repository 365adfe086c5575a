"""Blocks that two texts write in different ways: numbered paragraphs for an ordered list, or fewer and longer paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corner.content.markdown_blocks import BlockMark
from corner.parity.lexicon import Lexicon
from corner.parity.segments import PARAGRAPH, measure_length
from corner.parity.side import Side

Marks = tuple[BlockMark, ...]
"""The block marks of a body."""
_LISTS = frozenset(("ol", "ul"))
_ENDS = frozenset(("/ol", "/ul"))
_INDENTED = r"[\u00a0\u3000]+(?:[0-9]{1,3}[.)]|[-*+•])"
"""A number or bullet after spaces that Markdown does not know as such."""
_MORE, _LEAST_MORE = 1.5, 3
"""How many times as many paragraphs, and how many more, a text has that is cut into shorter ones."""
_LESS = 0.65
"""How long, in parts of the other text, a text with fewer paragraphs is at least, if it lacks none."""


def unify_blocks(
    sides: tuple[Side, Side], lexicons: tuple[Lexicon, Lexicon], marks: tuple[Marks, Marks]
) -> tuple[Marks, Marks]:
    """Return the marks of two texts without what only shows how each is written.

    Where one text has its numbers in another script, items of lists are paragraphs in both. Where one text has fewer and
    longer paragraphs, those side by side are one in both.

    Args:
        sides: the texts.
        lexicons: the lexicons of their languages.
        marks: the block marks of both.
    """
    bodies = sides[0].source.body, sides[1].source.body
    is_uneven = _are_uneven(bodies, marks)
    if is_uneven or any(_has_other_list(which, bodies, lexicons, marks) for which in (0, 1)):
        marks = _flatten(marks[0], bodies[0]), _flatten(marks[1], bodies[1])
    return merge_blocks(sides, marks) if is_uneven else marks


def merge_blocks(sides: tuple[Side, Side], marks: tuple[Marks, Marks]) -> tuple[Marks, Marks]:
    """Return the marks of two texts with one paragraph for those that follow each other."""
    return _merge(marks[0], sides[0].source.body), _merge(marks[1], sides[1].source.body)


def _has_other_list(
    which: int, bodies: tuple[str, str], lexicons: tuple[Lexicon, Lexicon], marks: tuple[Marks, Marks]
) -> bool:
    """Return whether a text has numbers that Markdown does not know, and the other one has lists."""
    has_lists = any(mark.tag in _LISTS for mark in marks[1 - which])
    return has_lists and _has_labels(bodies[which], lexicons[which].table.paragraph_label)


def _has_labels(body: str, label: str) -> bool:
    """Return whether a paragraph of a text begins with a number that Markdown does not know."""
    return bool(label) and re.search(rf"^(?:[ \t\u00a0\u3000]*(?:{label})|{_INDENTED})", body, re.MULTILINE) is not None


def _flatten(marks: Marks, body: str) -> Marks:
    """Return marks with a paragraph for each item of a list."""
    lines = body.split("\n")
    flat: list[BlockMark] = []
    depth = 0
    for mark in marks:
        is_within = depth > 0
        depth += (mark.tag in _LISTS) - (mark.tag in _ENDS)
        if not is_within and not depth:
            flat.append(mark)
        elif mark.tag == "li":
            _end_before(flat, mark, lines)
            flat.append(mark._replace(tag="p"))
        elif mark.tag not in (*_LISTS, *_ENDS, "p"):
            flat.append(mark)
    return tuple(flat)


def _end_before(flat: list[BlockMark], mark: BlockMark, lines: Sequence[str]) -> None:
    """End the paragraph before an item that is within it."""
    last = next((n for n in range(len(flat) - 1, -1, -1) if flat[n].tag == "p"), -1)
    if last >= 0 and flat[last].end >= mark.begin > flat[last].begin:
        line = mark.begin[0] - 1
        flat[last] = flat[last]._replace(end=(line, len(lines[line - 1].encode())))


def _are_uneven(bodies: tuple[str, str], marks: tuple[Marks, Marks]) -> bool:
    """Return whether one of two texts has fewer and longer paragraphs, and lacks none."""
    if marks[0] and [mark.tag for mark in marks[0]] == [mark.tag for mark in marks[1]]:
        return False
    counts = [_count_paragraphs(body, known) for body, known in zip(bodies, marks, strict=True)]
    fewer, more = sorted(counts)
    if not fewer or more < fewer * _MORE or more - fewer < (_LEAST_MORE if fewer > 1 else _LEAST_MORE - 1):
        return False
    lengths = list(map(measure_length, bodies))
    which = counts.index(fewer)
    return lengths[which] >= _LESS * lengths[1 - which]


def _count_paragraphs(body: str, marks: Marks) -> int:
    if not marks:
        return len(PARAGRAPH.findall(body))
    has_lists = any(mark.tag in _LISTS for mark in marks)
    return sum(mark.tag == "p" for mark in (_flatten(marks, body) if has_lists else marks))


def _merge(marks: Marks, body: str) -> Marks:
    """Return marks with one paragraph for those that follow each other."""
    if not marks:
        lines = body.rstrip().split("\n")
        return (BlockMark("p", 1, "", (1, 1), (len(lines), len(lines[-1].encode()))),)
    merged: list[BlockMark] = []
    for mark in marks:
        if mark.tag == "p" and merged and merged[-1].tag == "p":
            merged[-1] = merged[-1]._replace(end=mark.end)
        else:
            merged.append(mark)
    return tuple(merged)
