"""Which parts of two texts answer to each other: fields, headings, paragraphs, items of lists, cells of tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corner.content.markdown_blocks import BlockMark
from corner.parity.side import Side

TextRange = tuple[int, int]
"""Beginning and end in the text of a side."""

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_DEEPEST = 6


class AlignedPair(NamedTuple):
    """Parts of the two texts that answer to each other, as finely as the texts are built alike."""

    kind: str
    """What they are: `title`, `description`, `headings`, `paragraphs`, `lists`, `tables`, `notes`, or a label."""
    here: tuple[TextRange, ...]
    there: tuple[TextRange, ...]
    rows: tuple[tuple[TextRange, ...], tuple[TextRange, ...]] | None = None
    """Of parts of a table, the rows that they belong to."""


class _Block(NamedTuple):
    """A heading, paragraph, list, table or note."""

    kind: str
    rows: tuple[tuple[TextRange, ...], ...]
    """The cells of each row of a table; else one part a row."""
    shape: tuple[int, ...] = ()
    """The level of a heading, or how deep each item of a list stands."""


class Alignment:
    """How two texts answer to each other."""

    def __init__(
        self, original: Side, translation: Side, here: tuple[BlockMark, ...], there: tuple[BlockMark, ...]
    ) -> None:
        """Align two sides.

        Args:
            original: the text that was translated.
            translation: its translation.
            here: what the body of the original is built of.
            there: what the body of the translation is built of.
        """
        self._original = original
        fields = zip(original.fields.items(), translation.fields.values(), strict=True)
        self.pairs = [AlignedPair(name, (ours,), (theirs,)) for (name, ours), theirs in fields]
        self.pairs += _sections(_blocks(original, here), _blocks(translation, there), 2)

    def beside(self, side: Side, place: int) -> int:
        """Return the place in the other text that answers to a place of `side`; where there is none, what stands before."""
        last = 0
        for pair in self.pairs:
            ours, theirs = (pair.here, pair.there) if side is self._original else (pair.there, pair.here)
            if ours and ours[0][0] <= place and theirs:
                last = max(last, theirs[0][0])
                if any(start <= place < end for start, end in ours):
                    return theirs[0][0]
        return last


def _sections(ours: list[_Block], theirs: list[_Block], level: int) -> Iterator[AlignedPair]:
    """Yield the pairs of blocks: one by one where they follow each other alike, else from heading to heading."""
    if [block.kind for block in ours] == [block.kind for block in theirs]:
        for block, other in zip(ours, theirs, strict=True):
            yield from _parts(block, other)
    elif level > _DEEPEST:
        yield from _mixed(ours, theirs)
    else:
        here, there = _split(ours, level), _split(theirs, level)
        if len(here) != len(there):
            yield from _mixed(ours, theirs)
        else:
            for section, opposite in zip(here, there, strict=True):
                yield from _sections(section, opposite, level + 1)


def _split(blocks: list[_Block], level: int) -> list[list[_Block]]:
    """Return what stands before the first heading of a level, each heading, and what follows it."""
    found: list[list[_Block]] = [[]]
    for block in blocks:
        if block.kind == "headings" and block.shape == (level,):
            found += [[block], []]
        else:
            found[-1].append(block)
    return found


def _mixed(ours: list[_Block], theirs: list[_Block]) -> Iterator[AlignedPair]:
    """Yield the pairs of blocks that do not follow each other alike: each kind by itself where its number agrees."""
    rest: tuple[list[TextRange], list[TextRange]] = ([], [])
    for kind in dict.fromkeys(block.kind for block in (*ours, *theirs)):
        here = [block for block in ours if block.kind == kind]
        there = [block for block in theirs if block.kind == kind]
        if len(here) == len(there) and kind != "paragraphs":
            for block, other in zip(here, there, strict=True):
                yield from _parts(block, other)
        else:
            rest[0].extend(_spans(here))
            rest[1].extend(_spans(there))
    if rest[0] or rest[1]:
        yield AlignedPair("paragraphs", tuple(rest[0]), tuple(rest[1]))


def _parts(block: _Block, other: _Block) -> Iterator[AlignedPair]:
    """Yield the pairs within two blocks of one kind: items and cells one by one where their number agrees."""
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
        yield AlignedPair(block.kind, tuple(_spans([block])), tuple(_spans([other])))


def _spans(blocks: Iterable[_Block]) -> Iterator[TextRange]:
    return (span for block in blocks for row in block.rows for span in row)


class _Positions:
    """Turns the lines and bytes that a renderer tells into places of a side."""

    def __init__(self, side: Side) -> None:
        self._lines = side.source.body.split("\n")
        self._starts = [side.body]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, mark: BlockMark) -> TextRange:
        return self._place(*mark.begin), self._place(mark.end[0], mark.end[1] + 1)

    def _place(self, line: int, column: int) -> int:
        if column == 1:
            return self._starts[line - 1]
        text = self._lines[line - 1]
        before = column - 1 if text.isascii() else len(text.encode()[: column - 1].decode(errors="ignore"))
        return self._starts[line - 1] + before


def _blocks(side: Side, marks: tuple[BlockMark, ...]) -> list[_Block]:
    """Return the blocks of a body in order; one without marks is paragraphs alone."""
    if not marks:
        found = (match.span() for match in _PARAGRAPH.finditer(side.text, side.body))
        return [_Block("paragraphs", ((span,),)) for span in found]
    return list(_BlockReader(side).read(marks))


class _BlockReader:
    """Gathers the blocks of one body from its marks."""

    def __init__(self, side: Side) -> None:
        self._places = _Positions(side)
        self._depth = 0
        """How many lists are open."""
        self._items: list[tuple[int, int]] = []
        """Of each item of the list how deep it stands, and where it begins."""
        self._end = 0
        """Where the list ends."""
        self._rows: list[list[TextRange]] = []

    def read(self, marks: tuple[BlockMark, ...]) -> Iterator[_Block]:
        noted = False
        for mark in marks:
            tag = mark.tag
            if tag in ("ul", "ol", "li", "/ul", "/ol"):
                yield from self._listed(mark)
            elif tag in ("table", "tr", "th", "td", "/table"):
                yield from self._tabled(mark)
            elif tag == "note":
                noted = True
                yield _Block("notes", ((self._places.span(mark),),))
            elif tag[0] == "h":
                yield _Block("headings", ((self._places.span(mark),),), (int(tag[1]),))
            elif tag == "p" and not self._depth and not noted:
                yield _Block("paragraphs", ((self._places.span(mark),),))

    def _listed(self, mark: BlockMark) -> Iterator[_Block]:
        """Read a part of a list; lists within its items belong to it."""
        if mark.tag == "li":
            self._items.append((self._depth, self._places.span(mark)[0]))
        elif mark.tag in ("ul", "ol"):
            if not self._depth:
                self._items, self._end = [], self._places.span(mark)[1]
            self._depth += 1
        elif self._depth:
            self._depth -= 1
            if not self._depth:
                starts = [start for _, start in self._items]
                spans = zip(starts, [*starts[1:], self._end], strict=True)
                yield _Block("lists", tuple((span,) for span in spans), tuple(depth for depth, _ in self._items))

    def _tabled(self, mark: BlockMark) -> Iterator[_Block]:
        if mark.tag == "table":
            self._rows = []
        elif mark.tag == "tr":
            self._rows.append([])
        elif mark.tag == "/table":
            yield _Block("tables", tuple(map(tuple, self._rows)))
        else:
            self._rows[-1].append(self._places.span(mark))
