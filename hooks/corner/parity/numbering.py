"""Numbered paragraphs, which one language writes as an ordered list in Markdown and another as paragraphs: “1.” and 一、."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corner.content.markdown_blocks import BlockMark
from corner.parity.lexicon import Lexicon
from corner.parity.side import Side

_LISTS = frozenset(("ol", "ul"))


def unify_numbered(
    sides: tuple[Side, Side],
    lexicons: tuple[Lexicon, Lexicon],
    marks: tuple[tuple[BlockMark, ...], tuple[BlockMark, ...]],
) -> tuple[tuple[BlockMark, ...], tuple[BlockMark, ...]]:
    """Return the marks of two texts, with paragraphs instead of ordered lists if one text has its numbers in another script.

    Args:
        sides: the texts.
        lexicons: the lexicons of their languages.
        marks: the block marks of both.
    """
    for which in (0, 1):
        has_lists = any(mark.tag == "ol" for mark in marks[1 - which])
        if has_lists and _has_labels(sides[which], lexicons[which].table.paragraph_label):
            return _flatten(marks[0], sides[0].source.body), _flatten(marks[1], sides[1].source.body)
    return marks


def _has_labels(side: Side, label: str) -> bool:
    """Return whether a paragraph of a text begins with a number that Markdown does not know."""
    return bool(label) and re.search(rf"^(?:{label})", side.source.body, re.MULTILINE) is not None


def _flatten(marks: tuple[BlockMark, ...], body: str) -> tuple[BlockMark, ...]:
    """Return marks with a paragraph for each item of an ordered list."""
    lines = body.split("\n")
    flat: list[BlockMark] = []
    opened: list[bool] = []
    """Whether each open list is ordered."""
    for mark in marks:
        is_within = any(opened)
        if mark.tag in _LISTS:
            opened.append(mark.tag == "ol")
        elif mark.tag in ("/ol", "/ul") and opened:
            opened.pop()
        if not is_within and not any(opened):
            flat.append(mark)
        elif mark.tag == "li":
            _end_before(flat, mark, lines)
            flat.append(mark._replace(tag="p"))
        elif mark.tag not in (*_LISTS, "/ol", "/ul", "p"):
            flat.append(mark)
    return tuple(flat)


def _end_before(flat: list[BlockMark], mark: BlockMark, lines: Sequence[str]) -> None:
    """End the paragraph before an item that is within it."""
    last = next((n for n in range(len(flat) - 1, -1, -1) if flat[n].tag == "p"), -1)
    if last >= 0 and flat[last].end >= mark.begin > flat[last].begin:
        line = mark.begin[0] - 1
        flat[last] = flat[last]._replace(end=(line, len(lines[line - 1].encode())))
