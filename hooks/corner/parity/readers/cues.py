"""The words beside a figure that turn its meaning: rise and fall, more and less, before and after, “not”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from corner.parity.readers.tables import LanguageTable

_NOTHING = "none"
"""The way of a phrase that looks like a cue and turns nothing."""
_BEFORE = re.compile(r"(?:\(\?<[=!](?:\[[^\]]*\]|[^()\[\]])*\))+")
"""The conditions on what is before a word."""
_REPEATS = ("?", "*", "+", "{")


class Cue(NamedTuple):
    """A word that turns the meaning of a figure."""

    axis: str
    """`direction`, `degree`, `time` or `negation`."""
    polarity: str
    """Which way it turns it, such as `up` or `down`."""
    start: int
    written: str

    @property
    def end(self) -> int:
        """The position after it."""
        return self.start + len(self.written)


class CueReader:
    """Reads the cues of one language."""

    def __init__(self, table: LanguageTable) -> None:
        """Compile the cues of a table."""
        self.axes = frozenset(table.cues)
        """The axes whose words are known."""
        self.clause_end = re.compile(table.clause_end)
        """The end of a part of a sentence."""
        words = {axis: _sort_words(groups) for axis, groups in table.cues.items()}
        before, after = (r"\b", r"(?!\w)") if table.has_spaces else ("", "")
        self._patterns = {
            axis: re.compile(f"{before}(?:{_join_alternatives(own)}){after}") for axis, own in words.items()
        }
        # One search for the words of all axes finds where those of each may begin.
        every = [entry for own in words.values() for entry in own]
        signs = "".join(sorted({sign for _, word in every for sign in _list_first(word)}))
        alternatives = _join_alternatives(every, are_named=False)
        self._starts = re.compile(rf"\W(?=(?:{alternatives}){after})" if table.has_spaces else f"[{signs}]")
        self._has_spaces = table.has_spaces

    def find(self, text: str, start: int, end: int) -> dict[str, list[Cue]]:
        """Return the cues in a part of a text in lower case, by axis."""
        cues: dict[str, list[Cue]] = {}
        ends: dict[str, int] = {}
        for position in self._iter_starts(text, start, end):
            for axis, pattern in self._patterns.items():
                match = pattern.match(text, position, end) if ends.get(axis, start) <= position else None
                if match:
                    ends[axis] = match.end()
                    polarity = str(match.lastgroup).partition("_")[0]
                    if polarity != _NOTHING:
                        cues.setdefault(axis, []).append(Cue(axis, polarity, position, match[0]))
        return cues

    def _iter_starts(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield the positions at which a cue may begin."""
        places = self._starts.finditer(text, start, end)
        if not self._has_spaces:
            return (place.start() for place in places)
        # A word begins after the sign before it, or with the part.
        return chain((start,), (place.end() for place in places))


def _sort_words(groups: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """Return the words of an axis, each after the way it turns a figure.

    The longest come first, so that “no less than” is not “less than”, and what turns nothing before all.
    """
    words = [(polarity, word) for polarity, entries in groups.items() for word in entries]
    return sorted(words, key=lambda entry: (entry[0] != _NOTHING, -len(entry[1])))


def _list_first(word: str) -> str:
    """Return the characters with which a word may begin."""
    bare = _BEFORE.sub("", word)
    return bare[1 : bare.index("]")] if bare[0] == "[" else bare[0]


def _join_alternatives(words: list[tuple[str, str]], *, are_named: bool = True) -> str:
    """Return the alternatives of some words; those with the same first letter are one, since a search tries each."""
    letters: dict[str, list[str]] = {}
    for number, (name, word) in enumerate(words):
        letter = word[0] if word[0].isalpha() and word[1:2] not in _REPEATS else ""
        rest = word.removeprefix(letter)
        letters.setdefault(letter, []).append(f"(?P<{name}_{number}>{rest})" if are_named else rest)
    return "|".join(f"{letter}(?:{'|'.join(entries)})" for letter, entries in letters.items()) or "(?!)"
