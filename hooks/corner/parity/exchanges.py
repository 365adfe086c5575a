"""Judge whether two figures of corresponding sentences have changed places, or only the parts of the sentence have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from corner.parity.quantities import COUNTS, OPTIONAL_UNITS, ORDINAL, TIMES, Number, Quantity, agree
from corner.parity.quantity_text import QuantityText

Match = tuple[Quantity, Quantity]
"""A figure of the original, and the one of the translation that agrees with it."""
_Texts = tuple[QuantityText, QuantityText]
_WORD = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_NAME_AFTER = re.compile(r"[ \u00a0]?([A-Za-z]*[A-Z][A-Za-z]*)")
_NAME_BEFORE = re.compile(r"([A-Za-z]*[A-Z][A-Za-z]*)[ \u00a0]?\Z")
_SIGNS = re.compile(r"\s?[-–—~～:：&＆/／]\s?")
"""What joins the figures of a range or a score."""
_NEAR = 25
"""How near to its whole a part is, in characters."""
_PREPOSITION = 4
"""The length of a word before a whole, such as “of ”."""
_BEFORE = 14
"""How far before a number the word is that says what it is compared with, in characters."""
_NAME = 24
"""The length of the longest name beside a figure."""
_JOINED = 3
"""The length of what is between two figures of a score without a sign, such as 21勝13敗."""


def match_figures(ours: list[Quantity], theirs: list[Quantity]) -> list[Match]:
    """Return the figures of two sentences that agree; those that are repeated as often in both, in their order."""
    partners = [tuple(n for n, other in enumerate(theirs) if agree(quantity, other)) for quantity in ours]
    counts = [sum(n in known for known in partners) for n in range(len(theirs))]
    matches: list[Match] = []
    for candidates in dict.fromkeys(partners):
        group = [quantity for quantity, known in zip(ours, partners, strict=True) if known == candidates]
        if any(counts[n] != len(group) for n in candidates):
            continue
        others = [theirs[n] for n in candidates]
        if len(group) != len(others):
            # A word may be part of a name: 四人賽 is “foursomes”.
            group, others = (
                [known for known in figures if known.written[-1].isdecimal()] for figures in (group, others)
            )
        if len(group) == len(others):
            matches += zip(group, others, strict=True)
    return sorted(matches, key=lambda match: match[0].start)


def find_exchange(texts: _Texts, matches: list[Match]) -> tuple[Match, Match] | None:
    """Return the two figures of a sentence that have changed places, or `None`."""
    for first, second in combinations(matches, 2):
        if _have_exchanged_units(first, second):
            return first, second
        if are_inverted(first, second) and _is_exchange(texts, first, second, matches):
            return first, second
    return _find_other_name(texts, matches) or _find_other_year(texts, matches)


def _have_exchanged_units(first: Match, second: Match) -> bool:
    """Return whether each of two figures has the unit in one text that the other has in the other text."""
    units = [_read_unit(quantity) for quantity in (*first, *second)]
    return units[0] != units[2] and units[0] == units[3] and units[2] == units[1]


def _read_unit(quantity: Quantity) -> tuple[str, str]:
    if not isinstance(quantity, Number):
        return type(quantity).__name__, ""
    if (quantity.value, TIMES) in quantity.others:
        return quantity.measure, TIMES
    return quantity.measure, "" if quantity.unit in COUNTS else quantity.unit


def are_inverted(first: Match, second: Match) -> bool:
    """Return whether two figures have one order in the original, and the other one in the translation."""
    places = first[0].start - second[0].start, first[1].start - second[1].start
    return places[0] * places[1] < 0


def _is_exchange(texts: _Texts, first: Match, second: Match, matches: list[Match]) -> bool:
    """Return whether two figures in the other order are a slip, and not the order of the language."""
    if not all(map(is_same_kind, first, second)) or _have_own_measures(first, second):
        return False
    if _are_joined(texts, first, second):
        return True
    # What moves with one of two figures belongs to it: then a whole part of the sentence has moved.
    others = [match for match in matches if match not in (first, second)]
    if any(_moves_along(other, first, second) for other in others):
        return False
    if all(_is_subordinate(texts[n], first[n], second[n]) for n in (0, 1)):
        return False
    # “35 up from 33” is 由33增至35.
    origins = [
        tuple(_is_origin(texts[n], match[n], other[n]) for n in (0, 1))
        for match, other in ((first, second), (second, first))
    ]
    if any(map(all, origins)):
        return False
    if origins[0] == origins[1][::-1] and any(origins[0]):
        return _has_same_unit(texts[0], first[0], second[0])
    in_clauses = all(_crosses_clause(texts[n], first[n], second[n]) for n in (0, 1))
    if not in_clauses and not any(_has_same_unit(texts[n], first[n], second[n]) for n in (0, 1)):
        return False
    # “60 of the 90” is 90之中60.
    return not any(_names_part(texts[n], first[n], second[n]) for n in (0, 1))


def is_same_kind(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures of a text could be exchanged."""
    if not (isinstance(quantity, Number) and isinstance(other, Number)):
        return type(quantity) is type(other)
    units = {quantity.unit, other.unit} - COUNTS
    return quantity.is_year == other.is_year and (not units or quantity.unit == other.unit)


