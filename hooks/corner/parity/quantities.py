"""Numbers, dates and times of a text in a form that is the same in all languages, so that two texts can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

_MARKER = re.compile(r"[0-9]{1,9}[.)](?:[ \t\n]|\Z)")
_URLS = re.compile(
    r"\]\([^)\s]*|(?:https?://|(?<![A-Za-z0-9])www\.)[!-(*-=?-\\^-~]+|`[^`\n]*`|\[\^[^\]\n]*\]|\]:[ \t]*\S+"
)
MONEY = "$"
"""The unit of an amount in an unknown currency."""
COUNT = "#"
"""The unit of what is certainly no amount of money, such as 390萬件."""
QUARTER, HALF, WEEKDAY, SHARE = "quarter", "half", "weekday", "share"
"""The units of a quarter and a half of a year, a day of the week, and a fraction."""
OPTIONAL_UNITS = frozenset((QUARTER, HALF, WEEKDAY, SHARE))
"""The units of what one of two texts may leave out."""
_WIDE = re.compile("[０-９．％／：]")
_NARROW = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９．％／：")}


class Confidence(IntEnum):
    """How certain it is that the other text must say a quantity too."""

    OPTIONAL = 0
    """It may be grammar or an idiom, such as “one of” or 三地: it can match the other text, which need not say it."""
    LIKELY = 1
    """A small number in words, such as “seven” or 七個."""
    CERTAIN = 2
    """Digits, or a number in words that is no figure of speech."""


class Number(NamedTuple):
    """A number in the text."""

    value: Decimal
    """The value with its scale: 6980000 for “6.98 million”."""
    unit: str
    """`%`, an ISO 4217 currency code, one of the units above, or nothing."""
    start: int
    """Its position, in characters from the beginning of the text."""
    written: str
    """The text as it is written."""
    confidence: Confidence


class Date(NamedTuple):
    """A day or a month in the text; a year alone is a number."""

    year: int | None
    month: int
    """The month, or 0 for a day of a month that the text names before."""
    day: int | None
    start: int
    written: str
    confidence: Confidence


class Time(NamedTuple):
    """A time of day in the text."""

    minutes: int
    """From midnight."""
    has_day_half: bool
    """Whether the half of the day is known; otherwise 4:30 may be 16:30."""
    start: int
    written: str
    confidence: Confidence = Confidence.CERTAIN


Quantity = Number | Date | Time


class Quantities(NamedTuple):
    """The quantities of a text by type."""

    numbers: list[Number]
    dates: list[Date]
    times: list[Time]

    @classmethod
    def group(cls, quantities: Iterable[Quantity]) -> Quantities:
        """Group quantities by type."""
        groups = cls([], [], [])
        for quantity in quantities:
            if isinstance(quantity, Number):
                groups.numbers.append(quantity)
            elif isinstance(quantity, Date):
                groups.dates.append(quantity)
            else:
                groups.times.append(quantity)
        return groups


def is_day(month: int, day: int) -> bool:
    """Return whether a month has that day in some year."""
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def parse_numeric_date(written: str) -> tuple[int, int, int]:
    """Return year, month and day of 2021-09-24 or 24/9/2021; if there is no such month, of 9/24/2021."""
    first, second, third = (int(part) for part in re.split("[-/]", written))
    if "-" in written:
        return first, second, third
    return (third, second, first) if second <= 12 else (third, first, second)


def parse_second_year(first: str, second: str) -> int | None:
    """Return the year that the second part of 2018-19 means, or `None` if these are not two years."""
    years = len(first) == 4 and first[:2] in ("19", "20") and len(second) == 2 and (first + second).isdecimal()
    if years and int(second) > int(first[2:]):
        return int(first[:2] + second)
    return None


def is_list_number(text: str, start: int) -> bool:
    """Return whether the digits at `start` number an item of a list, and are no number of the text."""
    line = text.rfind("\n", 0, start) + 1
    return text[line:start].strip(" \t>") == "" and bool(_MARKER.match(text, start))


def mask_markup(text: str) -> str:
    """Return a text with spaces instead of its URLs, code and marks of footnotes, so that all positions stay."""
    if not any(sign in text for sign in ("](", "http", "www.", "`", "[^", "]:")):
        return text
    return _URLS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def to_half_width(text: str) -> str:
    """Return a text with ordinary digits and signs instead of full-width ones."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


def normalize_fraction(part: Decimal, total: Decimal) -> Decimal:
    """Return a fraction in a form that is the same for equal fractions."""
    return round(part / total, 6)


class QuantityIndex:
    """The quantities of a text, indexed for looking up those of another text."""

    def __init__(self, quantities: Quantities, context: QuantityIndex | None = None) -> None:
        """Index quantities.

        Args:
            quantities: those of a text or a part of it.
            context: those of the text around the part, which give the year of a date without one.
        """
        self.units: dict[Decimal, set[str]] = {}
        """The units of each number."""
        self._years = context.units if context else self.units
        self._optional: dict[str, set[Decimal]] = {}
        """The values of each optional unit."""
        for number in quantities.numbers:
            if number.unit in OPTIONAL_UNITS:
                self._optional.setdefault(number.unit, set()).add(number.value)
                continue
            self.units.setdefault(number.value, set()).add(number.unit)
        for date in quantities.dates:
            if date.year is not None:
                self.units.setdefault(Decimal(date.year), set()).add("")
        self._dates = quantities.dates
        self._times = quantities.times

    def has(self, quantity: Quantity) -> bool:
        """Return whether the text says a quantity."""
        if isinstance(quantity, Number):
            return self.has_number(quantity)
        return self.has_date(quantity) if isinstance(quantity, Date) else self.has_time(quantity)

    def has_number(self, number: Number) -> bool:
        """Return whether the text says a number in the same unit or, of money, without a unit."""
        if number.unit in OPTIONAL_UNITS:
            values = self._optional.get(number.unit)
            return not values or number.value in values
        units = self.units.get(number.value)
        if number.unit == "%" and not (units and "%" in units):
            share = normalize_fraction(number.value, Decimal(100))
            return share in self._optional.get(SHARE, ()) or (number.value == 50 and share in self.units)
        if units is None:
            return False
        if number.unit in units or number.confidence is Confidence.OPTIONAL:
            return True
        if number.unit == "":
            return units != {"%"}
        if number.unit == COUNT:
            return "" in units
        return "" in units or MONEY in units or (number.unit == MONEY and not units <= {"%", COUNT})

    def has_date(self, date: Date) -> bool:
        """Return whether the text says a date as precisely or more so; it may say year and month elsewhere."""
        if not date.month and Decimal(date.day or 0) in self.units:
            return True
        for other in self._dates:
            if date.day not in (None, other.day) or (date.month and other.month not in (0, date.month)):
                continue
            if date.year in (None, other.year) or (other.year is None and Decimal(date.year or 0) in self._years):
                return True
        return False

    def has_time(self, time: Time) -> bool:
        """Return whether the text says a time; if one text leaves out the half of the day, in either half."""
        for other in self._times:
            same = other.minutes == time.minutes
            if same or (not (other.has_day_half and time.has_day_half) and (other.minutes - time.minutes) % 720 == 0):
                return True
        return False
