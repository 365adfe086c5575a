"""The words beside a figure that turn its meaning: rise and fall, more and less, before and after, “not”."""

from __future__ import annotations

import re
from typing import NamedTuple

from corner.parity.readers.tables import LanguageTable

_NOTHING = "none"
"""The way of a phrase that looks like a cue and turns nothing."""


class Cue(NamedTuple):
    """A word that turns the meaning of a figure."""

    axis: str
    """`direction`, `degree`, `time` or `negation`."""
    way: str
    """Which way it turns it, such as `up` or `down`."""
    start: int
    written: str


class CueReader:
    """Reads the cues of one language."""

    def __init__(self, table: LanguageTable) -> None:
        """Compile the cues of a table."""
        self.clause_end = re.compile(table.clause_end)
        """The end of a part of a sentence."""
        entries = [
            (axis, way, word) for axis, ways in table.cues.items() for way, words in ways.items() for word in words
        ]
        # The longest pattern first, so that “no less than” is not “less than”; what turns nothing before all.
        entries.sort(key=lambda entry: (entry[1] != _NOTHING, -len(entry[2])))
        self._pattern: dict[str, re.Pattern[str]] = {}
        for axis in table.cues:
            own = [entry for entry in entries if entry[0] == axis]
            border = r"(?!\w)" if table.has_spaces else ""
            start = r"(?<!\w)" if table.has_spaces else ""
            groups = "|".join(f"(?P<{way}_{number}>{word})" for number, (_, way, word) in enumerate(own))
            self._pattern[axis] = re.compile(f"{start}(?:{groups}){border}")

    def find(self, axis: str, text: str, start: int, end: int) -> list[Cue]:
        """Return the cues of an axis in a part of a text in lower case."""
        pattern = self._pattern.get(axis)
        if pattern is None:
            return []
        matches = ((match, str(match.lastgroup).partition("_")[0]) for match in pattern.finditer(text, start, end))
        return [Cue(axis, way, match.start(), match[0]) for match, way in matches if way != _NOTHING]
