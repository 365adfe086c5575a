"""Numbers in words, such as “two hundred and fifty”; the only module that knows text2num."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from text_to_num import alpha2digit, find_numbers

_LANGUAGES = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))
"""The languages whose number words text2num reads."""

ROMAN_NUMERALS = {
    f"{tens}{ones}": 10 * number + value
    for number, tens in enumerate(("", "x", "xx"))
    for value, ones in enumerate(" i ii iii iv v vi vii viii ix".split(" "))
    if tens or ones
}
"""The values of Roman numerals in lower case."""

_BETWEEN = "\n;\n"
"""What separates words of which each is asked for by itself."""


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
        self._digits: dict[str, str] = {}
        """The digits of each word seen: text2num is asked once for a word."""
        self._seen: set[str] = set()
        """Those words."""
        self._singles: dict[str, list[WordNumber]] = {}
        """The number that each word means by itself."""
        self._known: set[str] = set()
        """Those of the words that are number words."""

    def select(self, words: set[str]) -> set[str]:
        """Return the number words among words in lower case."""
        if not self.is_known:
            return set()
        unseen = [word for word in words - self._seen if word.isalpha()]
        self._seen |= words
        if unseen:
            # One question for all of them: a question for each takes longer than all that is done with the answers.
            answers = alpha2digit(_BETWEEN.join(unseen), self._code, 0).split(_BETWEEN)
            for word, digits in zip(unseen, answers, strict=True):
                self._digits[word] = digits if digits != word and len(word) > 1 else ""
                if self._digits[word]:
                    self._known.add(word)
        return words & self._known

    def parse(self, word: str) -> str:
        """Return the digits of a number word in lower case, or nothing for another word."""
        if word not in self._digits:
            self.select({word})
        return self._digits.get(word, "")

    def find(self, words: Sequence[str]) -> list[WordNumber]:
        """Return the numbers in a sequence of words and signs."""
        if len(words) != 1:
            return self._find(words) if words else []
        if words[0] not in self._singles:
            self._singles[words[0]] = self._find(words)
        return self._singles[words[0]]

    def _find(self, words: Sequence[str]) -> list[WordNumber]:
        matches = find_numbers([_WordToken(word) for word in words], self._code, 0)
        return [WordNumber(Decimal(str(match.value)), match.start, match.end - 1) for match in matches]
