"""Chinese numerals and their values."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from corner.parity.readers.tables import HanTable, read_han_table

_MAX_DIGITS = 30
"""The number of digits after which a sequence of them is no number."""
_GROUPING = re.compile("[, \u00a0\u2009\u202f]")
_TOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|.")


class HanNumerals:
    """Parses Chinese numerals."""

    def __init__(self, table: HanTable) -> None:
        """Take the characters of a table."""
        self.digits = {character: value for value, group in enumerate(table.digits) for character in group}
        self.units = table.units
        self.scales = table.scales
        self._tens = table.tens
        self._zeros = table.digits[0]
        self.characters = "".join((*self.digits, *table.tens, *table.units, *table.scales))
        """All characters of numerals."""
        self._cheque_numerals = str.maketrans(dict(table.cheque_numerals))
        signs = f"[零萬万億亿{''.join(table.cheque_numerals)}]"
        self._cheque_pattern = re.compile(f"{signs}{signs}+")  # a search is quick if it begins with one character

    def parse(self, text: str) -> tuple[int, int]:
        """Return the value of the longest well-formed numeral at the beginning of `text`, and its length.

        十四五 is thus 14, and 五 remains; without units the characters are digits, as in 二○二一.
        """
        if all(character in self.digits for character in text):
            return int(self.to_digits(text[:_MAX_DIGITS])), len(text)
        total = section = 0
        digit: int | None = None
        unit, scale = 10**4, 10**20
        """The last unit and scale, below which the next must stay."""
        for position, character in enumerate(text):
            if character in self.scales:
                section += digit or 0
                if not total and not section:
                    section = 1
                factor = self.scales[character]
                # 萬億 multiplies all that is there; 億…萬 adds to it.
                total = (total + section) * factor if factor > scale else total + section * factor
                section, digit, unit, scale = 0, None, 10**4, factor
            elif self.units.get(character, unit) < unit:
                unit = self.units[character]
                section += (1 if digit is None else digit) * unit
                digit = None
            elif character in self._tens and digit is None:
                section += self._tens[character]
            elif character in self._zeros and not digit:
                continue
            elif character in self.digits and digit is None:
                digit = self.digits[character]
            else:
                return total + section + (digit or 0), position
        return total + section + (digit or 0), len(text)

    def parse_short(self, text: str | None) -> int:
        """Return the value of a short numeral in digits or in Chinese; 0 for none."""
        if not text:
            return 0
        return int(text) if text.isascii() else self.parse(text)[0]

    def parse_number(self, written: str) -> tuple[Decimal, str]:
        """Return the value of a number with its decimals, and the rest of Chinese numerals that are not one number."""
        if written[0].isascii():
            return Decimal(_GROUPING.sub("", written)), ""
        integer, point, decimals = written.replace("点", "點").replace(".", "點").partition("點")
        value, length = self.parse(integer)
        if point and length == len(integer) and all(character in self.digits for character in decimals):
            return Decimal(f"{value}.{self.to_digits(decimals)}"), ""
        return Decimal(value), integer[length:]

    def parse_compound(self, written: str) -> Decimal:
        """Return the value of digits with units and scales between them, such as 3億5,000萬 or 9千7百萬."""
        total = section = digit = Decimal(0)
        for token in _TOKEN.findall(written):
            if token[0].isdigit() and token.isascii():
                digit = Decimal(token.replace(",", ""))
            elif token in self.units:
                section += (digit or 1) * self.units[token]
                digit = Decimal(0)
            elif token in self.scales:
                factor = self.scales[token]
                section += digit
                total = total * factor if not section else total + section * factor
                section = digit = Decimal(0)
        return total + section + digit

    def to_digits(self, text: str) -> str:
        """Return ASCII digits for characters that stand for digits one by one."""
        return "".join(str(self.digits.get(character, character)) for character in text)

    def has_only_units(self, written: str) -> bool:
        """Return whether Chinese numerals are nothing but units, as in 千萬."""
        return all(character in self.units or character in self.scales for character in written)

    def replace_cheque_numerals(self, text: str) -> str:
        """Return a text with common numerals instead of those of cheques."""
        return self._cheque_pattern.sub(self._replace_cheque_numeral, text)

    def _replace_cheque_numeral(self, match: re.Match[str]) -> str:
        """Return common numerals, unless a single one among others changes, which may be another word."""
        common = match[0].translate(self._cheque_numerals)
        changed = sum(old != new for old, new in zip(match[0], common, strict=True))
        return common if changed > 1 else match[0]


@cache
def load_han_numerals() -> HanNumerals:
    """Return the numerals of the table of Chinese."""
    return HanNumerals(read_han_table())
