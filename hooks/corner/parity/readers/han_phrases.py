"""Quantities in phrases of Chinese: days of the week, quarters and halves of a year, and words that may stand for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from corner.parity.quantities import HALF, QUARTER, SHARE, WEEKDAY, Confidence, Number, Time
from corner.parity.readers.tables import read_han_table, read_table

_DAY = "[一二三四五六日天](?![次天個个歲岁屆届年])"
WEEKDAYS = re.compile(
    rf"(?:星期|禮拜|礼拜|(?<![每數数幾几0-9一二兩两三四五六七八九十])[週周])({_DAY}(?:[至到、及和或]{_DAY})*)"
)
"""Days of the week in Chinese, such as 星期一至五; 周三次 and 兩周三天 are none."""
_QUARTER = re.compile(
    r"(?<![首前頭头續续去])(?:第([一二三四1-4](?:[至到、及和或]第?[一二三四1-4])*)季|([一二三四1-4])季度|([首末])季)(?!節|节|軍|军|後|后)"
)
_HALF = re.compile("([上下])半年")


def read_han_phrases(text: str) -> tuple[list[Number], list[Time]]:
    """Return the quantities that a Chinese text says in phrases, and the times that it may say."""
    table, han = read_table("zh"), read_han_table()
    numbers = [
        _create_hint(text, word, "", Decimal(value)) for word, value in table.optional_numbers.items() if word in text
    ]
    if "半" in text:
        numbers += [_create_hint(text, "半", unit, Decimal("0.5")) for unit in ("", SHARE)]
    if "倍" in text:
        numbers.append(_create_hint(text, "倍", "%", Decimal(100)))
    if any(word in text for word in ("星期", "禮拜", "礼拜", "週", "周")):
        numbers += _read_members(text, WEEKDAYS, WEEKDAY, han.weekdays)
    if "季" in text:
        numbers += _read_members(text, _QUARTER, QUARTER, han.quarters)
    for match in _HALF.finditer(text) if "半年" in text else ():
        numbers.append(Number(Decimal("上下".index(match[1]) + 1), HALF, match.start(), match[0], Confidence.CERTAIN))
    times = [
        Time(minutes, True, text.index(word), word, Confidence.OPTIONAL)
        for word, minutes in table.optional_times.items()
        if word in text
    ]
    return numbers, times


def _read_members(text: str, pattern: re.Pattern[str], unit: str, values: Mapping[str, int]) -> Iterator[Number]:
    """Yield each of the values that a match names."""
    for match in pattern.finditer(text):
        for character in next(group for group in match.groups() if group):
            if character in values:
                yield Number(Decimal(values[character]), unit, match.start(), match[0], Confidence.CERTAIN)


def _create_hint(text: str, word: str, unit: str, value: Decimal) -> Number:
    return Number(value, unit, text.index(word), word, Confidence.OPTIONAL)
