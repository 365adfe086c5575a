"""Numbers, dates, times and addresses of a text in a form that is the same in all languages, so that two texts can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from operator import attrgetter
from typing import NamedTuple

_MARKER = re.compile(r"[0-9]{1,9}[.)](?:[ \t\n]|\Z)")
_MARKUP = re.compile(r"\]\([^)\s]*|`[^`\n]*`|\[\^[^\[\]\n]*\]|\]:[ \t]*\S+")
_TARGET_END = re.compile(r"[)\s]")
MONEY = "$"
"""The unit of an amount in an unknown currency."""
COUNT = "#"
"""The unit of what is certainly no amount of money, such as 390萬件."""
ORDINAL, CARDINAL = "th", "##"
"""The units of an ordinal, such as 第三 and “third”, and of a number in words that is none, such as “three”."""
PERCENT, POINTS, TIMES, SHARE = "%", "points", "times", "share"
"""The units of a percentage, percentage points, a multiple and a fraction."""
QUARTER, HALF, WEEKDAY = "quarter", "half", "weekday"
"""The units of a quarter and a half of a year, and a day of the week."""
OPTIONAL_UNITS = frozenset((QUARTER, HALF, WEEKDAY))
"""The units of what one of two texts may leave out."""
COUNTS = frozenset(("", COUNT, ORDINAL, CARDINAL))
"""The units of plain numbers."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_COUNTED = frozenset(("", COUNT, ORDINAL, CARDINAL, POINTS, TIMES, QUARTER, HALF))
"""The units of numbers that may be ordinals or not."""
_RATIOS = frozenset((PERCENT, SHARE))
"""The units of ratios, which are the same in other numbers: 50 per cent and a half."""
_NOON = 12 * 60
_TENTH = Decimal("0.1")
_MINUTES = -2
"""The exponent of a number whose decimals may be minutes."""


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
    """`%`, an ISO 4217 currency code, one of the units above, or nothing; with `?`, the other text need not say it."""
    start: int
    """Its position, in characters from the beginning of the text."""
    written: str
    """The text as it is written."""
    confidence: Confidence
    others: tuple[tuple[Decimal, str], ...] = ()
    """Other values and units that it may mean."""
    gloss: int = -1
    """The start of the number of which this one is the gloss in brackets, or of itself if it has one: one is enough."""
    measure: str = ""
    """The unit of measure after it, as CLDR calls it, if the reader knows one."""

    @property
    def is_year(self) -> bool:
        """Whether it may be a year."""
        may_be = self.unit in ("", COUNT) and may_be_year(self.value)
        return may_be and "," not in self.written and "." not in self.written  # 2,000 is none


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


class Code(NamedTuple):
    """A telephone number, an e-mail address or a web address in the text."""

    kind: str
    """`phone` or `address`."""
    value: str
    """The digits of a telephone number, or an address in lower case."""
    start: int
    written: str
    confidence: Confidence = Confidence.CERTAIN


Quantity = Number | Date | Time | Code


class Quantities(NamedTuple):
    """The quantities of a text by type."""

    numbers: list[Number]
    dates: list[Date]
    times: list[Time]
    codes: list[Code]
    impossible: list[Date]
    """The dates that no calendar has, such as 31 April."""

    def sort(self) -> list[Quantity]:
        """Return all quantities in the order of the text."""
        return sorted((*self.numbers, *self.dates, *self.times, *self.codes), key=attrgetter("start"))


def may_be_year(value: Decimal) -> bool:
    """Return whether a number may be the year of something that a text is about."""
    return _FIRST_YEAR <= value <= _LAST_YEAR


def is_day(month: int, day: int) -> bool:
    """Return whether a month has that day in some year."""
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def is_possible(year: int | None, month: int, day: int) -> bool:
    """Return whether a month of a year, or of some year, has that day."""
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return is_day(month, day) and (month, day) != (2, 29 if not leap else 0)


def parse_second_year(first: str, second: str) -> int | None:
    """Return the year that the second part of 2018-19 means, or `None` if these are not two years."""
    years = len(first) == 4 and first[:2] in ("19", "20") and len(second) == 2 and (first + second).isdecimal()
    if years and int(second) > int(first[2:]):
        return int(first[:2] + second)
    return None


def is_list_number(text: str, start: int) -> bool:
    """Return whether the digits at `start` number an item of a list, and are no number of the text."""
    match = _MARKER.match(text, start)
    line = text.rfind("\n", 0, start) + 1 if match else start
    return match is not None and text[line:start].strip(" \t>\u3000") == ""


def mask_markup(text: str) -> str:
    """Return a text with spaces instead of link targets, code and marks of footnotes, so that all positions stay."""
    if "`" not in text and "]" not in text:
        return text
    if "`" in text or "[^" in text or "]:" in text:
        return _MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    # Most texts have nothing but links, which are soon found.
    first, *rest = text.split("](")
    return first + "".join(map(_mask_target, rest))


