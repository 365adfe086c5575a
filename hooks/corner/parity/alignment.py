"""Alignment of two texts: which fields, headings, paragraphs, items of lists, cells of tables and notes correspond."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corner.content.markdown_blocks import BlockMark
from corner.parity.side import Side

TextRange = tuple[int, int]
"""Start and end in the text of a side."""

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_DEEPEST = 6


class AlignedPair(NamedTuple):
    """Corresponding parts of the two texts, as small as the structure of the texts allows."""

    kind: str
    """Their kind: `title`, `description`, `headings`, `paragraphs`, `lists`, `tables`, `notes`, or a label."""
    original: tuple[TextRange, ...]
    translation: tuple[TextRange, ...]
    rows: tuple[tuple[TextRange, ...], tuple[TextRange, ...]] | None = None
    """The rows to which the parts of a table belong."""


class _Block(NamedTuple):
    """A heading, paragraph, list, table or note."""

    kind: str
    rows: tuple[tuple[TextRange, ...], ...]
    """The cells of each row of a table; one part a row for other kinds."""
    shape: tuple[int, ...] = ()
    """The level of a heading, or the depth of each item of a list."""


class Alignment:
    """The corresponding parts of two texts."""

    def __init__(
        self,
        original: Side,
        translation: Side,
        original_marks: tuple[BlockMark, ...],
        translation_marks: tuple[BlockMark, ...],
    ) -> None:
        """Align two sides.

        Args:
            original: the text that was translated.
            translation: its translation.
            original_marks: the block marks of the body of the original.
            translation_marks: the block marks of the body of the translation.
        """
        self._original = original
        fields = zip(original.fields.items(), translation.fields.values(), strict=True)
        self.pairs = [AlignedPair(name, (ours,), (theirs,)) for (name, ours), theirs in fields]
        self.pairs += _pair_sections(
            _read_blocks(original, original_marks), _read_blocks(translation, translation_marks), 2
        )

    def find_counterpart(self, side: Side, position: int) -> int:
        """Return the position in the other text that corresponds to one of `side`, or else the nearest one before it."""
        last = 0
        for pair in self.pairs:
            ours, theirs = pair.original, pair.translation
            if side is not self._original:
                ours, theirs = theirs, ours
            if ours and ours[0][0] <= position and theirs:
                last = max(last, theirs[0][0])
                if any(start <= position < end for start, end in ours):
                    return theirs[0][0]
        return last


def _pair_sections(ours: list[_Block], theirs: list[_Block], level: int) -> Iterator[AlignedPair]:
    """Yield the pairs of blocks: one by one if both texts have the same kinds in order, else from heading to heading."""
    if [block.kind for block in ours] == [block.kind for block in theirs]:
        for block, other in zip(ours, theirs, strict=True):
            yield from _pair_parts(block, other)
    elif level > _DEEPEST:
        yield from _pair_kinds(ours, theirs)
    else:
        here, there = _split_at_headings(ours, level), _split_at_headings(theirs, level)
        if len(here) != len(there):
            yield from _pair_kinds(ours, theirs)
        else:
            for section, opposite in zip(here, there, strict=True):
                yield from _pair_sections(section, opposite, level + 1)


def _split_at_headings(blocks: list[_Block], level: int) -> list[list[_Block]]:
    """Return the blocks before the first heading of a level, each heading, and the blocks after it."""
    sections: list[list[_Block]] = [[]]
    for block in blocks:
        if block.kind == "headings" and block.shape == (level,):
            sections += [[block], []]
        else:
            sections[-1].append(block)
    return sections


def _pair_kinds(ours: list[_Block], theirs: list[_Block]) -> Iterator[AlignedPair]:
    """Yield the pairs of blocks in different order: each kind by itself if both texts have as many of it."""
    unpaired: tuple[list[TextRange], list[TextRange]] = ([], [])
    for kind in dict.fromkeys(block.kind for block in (*ours, *theirs)):
        here = [block for block in ours if block.kind == kind]
        there = [block for block in theirs if block.kind == kind]
        if len(here) == len(there) and kind != "paragraphs":
            for block, other in zip(here, there, strict=True):
                yield from _pair_parts(block, other)
        else:
            unpaired[0].extend(_iter_ranges(here))
            unpaired[1].extend(_iter_ranges(there))
    if unpaired[0] or unpaired[1]:
        yield AlignedPair("paragraphs", tuple(unpaired[0]), tuple(unpaired[1]))


def _pair_parts(block: _Block, other: _Block) -> Iterator[AlignedPair]:
    """Yield the pairs within two blocks of one kind: items and cells one by one if both have as many."""
    if block.kind == "tables" and len(block.rows) == len(other.rows):
        for rows in zip(block.rows, other.rows, strict=True):
            if len(rows[0]) == len(rows[1]):
                for cell, opposite in zip(*rows, strict=True):
                    yield AlignedPair("tables", (cell,), (opposite,), rows)
            else:
                yield AlignedPair("tables", *rows, rows)
    elif block.kind != "tables" and (block.shape == other.shape or block.kind == "headings"):
        for row, row_there in zip(block.rows, other.rows, strict=True):
            yield AlignedPair(block.kind, row, row_there)
    else:
        yield AlignedPair(block.kind, tuple(_iter_ranges([block])), tuple(_iter_ranges([other])))


def _iter_ranges(blocks: Iterable[_Block]) -> Iterator[TextRange]:
    return (part for block in blocks for row in block.rows for part in row)


class _Positions:
    """Turns the lines and columns of a renderer into positions in a side."""

    def __init__(self, side: Side) -> None:
        self._lines = side.source.body.split("\n")
        self._starts = [side.body_start]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def find_range(self, mark: BlockMark) -> TextRange:
        return self._find(*mark.begin), self._find(mark.end[0], mark.end[1] + 1)

    def _find(self, line: int, column: int) -> int:
        if column == 1:
            return self._starts[line - 1]
        text = self._lines[line - 1]
        before = column - 1 if text.isascii() else len(text.encode()[: column - 1].decode(errors="ignore"))
        return self._starts[line - 1] + before


def _read_blocks(side: Side, marks: tuple[BlockMark, ...]) -> list[_Block]:
    """Return the blocks of a body in order; a body without marks has only paragraphs."""
    if not marks:
        paragraphs = (match.span() for match in _PARAGRAPH.finditer(side.text, side.body_start))
        return [_Block("paragraphs", ((paragraph,),)) for paragraph in paragraphs]
    return list(_BlockReader(side).read(marks))


class _BlockReader:
    """Reads the blocks of one body from its marks."""

    def __init__(self, side: Side) -> None:
        self._positions = _Positions(side)
        self._depth = 0
        """The number of open lists."""
        self._items: list[tuple[int, int]] = []
        """Depth and start of each item of the list."""
        self._end = 0
        """The end of the list."""
        self._rows: list[list[TextRange]] = []

    def read(self, marks: tuple[BlockMark, ...]) -> Iterator[_Block]:
        in_notes = False
        for mark in marks:
            tag = mark.tag
            if tag in ("ul", "ol", "li", "/ul", "/ol"):
                yield from self._read_list(mark)
            elif tag in ("table", "tr", "th", "td", "/table"):
                yield from self._read_table(mark)
            elif tag == "note":
                in_notes = True
                yield _Block("notes", ((self._positions.find_range(mark),),))
            elif tag[0] == "h":
                yield _Block("headings", ((self._positions.find_range(mark),),), (int(tag[1]),))
            elif tag == "p" and not self._depth and not in_notes:
                yield _Block("paragraphs", ((self._positions.find_range(mark),),))

    def _read_list(self, mark: BlockMark) -> Iterator[_Block]:
        """Read a part of a list; lists within its items belong to it."""
        if mark.tag == "li":
            self._items.append((self._depth, self._positions.find_range(mark)[0]))
        elif mark.tag in ("ul", "ol"):
            if not self._depth:
                self._items, self._end = [], self._positions.find_range(mark)[1]
            self._depth += 1
        elif self._depth:
            self._depth -= 1
            if not self._depth:
                starts = [start for _, start in self._items]
                items = zip(starts, [*starts[1:], self._end], strict=True)
                yield _Block("lists", tuple((item,) for item in items), tuple(depth for depth, _ in self._items))

    def _read_table(self, mark: BlockMark) -> Iterator[_Block]:
        if mark.tag == "table":
            self._rows = []
        elif mark.tag == "tr":
            self._rows.append([])
        elif mark.tag == "/table":
            yield _Block("tables", tuple(map(tuple, self._rows)))
        else:
            self._rows[-1].append(self._positions.find_range(mark))
