"""The words beside a figure that turn its meaning: rise and fall, more and less, before and after, “not”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from corner.parity.readers.tables import LanguageTable

_NOTHING = "none"
"""The way of a phrase that looks like a cue and turns nothing."""
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
        self.clause_end = re.compile(table.clause_end)
        """The end of a part of a sentence."""
        self._patterns = {axis: _compile(words, has_spaces=table.has_spaces) for axis, words in table.cues.items()}

    def find(self, axis: str, text: str) -> list[Cue]:
        """Return the cues of an axis in a text in lower case."""
        pattern = self._patterns.get(axis)
        if pattern is None:
            return []
        matches = ((match, str(match.lastgroup).partition("_")[0]) for match in pattern.finditer(text))
        return [Cue(axis, polarity, match.start(), match[0]) for match, polarity in matches if polarity != _NOTHING]


def _compile(groups: Mapping[str, list[str]], *, has_spaces: bool) -> re.Pattern[str]:
    """Return the pattern of the words of an axis.

    The longest come first, so that “no less than” is not “less than”, and what turns nothing before all; words with the
    same first letter are one alternative, since a search tries each alternative at each place.
    """
    words = [(polarity, word) for polarity, entries in groups.items() for word in entries]
    words.sort(key=lambda entry: (entry[0] != _NOTHING, -len(entry[1])))
    letters: dict[str, list[str]] = {}
    for number, (polarity, word) in enumerate(words):
        letter = word[0] if word[0].isalpha() and word[1:2] not in _REPEATS else ""
        letters.setdefault(letter, []).append(f"(?P<{polarity}_{number}>{word.removeprefix(letter)})")
    alternatives = "|".join(f"{letter}(?:{'|'.join(entries)})" for letter, entries in letters.items()) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if has_spaces else alternatives)