def _mask_target(text: str) -> str:
    """Return what follows the text of a link with spaces instead of the target at its beginning, and of the signs before it."""
    length = len(_TARGET_END.split(text, maxsplit=1)[0])
    return " " * (length + 2) + text[length:]


def normalize_fraction(part: Decimal, total: Decimal) -> Decimal:
    """Return a fraction in a form that is the same for equal fractions."""
    return round(part / total, 6)


def agree(quantity: Quantity, other: Quantity) -> bool:
    """Return whether the other text's quantity says what a quantity says, as precisely or more so."""
    if isinstance(quantity, Number):
        return (isinstance(other, Number) and _agree_numbers(quantity, other)) or _is_part_of_date(quantity, other)
    if isinstance(quantity, Date):
        return _agree_dates(quantity, other)
    if isinstance(quantity, Time):
        return _agree_times(quantity, other) if isinstance(other, Time) else _is_hour(other, quantity)
    if isinstance(other, Code):
        return _agree_codes(quantity, other)
    return isinstance(other, Number) and quantity.value == str(other.value)


def _is_hour(quantity: Quantity, time: Time) -> bool:
    """Return whether a plain number is the hour of a time in the afternoon, as in 9.30–17, or a time as in “at 9.30”."""
    if not isinstance(quantity, Number) or quantity.unit not in COUNTS:
        return False
    is_hour = time.minutes > _NOON and quantity.value * 60 == time.minutes
    return is_hour or (quantity.value.as_tuple().exponent == _MINUTES and quantity.value in _iter_clock_numbers(time))


def _iter_clock_numbers(time: Time) -> Iterator[Decimal]:
    """Yield a time as numbers with two decimals."""
    hour, minute = divmod(time.minutes, 60)
    yield hour + Decimal(minute) / 100
    if hour > _NOON // 60 and not time.has_day_half:
        yield hour - _NOON // 60 + Decimal(minute) / 100


def _is_part_of_date(number: Number, other: Quantity) -> bool:
    if isinstance(other, Time):
        return _is_hour(number, other)
    if isinstance(other, Code):
        return str(number.value) == other.value
    return isinstance(other, Date) and (number.value == other.year or (not other.month and number.value == other.day))


def _agree_numbers(number: Number, other: Number) -> bool:
    if _agree_values(number.value, number.unit, other.value, other.unit):
        return True
    if not (number.others or other.others):
        return False
    return any(_agree_values(number.value, number.unit, *meaning) for meaning in other.others) or any(
        _agree_values(*meaning, other.value, other.unit) for meaning in number.others
    )


