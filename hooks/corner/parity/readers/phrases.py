"""Quantities in phrases of languages with spaces between words: shares, quarters and halves of a year, Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from corner.parity.quantities import QUARTER, SHARE, Confidence, Number, normalize_fraction
from corner.parity.readers.tables import PhraseTable

_CONTEXT = 30
"""How far from its hint a phrase may reach, in characters."""
_ROMAN = {
    f"{tens}{ones}": 10 * number + value
    for number, tens in enumerate(("", "x", "xx"))
    for value, ones in enumerate(" i ii iii iv v vi vii viii ix".split(" "))
}


class _Phrase(NamedTuple):
    """A phrase that says a share, a quarter or a half of a year."""

    unit: str
    pattern: re.Pattern[str]
    """Its groups are part and whole of a share; otherwise the group that matched is the number."""
    hints: frozenset[str]
    """Words of which each such phrase holds one."""


class PhraseReader:
    """Reads the phrases of one language."""

    def __init__(self, table: PhraseTable) -> None:
        """Compile the patterns of a table."""
        groups = table.word_groups
        self._values = {"a": 1, **groups["cardinal"], **groups["fraction"]}
        self._ordinals = groups["ordinal"]
        self._phrases = []
        for entry in table.patterns:
            pattern = entry["pattern"]
            for name, values in groups.items():
                pattern = pattern.replace(f"{{{name}}}", "|".join(values))
            self._phrases.append(_Phrase(entry["unit"], re.compile(pattern), frozenset(entry["hints"])))

    def read(self, lower: str, words: set[str]) -> Iterator[Number]:
        """Yield the quantities in phrases.

        Args:
            lower: the text in lower case.
            words: its words.
        """
        for phrase in self._phrases:
            hints = words & phrase.hints
            for match in _find_around(lower, phrase.pattern, hints) if hints else ():
                yield from self._read_match(phrase.unit, match)

    def _read_match(self, unit: str, match: re.Match[str]) -> Iterator[Number]:
        groups = [word for word in match.groups() if word]
        if unit == SHARE:
            part, total = map(self._parse_word, groups)
            if part <= total:
                value = normalize_fraction(part, total)
                yield Number(value, SHARE, match.start(), match[0], Confidence.CERTAIN)
        else:
            value = Decimal(self._ordinals.get(groups[0], groups[0])) or Decimal(4 if unit == QUARTER else 2)
            yield Number(value, unit, match.start(), match[0], Confidence.CERTAIN)
            yield Number(value, "", match.start(), match[0], Confidence.OPTIONAL)

    def _parse_word(self, word: str) -> Decimal:
        return Decimal(self._values.get(word, 0)) or Decimal(word)


def _find_around(text: str, pattern: re.Pattern[str], hints: set[str]) -> Iterable[re.Match[str]]:
    """Return the matches of a pattern around some words."""
    matches: dict[int, re.Match[str]] = {}
    for hint in hints:
        position = text.find(hint)
        while position >= 0:
            for match in pattern.finditer(text, max(0, position - _CONTEXT), position + len(hint) + _CONTEXT):
                matches[match.start()] = match
            position = text.find(hint, position + 1)
    return matches.values()


def parse_roman_numerals(words: set[str]) -> dict[str, int]:
    """Return the values of what may be Roman numerals among words in lower case."""
    return {word: _ROMAN[word] for word in words & _ROMAN.keys()}
