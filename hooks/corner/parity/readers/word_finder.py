"""Finds the words of a text with which a quantity may begin, in a language with spaces between words."""

from __future__ import annotations

import re
from itertools import compress

from corner.parity.readers.number_words import NumberWords

_WORD = re.compile(r"[0-9]\w*|[^\W\d_]+")
_STOPS = ".,;:)"
_MOST_KNOWN = 50_000
"""The number of passages between spaces that are remembered."""

WordPlace = tuple[int, str]
"""A word after its position."""


class _KnownPassages(dict[str, tuple[WordPlace, ...]]):
    """What is known of passages, with a list of those that were asked for and are not known."""

    def __init__(self) -> None:
        self.unseen: list[str] = []

    def __missing__(self, passage: str) -> tuple[WordPlace, ...]:
        self.unseen.append(passage)
        return ()


class WordFinder:
    """Finds words that begin with a digit, number words, and some others.

    Most of what is between two spaces is in many texts: it is looked at once.
    """

    def __init__(self, words: frozenset[str], numbers: NumberWords) -> None:
        """Take some words, and the number words of the language."""
        self._words = words
        self._numbers = numbers
        self._known = _KnownPassages()
        """The words that are looked for in each passage between spaces, with their places in it."""

    def find(self, text: str) -> list[WordPlace]:
        """Return the words, in the order of a text in lower case."""
        passages = text.split(" ")
        known = list(map(self._known.__getitem__, passages))
        if self._known.unseen:
            unseen = set(self._known.unseen)
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
                unseen = set(passages)
            if self._read(unseen):
                known = list(map(self._known.__getitem__, passages))
        words: list[WordPlace] = []
        start = last = 0
        for number in compress(range(len(known)), known):
            start += sum(map(len, passages[last:number])) + number - last
            last = number
            words += [(start + position, word) for position, word in known[number]]
        return words

    def _read(self, passages: set[str]) -> bool:
        """Remember the words in some passages, and return whether there are any."""
        self._known.unseen.clear()
        places = {passage: _find_words(passage) for passage in passages}
        words = {word for known in places.values() for _, word in known}
        chosen = (words & self._words) | self._numbers.select(words)
        chosen |= {word for word in words if "0" <= word[0] <= "9"}
        for passage, known in places.items():
            self._known[passage] = tuple(place for place in known if place[1] in chosen)
        return bool(chosen)


def _find_words(passage: str) -> list[WordPlace]:
    """Return all words of a passage with their places."""
    bare = passage.rstrip(_STOPS)
    if bare.isalpha():
        return [(0, bare)]
    return [(match.start(), match[0]) for match in _WORD.finditer(passage)]
