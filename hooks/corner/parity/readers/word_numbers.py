"""The reader of numbers in words in a language with spaces between words, such as “two hundred and fifty”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Confidence
from corner.parity.readers.number_reader import ReadNumber

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_GAP = re.compile(r"[\s,-]+(?:[^\W\d_]+[\s-]+)?")
_MAX_WORDS = 40
"""The number of words after which a sequence of number words is read as another number."""


class WordNumberReader:
    """Reads the numbers in words of one text."""

    def __init__(self, text: str, words: set[str], lexicon: Lexicon) -> None:
        """Take a text in lower case, and all its words."""
        self._text = text
        self._words = lexicon.number_words
        self.words = self._words.select(words)
        """The number words among the words of the text."""

    def read(self, start: int) -> Iterator[ReadNumber]:
        """Yield the numbers of the run of number words that begins at `start`, with at most one other word between two."""
        tokens = self._split_run(start)
        for number in self._words.find([self._text[first:last] for first, last in tokens]):
            span = tokens[number.first][0], tokens[number.last][1]
            yield ReadNumber(number.value, "", *span, Confidence.CERTAIN)

    def _split_run(self, start: int) -> list[tuple[int, int]]:
        """Return the positions of the words and signs of a run, but for the comma in “two million, one hundred thousand”."""
        tokens: list[tuple[int, int]] = []
        pending: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(self._text, start):
            pending.append(match.span())
            if match[0] in self.words:
                if not self._is_in_run(tokens, match.start()) or len(tokens) > _MAX_WORDS:
                    break
                tokens += self._drop_comma(tokens, pending)
                pending = []
            elif len(pending) > 2 + 1:
                break
        return tokens

    def _is_in_run(self, tokens: list[tuple[int, int]], position: int) -> bool:
        return not tokens or _GAP.fullmatch(self._text, tokens[-1][1], position) is not None

    def _drop_comma(self, tokens: list[tuple[int, int]], pending: list[tuple[int, int]]) -> list[tuple[int, int]]:
        before = self._words.parse(self._text[slice(*tokens[-1])]) if tokens else ""
        if before.isdecimal() and int(before) >= 100:
            return [span for span in pending if self._text[slice(*span)] != ","]
        return pending
