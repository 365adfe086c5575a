"""Words with one meaning in several languages, read from `vocabulary.yml`: they show which sentences of two texts say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial, reduce
from operator import add, or_
from pathlib import Path
from typing import NamedTuple

from corner.sources import yaml
from corner.storage import kept_values

_FILE = Path(__file__).with_name("vocabulary.yml")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_ANY, _LOOSE = "*", "~"
_MOST_KNOWN = 50_000
"""The number of words that are remembered."""
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
        self._by_length: list[set[str]] = [{word for word in self._words if len(word) == length} for length in (1, 2)]
        """The words of one and two characters."""
        self._long = [word for word in self._words if len(word) > 2]
        """The others, which are few in a script without spaces."""
        self._has_spaces = has_spaces
        self._known: dict[str, Meanings] = {}
        """The meanings of what is between two spaces, or of a word of a text without spaces."""
        self._seen: set[str] = set()
        """What is between two spaces in the texts that were read."""
        self._telling: set[str] = set()
        """Those of them that have a meaning."""

    def read(self, text: str) -> Meanings:
        """Return the meanings of the words of a text in lower case."""
        words = self._select(set(text.split())) if self._has_spaces else self._cut(text)
        asked = known = 0
        several: set[int] = set()
        for word in words:
            one, any_of, meanings = self._known.get(word) or self._read_word(word)
            known |= meanings
            asked |= one
            if any_of:
                several |= any_of
        return Meanings(asked, frozenset(several), known)

    def _select(self, written: set[str]) -> set[str]:
        """Return those that have a meaning of what is between two spaces."""
        unseen = written - self._seen
        if unseen:
            if len(self._seen) > _MOST_KNOWN:
                self._seen.clear()
                self._telling.clear()
                unseen = written
            self._seen |= unseen
            self._telling.update(word for word in unseen if self._read_word(word) != NO_MEANINGS)
        return written & self._telling

    def _cut(self, text: str) -> set[str]:
        """Return all words that a text without spaces may have."""
        ones, twos = self._by_length
        words = ones.intersection(text)
        words |= twos.intersection(map(add, text, text[1:]))
        words.update(filter(text.__contains__, self._long))
        return words

    def _read_word(self, written: str) -> Meanings:
        """Return the meanings of the words of something without spaces in it."""
        words = _WORD.findall(written) if self._has_spaces else [written]
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known[written] = join_meanings(list(map(self._find, words))) if words else NO_MEANINGS
        return self._known[written]

    def _find(self, word: str) -> Meanings:
        """Return the meanings of a word."""
        written = word.replace("’", "'")
        forms = [written] if written in self._words else []
        if self._has_spaces:
            forms += [stem for length in range(2, len(written) + 1) if (stem := written[:length]) in self._stems]
        meanings = reduce(or_, (self._words.get(form) or self._stems[form] for form in forms), 0)
        # A character may be a part of another word.
        is_loose = not self._loose.isdisjoint(forms) or (len(word) == 1 and not self._has_spaces)
        has_several = meanings.bit_count() > 1
        asked = 0 if is_loose else meanings
        several = frozenset((asked,)) if has_several and asked else frozenset()
        return Meanings(0 if has_several else asked, several, meanings)


@cache
def read_vocabulary(locale: str, *, has_spaces: bool) -> Vocabulary | None:
    """Return the words of a locale or its language whose meanings are known, or `None`."""
    for name in (locale, locale.split("-", maxsplit=1)[0]):
        words = kept_values.find_value(f"vocabulary {name}", partial(_list_words, name))
        if words:
            return Vocabulary(words, has_spaces=has_spaces)
    return None


def _list_words(name: str) -> dict[str, int]:
    """Return the meanings of each word of a language."""
    words: dict[str, int] = {}
    for number, entry in enumerate(_read_entries()):
        for word in str(entry.get(name, "")).split():
            words[word] = words.get(word, 0) | 1 << number
    return words


@cache
def _read_entries() -> Iterable[Mapping[str, object]]:
    entries: Iterable[Mapping[str, object]] = yaml.parse_yaml(_FILE.read_text(encoding="utf-8"))
    return entries
