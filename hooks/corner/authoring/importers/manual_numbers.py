"""Numbers that somebody typed before paragraphs, such as “1.”, 一、 and (a): they become lists of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from corner.authoring.importers import block_text
from corner.authoring.importers.phrases import Phrases
from corner.parity.readers.han_numerals import load_han_numerals

_ROMAN = ("", *"i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())
_FIRST_CIRCLED = "①"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ASCII_ENDS = ".)"
_LONGEST_LABEL = 8
"""The largest number of characters of a number with its brackets."""


class ParagraphNumber(NamedTuple):
    """A number before a paragraph."""

    style: tuple[int, str]
    """What all numbers of one list have in common: the pattern, and the kind of block."""
    value: int
    length: int
    """The number of its characters."""


class _NumberedBlock(NamedTuple):
    """A block with its number, and how deep its list is in others."""

    position: int
    number: ParagraphNumber
    depth: int


def _parse_roman(text: str) -> int:
    return _ROMAN.index(text) if text in _ROMAN else 0


def _parse_han(text: str) -> int:
    value, length = load_han_numerals().parse(text)
    return value if length == len(text) else 0


_PARSERS: dict[str, Callable[[str], int]] = {
    "decimal": int,
    "letters": lambda text: ord(text) - ord("a") + 1,
    "roman": _parse_roman,
    "han": _parse_han,
    "circled": lambda text: ord(text) - ord(_FIRST_CIRCLED) + 1,
}


def convert_numbers(soup: Any, blocks: list[Any], phrases: Phrases) -> None:
    """Make lists of the paragraphs with manual numbers, and remove such numbers from headings.

    A number counts only where it is the first of its kind and the second follows, or where it follows another one.

    Args:
        soup: the document.
        blocks: its blocks in order.
        phrases: the patterns of numbers.
    """
    numbered = _find_numbered(blocks, phrases)
    for entry in numbered:
        block_text.cut_start(blocks[entry.position], entry.number.length)
    lists: list[tuple[Any, int]] = []
    last = -2
    for entry in numbered:
        block = blocks[entry.position]
        if _get_kind(block) != "p":
            _make_heading(block)
            continue
        if entry.position != last + 1 or not lists or not _is_next(blocks[last], block):
            lists = []
        lists = _add_item(soup, lists, block, entry)
        last = entry.position


def _find_numbered(blocks: list[Any], phrases: Phrases) -> list[_NumberedBlock]:
    """Return the blocks whose numbers are those of a list."""
    numbered: list[_NumberedBlock] = []
    levels: list[ParagraphNumber] = []
    for position, block in enumerate(blocks):
        number, depth = _choose(list(read_numbers(block_text.get_text(block), _get_kind(block), phrases)), levels)
        if number is None:
            continue
        levels[depth:] = [number]
        numbered.append(_NumberedBlock(position, number, depth))
    return _drop_single(numbered)


def _choose(numbers: list[ParagraphNumber], levels: list[ParagraphNumber]) -> tuple[ParagraphNumber | None, int]:
    """Return which number a block has, as (i) may be a letter too, and how deep its list is."""
    for depth in reversed(range(len(levels))):
        for number in numbers:
            if number.style == levels[depth].style and number.value == levels[depth].value + 1:
                return number, depth
    first = next((number for number in reversed(numbers) if number.value == 1), None)
    depths = (depth for depth, level in enumerate(levels) if first and level.style == first.style)
    return first, next(depths, len(levels))


def read_numbers(text: str, kind: str, phrases: Phrases) -> Iterator[ParagraphNumber]:
    """Yield what the number before a paragraph may be."""
    if not kind:
        return
    for index, (numerals, pattern) in enumerate(phrases.numbers):
        match = pattern.match(text, 0)
        if match and match.end() < len(text.rstrip()) and match.end() <= _LONGEST_LABEL:
            value = _PARSERS[numerals](match["number"].lower())
            if value:
                yield ParagraphNumber((index, kind), value, match.end())


def _drop_single(numbered: list[_NumberedBlock]) -> list[_NumberedBlock]:
    """Return the blocks without lists of one item."""
    kept = []
    for index, entry in enumerate(numbered):
        if entry.number.value > 1:
            kept.append(entry)
            continue
        for later in numbered[index + 1 :]:
            if later.depth <= entry.depth:
                if later.number.style == entry.number.style and later.number.value > 1:
                    kept.append(entry)
                break
    return kept


def _get_kind(block: Any) -> str:
    """Return what kind of block may have a number: `p`, `bold` or `h`, or nothing."""
    if block.name in _HEADINGS:
        return "h"
    if block.name != "p":
        return ""
    return "bold" if block_text.is_bold(block) else "p"


def _make_heading(block: Any) -> None:
    if block.name == "p":
        for element in block.find_all(("strong", "b")):
            element.unwrap()
        block.name = "h2"


def _is_next(block: Any, following: Any) -> bool:
    """Return whether nothing but spaces is between two blocks, the first of which may be an item by now."""
    if block.name == "li":
        block = _find_outermost(block)
    sibling = block.next_sibling
    while sibling is not None and sibling is not following and sibling.name is None and not str(sibling).strip():
        sibling = sibling.next_sibling
    return sibling is following


def _find_outermost(item: Any) -> Any:
    """Return the outermost list that was made around an item."""
    outer = item.parent
    while outer.parent is not None and outer.parent.name in ("li", "ol"):
        outer = outer.parent
    return outer


def _add_item(soup: Any, lists: list[tuple[Any, int]], block: Any, entry: _NumberedBlock) -> list[tuple[Any, int]]:
    """Make a block an item of the list that is open at its depth, or of a new one; return the open lists."""
    lists = [(element, depth) for element, depth in lists if depth <= entry.depth]
    if not lists or lists[-1][1] < entry.depth:
        element = soup.new_tag("ol", start=str(entry.number.value))
        if lists:
            lists[-1][0].find_all("li", recursive=False)[-1].append(element)
        else:
            block.insert_before(element)
        lists = [*lists, (element, entry.depth)]
    block.name = "li"
    lists[-1][0].append(block.extract())
    return lists


def starts_with_number(line: str, phrases: Phrases) -> bool:
    """Return whether a line of a plain text begins with a number and a space, or with a number of a script without spaces."""
    matches = (pattern.match(line) for numerals, pattern in phrases.numbers if numerals != "roman")
    return any(match[0][-1] not in _ASCII_ENDS or line[match.end() :][:1].isspace() for match in matches if match)
