"""Quantities in set phrases: shares, quarters and halves of a year, days of the week, Roman numerals, and hints of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from corner.parity.quantities import HALF, QUARTER, SHARE, WEEKDAY, Confidence, Number, Time, format_fraction

_PARTS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_WHOLES = {
    word: number for number, word in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), 2)
}
_ORDER = {"first": 1, "second": 2, "latter": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
_VALUES = {"a": 1} | _PARTS | _WHOLES | {"fourth": 4} | {f"{word}s": number for word, number in _WHOLES.items()}
_NUMBER = f"(?:{'|'.join(_PARTS)}|[0-9]{{1,3}})"
_YEAR = r"(?:the (?:same |following |previous |next )?year|(?:this|next|last) year|[0-9]{4})"


class _Phrase(NamedTuple):
    """A way to say a share, a quarter or a half of a year."""

    unit: str
    pattern: re.Pattern[str]
    """Of a share, its groups are part and whole; else the one that matched is which of them."""
    hints: frozenset[str]
    """Words of which each such phrase holds one; looking around them is much quicker than looking everywhere."""


_OF: Mapping[str, tuple[_Phrase, ...]] = {
    "en": (
        _Phrase(
            SHARE,
            re.compile(
                rf"(?<!first )(?<!last )(?<!past )(?<!next )\b(a(?= [a-z]+ of\b)|{'|'.join(_PARTS)})[ -]({'|'.join(_WHOLES)}|fourth)s?\b"
            ),
            frozenset(_VALUES) - _PARTS.keys() - {"a"},
        ),
        _Phrase(
            SHARE,
            re.compile(rf"\b({_NUMBER}) (?:in|out of) (?:every )?({_NUMBER})\b"),
            frozenset(("one", "out", "every")),
        ),
        _Phrase(
            QUARTER,
            re.compile(rf"\b({'|'.join(_ORDER)})[ -]quarter\b|\bq([1-4])\b|\b([1-4])q\b"),
            frozenset("quarter q1 q2 q3 q4 1q 2q 3q 4q".split()),
        ),
        _Phrase(
            HALF,
            re.compile(rf"\b({'|'.join(_ORDER)}) half of {_YEAR}|\bh([12])\b"),
            frozenset(("half", "h1", "h2")),
        ),
    ),
}
_AROUND = 30
"""How far from its hint a phrase may reach, in characters."""
_ROMAN = {
    f"{tens}{ones}": 10 * number + value
    for number, tens in enumerate(("", "x", "xx"))
    for value, ones in enumerate(" i ii iii iv v vi vii viii ix".split(" "))
}
_IMPLIED = {"首": 1, "雙": 2, "双": 2, "倍": 2, "半小時": 30, "半小时": 30, "半個小時": 30, "半个小时": 30, "半年": 6}
"""What else may stand for a number of the other text."""
_NOON = {"中午": 720, "正午": 720, "午夜": 0}
_DAY = "[一二三四五六日天](?![次天個个歲岁屆届年])"
WEEKDAYS = re.compile(
    rf"(?:星期|禮拜|礼拜|(?<![每數数幾几0-9一二兩两三四五六七八九十])[週周])({_DAY}(?:[至到、及和或]{_DAY})*)"
)
"""Days of the week in Chinese, such as 星期一至五; 周三次 and 兩周三天 are none."""
_DAYS = {day: number for number, day in enumerate("一二三四五六日", 1)} | {"天": 7}
_QUARTER = re.compile(
    r"(?<![首前頭头續续去])(?:第([一二三四1-4](?:[至到、及和或]第?[一二三四1-4])*)季|([一二三四1-4])季度|([首末])季)(?!節|节|軍|军|後|后)"
)
_QUARTERS = {"首": 1, "末": 4} | {
    each: number for number, pair in enumerate("一1 二2 三3 四4".split(), 1) for each in pair
}
_HALF = re.compile("([上下])半年")


def read_latin_phrases(lower: str, words: set[str], code: str) -> Iterator[Number]:
    """Yield the quantities that a text says in phrases.

    Args:
        lower: the text in small letters.
        words: its words.
        code: the primary subtag of its language.
    """
    for phrase in _OF.get(code, ()):
        hints = words & phrase.hints
        for match in _around(lower, phrase.pattern, hints) if hints else ():
            said = [word for word in match.groups() if word]
            if phrase.unit == SHARE:
                part, whole = map(_value, said)
                if part <= whole:
                    yield Number(format_fraction(part, whole), SHARE, match.start(), match[0], Confidence.SURE)
            else:
                value = Decimal(_ORDER.get(said[0], said[0])) or Decimal(4 if phrase.unit == QUARTER else 2)
                yield Number(value, phrase.unit, match.start(), match[0], Confidence.SURE)
                yield Number(value, "", match.start(), match[0], Confidence.OFFERED)


def _around(text: str, pattern: re.Pattern[str], hints: set[str]) -> Iterable[re.Match[str]]:
    """Return the matches of a pattern around some words."""
    found: dict[int, re.Match[str]] = {}
    for hint in hints:
        place = text.find(hint)
        while place >= 0:
            for match in pattern.finditer(text, max(0, place - _AROUND), place + len(hint) + _AROUND):
                found[match.start()] = match
            place = text.find(hint, place + 1)
    return found.values()


def read_roman_numerals(words: set[str]) -> dict[str, int]:
    """Return the values of what may be Roman numerals among words in small letters."""
    return {word: _ROMAN[word] for word in words & _ROMAN.keys()}


def read_han_phrases(text: str) -> tuple[list[Number], list[Time]]:
    """Return the quantities that a Chinese text says in phrases, and the times that it may say."""
    numbers = [_hint(text, word, "", Decimal(value)) for word, value in _IMPLIED.items() if word in text]
    if "半" in text:
        numbers += [_hint(text, "半", unit, Decimal("0.5")) for unit in ("", SHARE)]
    if "倍" in text:
        numbers.append(_hint(text, "倍", "%", Decimal(100)))
    if any(word in text for word in ("星期", "禮拜", "礼拜", "週", "周")):
        numbers += _each(text, WEEKDAYS, WEEKDAY, _DAYS)
    if "季" in text:
        numbers += _each(text, _QUARTER, QUARTER, _QUARTERS)
    for match in _HALF.finditer(text) if "半年" in text else ():
        numbers.append(Number(Decimal("上下".index(match[1]) + 1), HALF, match.start(), match[0], Confidence.SURE))
    times = [Time(at, True, text.index(word), word, Confidence.OFFERED) for word, at in _NOON.items() if word in text]
    return numbers, times


def _each(text: str, pattern: re.Pattern[str], unit: str, values: Mapping[str, int]) -> Iterator[Number]:
    """Yield each of the values that a match names."""
    for match in pattern.finditer(text):
        for character in next(group for group in match.groups() if group):
            if character in values:
                yield Number(Decimal(values[character]), unit, match.start(), match[0], Confidence.SURE)


def _hint(text: str, word: str, unit: str, value: Decimal) -> Number:
    return Number(value, unit, text.index(word), word, Confidence.OFFERED)


def _value(word: str) -> Decimal:
    return Decimal(_VALUES.get(word, 0)) or Decimal(word)
