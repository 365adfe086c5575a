"""Amounts that one of two texts rounds, as 1.3億 rounds 134 million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corner.parity.quantities import COUNTS, MONEY, PERCENT, POINTS, SHARE, TIMES, Number, Quantity

_RATIOS = frozenset((PERCENT, POINTS, SHARE, TIMES))
_LEAST_DIGITS = 2
"""The digits of a rounded amount: 1億 says too little."""
_POINT = re.compile("[0-9][.,．][0-9]")
"""What a rounded amount has; 10億 is not 10.1億 that was rounded."""
_LEAST_STEP = 1000
"""The least value of the last digit of a rounded amount: what is less is written in full."""


def find_rounded(ours: list[Quantity], theirs: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the amounts of two texts of which one rounds the other, each once."""
    rest = [other for other in theirs if isinstance(other, Number)]
    for quantity in ours:
        if isinstance(quantity, Number):
            partner = next((other for other in rest if _is_rounded(quantity, other)), None)
            if partner:
                rest.remove(partner)
                yield quantity, partner


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
    return abs(coarse.value - fine.value) * 2 <= step


def _count_digits(number: Number) -> int:
    """Return how many digits of a number are said, with the zeros after a point."""
    written = "".join(filter(str.isdecimal, number.written)).lstrip("0")
    return max(len(written), len(number.value.normalize().as_tuple().digits))
