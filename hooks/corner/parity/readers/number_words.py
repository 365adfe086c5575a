"""Numbers in words, such as “two hundred and fifty”; the only module that knows text2num."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from text_to_num import alpha2digit, find_numbers

_LANGUAGES = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))
"""The languages whose number words text2num reads."""


class WordNumber(NamedTuple):
    """A number in words."""

    value: Decimal
    first: int
    """The position of its first word."""
    last: int
    """The position of its last word."""


class _WordToken:
    """A word in the form that text2num reads."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text

    def text_lowercase(self) -> str:
        return self._text.lower()

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


class NumberWords:
    """The number words of one language; none if text2num does not read it."""

    def __init__(self, code: str) -> None:
        """Take the primary subtag of the language, such as `pt`."""
        self._code = code
        self.is_known = code in _LANGUAGES
        """Whether text2num reads the language."""
        self._seen: set[str] = set()
        """All words seen: text2num is asked once for a word."""
        self._numbers: set[str] = set()
        """Those of them that are number words."""

    def select(self, words: set[str]) -> set[str]:
        """Return the number words among words in lower case."""
        unseen = words - self._seen
        if unseen:
            self._seen |= unseen
            self._numbers |= {word for word in unseen if self.parse(word)}
        return words & self._numbers

    def parse(self, word: str) -> str:
        """Return the digits of a number word in lower case, or nothing for another word."""
        if not self.is_known or len(word) <= 1:
            return ""
        digits: str = alpha2digit(word, self._code, 0)
        return digits if digits != word else ""

    def find(self, words: Sequence[str]) -> list[WordNumber]:
        """Return the numbers in a sequence of words and signs."""
        matches = find_numbers([_WordToken(word) for word in words], self._code, 0)
        return [WordNumber(Decimal(str(match.value)), match.start, match.end - 1) for match in matches]
