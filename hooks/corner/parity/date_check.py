"""Check that the dates of one text can be: that there is such a day, and that it is that day of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corner.diagnostics.message import Message
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import WEEKDAY, Date, Number, Quantities, is_possible
from corner.parity.side import Mismatch, Side

_BEFORE = re.compile(r"[\s,，（(]{0,3}")
_GAP = re.compile(r"[\s,，（(]{0,3}(?:the )?")
"""What stands between a day of the week and its date, and between a date and its day of the week."""


def find_impossible_dates(side: Side, quantities: Quantities, lexicon: Lexicon) -> Iterator[Mismatch]:
    """Yield the dates of a text that no calendar has, and those with a day of the week that is not theirs."""
    for impossible in quantities.impossible:
        message = Message("expected a day that there is, found '{written}'", written=impossible.written)
        yield _create_mismatch(side, impossible.start, message, impossible.written)
    weekdays = [number for number in quantities.numbers if number.unit == WEEKDAY]
    dates = [known for known in quantities.dates if _has_weekday(known)] if weekdays else []
    starts = {weekday.start: weekday for weekday in weekdays}
    ends = {weekday.start + len(weekday.written): weekday for weekday in weekdays}
    for known in dates:
        weekday = _find_beside(side.text, known, starts, ends)
        day = date(known.year or 1, known.month, known.day or 1)
        if weekday and day.isoweekday() != weekday.value:
            right = next((name for name, number in lexicon.weekdays.items() if number == day.isoweekday()), "")
            message = Message(
                "expected '{weekday}' for '{day}', found '{written}'",
                weekday=right.capitalize(),
                day=known.written,
                written=weekday.written,
            )
            yield _create_mismatch(side, weekday.start, message, weekday.written)


def _has_weekday(known: Date) -> bool:
    """Return whether a date is a certain day that there is."""
    return bool(known.year and known.month and known.day) and is_possible(known.year, known.month, known.day or 0)


def _find_beside(text: str, known: Date, starts: dict[int, Number], ends: dict[int, Number]) -> Number | None:
    """Return the day of the week right after or right before a date, or `None`."""
    end = known.start + len(known.written)
    after = _GAP.match(text, end)
    if after and after.end() in starts:
        return starts[after.end()]
    positions = (position for position in range(known.start, max(-1, known.start - 4), -1) if position in ends)
    position = next(positions, None)
    # In “Monday) to 15 January” the day is that of another date.
    if position is None or not _BEFORE.fullmatch(text, position, known.start):
        return None
    return ends[position]


def _create_mismatch(side: Side, position: int, message: str, name: str) -> Mismatch:
    return side.create_mismatch(position, code="impossible-date", message=message, names=(name,))
