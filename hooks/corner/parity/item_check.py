"""Check that a summary's words agree with its items: how many there are, which of them are new, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from corner.content import markdown_blocks
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Quantities
from corner.parity.readers.han_numerals import load_han_numerals
from corner.parity.readers.normalized_text import to_half_width
from corner.parity.readers.tables import ItemTable
from corner.parity.side import Side
from corner.sources.frontmatter import SourceFile

_MASK = "\x01"
"""Stands for each character of a number."""
_STOP = re.compile(r"[。！？!?]|\.(?=\s|\Z)|\n\n")
_SECTION = re.compile(r"^## ", re.MULTILINE)
_SHORT = r"[0-9]{1,3}"


def check_words(content: Content, side: Side, quantities: Quantities, lexicon: Lexicon) -> Iterator[Problem]:
    """Yield a warning for each statement about items in a text that the items do not have.

    Args:
        content: the content with items.
        side: title, description and body of one of its texts.
        quantities: the quantities of the text.
        lexicon: the lexicon of the text's language.
    """
    table = lexicon.table.item_table
    if table is not None:
        section = _SECTION.search(side.text, side.body_start)
        yield from _LeadCheck(content, side, quantities, table, section.start() if section else len(side.text)).run()
    yield from _check_headings(side.source, lexicon)


class _LeadCheck:
    """The check of what stands before the first item."""

    def __init__(self, content: Content, side: Side, quantities: Quantities, table: ItemTable, end: int) -> None:
        self._total = len(content.item_keys)
        self._new = content.new_item_numbers
        self._side = side
        self._table = table
        self._values = {number.start: number.value for number in quantities.numbers}
        text = to_half_width(side.text[:end])
        for number in quantities.numbers:
            if number.start < end:
                after = number.start + len(number.written)
                text = text[: number.start] + _MASK * len(number.written) + text[after:]
        self._text = text

    def run(self) -> Iterator[Problem]:
        """Yield what is not true in the description and in the lead."""
        yield from self._check_count(self._table.total, self._total, Message("items"))
        yield from self._check_count(self._table.new, len(self._new), Message("new items"))
        for start, end in self._iter_sentences():
            if self._find_counts(self._table.new, start, end):
                yield from self._check_new_numbers(start, end)
        for position, number in self._find_references(self._table.references, 0, len(self._text)):
            if not 1 <= number <= self._total:
                message = Message(
                    "expected the number of an item, 1 to {total}, found {number}", total=self._total, number=number
                )
                yield self._report(position, "wrong-item-number", message)

    def _check_count(self, patterns: list[str], count: int, noun: str) -> Iterator[Problem]:
        """Yield a problem for a field that counts items where none of its counts is the true one."""
        fields: dict[str, list[tuple[int, int]]] = {}
        for position, value in self._find_counts(patterns, 0, len(self._text)):
            fields.setdefault(self._side.find_field(position), []).append((position, value))
        for counts in fields.values():
            if count not in (value for _, value in counts):
                position, value = counts[0]
                message = Message(
                    "expected {count} as the number of {noun}, found {value}", count=count, noun=noun, value=value
                )
                yield self._report(position, "wrong-item-count", message)

    def _check_new_numbers(self, start: int, end: int) -> Iterator[Problem]:
        """Yield a problem for a sentence that counts the new items and names others by their numbers."""
        references = self._find_references([*self._table.references, *self._table.numbers], start, end)
        numbers = {number for _, number in references}
        if numbers and numbers != self._new:
            message = Message(
                "expected the numbers of the new items, {expected}, found {numbers}",
                expected=_join(self._new),
                numbers=_join(numbers),
            )
            yield self._report(min(references)[0], "wrong-item-number", message)

    def _iter_sentences(self) -> Iterator[tuple[int, int]]:
        start = 0
        for stop in _STOP.finditer(self._text):
            yield start, stop.end()
            start = stop.end()
        yield start, len(self._text)

    def _find_counts(self, patterns: list[str], start: int, end: int) -> list[tuple[int, int]]:
        """Return position and value of the number in each phrase."""
        matches = (match for pattern in patterns for match in _compile(pattern).finditer(self._text, start, end))
        return sorted((match.start(1), int(self._values.get(match.start(1), Decimal(-1)))) for match in matches)

    def _find_references(self, patterns: list[str], start: int, end: int) -> list[tuple[int, int]]:
        """Return position and value of each number in phrases that name items by number."""
        spans = (match.span() for pattern in patterns for match in _compile(pattern).finditer(self._text, start, end))
        references = {
            (position, int(value))
            for first, last in spans
            for position, value in self._values.items()
            if first <= position < last
        }
        return sorted(references)

    def _report(self, position: int, code: str, message: str) -> Problem:
        side = self._side
        return Problem(side.path, side.find_line(position), side.find_field(position), code, message, Severity.WARNING)


def _check_headings(source: SourceFile, lexicon: Lexicon) -> Iterator[Problem]:
    """Yield a problem for each heading of an item that carries another number than its place."""
    numerals = load_han_numerals()
    digits = f"{_SHORT}|[{numerals.characters}]{{1,4}}" if lexicon.code == "zh" else _SHORT
    pattern = re.compile(rf"[(（]?({digits})[.)、．）](?![0-9])")
    for place, (title, line, _) in enumerate(markdown_blocks.split_sections(source.body)[1], 1):
        match = pattern.match(title)
        number = numerals.parse_short(match[1]) if match else place
        if number != place:
            message = Message(
                "expected no number, or {place}, which is the item's place, found {number}", place=place, number=number
            )
            yield Problem(source.path, source.body_line + line, "body", "wrong-item-number", message, Severity.WARNING)


def _join(numbers: Iterable[int]) -> str:
    return Message("{numbers}", numbers=sorted(numbers)) if numbers else Message("none")


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Return a pattern of a table; <N> in it stands for a number in digits or words."""
    return re.compile(pattern.replace("<N>", f"({_MASK}+)"), re.IGNORECASE)