def _have_own_measures(first: Match, second: Match) -> bool:
    """Return whether two figures have different units of measure, each of them the same in both texts."""
    measures = [quantity.measure if isinstance(quantity, Number) else "" for quantity in (*first, *second)]
    return measures[0] == measures[1] != measures[2] == measures[3]


def _are_joined(texts: _Texts, first: Match, second: Match) -> bool:
    """Return whether two figures are a range, a score or two of a list in both texts: 5&4, “16.5 to 10.5”, 21勝13敗."""
    spans = [_get_gap(first[n], second[n]) for n in (0, 1)]
    has_sign = [_SIGNS.fullmatch(texts[n].lower, *spans[n]) is not None for n in (0, 1)]
    joined = [has_sign[n] or texts[n].lexicon.joint.fullmatch(texts[n].lower, *spans[n]) is not None for n in (0, 1)]
    return all(joined) or (any(has_sign) and all(0 < end - start <= _JOINED for start, end in spans))


def _get_gap(quantity: Quantity, other: Quantity) -> tuple[int, int]:
    """Return start and end of what is between two figures."""
    first, second = sorted((quantity, other), key=lambda known: known.start)
    return first.start + len(first.written), second.start


def _measure_gap(quantity: Quantity, other: Quantity) -> int:
    """Return how many characters are between two figures."""
    start, end = _get_gap(quantity, other)
    return end - start


def _moves_along(other: Match, first: Match, second: Match) -> bool:
    """Return whether a figure has moved with one of two figures: it is nearer to that one, and has passed the other.

    A year, which languages put before a figure or after it, must have passed both; a date or a
    measure, which may be anywhere, must be nearer to it in both texts.
    """
    inverted = are_inverted(other, first), are_inverted(other, second)
    nearer = [_measure_gap(other[n], first[n]) < _measure_gap(other[n], second[n]) for n in (0, 1)]
    is_counted = isinstance(other[0], Number) and not other[0].measure and other[0].unit not in OPTIONAL_UNITS
    if all(inverted) or (isinstance(other[0], Number) and other[0].is_year):
        return all(inverted) and nearer[0] == nearer[1]
    passed = [inverted[1] if near else inverted[0] for near in nearer]
    return any(passed) if is_counted else all(passed)


