"""Amounts that one of two texts rounds or says in another unit, as 1.3億 rounds 134 million, and 16 km are 10 miles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from corner.parity.quantities import COUNTS, MONEY, PERCENT, POINTS, SHARE, TIMES, Number, Quantity

_RATIOS = frozenset((PERCENT, POINTS, SHARE, TIMES))
_LEAST_DIGITS = 2
"""The digits of a rounded amount: 1億 says too little."""
_FACTORS = {
    "mile": ("length", 1609.344),
    "yard": ("length", 0.9144),
    "foot": ("length", 0.3048),
    "inch": ("length", 0.0254),
    "kilometer": ("length", 1000),
    "meter": ("length", 1),
    "centimeter": ("length", 0.01),
    "millimeter": ("length", 0.001),
    "pound": ("mass", 0.45359237),
    "ounce": ("mass", 0.0283495),
    "stone": ("mass", 6.35029),
    "kilogram": ("mass", 1),
    "gram": ("mass", 0.001),
    "tonne": ("mass", 1000),
    "acre": ("area", 4046.86),
    "hectare": ("area", 10000),
    "square-foot": ("area", 0.092903),
    "square-meter": ("area", 1),
    "square-mile": ("area", 2589988),
    "square-kilometer": ("area", 1000000),
}
"""What units of measure measure, and how much of it."""
_TOLERANCE = 0.05
"""The greatest difference of two measures that are the same: translators round what they convert."""
_MAX_CHOICES = 2000
"""The number of possible partners up to which amounts are compared."""
_POINT = re.compile("[0-9][.,．][0-9]")
"""What a rounded amount has; 10億 is not 10.1億 that was rounded."""
_LEAST_STEP = 1000
"""The least value of the last digit of a rounded amount: what is less is written in full."""


def remove_rounded(ours: list[Quantity], theirs: list[Quantity]) -> set[tuple[int, object]]:
    """Take from two texts the amounts of which one rounds or converts the other.

    Returns:
        The positions of what was taken, after the number of its text.
    """
    pairs = list(_find_rounded(ours, theirs))
    for quantity, partner in pairs:
        ours.remove(quantity)
        theirs.remove(partner)
    return {(0, quantity.start) for quantity, _ in pairs} | {(1, partner.start) for _, partner in pairs}


def _find_rounded(ours: list[Quantity], theirs: list[Quantity]) -> Iterator[tuple[Number, Number]]:
    """Yield the amounts of two texts of which one rounds or converts the other, each once."""
    if len(ours) * len(theirs) > _MAX_CHOICES:
        return
    rest = [other for other in theirs if isinstance(other, Number)]
    for quantity in ours:
        if isinstance(quantity, Number):
            partner = next(
                (other for other in rest if _is_rounded(quantity, other) or _is_converted(quantity, other)), None
            )
            if partner:
                rest.remove(partner)
                yield quantity, partner


def is_glossed(quantity: Quantity, expected: Iterable[Quantity], missing: Iterable[Quantity]) -> bool:
    """Return whether the other text says the same in another unit, such as miles for (8 km)."""
    if not isinstance(quantity, Number) or quantity.gloss < 0:
        return False
    absent = {other.start for other in missing}
    return any(
        isinstance(other, Number) and other.gloss == quantity.gloss and other.start not in absent for other in expected
    )


def _is_rounded(number: Number, other: Number) -> bool:
    units = {number.unit, other.unit}
    if units & _RATIOS or not number.value or not other.value:
        return False
    if len(units - COUNTS - {MONEY}) > 1:
        return False
    digits = _count_digits(number), _count_digits(other)
    coarse, fine, least = (number, other, digits[0]) if digits[0] < digits[1] else (other, number, digits[1])
    step = Decimal(1).scaleb(coarse.value.adjusted() - least + 1)
    if not (_LEAST_DIGITS <= least < max(digits) and step >= _LEAST_STEP and _POINT.search(coarse.written)):
        return False
    if _read_digits(fine) >= fine.value:
        return False  # what is written in full is not rounded
    return abs(coarse.value - fine.value) * 2 <= step


def _is_converted(number: Number, other: Number) -> bool:
    """Return whether two numbers with different units of measure say the same."""
    measures = _FACTORS.get(number.measure), _FACTORS.get(other.measure)
    if not measures[0] or not measures[1] or measures[0] == measures[1] or measures[0][0] != measures[1][0]:
        return False
    sizes = float(number.value) * measures[0][1], float(other.value) * measures[1][1]
    return abs(sizes[0] - sizes[1]) <= _TOLERANCE * max(sizes)


def _read_digits(number: Number) -> int:
    """Return the digits of a number as they are written, without its scale."""
    return int("".join(filter(str.isdecimal, number.written)) or 0)


def _count_digits(number: Number) -> int:
    """Return how many digits of a number are said, with the zeros after a point."""
    return max(len(str(_read_digits(number))), len(number.value.normalize().as_tuple().digits))
