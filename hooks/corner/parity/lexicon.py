"""The words of a language that stand for numbers, dates and currencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, cached_property
from typing import TypeVar

from corner.i18n.formats import LocaleWords
from corner.parity.quantities import HALF, MONEY, PERCENT, QUARTER, SHARE, Confidence, Number, Quantity, Time
from corner.parity.readers.cues import CueReader
from corner.parity.readers.grammar import Grammar
from corner.parity.readers.number_words import ROMAN_NUMERALS, NumberWords
from corner.parity.readers.tables import LanguageTable, read_table
from corner.parity.readers.word_finder import WordFinder
from corner.storage import kept_values

_CURRENCIES = {"rmb": "CNY", "us$": "USD", "hk$": "HKD", "nt$": "TWD", "ntd": "TWD"}
"""Signs of currencies that are used everywhere, and that CLDR has in some languages only."""

_LEAST_SCALE = 1000
_STEM = 5
"""The length of the shortest name of a scale that may be declined."""
_LONGEST_WORDS = 20
"""The greatest number that texts write in words, but for round ones."""
_NEXT_WORD = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_LONGEST_MEASURE = 4
_T = TypeVar("_T")


class Lexicon:
    """The words of one language that the readers of its numbers and dates know."""

    def __init__(self, locale: str, *, has_era: bool) -> None:
        """Take the language; its words are read when they are needed.

        Args:
            locale: its BCP 47 tag.
            has_era: whether its texts count years in another calendar.
        """
        self._has_era = has_era
        self.locale = locale
        self.code = locale.split("-", maxsplit=1)[0]
        """The primary subtag, such as `pt`."""
        self._words = LocaleWords(locale)
        self._measure_names: dict[str, re.Pattern[str]] = {}

    def _keep(self, name: str, compute: Callable[[], _T]) -> _T:
        """Return what CLDR knows of the language, as an earlier run read it."""
        return kept_values.find_value(f"{name} {self.locale}", compute)

    @cached_property
    def table(self) -> LanguageTable:
        """The words beyond those of CLDR and of text2num."""
        return read_table(self.code)

    @cached_property
    def number_words(self) -> NumberWords:
        """The number words."""
        return NumberWords(self.code)

    @cached_property
    def grammar(self) -> Grammar:
        """The patterns of numbers, dates and times."""
        names = {"month": self.months, "weekday": self.weekdays}
        time_sign = self._keep("time", lambda: self._words.time_sign)
        return Grammar(self.table, names, (self.decimal, time_sign), has_era=self._has_era)

    @cached_property
    def sentence_end(self) -> re.Pattern[str]:
        """The end of a sentence."""
        return re.compile(self.table.sentence_end)

    @cached_property
    def coordination(self) -> re.Pattern[str]:
        """What keeps the order of two figures in a translation."""
        return re.compile(self.table.coordination)

    @cached_property
    def subordination(self) -> re.Pattern[str]:
        """What begins a clause that another language may put first."""
        return re.compile("|".join(self.table.subordination) or "(?!)")

    @cached_property
    def part_first(self) -> re.Pattern[str]:
        """What is between a part and its whole."""
        return re.compile(self.table.part_first)

    @cached_property
    def whole_first(self) -> re.Pattern[str]:
        """What is between a whole and its part."""
        return re.compile(self.table.whole_first)

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """What joins two figures whose order is the same in all languages."""
        return re.compile(self.table.figure_joint)

    @cached_property
    def cues(self) -> CueReader:
        """The reader of the words that turn the meaning of a figure."""
        return CueReader(self.table)

    def weigh(self, quantities: list[Quantity]) -> list[Quantity]:
        """Return the quantities of a text in another language, those as optional that this language's reader may not know.

        It may not know the words for a small or round number, nor fractions and parts of a year in words.
        """
        kinds = self._kinds
        if self.knows_number_words and kinds.issuperset((SHARE, QUARTER, HALF)):
            return quantities
        return [self._weigh(quantity, kinds) for quantity in quantities]

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """The kinds of quantities that the reader knows."""
        return frozenset(str(entry["kind"]) for entry in self.table.patterns)

    def _weigh(self, quantity: Quantity, kinds: frozenset[str]) -> Quantity:
        if not isinstance(quantity, Number):
            return quantity
        is_known = quantity.unit not in (SHARE, QUARTER, HALF) or quantity.unit in kinds
        if is_known and not self.knows_number_words:
            # Few texts write 85,000 or 9.8 in words.
            is_round = len(quantity.value.normalize().as_tuple().digits) == 1
            is_long = quantity.value > _LONGEST_WORDS and not is_round
            is_known = quantity.confidence is Confidence.CERTAIN and (is_long or quantity.value % 1 > 0)
        return quantity if is_known else quantity._replace(confidence=Confidence.OPTIONAL)

    @cached_property
    def knows_number_words(self) -> bool:
        """Whether the readers know the numbers in words of the language."""
        return bool(self.table.han) or self.number_words.is_known

    @cached_property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        return self._keep("decimal", lambda: self._words.decimal_sign)

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The number of each month by its names, long and short, in lower case."""
        months = self._keep("months", lambda: list(self._words.iter_month_names()))
        return {**{name.lower().strip("."): number for name, number in months}, **self.table.months}

    @cached_property
    def time_zones(self) -> Mapping[str, str]:
        """The keys of time zones in the tz database by city and by abbreviation, in lower case."""
        return self._words.find_time_zones()

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """The number of each day of the week, 1 for Monday, by its names in lower case."""
        days = self._keep("weekdays", lambda: list(self._words.iter_weekday_names()))
        return {**{name.lower(): number for name, number in days}, **self.table.weekdays}

    @cached_property
    def money(self) -> Mapping[str, str]:
        """The ISO 4217 code of each currency by its code, its signs, and its names in lower case.

        Names that several currencies share are left out, and the signs $, ¥ and 元 have the code `$`.
        """
        unique = self._keep("money", self._read_money)
        ambiguous = self.table.ambiguous_currencies
        known = {name: code for name, code in unique.items() if name not in ambiguous}
        return known | dict.fromkeys("$¥元", MONEY) | _CURRENCIES | dict(self.table.currencies)

    def _read_money(self) -> dict[str, str]:
        """Return the code of each currency by the names that no other currency has."""
        codes = self._words.read_currency_codes()
        # ISO 4217 gives X to what is no country's money, such as funds.
        return {name: min(known) for name, known in codes.items() if len(known) == 1 and min(known)[0] != "X"}

    @cached_property
    def money_words(self) -> frozenset[str]:
        """The first words of the names of currencies."""
        return frozenset(name.split()[0] for name in self.money if name.strip())

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """What follows a number, and the unit that it means."""
        percent = self._keep("percent", lambda: list(self._words.iter_percent_names()))
        return {**dict.fromkeys(filter(None, percent), PERCENT), **self.table.units}

    @cached_property
    def units(self) -> re.Pattern[str]:
        """What follows a number and is its unit."""
        names = "|".join(sorted(map(re.escape, self.unit_names), key=len, reverse=True)) or "(?!)"
        skipped = "[ \u00a0多餘余]?" if not self.table.has_spaces else "[ \u00a0]?"
        return re.compile(f"{skipped}({names})" + (r"(?!(?<=[^\W\d_])[^\W\d_])" if self.table.has_spaces else ""))

    @cached_property
    def measures(self) -> Mapping[str, str]:
        """The unit of measure, as CLDR calls it, by its names in lower case."""
        return {**self._keep("measures", lambda: dict(self._words.read_measure_names())), **self.table.measures}

    def find_measure_names(self, unit: str) -> re.Pattern[str]:
        """Return the pattern of the names of a unit of measure that are longer than one character."""
        if unit not in self._measure_names:
            names = [name for name, known in self.measures.items() if known == unit and len(name) > 1]
            longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
            border = r"(?<![^\W\d_])(?:{})(?!\w)" if self.table.has_spaces else "{}"
            self._measure_names[unit] = re.compile(border.format(longest))
        return self._measure_names[unit]

    def find_measure(self, text: str, end: int) -> str:
        """Return the unit of measure right after a number that ends at a position, or nothing."""
        if self.table.has_spaces:
            word = _NEXT_WORD.match(text, end)
            return self.measures.get(word[1], "") if word else ""
        lengths = range(_LONGEST_MEASURE, 0, -1)
        return next((unit for length in lengths if (unit := self.measures.get(text[end : end + length], ""))), "")

    @cached_property
    def measure_words(self) -> frozenset[str]:
        """What follows a numeral that counts, in a script with its own numerals."""
        return frozenset(self.table.han_table.measure_words if self.table.han_table else "")

    @cached_property
    def vague_words(self) -> frozenset[str]:
        """What makes a unit that follows it no number, in a script with its own numerals."""
        return frozenset(self.table.han_table.vague_words if self.table.han_table else "")

    @cached_property
    def ordinal_signs(self) -> frozenset[str]:
        """The characters before a numeral that make it an ordinal."""
        return frozenset(self.table.ordinal_signs)

    @cached_property
    def money_ends(self) -> frozenset[str]:
        """The last characters of the names of currencies."""
        return frozenset(name[-1:] for name in self.money)

    @cached_property
    def money_starts(self) -> frozenset[str]:
        """The first characters of the names of currencies."""
        return frozenset(name[:1] for name in self.money)

    @cached_property
    def scales(self) -> Mapping[str, int]:
        """The value of each scale, such as thousand or million, by its names in lower case."""
        return {**self._keep("scales", lambda: dict(self._words.iter_scale_names())), **self.table.scales}

    def find_scale(self, word: str) -> int:
        """Return the value of a scale in lower case, or 1 for another word."""
        known = self.scales.get(word)
        if known:
            return known
        if not self.knows_number_words:
            # A language whose words the readers do not know may decline its scales.
            stems = (value for name, value in self.scales.items() if len(name) > _STEM and word.startswith(name[:-1]))
            return next(stems, 1)
        value = self.number_words.parse(word)
        return int(value) if value.isdecimal() and int(value) >= _LEAST_SCALE else 1

    @cached_property
    def has_lower_months(self) -> bool:
        """Whether the language writes the names of months without a capital."""
        months = self._keep("months", lambda: list(self._words.iter_month_names()))
        return any(name.islower() for name, _ in months)

    @cached_property
    def hints(self) -> Mapping[str, tuple[Quantity, ...]]:
        """The words that may stand for a number or a time of the other text, with what they may mean."""
        hints: dict[str, tuple[Quantity, ...]] = {}
        for word, value in self.table.optional_numbers.items():
            number = Decimal(value)
            others = ((number, SHARE),) if number < 1 else ((number * 100 - 100, PERCENT),)
            hints[word] = (Number(number, "", 0, word, Confidence.OPTIONAL, others),)
        for word, minutes in self.table.optional_times.items():
            hints[word] = (*hints.get(word, ()), Time(minutes, True, 0, word, Confidence.OPTIONAL))
        return hints

    @cached_property
    def small_numbers(self) -> Mapping[int, re.Pattern[str]]:
        """The patterns of the words that may stand for 0, 1 and 2, as far as they are known."""
        words = self.table.small_numbers.items()
        border = r"(?<!\w)(?:{})(?!\w)" if self.table.has_spaces else "(?:{})"
        return {number: re.compile(border.format("|".join(patterns))) for number, patterns in words}

    @cached_property
    def hint_words(self) -> frozenset[str]:
        """The first word of each hint, and the Roman numerals."""
        return frozenset(re.split("[ -]", word)[0] for word in self.hints) | ROMAN_NUMERALS.keys()

    @cached_property
    def first_words(self) -> WordFinder:
        """What finds the words with which a quantity may begin."""
        return WordFinder(self.grammar.trigger_words | self.hint_words, self.number_words)

    def find_hints(self, text: str, start: int) -> list[tuple[int, Quantity]]:
        """Return length and meaning of each hint that begins at a position."""
        return [
            (length, quantity)
            for length in self._hint_lengths.get(text[start], ())
            for quantity in self.hints.get(text[start : start + length], ())
        ]

    @cached_property
    def _hint_lengths(self) -> Mapping[str, list[int]]:
        """The lengths of the hints that begin with a letter, the longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self.hints:
            lengths.setdefault(word[0], set()).add(len(word))
        return {letter: sorted(known, reverse=True) for letter, known in lengths.items()}

    def find_day_period(self, written: str) -> list[int] | None:
        """Return from which to which hour the part of the day reaches that a text names, or `None`."""
        periods = self.table.day_periods
        return next((hours for name, hours in periods.items() if written.startswith(name)), None) if written else None


@cache
def read_lexicon(locale: str, *, has_era: bool = False) -> Lexicon:
    """Return the words of a language, which are the same in all corners.

    Args:
        locale: its BCP 47 tag.
        has_era: whether its texts count years in another calendar.
    """
    return Lexicon(locale, has_era=has_era)
