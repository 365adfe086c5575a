"""The words of a language that stand for numbers, dates and currencies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from corner.i18n.formats import LocaleFormats
from corner.parity.readers.number_words import NumberWords
from corner.parity.readers.phrases import PhraseReader
from corner.parity.readers.tables import LanguageTable, read_table


class Lexicon:
    """The words of one language that the readers of its numbers and dates know."""

    def __init__(self, formats: LocaleFormats) -> None:
        """Take the formats of the language; its words are read when they are needed."""
        self.locale = formats.locale
        self.code = formats.locale.split("-", maxsplit=1)[0]
        """The primary subtag, such as `pt`."""
        self._formats = formats

    @cached_property
    def table(self) -> LanguageTable:
        """The words beyond those of CLDR and of text2num."""
        return read_table(self.code)

    @cached_property
    def number_words(self) -> NumberWords:
        """The number words."""
        return NumberWords(self.code)

    @cached_property
    def phrases(self) -> PhraseReader | None:
        """The reader of phrases, or `None` if none are known."""
        return PhraseReader(self.table.phrase_table) if self.table.phrase_table else None

    @property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        return self._formats.decimal_sign

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The number of each month by its names, long and short, in lower case."""
        months = {name.lower().strip("."): number for name, number in self._formats.iter_month_names()}
        return {**months, **self.table.months}

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """The number of each day of the week, 1 for Monday, by its names in lower case."""
        return {name.lower(): number for name, number in self._formats.iter_weekday_names()}

    @cached_property
    def money(self) -> Mapping[str, str]:
        """The ISO 4217 code of each currency by its code, its signs, and its names in lower case.

        Names that several currencies share are left out, and the signs $, ¥ and 元 have the code `$`; RMB and US$ are known everywhere.
        """
        codes: dict[str, set[str]] = {"rmb": {"CNY"}, "us$": {"USD"}}
        for name, code in self._formats.iter_currency_names():
            codes.setdefault(name.lower(), set()).add(code)
        # ISO 4217 gives X to what is no country's money, such as funds.
        unique = {name: min(known) for name, known in codes.items() if len(known) == 1 and min(known)[0] != "X"}
        ambiguous = self.table.ambiguous_currencies
        return {name: code for name, code in unique.items() if name not in ambiguous} | dict.fromkeys("$¥元", "$")
