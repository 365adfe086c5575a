"""The description of a release in each of its languages: beginnings of its texts that report the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Confidence
from corner.parity.readers.reader import read_quantities

_MOST = 3
"""The number of beginnings of each text that are compared."""


def choose_descriptions(leads: Mapping[str, Sequence[str]], lexicons: Mapping[str, Lexicon]) -> dict[str, str]:
    """Return the shortest beginnings that report the same figures, or else the shortest of each text.

    Args:
        leads: the beginnings of the text in each language, the shortest first.
        lexicons: the words of each language.
    """
    if not all(leads.values()):
        return {locale: next(iter(known), "") for locale, known in leads.items()}
    figures = {
        locale: [_read_figures(lead, lexicons[locale]) for lead in known[:_MOST]] for locale, known in leads.items()
    }
    choices = sorted(product(*(range(len(known)) for known in figures.values())), key=sum)
    for choice in choices:
        said = [known[number] for known, number in zip(figures.values(), choice, strict=True)]
        if all(other == said[0] for other in said):
            return {locale: known[number] for (locale, known), number in zip(leads.items(), choice, strict=True)}
    return {locale: known[0] for locale, known in leads.items()}


def _read_figures(text: str, lexicon: Lexicon) -> frozenset[object]:
    """Return the numbers and days of a text that the other language must have, too."""
    quantities = read_quantities(text, lexicon)
    numbers = (number.value for number in quantities.numbers if number.confidence is Confidence.CERTAIN)
    days = ((day.month, day.day) for day in quantities.dates if day.month and day.day)
    return frozenset([*numbers, *days])
