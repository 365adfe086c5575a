"""Days, moments and periods as editors write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value
from corner.sources.validation import create_fault

_DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_DAY_ONLY = re.compile(_DAY + r"\Z")
_TIMED = re.compile(_DAY + r"[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))? ?(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_PERIOD_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?\Z")

_YEARS = 1000, 2999
_PERIOD_WRITTEN = r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"


_DAY_EXPECTED = Message("a date such as 2021-09-24")
_MOMENT_EXPECTED = Message("a date such as 2021-09-24 or 2021-09-24 16:43")
_PERIOD_EXPECTED = Message("a period such as 2021, 2021-05 or 2020-01/2022-06")


def _date_error(expected: Message, value: object, dates: Sequence[str] = ()) -> PydanticCustomError:
    """Return the error of a value that is no date; `dates` are those that may be meant."""
    shown = value if isinstance(value, str) and value.strip() else show_value(value)
    message = Message("expected {expected}, found {shown}", expected=expected, shown=shown)
    if len(dates) == 1:
        message = Message("{message}; type {date}", message=message, date=dates[0])
    elif dates:
        message = Message("{message}; type {date} or {other}", message=message, date=dates[0], other=dates[1])
    return create_fault("date", message)


def _parse_day(value: Any) -> date:
    """Return the day written as YYYY-MM-DD; a date is returned as it is."""
    return _read_day(value, _DAY_EXPECTED)


def _read_day(value: Any, expected: Message) -> date:
    """Return the day written as YYYY-MM-DD; where another form is written, `expected` says what is expected."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    match = _DAY_ONLY.match(value) if isinstance(value, str) else None
    if match is None:
        from corner.sources import date_slips  # noqa: PLC0415 -- its patterns take long to compile, and are seldom needed

        with_time = expected is _MOMENT_EXPECTED
        written = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
        dates = date_slips.convert_date(written, with_time=with_time)
        if date_slips.is_time(written):
            expected = Message("{expected}, with the day before the time", expected=_MOMENT_EXPECTED)
        raise _date_error(expected, value, dates)
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise _date_error(Message("a day of the calendar"), value) from None
    _check_year(day, value)
    return day


def _check_year(day: date, value: object) -> None:
    """Raise the error of a date in a year that no calendar, feed or time zone can hold.

    Raises:
        PydanticCustomError: the year has fewer than four digits or is thousands of years away.
    """
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise _date_error(Message("a year from {first} to {last}", first=_YEARS[0], last=_YEARS[1]), value)


Day = Annotated[
    date,
    BeforeValidator(_parse_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]
"""A calendar day, written YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time that an editor wrote, as a day or as a day and a time."""

    at: datetime
    """The moment, aware; for a day, its first instant in the corner's time zone."""
    timed: bool = False
    """Whether a time was written."""
    day: date = field(init=False, repr=False, compare=False)
    """The calendar day in the zone of the moment: found once, for lists are asked for it a hundred thousand times."""

    def __post_init__(self) -> None:
        """Find the day."""
        object.__setattr__(self, "day", _share_day(self.at.date()))

    @classmethod
    def parse(cls, value: Any, zone: tzinfo) -> Self:
        """Return the moment written in `value`, in `zone` unless it has an offset."""
        match = _TIMED.match(value) if isinstance(value, str) else None
        if match is None:
            return cls(datetime.combine(_read_day(value, _MOMENT_EXPECTED), time(), zone))
        try:
            year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
            at = datetime(year, month, day, hour, minute, int(match[6] or 0), tzinfo=zone)
            if match[7]:
                offset = match[7].replace("Z", "+00:00")
                at = datetime.fromisoformat(at.replace(tzinfo=None).isoformat() + offset)
        except ValueError:
            raise _date_error(Message("a day of the calendar and a time of the clock"), value) from None
        _check_year(at, value)
        return cls(at, timed=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `parse`, in the zone of the validation context."""

        def validate(value: Any, info: core_schema.ValidationInfo) -> Moment:
            return cls.parse(value, (info.context or {}).get("zone", UTC))

        schema = core_schema.with_info_plain_validator_function(validate)
        schema["metadata"] = {
            "pydantic_js_functions": [
                lambda _schema, _handler: {
                    "type": "string",
                    "pattern": r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)? ?(Z|[+-]\d\d:\d\d)?)?$",
                    "examples": ["2026-01-31", "2026-01-31 16:30"],
                }
            ]
        }
        return schema


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days that a figure or a report covers, both ends included."""

    start: date
    end: date
    text: str
    """The ISO 8601 form that was written: `2021`, `2021-05`, `2021-05-15`, or two joined by `/`."""

    @classmethod
    def parse(cls, value: Any) -> Self:
        """Return the period written in `value`; a bare year may be a number."""
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        parts = text.split("/", 1) if isinstance(text, str) else []
        try:
            start, end = _parse_bounds(parts[0])[0], _parse_bounds(parts[-1])[1]
        except (ValueError, IndexError):
            raise _date_error(_PERIOD_EXPECTED, value) from None
        for day in (start, end):
            _check_year(day, value)
        if end < start:
            raise _date_error(Message("a period that ends after it starts"), value)
        return cls(start, end, text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `parse`."""
        schema = core_schema.no_info_plain_validator_function(cls.parse)
        schema["metadata"] = {
            "pydantic_js_functions": [
                lambda _schema, _handler: {
                    "type": ["string", "integer"],
                    "pattern": _PERIOD_WRITTEN,
                    "examples": ["2026", "2026-01", "2026-01/2026-06"],
                }
            ]
        }
        return schema


def _parse_bounds(text: str) -> tuple[date, date]:
    """Return the first and last day of a year, a month or a day."""
    match = _PERIOD_PART.match(text)
    if match is None:
        raise ValueError
    year, month, day = int(match[1]), match[2], match[3]
    if day:
        return date(year, int(month), int(day)), date(year, int(month), int(day))
    if month:
        return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
    return date(year, 1, 1), date(year, 12, 31)


@lru_cache(1 << 16)
def _share_day(day: date) -> date:
    """Return the same day, once for all that happens on it."""
    return day


def set_time_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in its own zone, or else in `zone`."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
