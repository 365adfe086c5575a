"""Which figures a sentence must repeat, although the same figure may be elsewhere in its text."""

from __future__ import annotations

import re

from corner.parity.alignment import TextRange
from corner.parity.quantities import COUNTS, OPTIONAL_UNITS, ORDINAL, Confidence, Date, Number, Quantity
from corner.parity.quantity_text import QuantityText

LEAST = 3
"""The least number whose repetition must be repeated whatever words are beside it: “a” and “both” are one and two as well."""
_FEW = 10
"""The greatest ordinal that is seldom a part of a name that texts shorten."""
_JOINT = re.compile(r"[ \u00a0]?[-–—~:/&][ \u00a0]?")


def must_repeat(quantity: Quantity, text: QuantityText, other: QuantityText, part: tuple[TextRange, ...]) -> bool:
    """Return whether a figure is missing from the corresponding part of another text that has no figure for it.

    Args:
        quantity: a figure that nothing in the part agrees with.
        text: the text of the figure.
        other: the other text.
        part: its corresponding part.
    """
    if not isinstance(quantity, Number):
        is_whole = not isinstance(quantity, Date) or bool(quantity.day and quantity.month)
        return is_whole and quantity.confidence is Confidence.CERTAIN
    # A year is often “that year”, and one of a figure and its gloss is enough.
    if quantity.unit in OPTIONAL_UNITS or quantity.is_year or other.quotes(quantity, part):
        return False
    if quantity.gloss >= 0:
        return other.lacks_figure(quantity, part)
    if quantity.confidence is Confidence.LIKELY and any(quantity.value == value for value in other.list_values(part)):
        return False  # “three in 2020 and another three in 2021” is 各三次
    if quantity.unit == ORDINAL:
        return _must_repeat_ordinal(quantity, other)
    if quantity.unit not in COUNTS:
        return quantity.confidence is Confidence.CERTAIN
    if any(value != quantity.value for value, _ in quantity.others):
        return False
    if quantity.confidence is Confidence.LIKELY:
        return _is_word(quantity, text)
    return quantity.confidence is Confidence.CERTAIN and (
        quantity.value >= LEAST or quantity.value % 1 > 0 or _must_repeat_digit(quantity, text, other, part)
    )


def _must_repeat_ordinal(quantity: Number, other: QuantityText) -> bool:
    """Return whether an ordinal is none that a text may leave out: “the first”, or the number of a congress."""
    if quantity.value < LEAST or quantity.confidence is Confidence.OPTIONAL:
        return False
    return quantity.value <= _FEW or other.index.find(quantity) is None


def _is_word(quantity: Number, text: QuantityText) -> bool:
    """Return whether a small number is a word of its own, and no part of a word or a name, such as 四人賽 or “Seven”."""
    return text.lexicon.table.has_spaces and quantity.written.islower()


def _must_repeat_digit(quantity: Number, text: QuantityText, other: QuantityText, part: tuple[TextRange, ...]) -> bool:
    """Return whether 0, 1 or 2 is in digits, and the other text has no word for it, such as “a”."""
    if not quantity.written.isdecimal():
        return False
    return _is_joined(quantity, text) or not other.may_say(int(quantity.value), part)


def _is_joined(quantity: Number, text: QuantityText) -> bool:
    """Return whether a number is a part of a range or a score, such as 1–2."""
    start, end = quantity.start, quantity.start + len(quantity.written)
    before, after = text.find_neighbours(quantity)
    gaps = (
        (before and text.side.text[before.start + len(before.written) : start]),
        after and text.side.text[end : after.start],
    )
    return any(gap and (_JOINT.fullmatch(gap) or text.lexicon.grammar.range.fullmatch(gap)) is not None for gap in gaps)
