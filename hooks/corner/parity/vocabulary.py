"""Words with one meaning in several languages, read from `vocabulary.yml`: they show which sentences of two texts say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import NamedTuple

from corner.sources import yaml

_FILE = Path(__file__).with_name("vocabulary.yml")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_ANY, _LOOSE = "*", "~"
_MARKS = _ANY + _LOOSE


class Meanings(NamedTuple):
    """The meanings of the words of a sentence: each meaning is a bit, so that comparing them takes no time."""

    asked: int
    """The meanings of words that a translation has, too."""
    several: frozenset[int]
    """The same for words with several meanings: a translation has one at least of each word."""
    known: int
    """All meanings that it may have."""


NO_MEANINGS = Meanings(0, frozenset(), 0)
"""Nothing that is known."""


def join_meanings(sentences: Sequence[Meanings]) -> Meanings:
    """Return the meanings of the words of some sentences."""
    if len(sentences) == 1:
        return sentences[0]
    asked = known = 0
    several: set[int] = set()
    for sentence in sentences:
        asked |= sentence.asked
        known |= sentence.known
        if sentence.several:
            several |= sentence.several
    return Meanings(asked, frozenset(several), known)


class Vocabulary:
    """The words of one language whose meanings are known."""

    def __init__(self, words: Mapping[str, int], *, has_spaces: bool) -> None:
        """Take the meanings of the words."""
        self._loose = frozenset(word.strip(_MARKS) for word in words if word.startswith(_LOOSE))
        """The words that only answer words of the other text."""
        self._words = {word.strip(_MARKS): meanings for word, meanings in words.items() if not word.endswith(_ANY)}
        self._stems = {word.strip(_MARKS): meanings for word, meanings in words.items() if word.endswith(_ANY)}
        self._lengths: dict[str, tuple[int, ...]] = {}
        """The lengths of the words that begin with a letter."""
        for word in sorted(self._words, key=len):
            known = self._lengths.get(word[0], ())
            self._lengths[word[0]] = known if len(word) in known else (*known, len(word))
        self._has_spaces = has_spaces
        self._known: dict[str, tuple[int, int]] = {}

    def read(self, text: str) -> Meanings:
        """Return the meanings of the words of a text in lower case."""
        words = set(_WORD.findall(text) if self._has_spaces else self._cut(text))
        asked = known = 0
        several: set[int] = set()
        for word in words:
            own, meanings = self._known.get(word) or self._find(word)
            known |= meanings
            if own & (own - 1):
                several.add(own)
            else:
                asked |= own
        return Meanings(asked, frozenset(several), known)

    def _cut(self, text: str) -> Iterator[str]:
        """Yield all words that a text without spaces may have."""
        for start, letter in enumerate(text):
            for length in self._lengths.get(letter, ()):
                if (word := text[start : start + length]) in self._words:
                    yield word

    def _find(self, word: str) -> tuple[int, int]:
        """Return the meanings of a word that a translation has, too, and all that it may have."""
        written = word.replace("’", "'")
        forms = [written] if written in self._words else []
        if self._has_spaces:
            forms += [stem for length in range(2, len(written) + 1) if (stem := written[:length]) in self._stems]
        meanings = reduce(or_, (self._words.get(form) or self._stems[form] for form in forms), 0)
        # A character may be a part of another word.
        is_loose = not self._loose.isdisjoint(forms) or (len(word) == 1 and not self._has_spaces)
        self._known[word] = 0 if is_loose else meanings, meanings
        return self._known[word]


@cache
def read_vocabulary(locale: str, *, has_spaces: bool) -> Vocabulary | None:
    """Return the words of a locale or its language whose meanings are known, or `None`."""
    for name in (locale, locale.split("-", maxsplit=1)[0]):
        words: dict[str, int] = defaultdict(int)
        for number, entry in enumerate(_read_entries()):
            for word in str(entry.get(name, "")).split():
                words[word] |= 1 << number
        if words:
            return Vocabulary(words, has_spaces=has_spaces)
    return None


@cache
def _read_entries() -> Iterable[Mapping[str, object]]:
    entries: Iterable[Mapping[str, object]] = yaml.parse_yaml(_FILE.read_text(encoding="utf-8"))
    return entries
