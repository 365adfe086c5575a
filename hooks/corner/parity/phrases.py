"""Quantities in set phrases: shares, quarters and halves of a year, days of the week, Roman numerals, and hints of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from corner.parity.quantities import HALF, QUARTER, SHARE, WEEKDAY, Number, Time, Weight, share

_PARTS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_WHOLES = {
    word: number for number, word in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), 2)
}
_ORDER = {"first": 1, "second": 2, "latter": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
_VALUES = {"a": 1} | _PARTS | _WHOLES | {"fourth": 4} | {f"{word}s": number for word, number in _WHOLES.items()}
_NUMBER = f"(?:{'|'.join(_PARTS)}|[0-9]{{1,3}})"
_YEAR = r"(?:the (?:same |following |previous |next )?year|(?:this|next|last) year|[0-9]{4})"


class _Phrases(NamedTuple):
    """The phrases of one language; each pattern holds one or two groups."""

    share: re.Pattern[str]
    """A part, and a whole."""
    quarter: re.Pattern[str]
    half: re.Pattern[str]
    hints: frozenset[str]
    """Words of which one stands in each text that has such a phrase."""


_OF: Mapping[str, _Phrases] = {
    "en": _Phrases(
        re.compile(
            rf"(?<!first )(?<!last )(?<!past )(?<!next )\b(a|{'|'.join(_PARTS)})[ -]({'|'.join(_WHOLES)}|fourth)s?\b"
            rf"|\b({_NUMBER}) (?:in|out of) (?:every )?({_NUMBER})\b"
        ),
        re.compile(rf"\b({'|'.join(_ORDER)})[ -]quarter\b|\bq([1-4])\b|\b([1-4])q\b"),
        re.compile(rf"\b({'|'.join(_ORDER)}) half of {_YEAR}|\bh([12])\b"),
        frozenset("half quarter quarters third thirds fourths in out q1 q2 q3 q4 1q 2q 3q 4q h1 h2".split())
        | frozenset(f"{word}s" for word in _WHOLES)
        | frozenset(_WHOLES),
    ),
}
_IMPLIED = {"首": 1, "雙": 2, "双": 2, "倍": 2, "半小時": 30, "半小时": 30, "半個小時": 30, "半个小时": 30, "半年": 6}
"""What else may stand for a number of the other text."""
_NOON = {"中午": 720, "正午": 720, "午夜": 0}
WEEKDAYS = re.compile(
    r"(?:星期|禮拜|礼拜|(?<![每數数幾几0-9一二兩两三四五六七八九十])[週周])([一二三四五六日天])(?![次天個个歲岁屆届年])"
)
"""A day of the week in Chinese; 周三次 and 兩周三天 are none."""
_DAYS = {day: number for number, day in enumerate("一二三四五六日", 1)} | {"天": 7}
_QUARTER = re.compile(r"第?([一二三四1-4首末])(?:季度|季(?!節|节|軍|军|後|后))")
_QUARTERS = {"首": 1, "末": 4} | {day: number for day, number in _DAYS.items() if number < 5}
_HALF = re.compile("([上下])半年")
_ROMAN = re.compile(r"\b(?:X{0,2}(?:IX|IV|V?I{0,3}))\b")
_LETTERS = {"I": 1, "V": 5, "X": 10}


def latin(lower: str, words: set[str], code: str) -> Iterator[Number]:
    """Yield the quantities that a text says in phrases.

    Args:
        lower: the text in small letters.
        words: its words.
        code: the primary subtag of its language.
    """
    phrases = _OF.get(code)
    if phrases is None or words.isdisjoint(phrases.hints):
        return
    for match in phrases.share.finditer(lower):
        part, whole = (_value(word) for word in match.groups() if word)
        if 0 < part <= whole:
            # “Two in five” may be a place and a number, too.
            weight = Weight.SURE if match[1] else Weight.OFFERED
            yield Number(share(part, whole), SHARE, match.start(), match[0], weight)
    for unit, pattern, last in ((QUARTER, phrases.quarter, 4), (HALF, phrases.half, 2)):
        for match in pattern.finditer(lower):
            word = next(word for word in match.groups() if word)
            value = Decimal(_ORDER.get(word, word)) or Decimal(last)
            yield Number(value, unit, match.start(), match[0], Weight.SURE)
            yield Number(value, "", match.start(), match[0], Weight.OFFERED)


def han(text: str) -> tuple[list[Number], list[Time]]:
    """Return the quantities that a Chinese text says in phrases, and the times that it may say."""
    numbers = [_hint(text, word, "", Decimal(value)) for word, value in _IMPLIED.items() if word in text]
    if "半" in text:
        numbers += [_hint(text, "半", unit, Decimal("0.5")) for unit in ("", SHARE)]
    if "倍" in text:
        numbers.append(_hint(text, "倍", "%", Decimal(100)))
    for match in WEEKDAYS.finditer(text):
        numbers.append(Number(Decimal(_DAYS[match[1]]), WEEKDAY, match.start(), match[0], Weight.SURE))
    for match in _QUARTER.finditer(text) if "季" in text else ():
        value = Decimal(_QUARTERS.get(match[1]) or match[1])
        numbers.append(Number(value, QUARTER, match.start(), match[0], Weight.SURE))
    for match in _HALF.finditer(text):
        numbers.append(Number(Decimal("上下".index(match[1]) + 1), HALF, match.start(), match[0], Weight.SURE))
    times = [Time(at, True, text.index(word), word, Weight.OFFERED) for word, at in _NOON.items() if word in text]
    return numbers, times


def _hint(text: str, word: str, unit: str, value: Decimal) -> Number:
    return Number(value, unit, text.index(word), word, Weight.OFFERED)


def roman(text: str) -> Iterator[Number]:
    """Yield what may be Roman numerals, such as Phase II."""
    for match in _ROMAN.finditer(text):
        if match[0]:
            values = [_LETTERS[letter] for letter in match[0]]
            pairs = zip(values, [*values[1:], 0], strict=True)
            value = sum(-each if each < following else each for each, following in pairs)
            yield Number(Decimal(value), "", match.start(), match[0], Weight.OFFERED)


def _value(word: str) -> Decimal:
    return Decimal(_VALUES.get(word, 0)) or Decimal(word)
