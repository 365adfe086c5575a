"""The words of a language that stand for numbers, dates and currencies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from corner.i18n.formats import LocaleFormats

_ORDINARY_WORDS = frozenset("gold marks reals soles units value won".split())
"""Names of currencies that are ordinary words, too."""


class Lexicon:
    """The words of one language that the readers of its numbers and dates know."""

    def __init__(self, formats: LocaleFormats) -> None:
        """Take the formats of the language; its words are looked up when they are needed."""
        self.locale = formats.locale
        self.code = formats.locale.split("-", maxsplit=1)[0]
        """The primary subtag, such as `pt`."""
        self._formats = formats

    @property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        return self._formats.decimal_sign

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The number of each month by its names, long and short, in lower case."""
        return {name.lower().strip("."): number for name, number in self._formats.iter_month_names()}

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
        return {name: code for name, code in unique.items() if name not in _ORDINARY_WORDS} | dict.fromkeys("$¥元", "$")
