"""Days, moments and periods as ISO 8601 writes them, and the one reading of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from corner.content.dates import Day, Moment, Period

TOKYO = ZoneInfo("Asia/Tokyo")
"""Nine hours ahead of UTC all year."""
DAY: TypeAdapter[date] = TypeAdapter(Day)


@pytest.mark.parametrize(
    ("text", "utc", "timed"),
    [
        ("2021-09-24", datetime(2021, 9, 23, 15, 0, tzinfo=UTC), False),
        ("2021-09-24 16:43", datetime(2021, 9, 24, 7, 43, tzinfo=UTC), True),
        ("2021-09-24T16:43:05", datetime(2021, 9, 24, 7, 43, 5, tzinfo=UTC), True),
        ("2021-09-24T16:43Z", datetime(2021, 9, 24, 16, 43, tzinfo=UTC), True),
        ("2021-09-24 16:43 +02:00", datetime(2021, 9, 24, 14, 43, tzinfo=UTC), True),
        ("2021-09-24T16:43:05-03:30", datetime(2021, 9, 24, 20, 13, 5, tzinfo=UTC), True),
        ("2020-02-29", datetime(2020, 2, 28, 15, 0, tzinfo=UTC), False),
    ],
)
def test_a_moment_is_in_the_corners_zone_unless_it_names_one(text: str, utc: datetime, timed: bool) -> None:  # noqa: FBT001
    moment = Moment.parse(text, TOKYO)
    assert (moment.at, moment.timed) == (utc, timed)


def test_a_moment_keeps_the_day_of_the_zone_that_it_was_written_in() -> None:
    assert Moment.parse("2021-12-31T23:30-05:00", TOKYO).day == date(2021, 12, 31)


_YEARS = datetime(1001, 1, 1), datetime(2999, 12, 30)  # noqa: DTZ001 -- hypothesis adds the zone


@given(st.datetimes(*_YEARS, timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))])))
def test_what_isoformat_writes_is_read_as_the_same_moment(at: datetime) -> None:
    at = at.replace(microsecond=0)
    assert Moment.parse(at.isoformat(), TOKYO).at == at


@pytest.mark.parametrize(
    "text",
    [
        *("2021-02-29", "2021-13-01", "2021-00-01", "2021-1-1", "21-01-01", "0000-01-01", "", "24 September 2021"),
        *("2021-09-24 24:00", "2021-09-24 12:60", "2021-09-24 12:00:60", "2021-09-24 1:00", "2021-09-24 12:00+25:00"),
        *("2021-09-24\n", "２０２１-09-24", "2021-09-24 １２:00", "2021-09-24Z"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        Moment.parse(text, TOKYO)


@pytest.mark.parametrize("value", [20210924, None, True, 2021.5, ["2021-09-24"], "2021-09-24 12:00", "2021-02-30"])
def test_a_day_is_a_day_of_the_calendar_and_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(value)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        (2021, date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("2021-05-15", date(2021, 5, 15), date(2021, 5, 15)),
        ("2020-01/2022-06", date(2020, 1, 1), date(2022, 6, 30)),
        ("2019/2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2025-12-31/2026-01-12", date(2025, 12, 31), date(2026, 1, 12)),
        ("2021/2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_period_holds_both_its_ends(value: object, start: date, end: date) -> None:
    period = Period.parse(value)
    assert (period.start, period.end, period.text) == (start, end, str(value))


@pytest.mark.parametrize(
    "value",
    [
        "2021/2020",
        "2021-13",
        "2021-02-30",
        "2021/",
        "/2021",
        "2020/2021/2022",
        "21",
        20,
        2021.0,
        True,
        None,
        "２０２１",
    ],
)
def test_what_is_no_period_is_refused(value: object) -> None:
    with pytest.raises(PydanticCustomError):
        Period.parse(value)