def _crosses_clause(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures are in different parts of a sentence."""
    start, end = _get_gap(quantity, other)
    return text.lexicon.coordination.search(text.side.text, start, max(start, end)) is not None


def _is_beside(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures are in one clause."""
    span = quantity.start, quantity.start + len(quantity.written)
    start, end = text.find_clause(*span)
    return start <= other.start < end and not _crosses_clause(text, quantity, other)


def _is_subordinate(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether a word between two figures begins a clause that another language puts first, such as “after”."""
    start, end = sorted((quantity.start, other.start))
    return text.lexicon.subordination.search(text.lower, start, end) is not None


def _has_same_unit(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures count the same: amounts, percentages, dates, or the same word after both."""
    if not isinstance(quantity, Number) or quantity.unit not in COUNTS or quantity.is_year:
        return True
    words = [_read_next(text, number) for number in (quantity, other)]
    return words[0] == words[1] != ""


def _read_next(text: QuantityText, quantity: Quantity) -> str:
    """Return the word after a figure, or the character in a script without spaces."""
    end = quantity.start + len(quantity.written)
    if not text.lexicon.table.has_spaces:
        following = text.side.text[end : end + 1]
        return following if following.isalpha() else ""
    match = _WORD.match(text.side.text, end)
    return match[1] if match else ""


def _names_part(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures are a part and its whole, and not two of a list, as in “12 boxes of tea and 7 of rice”."""
    start, end = sorted((quantity.start, other.start))
    if not isinstance(quantity, Number) or quantity.unit not in COUNTS or end - start > _NEAR:
        return False
    between = f" {text.lower[max(0, start - _PREPOSITION) : end]}".replace("\n", " ")
    return any(word in between for word in text.lexicon.table.part_words) and not _crosses_clause(text, quantity, other)


def _is_origin(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether a figure is one from which another rose or fell, or with which another is compared."""
    start = max(0, quantity.start - _BEFORE)
    if other.start < quantity.start:
        start = max(start, other.start + len(other.written))
    before = text.lower[start : quantity.start]
    return any(word in before for word in text.lexicon.table.origin_words)


def _find_other_name(texts: _Texts, matches: list[Match]) -> tuple[Match, Match] | None:
    """Return two figures of which one has the name beside it in a text that the other has in the other text: “2.53 ERA”."""
    plain = [match for match in matches if all(map(_is_plain, match))]
    if len(plain) < 2:
        return None
    for is_after in (True, False):
        ours, theirs = (dict(_iter_names(texts[n], plain, n, is_after=is_after)) for n in (0, 1))
        for name in ours.keys() & theirs.keys():
            first, second = ours[name], theirs[name]
            if first is not second and is_same_kind(first[0], second[0]):
                return first, second
    return None


def _is_plain(quantity: Quantity) -> bool:
    return isinstance(quantity, Number) and quantity.unit in COUNTS - {ORDINAL} and not quantity.is_year


def _iter_names(text: QuantityText, matches: list[Match], n: int, *, is_after: bool) -> Iterator[tuple[str, Match]]:
    """Yield the Latin names that are beside one figure only, with that one."""
    names: dict[str, list[Match]] = {}
    for match in matches:
        end = match[n].start + len(match[n].written)
        before = text.side.text[max(0, match[n].start - _NAME) : match[n].start]
        name = _NAME_AFTER.match(text.side.text, end) if is_after else _NAME_BEFORE.search(before)
        if name:
            names.setdefault(name[1], []).append(match)
    return ((name, known[0]) for name, known in names.items() if len(known) == 1)


def _find_other_year(texts: _Texts, matches: list[Match]) -> tuple[Match, Match] | None:
    """Return two figures of which one is alone in a clause with a year in a text, and the other in the other text."""
    years = [match for match in matches if all(isinstance(known, Number) and known.is_year for known in match)]
    figures = [match for match in matches if match not in years]
    for year in years:
        beside = [[match for match in figures if _is_beside(texts[n], year[n], match[n])] for n in (0, 1)]
        if not all(len(known) == 1 for known in beside):
            continue
        first, second = beside[0][0], beside[1][0]
        has_same_unit = any(_has_same_unit(texts[n], first[n], second[n]) for n in (0, 1))
        if first is not second and has_same_unit and all(map(is_same_kind, first, second)):
            return first, second
    return None