def _agree_values(value: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    """Return whether two values are the same in their units; money may lack its unit, and a count has none."""
    if unit == other_unit:
        return value == other
    if value != other and unit not in _RATIOS and other_unit not in _RATIOS:
        return False
    units = {unit, other_unit}
    if ORDINAL in units or CARDINAL in units:
        return value == other and units <= _COUNTED and not units >= {ORDINAL, CARDINAL}
    if PERCENT in units or SHARE in units:
        return _agree_ratios(value, unit, other, other_unit)
    if value != other or units & OPTIONAL_UNITS:
        return False
    if units <= {"", COUNT, POINTS, TIMES}:
        return POINTS not in units or TIMES not in units
    return COUNT not in units and (("" in units and units.isdisjoint((POINTS, TIMES))) or MONEY in units)


def _agree_ratios(value: Decimal, unit: str, other: Decimal, other_unit: str) -> bool:
    """Return whether a percentage or a fraction is the same as another ratio."""
    if other_unit in (PERCENT, SHARE) and unit not in (PERCENT, SHARE):
        value, unit, other, other_unit = other, other_unit, value, unit
    ratio = value / 100 if unit == PERCENT else value
    if other_unit in (PERCENT, SHARE):
        return abs(ratio - (other / 100 if other_unit == PERCENT else other)) < Decimal("0.00001")
    if other_unit != TIMES or unit != PERCENT:
        return False
    # A multiple is rounded to its decimals, and either counts the whole or what is added to it.
    precision = min(Decimal(1).scaleb(int(other.as_tuple().exponent)), _TENTH) / 2
    return min(abs(ratio - other), abs(ratio + 1 - other)) <= precision


def _agree_dates(date: Date, other: Quantity) -> bool:
    if isinstance(other, Number):
        return not date.month and other.value == date.day
    if not isinstance(other, Date) or date.day not in (None, other.day):
        return False
    if date.month and other.month not in (0, date.month):
        return False
    return date.year is None or other.year is None or date.year == other.year


def digest(quantity: Quantity) -> int:
    """Return a number that is the same for quantities that certainly say the same, such as 3 and “three”."""
    if isinstance(quantity, Number):
        return hash((quantity.value, "" if quantity.unit in (COUNT, CARDINAL) else quantity.unit))
    if isinstance(quantity, Date):
        return hash((quantity.year, quantity.month, quantity.day))
    return hash(quantity.minutes if isinstance(quantity, Time) else (quantity.kind, quantity.value))


def get_plain_value(quantity: Quantity) -> Decimal | None:
    """Return the value of a number that agrees only with numbers of the same value, or `None` for all else."""
    if isinstance(quantity, Number) and not quantity.others and quantity.unit not in _RATIOS:
        return quantity.value
    return None


def _agree_times(time: Time, other: Time) -> bool:
    """Return whether two times are the same; if one text leaves out the half of the day, in either half."""
    if other.minutes == time.minutes:
        return True
    return not (other.has_day_half and time.has_day_half) and (other.minutes - time.minutes) % _NOON == 0


def _agree_codes(code: Code, other: Code) -> bool:
    if code.kind != other.kind:
        return False
    if code.kind == "phone":
        return code.value.endswith(other.value) or other.value.endswith(code.value)
    return code.value == other.value


def identify(quantity: Quantity) -> object:
    """Return what makes two quantities the same, whatever the unit, the year or the half of the day."""
    if isinstance(quantity, Number):
        return quantity.value
    if isinstance(quantity, Code):
        return quantity.value
    return quantity[1:3] if isinstance(quantity, Date) else ("time", quantity.minutes % _NOON)


def iter_keys(quantity: Quantity) -> Iterator[object]:
    """Yield the keys of a quantity, of which it shares one with each quantity that agrees with it."""
    if isinstance(quantity, Number):
        yield from _iter_number_keys(quantity)
    elif isinstance(quantity, Date):
        if quantity.year is not None:
            yield Decimal(quantity.year)
        if not quantity.month:
            yield Decimal(quantity.day or 0)
        yield "day", quantity.day
        yield "month", quantity.month
        yield "date", quantity.month, quantity.day
    elif isinstance(quantity, Time):
        yield "time", quantity.minutes % _NOON
        if quantity.minutes > _NOON and quantity.minutes % 60 == 0:
            yield Decimal(quantity.minutes // 60)
        yield from _iter_clock_numbers(quantity)
    elif quantity.kind == "phone":
        yield "phone", quantity.value[-7:]
        yield Decimal(quantity.value)
    else:
        yield quantity.value


def _iter_number_keys(number: Number) -> Iterator[object]:
    for value, unit in ((number.value, number.unit), *number.others):
        if unit in (PERCENT, SHARE):
            percent = value if unit == PERCENT else value * 100
            yield PERCENT, round(percent, 3)
            if percent >= 50:
                yield TIMES, percent // 100
                yield TIMES, percent // 100 + 1
        elif unit == TIMES:
            yield value
            yield TIMES, value // 1
            yield TIMES, value // 1 + 1
            yield TIMES, value // 1 - 1
        else:
            yield value


def iter_lookup_keys(quantity: Quantity) -> Iterator[object]:
    """Yield the keys under which a quantity that agrees with one can be, the fewest that find all."""
    if isinstance(quantity, Date) and quantity.month:
        if quantity.day is None:
            yield "month", quantity.month
            yield "month", 0
        else:
            yield "date", quantity.month, quantity.day
            yield "date", 0, quantity.day
    elif isinstance(quantity, Date):
        yield "day", quantity.day
        yield Decimal(quantity.day or 0)
    else:
        yield from iter_keys(quantity)


class QuantityIndex:
    """Quantities, indexed for looking up those of another text."""

    def __init__(self, quantities: list[Quantity]) -> None:
        """Index quantities."""
        self._index: dict[object, list[Quantity]] = {}
        self.units = {quantity.unit for quantity in quantities if isinstance(quantity, Number)}
        """The units of the numbers."""
        for quantity in quantities:
            for key in iter_keys(quantity):
                self._index.setdefault(key, []).append(quantity)

    def find(self, quantity: Quantity) -> Quantity | None:
        """Return the first quantity that agrees with one of the other text, or `None`."""
        for key in iter_lookup_keys(quantity):
            for other in self._index.get(key, ()):
                if agree(quantity, other):
                    return other
        return None

    def find_all(self, quantity: Quantity) -> list[Quantity]:
        """Return the quantities that agree with one of the other text."""
        keys = list(iter_lookup_keys(quantity))
        matches = {id(other): other for key in keys for other in self._index.get(key, ()) if agree(quantity, other)}
        return list(matches.values())

    def has(self, quantity: Quantity) -> bool:
        """Return whether a quantity of the other text is here, or need not be."""
        if isinstance(quantity, Number) and quantity.unit in OPTIONAL_UNITS and quantity.unit not in self.units:
            return True
        return self.find(quantity) is not None
