"""Dates in other forms than that of front matter, such as 20/11/2026, 2026年11月20日 and 9:00, put into that form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

_LONGEST = 60
"""The most characters of a date that somebody wrote in another form."""
_DIGITS = str.maketrans("〇○零一二兩三四五六七八九", "0001223456789")
_TENS = re.compile(r"([1-9])?十([1-9])?")
_REPUBLIC = re.compile(r"(?:中華)?民國([0-9]{1,3}|元)年")
_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4}) ?[-/.年 ] ?([0-9]{1,2}) ?[-/.月 ] ?([0-9]{1,2})(?![0-9]) ?日?")
_TOGETHER = re.compile(r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_YEAR_LAST = re.compile(r"(?<![0-9])([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})(?![0-9])")
_IN_WORDS = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([A-Za-z]{3,9})\.?,? ([0-9]{4})(?![0-9])"
    r"|([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})(?![0-9])"
)
_MONTH_FORMATS = ("%B", "%b")
_TIME = re.compile(
    r"(?P<half>上午|下午|早上|晚上)? ?(?P<hour>[0-9]{1,2})(?:[:.時时點点] ?(?P<minute>[0-9]{1,2})?分?(?::[0-9]{2})?)? ?(?P<sign>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?", re.ASCII)
_BESIDE = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|(?:星期|週|周|禮拜)[1-6日天]|[(),，、（）]|\b(?:at|on)\b",
    re.IGNORECASE,
)
"""What may stand beside a date and a time: the day of the week, brackets, commas."""


def convert_date(written: str, *, with_time: bool) -> list[str]:
    """Return a date in the form of front matter; two where day and month may be meant either way, none where none is meant.

    Args:
        written: the date as an editor wrote it.
        with_time: whether a time may follow the day.
    """
    if len(written) > _LONGEST:
        return []
    text = _replace_numerals(" ".join(unicodedata.normalize("NFKC", written).split()))
    for days, rest in _iter_days(text):
        time = _convert_time(_BESIDE.sub(" ", rest).strip(" T"))
        if days and time is not None:
            return [f"{day} {time}" if time and with_time else str(day) for day in days]
    return []


def is_time(written: str) -> bool:
    """Return whether a text is a time without a day."""
    return bool(_TIME_ONLY.fullmatch(written.strip()))


def _replace_numerals(text: str) -> str:
    """Return a text with Chinese numerals as digits, and years of the Republic as common years."""
    text = _TENS.sub(lambda match: f"{match[1] or 1}{match[2] or 0}", text.translate(_DIGITS))
    return _REPUBLIC.sub(lambda match: f"{1911 + (1 if match[1] == '元' else int(match[1]))}年", text)


def _iter_days(text: str) -> Iterator[tuple[list[date], str]]:
    """Yield the days that a text may name, each with the rest of the text."""
    for pattern in (_YEAR_FIRST, _TOGETHER):
        if match := pattern.search(text):
            yield _find_days([(match[1], match[2], match[3])]), _cut(text, match)
    if match := _YEAR_LAST.search(text):
        yield _find_days([(match[3], match[2], match[1]), (match[3], match[1], match[2])]), _cut(text, match)
    if match := _IN_WORDS.search(text):
        name, day, year = (match[2], match[1], match[3]) if match[2] else (match[4], match[5], match[6])
        yield _find_days([(year, _find_month(name), day)]), _cut(text, match)


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _find_days(parts: list[tuple[str, str, str]]) -> list[date]:
    """Return the days of the calendar among years, months and days, each once."""
    days: list[date] = []
    for year, month, day in parts:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return list(dict.fromkeys(days))


def _find_month(name: str) -> str:
    """Return the number of a month by its English name, or 0."""
    for form in _MONTH_FORMATS:
        try:
            return str(datetime.strptime(name[:3] if form == "%b" else name, form).month)  # noqa: DTZ007 -- a month has no zone
        except ValueError:
            continue
    return "0"


def _convert_time(text: str) -> str | None:
    """Return the time that is the whole of a text, an empty text where it has none, and `None` where it says more."""
    if not text:
        return ""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or match["sign"] or "").lower()
    if not half and not match["minute"] and not re.search("[時时點点]", text):
        return None  # a number alone is no time
    if half[:1] in ("下", "晚", "p") and hour < 12:
        hour += 12
    elif half[:1] in ("上", "早", "a") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
