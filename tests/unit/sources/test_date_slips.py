"""Dates in other forms, put into the form of front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.sources.date_slips import convert_date


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("20/11/2026", ["2026-11-20"]),
        ("5/6/2026", ["2026-06-05", "2026-05-06"]),
        ("6/6/2026", ["2026-06-06"]),
        ("20.11.2026", ["2026-11-20"]),
        ("2026/11/20", ["2026-11-20"]),
        ("20261120", ["2026-11-20"]),
        ("2026-11-5", ["2026-11-05"]),
        ("２０２６－１１－２０", ["2026-11-20"]),
        ("2026年11月20日", ["2026-11-20"]),
        ("二○二六年十一月二十日", ["2026-11-20"]),
        ("二〇二六年五月三日（星期日）下午3時30分", ["2026-05-03 15:30"]),
        ("民國115年11月20日", ["2026-11-20"]),
        ("20 November 2026", ["2026-11-20"]),
        ("Friday, 20 Nov. 2026", ["2026-11-20"]),
        ("November 20th, 2026 at 3pm", ["2026-11-20 15:00"]),
        ("2026-11-20 9:00", ["2026-11-20 09:00"]),
        ("2026-11-20 12:05 am", ["2026-11-20 00:05"]),
        ("2026年11月20日 上午9時", ["2026-11-20 09:00"]),
    ],
)
def test_a_date_in_another_form_is_converted(written: str, dates: list[str]) -> None:
    assert convert_date(written, with_time=True) == dates


def test_a_time_is_left_out_where_none_may_follow() -> None:
    assert convert_date("2026-11-20 9:00", with_time=False) == ["2026-11-20"]


@pytest.mark.parametrize(
    "written",
    ["", "9:00", "never", "31/2/2026", "20-11-26", "2026-11-20 25:00", "12026-11-20", "2026-11-20T09:00Z", "x" * 100],
)
def test_nothing_is_made_of_what_is_no_date_or_says_more(written: str) -> None:
    assert convert_date(written, with_time=True) == []


@given(st.dates())
def test_a_day_is_the_same_in_each_form(day: object) -> None:
    expected = [str(day)]
    year, month, number = map(int, str(day).split("-"))
    assert convert_date(f"{year:04}年{month}月{number}日", with_time=False) == expected
    assert expected[0] in convert_date(f"{number}/{month}/{year:04}", with_time=False)


@given(st.text(max_size=40))
def test_no_text_gives_a_traceback(text: str) -> None:
    convert_date(text, with_time=True)
