"""Titles of works: what they say may be a part of a name that is another one in the other language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corner.parity.quantities import Confidence, Quantities

_FEW = 10
"""The greatest number that is often a part of a name."""


def weigh_titles(quantities: Quantities, spans: Sequence[tuple[int, ...]]) -> None:
    """Let small numbers and months in titles of works be optional: 《十月圍城》 has another name elsewhere.

    Args:
        quantities: the quantities of a text.
        spans: start and end of each title, in order.
    """
    starts = [span[0] for span in spans]

    def is_in_title(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and position < spans[index][1]

    numbers, dates = quantities.numbers, quantities.dates
    for n, number in enumerate(numbers if spans else ()):
        if number.value <= _FEW and is_in_title(number.start):
            numbers[n] = number._replace(confidence=Confidence.OPTIONAL)
    for n, known in enumerate(dates if spans else ()):
        if not known.day and not known.year and is_in_title(known.start):
            dates[n] = known._replace(confidence=Confidence.OPTIONAL)
