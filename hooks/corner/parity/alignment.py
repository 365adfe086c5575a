"""Alignment of two texts: which fields, headings, paragraphs, items of lists, cells of tables and notes correspond."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corner.content.markdown_blocks import BlockMark
from corner.parity.segments import PARAGRAPH, Costs, Segment
from corner.parity.sentence_gaps import SentenceGapFinder
from corner.parity.sentences import TextPair, TextSegments
from corner.parity.side import Side

TextRange = tuple[int, int]
"""Start and end in the text of a side."""

SentenceBead = tuple[list[Segment], list[Segment]]
"""Sentences that correspond; one of the lists may be empty."""

_BLOCKS, _ITEMS, _ROWS = Costs(6, 8), Costs(6, 8), Costs(6)
"""The costs of blocks, items of lists and rows of tables without a counterpart, and of joined ones."""
_SAME = 0.6
"""How long what one text lacks is at least, in parts of what the other lacks, if both say the same."""
_PROSE = frozenset(("paragraphs", "lists", "notes"))
"""The kinds of parts that consist of sentences."""
_NAMES = {
    "headings": "heading",
    "paragraphs": "paragraph",
    "lists": "list",
    "tables": "table",
    "notes": "note",
    "pictures": "picture",
}
_PICTURE = re.compile(r"\s*!\[[^\]\n]*\)\s*")
"""A paragraph that is a picture, without the address that is hidden."""


class AlignedPair(NamedTuple):
    """Corresponding parts of the two texts, as small as the structure of the texts allows."""

    kind: str
    """Their kind: `title`, `description`, `headings`, `paragraphs`, `lists`, `tables`, `notes`, or a label."""
    original: tuple[TextRange, ...]
    translation: tuple[TextRange, ...]
    rows: tuple[tuple[TextRange, ...], tuple[TextRange, ...]] | None = None
    """The rows to which the parts of a table belong."""


class Gap(NamedTuple):
    """A passage of one text without a counterpart in the other."""

    kind: str
    """What it is: `heading`, `paragraph`, `list`, `table`, `note`, `item`, `row`, `sentence`."""
    side: int
    """0 for the original, 1 for the translation."""
    part: TextRange
    number: int
    """Its number among the parts of its kind in the text, from 1; of a sentence, that of its paragraph."""
    counterpart: int
    """The position in the other text at which it is missing."""


class _Block(NamedTuple):
    """A heading, paragraph, list, table or note."""

    kind: str
    rows: tuple[tuple[TextRange, ...], ...]
    """The cells of each row of a table; one part a row for other kinds."""
    shape: tuple[int, ...] = ()
    """The level of a heading, or the depth of each item of a list."""

    @property
    def start(self) -> int:
        """Its first position."""
        return self.rows[0][0][0] if self.rows and self.rows[0] else 0

    @property
    def end(self) -> int:
        """The position after it."""
        return self.rows[-1][-1][1] if self.rows and self.rows[-1] else 0


class Alignment:
    """The corresponding parts of two texts."""

    def __init__(self, original: TextSegments, translation: TextSegments, *, blocks: bool = True) -> None:
        """Align two texts.

        Args:
            original: the text that was translated.
            translation: its translation.
            blocks: whether the texts have bodies of blocks; a label has none.
        """
        self._texts = original, translation
        self._pair = TextPair(original, translation)
        self._passages: dict[object, SentenceBead] = {}
        self._sentences: dict[object, list[SentenceBead]] = {}
        self.gaps: list[Gap] = []
        """The passages that only one text has."""
        fields = zip(original.side.fields.items(), translation.side.fields.values(), strict=True)
        self.pairs: list[AlignedPair] = []
        self._ends = [0, 0]
        """The beginning of the last part of each text that is aligned so far."""
        for (name, part), other in fields:
            self._add_pair(name, (part,), (other,))
        if blocks:
            ours, theirs = (_read_blocks(text.side, text.marks) for text in self._texts)
            self._pair_blocks(ours, theirs)
            self._align_passages()

    def align_sentences(self, pair: AlignedPair) -> list[SentenceBead]:
        """Return the sentences of two parts that correspond."""
        key = pair.original, pair.translation
        if key not in self._sentences:
            self._sentences[key] = self._pair.align_sentences(*self._split(pair))
        return self._sentences[key]

    def _split(self, pair: AlignedPair) -> SentenceBead:
        """Return the sentences of two parts."""
        key = pair.original, pair.translation
        if key not in self._passages:
            self._passages[key] = self._texts[0].split(pair.original), self._texts[1].split(pair.translation)
        return self._passages[key]

    def find_counterpart(self, which: int, position: int) -> int:
        """Return the position in the other text that corresponds to one of text 0 or 1, or else the nearest before it."""
        last = 0
        for pair in self.pairs:
            ours, theirs = (pair.translation, pair.original) if which else (pair.original, pair.translation)
            if ours and ours[0][0] <= position and theirs:
                last = max(last, theirs[0][0])
                if any(start <= position < end for start, end in ours):
                    return theirs[0][0]
        return last

    def has_exchanged_gaps(self) -> bool:
        """Return whether each text lacks about as much as the other: then the same words are in other passages."""
        if {gap.side for gap in self.gaps} != {0, 1}:
            return False
        lengths = [
            sum(text.create_segment(*gap.part).length for gap in self.gaps if gap.side == which)
            for which, text in enumerate(self._texts)
        ]
        return min(lengths) >= _SAME * max(lengths)

    def _pair_blocks(self, ours: list[_Block], theirs: list[_Block]) -> None:
        segments = [
            [text.create_segment(block.start, block.end, block.kind) for block in blocks]
            for text, blocks in zip(self._texts, (ours, theirs), strict=True)
        ]
        beads = list(self._pair.align(segments[0], segments[1], _BLOCKS))
        has_gaps = not all(matched and opposite for matched, opposite in beads)
        numbers = [_number_blocks(blocks) if has_gaps else {} for blocks in (ours, theirs)]
        first = second = 0
        for matched, opposite in beads:
            here, there = ours[first : first + len(matched)], theirs[second : second + len(opposite)]
            first, second = first + len(here), second + len(there)
            if len(here) == len(there) == 1 and here[0].kind == there[0].kind:
                self._pair_parts(here[0], there[0])
            elif here and there:
                self._add_pair(here[0].kind, tuple(_iter_ranges(here)), tuple(_iter_ranges(there)))
            for block in here if not there else ():
                self._add_gap(block, 0, numbers[0][block.start])
            for block in there if not here else ():
                self._add_gap(block, 1, numbers[1][block.start])

    def _add_gap(self, block: _Block, which: int, number: int) -> None:
        """Record a block without a counterpart."""
        parts = tuple(_iter_ranges([block]))
        self._add_pair(block.kind, () if which else parts, parts if which else ())
        counterpart = self._find_end(1 - which)
        self.gaps.append(Gap(_NAMES[block.kind], which, (block.start, block.end), number, counterpart))

    def _find_end(self, which: int) -> int:
        """Return the beginning of the last part of a text that is aligned so far."""
        return max(self._ends[which], self._texts[which].side.body_start)

    def _pair_parts(self, block: _Block, other: _Block) -> None:
        """Pair the parts of two blocks of one kind: the rows of tables, the items of lists."""
        if block.kind == "tables":
            self._pair_rows(block, other)
        elif block.kind == "lists":
            self._pair_items(block, other)
        else:
            self._add_pair(block.kind, block.rows[0], other.rows[0])

    def _pair_rows(self, block: _Block, other: _Block) -> None:
        for rows in self._align_rows("row", block, other):
            cells = list(zip(*rows, strict=False)) if len(rows[0]) == len(rows[1]) else [rows]
            for cell, opposite in cells:
                self._add_pair("tables", _as_ranges(cell), _as_ranges(opposite), rows)

    def _pair_items(self, block: _Block, other: _Block) -> None:
        for row, opposite in self._align_rows("item", block, other):
            self._add_pair("lists", row, opposite)

    def _align_rows(
        self, kind: str, block: _Block, other: _Block
    ) -> Iterator[tuple[tuple[TextRange, ...], tuple[TextRange, ...]]]:
        """Yield the rows or items that correspond, and record those without a counterpart."""
        segments = [
            [text.create_segment(row[0][0], row[-1][1], kind) for row in rows if row]
            for text, rows in zip(self._texts, (block.rows, other.rows), strict=True)
        ]
        first = second = 0
        for ours, theirs in self._pair.align(segments[0], segments[1], _ROWS if kind == "row" else _ITEMS):
            here = tuple(part for row in block.rows[first : first + len(ours)] for part in row)
            there = tuple(part for row in other.rows[second : second + len(theirs)] for part in row)
            first, second = first + len(ours), second + len(theirs)
            if here and there:
                yield here, there
                continue
            which = 0 if here else 1
            segment = (theirs if which else ours)[0]
            self._add_pair(block.kind, here, there)
            number = second if which else first
            self.gaps.append(Gap(kind, which, (segment.start, segment.end), number, self._find_end(1 - which)))

    def _add_pair(
        self,
        kind: str,
        ours: tuple[TextRange, ...],
        theirs: tuple[TextRange, ...],
        rows: tuple[tuple[TextRange, ...], tuple[TextRange, ...]] | None = None,
    ) -> None:
        self.pairs.append(AlignedPair(kind, ours, theirs, rows))
        if ours:
            self._ends[0] = ours[-1][0]
        if theirs:
            self._ends[1] = theirs[-1][0]

    def _align_passages(self) -> None:
        """Align the sentences of corresponding passages, and record those that only one of them has."""
        pairs = [pair for pair in self.pairs if pair.kind in _PROSE and pair.original and pair.translation]
        finder = SentenceGapFinder(self._texts, [self._split(pair) for pair in pairs])
        for number, pair in enumerate(pairs):
            beads = finder.align(number)
            self._sentences[pair.original, pair.translation] = beads
            for ours, theirs in beads:
                for which, segments in ((0, ours if not theirs else ()), (1, theirs if not ours else ())):
                    for segment in segments:
                        counterpart = (pair.original if which else pair.translation)[0][0]
                        part = segment.start, segment.end
                        self.gaps.append(Gap("sentence", which, part, number + 1, counterpart))


def _number_blocks(blocks: list[_Block]) -> dict[int, int]:
    """Return the number of each block among those of its kind, from 1, by the start of the block."""
    counts: Counter[str] = Counter()
    numbers = {}
    for block in blocks:
        counts[block.kind] += 1
        numbers[block.start] = counts[block.kind]
    return numbers


def _as_ranges(cells: TextRange | tuple[TextRange, ...]) -> tuple[TextRange, ...]:
    return cells if cells and isinstance(cells[0], tuple) else (cells,)  # type: ignore[return-value]


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
        line, column = mark.begin
        start = self._starts[line - 1] if column == 1 else self._find(line, column)
        return start, self._find(mark.end[0], mark.end[1] + 1)

    def _find(self, line: int, column: int) -> int:
        text = self._lines[line - 1]
        before = column - 1 if text.isascii() else len(text.encode()[: column - 1].decode(errors="ignore"))
        return self._starts[line - 1] + before


def _read_blocks(side: Side, marks: tuple[BlockMark, ...]) -> list[_Block]:
    """Return the blocks of a body in order; a body without marks has only paragraphs."""
    if not marks:
        paragraphs = (match.span() for match in PARAGRAPH.finditer(side.text, side.body_start))
        return [_Block("paragraphs", ((paragraph,),)) for paragraph in paragraphs]
    blocks = list(_BlockReader(side).read(marks))
    return [_name_picture(side, block) for block in blocks] if "![" in side.text else blocks


def _name_picture(side: Side, block: _Block) -> _Block:
    """Return a paragraph that is only a picture as such."""
    is_picture = block.kind == "paragraphs" and _PICTURE.fullmatch(side.text, block.start, block.end)
    return block._replace(kind="pictures") if is_picture else block


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
