"""Figures that a release may report: numbers of its texts beside words of the vocabulary's names and units."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from corner.authoring.importers.phrases import read_phrases
from corner.content.taxonomies import FigureKind
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import COUNT, MONEY, ORDINAL, WEEKDAY, Confidence, Number
from corner.parity.readers.reader import read_quantities

_AS_GOOD, _MOST_ALIKE = 0.8, 2
"""How good, in parts of the best, another figure for the same value must be; and how many figures a value may have."""
_LEAST_SCORE = 0.4
"""Which part of the weight of a figure's name must be in the sentences that say its value."""
_SENTENCE = 0.6
"""The weight of the sentence beside that of the whole text."""
_SHORTEST_WORD, _STEM = 3, 5
"""The shortest word that says something, and how many letters of a word are the same in its forms."""
_NEAR = 5
"""How many words after a number its unit may stand."""
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1090
_NO_COUNTS = (ORDINAL, WEEKDAY)
_YEARS = range(1900, 2100)


class FigureProposal(NamedTuple):
    """A value that a text seems to report."""

    figure: str
    value: Decimal
    qualifier: str

    def format_entry(self) -> str:
        """Return the entry of the front matter."""
        qualifier = f", qualifier: {self.qualifier}" if self.qualifier else ""
        return f"{{figure: {self.figure}, value: {self.value.normalize():f}{qualifier}}}"


class _SaidNumber(NamedTuple):
    """A number of a text with what is around it."""

    number: Number
    sentence: str
    before: str
    after: str


class _NameIndex:
    """The words of the names of all figures in one language, which weigh the more the fewer names have them."""

    def __init__(self, kinds: Mapping[str, FigureKind], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = {key: self.split_words(kind.name.get(lexicon.locale, "")) for key, kind in kinds.items()}
        counts = Counter(word for words in self._words.values() for word in words)
        self._weights = {word: math.log(1 + len(kinds) / count) for word, count in counts.items()}
        self._units = {key: kind.unit[lexicon.locale] for key, kind in kinds.items() if lexicon.locale in kind.unit}

    def split_words(self, text: str) -> frozenset[str]:
        """Return the stems of a text's words, or its pairs of characters in a script without spaces."""
        words = _WORD.findall(text.casefold())
        if self._lexicon.table.has_spaces:
            common = read_phrases().get_common_words(self._lexicon.code)
            return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST_WORD and word not in common)
        return frozenset(word[start : start + 2] for word in words for start in range(len(word) - 1))

    def score(self, key: str, sentence: str) -> float:
        """Return which part of the weight of a figure's name a sentence has."""
        words = self._words[key]
        shared = words & self.split_words(sentence)
        total = sum(self._weights[word] for word in words)
        return sum(self._weights[word] for word in shared) / total if total else 0.0

    def has_unit(self, key: str, said: _SaidNumber) -> bool:
        """Return whether a number has the unit of a figure."""
        unit = self._units.get(key, "")
        money = self._money.get(unit, "")
        if money or _is_money(said.number.unit):
            return bool(money) and said.number.unit in (money, MONEY)
        before, _, after = (part.strip().casefold() for part in unit.partition("{value}"))
        if not self._lexicon.table.has_spaces:
            return said.after.startswith(after) and said.before.endswith(before)
        near = [word[:_STEM] for word in _WORD.findall(said.after.casefold())[:_NEAR]]
        return all(word[:_STEM] in near for word in _WORD.findall(after))

    @cached_property
    def _money(self) -> dict[str, str]:
        """The currency of each unit that is an amount of money."""
        money = {}
        for unit in set(self._units.values()):
            numbers = read_quantities(unit.replace("{value}", str(_SAMPLE)), self._lexicon).numbers
            units = [number.unit for number in numbers if number.value == _SAMPLE]
            if units and _is_money(units[0]):
                money[unit] = units[0]
        return money


def _is_money(unit: str) -> bool:
    """Return whether the unit of a number is a currency."""
    return unit == MONEY or (len(unit) == len("HKD") and unit.isalpha() and unit.isupper())


def propose_figures(
    texts: Mapping[str, str], kinds: Mapping[str, FigureKind], lexicons: Mapping[str, Lexicon]
) -> list[FigureProposal]:
    """Return the figures that all texts of a release seem to report, in the order of the first text.

    Args:
        texts: the text in each language.
        kinds: the figures of the vocabulary.
        lexicons: the words of each language.
    """
    indexes = {locale: _NameIndex(kinds, lexicons[locale]) for locale in texts}
    numbers = {locale: list(_iter_numbers(text, lexicons[locale])) for locale, text in texts.items()}
    shared = [{said.number.value for said in known} for known in numbers.values()]
    values = dict.fromkeys(said.number.value for known in numbers.values() for said in known)
    proposals = []
    for value in values:
        if not all(value in known for known in shared):
            continue
        places = {locale: [said for said in known if said.number.value == value] for locale, known in numbers.items()}
        scores = {key: _score(key, places, indexes, texts) for key in kinds}
        best = max(scores.values(), default=0.0)
        likely = [key for key in kinds if scores[key] >= max(_LEAST_SCORE, _AS_GOOD * best)]
        likely.sort(key=lambda key: -scores[key])
        qualifier = _find_qualifier(places, lexicons) if likely else ""
        proposals += [FigureProposal(key, value, qualifier) for key in likely[:_MOST_ALIKE]]
    return proposals


def _score(
    key: str, places: Mapping[str, list[_SaidNumber]], indexes: Mapping[str, _NameIndex], texts: Mapping[str, str]
) -> float:
    """Return how much the sentences that say a value speak of a figure: the mean of all languages, with its unit in one."""
    scores = []
    has_unit = False
    for locale, known in places.items():
        index = indexes[locale]
        near = max((index.score(key, said.sentence) for said in known), default=0.0)
        scores.append(_SENTENCE * near + (1 - _SENTENCE) * index.score(key, texts[locale]))
        has_unit = has_unit or any(index.has_unit(key, said) for said in known)
    return sum(scores) / len(scores) if has_unit else 0.0


def _iter_numbers(text: str, lexicon: Lexicon) -> Iterator[_SaidNumber]:
    """Yield the numbers of a text that may be values of a figure."""
    ends = [0, *(match.end() for match in re.finditer(f"{lexicon.sentence_end.pattern}|\n", text)), len(text)]
    quantities = read_quantities(text, lexicon)
    for number in quantities.numbers:
        is_year = number.value in _YEARS and number.written.isalnum() and number.unit in ("", COUNT)
        if number.confidence is Confidence.OPTIONAL or number.unit in _NO_COUNTS or is_year:
            continue
        start, end = number.start, number.start + len(number.written)
        first = max(edge for edge in ends if edge <= start)
        last = min((edge for edge in ends if edge >= end), default=len(text))
        yield _SaidNumber(number, text[first:last], text[first:start], text[end:last])


def _find_qualifier(places: Mapping[str, list[_SaidNumber]], lexicons: Mapping[str, Lexicon]) -> str:
    """Return the qualifier that a text has right before a value, or nothing."""
    for locale, known in places.items():
        for said in known:
            qualifier = read_phrases().find_qualifier(lexicons[locale].code, said.before)
            if qualifier:
                return qualifier
    return ""
