"""Words with one meaning in several languages, read from `vocabulary.yml`: they show which sentences of two texts say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corner.sources import yaml

_FILE = Path(__file__).with_name("vocabulary.yml")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_ANY, _LOOSE = "*", "~"
_MARKS = _ANY + _LOOSE


class Meanings(NamedTuple):
    """The meanings of the words of a sentence, by their numbers."""

    asked: frozenset[frozenset[int]]
    """The meanings of words that a translation has, too: of each word, one at least."""
    known: frozenset[int]
    """All meanings that it may have."""


NO_MEANINGS = Meanings(frozenset(), frozenset())
"""Nothing that is known."""


class Vocabulary:
    """The words of one language whose meanings are known."""

    def __init__(self, words: Mapping[str, frozenset[int]], *, has_spaces: bool) -> None:
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
        self._known: dict[str, tuple[frozenset[int], frozenset[int]]] = {}

    def read(self, text: str) -> Meanings:
        """Return the meanings of the words of a text in lower case."""
        words = set(_WORD.findall(text) if self._has_spaces else self._cut(text))
        known = list(map(self._find, words))
        asked = frozenset(asked for asked, _ in known if asked)
        return Meanings(asked, frozenset().union(*(meanings for _, meanings in known)))

    def _cut(self, text: str) -> Iterator[str]:
        """Yield all words that a text without spaces may have."""
        for start, letter in enumerate(text):
            for length in self._lengths.get(letter, ()):
                if (word := text[start : start + length]) in self._words:
                    yield word

    def _find(self, word: str) -> tuple[frozenset[int], frozenset[int]]:
        """Return the meanings of a word that a translation has, too, and all that it may have."""
        if word not in self._known:
            written = word.replace("’", "'")
            forms = [written] if written in self._words else []
            if self._has_spaces:
                forms += [stem for length in range(2, len(written) + 1) if (stem := written[:length]) in self._stems]
            meanings = frozenset().union(*(self._words.get(form) or self._stems[form] for form in forms))
            # A character may be a part of another word.
            is_loose = not self._loose.isdisjoint(forms) or (len(word) == 1 and not self._has_spaces)
            self._known[word] = frozenset() if is_loose else meanings, meanings
        return self._known[word]


@cache
def read_vocabulary(locale: str, *, has_spaces: bool) -> Vocabulary | None:
    """Return the words of a locale or its language whose meanings are known, or `None`."""
    for name in (locale, locale.split("-", maxsplit=1)[0]):
        words: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(_read_entries()):
            for word in str(entry.get(name, "")).split():
                words[word].add(number)
        if words:
            return Vocabulary({word: frozenset(meanings) for word, meanings in words.items()}, has_spaces=has_spaces)
    return None


@cache
def _read_entries() -> Iterable[Mapping[str, object]]:
    entries: Iterable[Mapping[str, object]] = yaml.parse_yaml(_FILE.read_text(encoding="utf-8"))
    return entries
