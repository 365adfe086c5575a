"""What numbers, dates and times a text says, whatever the language: the form in which two texts are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

_MARKER = re.compile(r"[0-9]{1,9}[.)](?:[ \t\n]|\Z)")
_ADDRESSES = re.compile(
    r"\]\([^)\s]*|(?:https?://|(?<![A-Za-z0-9])www\.)[!-(*-=?-\\^-~]+|`[^`\n]*`|\[\^[^\]\n]*\]|\]:[ \t]*\S+"
)
MONEY = "$"
"""The unit of an amount in a currency that is not told."""
COUNT = "#"
"""The unit of what is certainly no amount, such as 390萬件."""
QUARTER, HALF, WEEKDAY, SHARE = "quarter", "half", "weekday", "share"
"""The units of a quarter and a half of a year, a day of the week, and a fraction. Each may be left out in one text."""
SORTS = frozenset((QUARTER, HALF, WEEKDAY, SHARE))
"""All of these."""
_WIDE = re.compile("[０-９．％／：]")
_NARROW = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９．％／：")}


class Confidence(IntEnum):
    """How surely what is written is a quantity that the other text must say too."""

    OFFERED = 0
    """It may be grammar or an idiom, such as “one of” or 三地: it answers the other text, and asks for nothing."""
    WORD = 1
    """A small number in words, such as “seven” or 七個."""
    SURE = 2
    """Digits, or a number in words that is no figure of speech."""


class Number(NamedTuple):
    """A number in the text."""

    value: Decimal
    """The value, its scale applied: 6980000 for “6.98 million”."""
    unit: str
    """`%`, an ISO 4217 currency code, one of the units above, or nothing."""
    start: int
    """Where it is written, in characters from the beginning."""
    written: str
    """How it is written."""
    weight: Confidence


class Date(NamedTuple):
    """A day or a month in the text; a year alone is a number."""

    year: int | None
    month: int
    """The month, or 0 for a day of a month told before."""
    day: int | None
    start: int
    written: str
    weight: Confidence


class Time(NamedTuple):
    """A time of day in the text."""

    minutes: int
    """From midnight."""
    certain: bool
    """Whether the half of the day is said; else 4:30 may be 16:30."""
    start: int
    written: str
    weight: Confidence = Confidence.SURE


Quantity = Number | Date | Time


class Quantities(NamedTuple):
    """All that a text says in numbers."""

    numbers: list[Number]
    dates: list[Date]
    times: list[Time]

    @classmethod
    def of(cls, said: Iterable[Quantity]) -> Quantities:
        """Sort things that a text says by their sort."""
        found = cls([], [], [])
        for each in said:
            if isinstance(each, Number):
                found.numbers.append(each)
            elif isinstance(each, Date):
                found.dates.append(each)
            else:
                found.times.append(each)
        return found


def is_day(month: int, day: int) -> bool:
    """Return whether a month has that day in some year."""
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def parse_written_day(written: str) -> tuple[int, int, int]:
    """Return year, month and day of 2021-09-24 or 24/9/2021; where there is no such month, of 9/24/2021."""
    first, second, third = (int(part) for part in re.split("[-/]", written))
    if "-" in written:
        return first, second, third
    return (third, second, first) if second <= 12 else (third, first, second)


def parse_second_year(first: str, second: str) -> int | None:
    """Return the year that the second part of 2018-19 stands for, or `None` when that is no pair of years."""
    years = len(first) == 4 and first[:2] in ("19", "20") and len(second) == 2 and (first + second).isdecimal()
    if years and int(second) > int(first[2:]):
        return int(first[:2] + second)
    return None


def is_list_number(text: str, start: int) -> bool:
    """Return whether the digits at `start` are those of a numbered list, which is no number of the text."""
    line = text.rfind("\n", 0, start) + 1
    return text[line:start].strip(" \t>") == "" and bool(_MARKER.match(text, start))


def mask_markup(text: str) -> str:
    """Return a text with spaces in place of its addresses, code and marks of notes: all is where it was."""
    if not any(sign in text for sign in ("](", "http", "www.", "`", "[^", "]:")):
        return text
    return _ADDRESSES.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def to_half_width(text: str) -> str:
    """Return a text with ordinary digits and signs in place of those that are as wide as Chinese characters."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


def format_fraction(part: Decimal, whole: Decimal) -> Decimal:
    """Return a fraction in a form that is the same for equal ones."""
    return round(part / whole, 6)


class QuantityIndex:
    """The quantities of another text, for asking whether it says the same."""

    def __init__(self, quantities: Quantities, around: QuantityIndex | None = None) -> None:
        """Index `quantities`; what stands `around` them tells the year of a date that has none."""
        self.units: dict[Decimal, set[str]] = {}
        """The units of each number."""
        self._years = around.units if around else self.units
        self._sorts: dict[str, set[Decimal]] = {}
        for number in quantities.numbers:
            if number.unit in SORTS:
                self._sorts.setdefault(number.unit, set()).add(number.value)
                continue
            self.units.setdefault(number.value, set()).add(number.unit)
        for date in quantities.dates:
            if date.year is not None:
                self.units.setdefault(Decimal(date.year), set()).add("")
        self._dates = quantities.dates
        self._times = quantities.times

    def says(self, said: Quantity) -> bool:
        """Return whether it is said."""
        if isinstance(said, Number):
            return self.number(said)
        return self.date(said) if isinstance(said, Date) else self.time(said)

    def number(self, number: Number) -> bool:
        """Return whether the number is said, in the same unit or, of money, in none."""
        if number.unit in SORTS:
            told = self._sorts.get(number.unit)
            return not told or number.value in told
        units = self.units.get(number.value)
        if number.unit == "%" and not (units and "%" in units):
            part = format_fraction(number.value, Decimal(100))
            return part in self._sorts.get(SHARE, ()) or (number.value == 50 and part in self.units)
        if units is None:
            return False
        if number.unit in units or number.weight is Confidence.OFFERED:
            return True
        if number.unit == "":
            return units != {"%"}
        if number.unit == COUNT:
            return "" in units
        return "" in units or MONEY in units or (number.unit == MONEY and not units <= {"%", COUNT})

    def date(self, date: Date) -> bool:
        """Return whether the date is said, as closely or closer; its year and month may stand apart."""
        if not date.month and Decimal(date.day or 0) in self.units:
            return True
        for other in self._dates:
            if date.day not in (None, other.day) or (date.month and other.month not in (0, date.month)):
                continue
            if date.year in (None, other.year) or (other.year is None and Decimal(date.year or 0) in self._years):
                return True
        return False

    def time(self, time: Time) -> bool:
        """Return whether the time is said; where one text leaves out the half of the day, in either half."""
        for other in self._times:
            same = other.minutes == time.minutes
            if same or (not (other.certain and time.certain) and (other.minutes - time.minutes) % 720 == 0):
                return True
        return False
