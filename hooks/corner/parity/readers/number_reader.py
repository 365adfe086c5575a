"""The reader of one number: its scale, its unit before or after it, and how certain it is that the other text says it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from corner.parity.lexicon import Lexicon
from corner.parity.quantities import (
    CARDINAL,
    COUNT,
    COUNTS,
    MONEY,
    ORDINAL,
    PERCENT,
    POINTS,
    SHARE,
    TIMES,
    Confidence,
    may_be_year,
    normalize_fraction,
)
from corner.parity.readers.grammar import PatternMatch

_NEXT = re.compile(r"[ \u00a0-]?([^\W\d_]+)(?![0-9])")
_NAME = re.compile(r"[ \u00a0]?[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,5}")
_SIGN = re.compile(r"(?<![^\W\d_])([^\s\d.,;:()–—/-]{1,5})[ \u00a0]?\Z")
_MONEY_SIGNS = ("€", "$", "£", "¥")
_CAPITALS = re.compile("[A-Z]{2,}")
_UNNAMED = re.compile(r"[^\W\d_]")
_LONGEST_SIGN = 5
_LONGEST_NAME = 8
_BETWEEN = 16
"""How far before a range its first word may be, in characters."""
_GLOSS = 24
"""How far a number is from its gloss in brackets, in characters."""
_BRACKET = re.compile(r"^[^\n.;。；]*[(（][^)）]*\Z")
_FEW = 100
"""A number from which on words do not tell an ordinal from another number."""
_HALF = Decimal("0.5")
_RATIOS = frozenset((PERCENT, POINTS, TIMES))
"""The units of what cannot be the end of a range of amounts."""


@dataclass(slots=True)
class ReadNumber:
    """A number in a normalized text."""

    value: Decimal
    unit: str
    start: int
    end: int
    confidence: Confidence
    others: tuple[tuple[Decimal, str], ...] = ()
    raw: Decimal | None = None
    """The number without its scale; `None` for what can be no end of a range."""
    factor: Decimal = Decimal(1)
    """Its scale."""
    gloss: int = -1
    measure: str = ""
    """The unit of measure after it."""

    @property
    def ratio(self) -> str:
        """Its unit if it is a percentage or another ratio, or may be one."""
        return next((unit for unit in (self.unit, *(unit for _, unit in self.others)) if unit in _RATIOS), "")

    @property
    def is_year(self) -> bool:
        """Whether it may be a year."""
        return self.factor == 1 and self.unit in COUNTS and may_be_year(self.value)


class NumberReader:
    """Reads the numbers of one text."""

    def __init__(self, text: str, lower: str, lexicon: Lexicon) -> None:
        """Take a normalized text, and the same in lower case."""
        self._text = text
        self._lower = lower
        self._lexicon = lexicon
        self._table = lexicon.table
        self._numerals = lexicon.grammar.numerals
        self._grouping = lexicon.grammar.grouping

    def read(self, match: PatternMatch) -> ReadNumber:
        """Read a number that a pattern matches."""
        written, start, end = match.get("number"), match.start, match.end
        if written[0].isdigit():
            value, rest = self._parse_digits(written), ""
        elif self._numerals:
            value, rest = self._numerals.parse_number(written)
        money = self.find_currency(start)
        scale, end = self._read_scale(match, end, money)
        number = ReadNumber(value * scale, "", start - len(money), end, Confidence.CERTAIN, (), value, Decimal(scale))
        self._read_unit(number, money)
        if not written[0].isdigit():
            self._rate_numeral(number, written, rest, bool(match.get("scale")))
        elif _CAPITALS.match(self._text, end) and not number.unit:
            number.confidence = Confidence.OPTIONAL  # a name, such as 737NG
        if number.unit in ("", COUNT) and (match.get("ordinal") or self._is_ordinal(number.start)):
            number.unit = ORDINAL
        if match.get("more"):
            number.others = ((value * scale + _HALF, ""), (value * 12 + 6, ""), *number.others)
            number.confidence = Confidence.OPTIONAL
        return number

    def read_plain(self, written: str, start: int) -> ReadNumber:
        """Read a number in digits after which there is nothing that belongs to it."""
        value, money = Decimal(written), self.find_currency(start)
        unit = self._lexicon.money[money.strip().lower()] if money else ""
        start, end = start - len(money), start + len(written)
        if not unit and self._is_ordinal(start):
            unit = ORDINAL
        return ReadNumber(value, unit, start, end, Confidence.CERTAIN, (), value)

    def read_compound(self, match: PatternMatch) -> ReadNumber:
        """Read digits with units and scales between them, such as 3億5,000萬."""
        assert self._numerals
        money = self.find_currency(match.start)
        value = self._numerals.parse_compound(match.groups["compound"])
        number = ReadNumber(value, "", match.start - len(money), match.end, Confidence.CERTAIN)
        self._read_unit(number, money)
        return number

    def complete_words(self, number: ReadNumber) -> ReadNumber:
        """Give a number in words, in a language with spaces, its scale, its unit and its confidence."""
        start, words_end, value = number.start, number.end, number.value
        scale, number.end = self._read_next_scale(number.end, "")
        number.value, number.raw, number.factor = value * scale, value, Decimal(scale)
        self._read_unit(number, "")
        written = self._lower[start:words_end]
        if not number.unit and scale == 1 and value < _FEW:
            number.unit = ORDINAL if written.endswith(tuple(self._table.ordinal_endings)) else CARDINAL
        number.confidence = self._rate_words(number, written)
        if number.unit == ORDINAL and self._is_fraction(number):
            number.confidence = Confidence.OPTIONAL
            number.others = ((normalize_fraction(Decimal(1), value), SHARE),)
        return number

    @property
    def era(self) -> int:
        """The year before the first year of the language's other calendar."""
        return self._table.era

    def _is_fraction(self, number: ReadNumber) -> bool:
        """Return whether an ordinal in words is a part of something, as in “the last third”."""
        following = self._text[number.end : number.end + 2].lstrip(" \u00a0")
        return self._lower.endswith(tuple(self._table.fraction_starts), 0, number.start) and not following[:1].isalnum()

    def parse_word(self, word: str) -> Decimal:
        """Return the value of a short number in digits, numerals or words of the table."""
        if word[0].isdigit():
            return self._parse_digits(word)
        if self._numerals:
            return self._numerals.parse_number(word)[0]
        return Decimal(next((words[word] for words in self._table.words.values() if word in words), 1))

    def _is_ordinal(self, start: int) -> bool:
        return self._text[start - 1 : start] in self._lexicon.ordinal_signs

    def _parse_digits(self, written: str) -> Decimal:
        if written.isdigit():
            return Decimal(written)
        return Decimal(self._grouping.sub("", written).replace(",", "."))

    def find_currency(self, start: int) -> str:
        """Return the name or sign of a currency right before a position, as it is written."""
        before = self._lower[max(0, start - 2) : start].strip(" \u00a0")
        if before[-1:] not in self._lexicon.money_ends:
            return ""
        before = self._text[max(0, start - _LONGEST_SIGN - 1) : start]
        if self._table.has_spaces:
            sign = _SIGN.search(before)
            return sign[0] if sign and self._is_currency(sign[1]) else ""
        signs = (before[-length:] for length in range(min(_LONGEST_SIGN, len(before)), 0, -1))
        # 元 is after an amount, and part of a name before it, as in 開元十一年.
        return next(
            (s for s in signs if not s[0].isspace() and not _UNNAMED.fullmatch(s) and self._is_currency(s.strip())), ""
        )

    def _is_currency(self, name: str) -> bool:
        """Return whether a word is the name of a currency, or its code in capitals."""
        currency = self._lexicon.money.get(name.lower())
        if currency is None:
            return False
        return not name.isascii() or not name[-1].isalpha() or name.isupper() or name.lower() != currency.lower()

    def _read_scale(self, match: PatternMatch, end: int, money: str) -> tuple[int, int]:
        if self._numerals:
            return self.multiply_scales(match.get("scale")), end
        return (1, end) if match.get("ordinal") else self._read_next_scale(end, money)

    def _read_next_scale(self, end: int, money: str) -> tuple[int, int]:
        """Return the scale after a number that ends at `end`, and its end."""
        scale = 1
        while following := _NEXT.match(self._lower, end):
            word = following[1]
            # “3 m” are metres, “$3m” and “3 M€” are millions.
            has_money = (money and following[0] == word) or self._lower.startswith(_MONEY_SIGNS, following.end())
            is_letter = len(word) == 1 and not has_money
            value = 1 if is_letter else self._lexicon.find_scale(word)
            if value <= scale:
                break
            scale, end = scale * value, following.end()  # mil milhões is a scale of two words
        return scale, end

    def multiply_scales(self, written: str) -> int:
        """Return the product of scales such as 萬億."""
        numerals = self._numerals
        if not (written and numerals):
            return 1
        return math.prod(numerals.scales.get(sign) or numerals.units[sign] for sign in written)

    def _read_unit(self, number: ReadNumber, money: str) -> None:
        """Give a number the unit before or after it."""
        currency = self._lexicon.money.get(money.strip().lower(), "")
        if number.unit:
            return
        end, unit = self._find_unit(number.end)
        if unit:
            number.end = end
            number.unit = unit.removesuffix("?") if unit == "points?" else unit
            if unit.startswith(TIMES):
                number.unit = "" if unit.endswith("?") else TIMES
                number.others = ((number.value, TIMES),) if unit.endswith("?") else ((number.value + 1, "?"),)
            elif unit == "points?":
                number.unit, number.others = "", ((number.value, POINTS),)
            return
        following = self._find_currency_after(number.end)
        number.unit = following if following and following != MONEY else currency or following
        if number.unit:
            return
        if not may_be_year(number.value):
            number.measure = self._lexicon.find_measure(self._lower, number.end)
        if self._lower[number.end : number.end + 1] in self._lexicon.measure_words:
            number.unit = COUNT

    def _find_unit(self, end: int) -> tuple[int, str]:
        """Return end and meaning of the unit right after a number."""
        match = self._lexicon.units.match(self._lower, end)
        return (match.end(), self._lexicon.unit_names[match[1]]) if match else (end, "")

    def _find_currency_after(self, end: int) -> str:
        """Return the code of the currency after a number, `$` for an unknown one, or nothing."""
        money = self._lexicon.money
        if self._table.has_spaces:
            name = _NAME.match(self._text, end)
            words = name[0].split() if name else []
            words = words[1:] if words and words[0].lower() in self._table.money_links else words
            if not words or words[0].lower() not in self._lexicon.money_words:
                return ""
            for length in range(len(words), 0, -1):
                written = " ".join(words[:length])
                # “3 top prizes” are no money of Tonga.
                if self._is_currency(written):
                    return money[written.lower()]
            return ""
        following = self._lower[end : end + _LONGEST_NAME].lstrip("多餘余 ")
        if following[:1] not in self._lexicon.money_starts:
            return ""
        # An amount may be 元 of a currency that is named after it.
        starts = (1, 0) if money.get(following[0]) == MONEY else (0,)
        names = (following[start:end] for start in starts for end in range(len(following), start, -1))
        return next((money[name] for name in names if name in money), "")

    def _rate_numeral(self, number: ReadNumber, written: str, rest: str, has_scale: bool) -> None:  # noqa: FBT001
        """Say how certain it is that a number in numerals of its own script is a quantity."""
        assert self._numerals
        number.confidence = self._rate_plain_numeral(number, written, rest, has_scale=has_scale)
        has_unit = number.unit not in ("", COUNT, ORDINAL)
        if has_unit and (number.unit == PERCENT or not self._numerals.has_only_units(written)):
            number.confidence = Confidence.CERTAIN
        if rest:
            number.others = ((Decimal(self._numerals.parse(rest)[0]), ""),)

    def _rate_plain_numeral(self, number: ReadNumber, written: str, rest: str, *, has_scale: bool) -> Confidence:
        assert self._numerals
        before = self._text[max(0, number.start - 1) : number.start]
        if self._numerals.has_only_units(written) and (written != "十" or before in self._lexicon.vague_words):
            return Confidence.OPTIONAL  # 百, 千萬, 數十
        if len(written) > 1 and all(character in self._numerals.digits for character in written):
            return Confidence.CERTAIN if len(written) > 2 else Confidence.OPTIONAL  # 二○二一, 三四
        if number.value > 10:
            return Confidence.CERTAIN
        counts = number.unit in (COUNT, ORDINAL) or has_scale
        return Confidence.LIKELY if counts and number.value > 2 and not rest else Confidence.OPTIONAL

    def _rate_words(self, number: ReadNumber, written: str) -> Confidence:
        """Return how certain it is that a number in words is a quantity."""
        value = number.value
        if written.isalpha() and (value >= 100 or (value == 10 and written.endswith("s"))):
            return Confidence.OPTIONAL  # “a thousand”, “per million”, “tens of”
        if value > 10 or number.unit == PERCENT:
            return Confidence.CERTAIN
        # “The three authorities” are those already counted, but “the third operation” is none of the others.
        endings = tuple(self._table.ordinal_endings)
        counted = self._lower.endswith(tuple(self._table.counted), 0, number.start) and not written.endswith(endings)
        return Confidence.OPTIONAL if value <= 2 or counted else Confidence.LIKELY

    def join(self, numbers: list[ReadNumber]) -> None:
        """Give the scale and unit at one end of each range or list to all its numbers, as in 百分之十五至二十 and “2 to 3 million”."""
        for lower, upper in pairwise(numbers):
            gap = self._text[lower.end : upper.start]
            if lower.value == upper.value and len(gap) <= _GLOSS and _BRACKET.search(gap):
                upper.unit, upper.confidence = (
                    upper.unit or lower.unit,
                    Confidence.OPTIONAL,
                )  # the original of a name, as in 《60分鐘 (60 Minutes)》
            if lower.measure and upper.measure and len(gap) <= _GLOSS and _BRACKET.search(gap):
                lower.gloss = upper.gloss = lower.start
            if lower.raw is None and lower.unit != PERCENT:
                continue
            if len(gap) <= _LONGEST_NAME and self._is_range(gap, lower.start):
                self._complete_range(lower, upper)
        for upper, lower in pairwise(reversed(numbers)):
            if (upper.unit in _RATIOS or upper.others) and lower.unit in COUNTS and upper.ratio:
                self._complete_list(lower, upper.ratio, self._text[lower.end : upper.start])

    def _complete_list(self, lower: ReadNumber, unit: str, gap: str) -> None:
        """Let a number before “and 6 per cent” be a percentage, too."""
        if (
            lower.raw is not None
            and not lower.measure
            and not lower.is_year
            and self._lexicon.grammar.enumeration.fullmatch(gap)
        ):
            lower.others = (*lower.others, (lower.value, unit))

    def _is_range(self, gap: str, start: int) -> bool:
        if self._lexicon.grammar.range.fullmatch(gap):
            return True
        between = self._lexicon.grammar.between
        before = self._lower[max(0, start - _BETWEEN) : start]
        words = self._table.between.words if self._table.between else []
        return bool(between and between.fullmatch(gap) and any(word in before for word in words))

    @staticmethod
    def _complete_range(lower: ReadNumber, upper: ReadNumber) -> None:
        if lower.raw is None:
            if not upper.unit and not upper.measure and upper.factor == 1 and lower.value < upper.value:
                upper.unit = PERCENT
            return
        if upper.raw is None or lower.raw >= upper.value or lower.is_year:
            return
        if lower.unit not in (*COUNTS, MONEY, upper.unit) and (lower.unit in _RATIOS or upper.unit not in COUNTS):
            return  # “by 9.4% to 134 million” is no range
        if lower.factor == 1 < upper.factor and lower.raw < upper.raw:
            lower.value *= upper.factor
        if lower.unit in COUNTS and upper.unit not in COUNTS:
            lower.unit = upper.unit
