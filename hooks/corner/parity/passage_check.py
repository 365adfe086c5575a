"""Check that each passage of two texts has a counterpart in the other: sections, paragraphs, sentences, items and rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity.alignment import Alignment, Gap, TextRange
from corner.parity.part_names import PART_NAMES
from corner.parity.quantities import Confidence, Quantity, QuantityIndex
from corner.parity.side import Mismatch, Side

_FORMULA = 5
"""The length of a paragraph up to which it says nothing."""
_KINDS = {
    "heading": ("headings",),
    "paragraph": ("paragraphs",),
    "sentence": ("sentences",),
    "list": ("lists",),
    "item": ("items", "lists"),
    "table": ("tables",),
    "row": ("rows", "tables"),
    "note": ("notes",),
    "picture": ("pictures",),
    "section": ("sections", "headings"),
}
"""The names by which an editor may ignore passages of a kind."""


class _Figures:
    """The figures of one text, looked up for many passages."""

    def __init__(self, quantities: list[Quantity]) -> None:
        self._quantities = quantities

    @cached_property
    def _starts(self) -> list[int]:
        return [quantity.start for quantity in self._quantities]

    @cached_property
    def _index(self) -> QuantityIndex:
        return QuantityIndex(self._quantities)

    def select_certain(self, part: TextRange) -> list[Quantity]:
        """Return the certain figures of a part."""
        first, last = (bisect_left(self._starts, position) for position in part)
        return [known for known in self._quantities[first:last] if known.confidence is Confidence.CERTAIN]

    def has_all(self, quantities: list[Quantity]) -> bool:
        """Return whether the text says each of some figures of the other text."""
        return not quantities or all(map(self._index.has, quantities))


def find_missing_passages(
    sides: tuple[Side, Side],
    alignment: Alignment,
    ours: list[Quantity],
    theirs: list[Quantity],
    *,
    knows_number_words: bool = True,
) -> Iterator[Mismatch]:
    """Yield each passage that only one of two texts has: an error if it says a figure that the other text does not.

    Args:
        sides: the original and its translation.
        alignment: the alignment of the two.
        ours: the quantities of the original in order.
        theirs: those of the translation.
        knows_number_words: whether those of both languages are known; otherwise a figure may be there in words.
    """
    if not alignment.gaps:
        return
    figures = _Figures(ours), _Figures(theirs)
    for gap in _join_sections(alignment.gaps):
        if gap.kind == "paragraph" and _is_formula(sides[gap.side].text[slice(*gap.part)]):
            continue
        is_hard = knows_number_words and not figures[1 - gap.side].has_all(figures[gap.side].select_certain(gap.part))
        yield _report(sides, gap, Severity.ERROR if is_hard else Severity.WARNING)


def _is_formula(passage: str) -> bool:
    """Return whether a passage is too short to say anything, such as 完 at the end of a release."""
    return len(passage.strip()) <= _FORMULA and not any(map(str.isdecimal, passage))


def _join_sections(gaps: list[Gap]) -> Iterator[Gap]:
    """Yield the gaps, with a heading and what follows it as one section."""
    section: Gap | None = None
    for gap in gaps:
        follows = section is not None and gap.side == section.side and gap.kind not in ("heading", "row", "item")
        if section and follows and gap.counterpart == section.counterpart and gap.kind != "sentence":
            section = section._replace(kind="section", part=(section.part[0], gap.part[1]))
            continue
        if section:
            yield section
        section = gap if gap.kind == "heading" else None
        if section is None:
            yield gap
    if section:
        yield section


def _report(sides: tuple[Side, Side], gap: Gap, severity: Severity) -> Mismatch:
    """Return that a passage has no counterpart, in the translation where it is or where it is missing."""
    original, translation = sides
    excerpt = sides[gap.side].excerpt_part(gap.part)
    name = (
        Message("a sentence")
        if gap.kind == "sentence"
        else Message("{kind} {number}", kind=PART_NAMES[gap.kind], number=gap.number)
    )
    if gap.side:
        position = gap.part[0]
        message = Message(
            "expected only what {path} says, found {name} without a counterpart: {excerpt}",
            path=original.path,
            name=name,
            excerpt=excerpt,
        )
    else:
        position = gap.counterpart
        there = original.format_location(gap.part[0])
        message = Message(
            "expected a counterpart of {name} of the original ({there}), found none: {excerpt}",
            name=name,
            there=there,
            excerpt=excerpt,
        )
    names = excerpt.strip("“”…"), *_KINDS[gap.kind]
    return translation.create_mismatch(
        position, code="missing-passage", message=message, names=names, severity=severity
    )
