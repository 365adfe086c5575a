"""Check that two figures of one kind have not changed places within a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corner.diagnostics.problem import Severity
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.quantities import COUNTS, Confidence, Number, Quantity, agree
from corner.parity.quantity_text import QuantityText
from corner.parity.segments import Segment
from corner.parity.side import Mismatch

Match = tuple[Quantity, Quantity]
"""A figure of the original, and the one of the translation that agrees with it."""
_WORD = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_NEAR = 25
"""How near to its whole a part is, in characters."""
_PREPOSITION = 4
"""The length of a word before a whole, such as “of ”."""
_BEFORE = 14
"""How far before a number the word is that says what it is compared with, in characters."""
_MOST = 60
"""The number of figures of a passage up to which their order is compared."""


def find_exchanges(
    texts: tuple[QuantityText, QuantityText], alignment: Alignment, pairs: list[AlignedPair]
) -> Iterator[Mismatch]:
    """Yield the figures that have changed places with another of their kind in a passage.

    Languages put the parts of a sentence in different orders, and then all figures of a part move: only two that change
    places, while all others stay, are reported.

    Args:
        texts: the original and its translation.
        alignment: the alignment of the two.
        pairs: the pairs of parts that do not say the same figures in the same order.
    """
    for pair in pairs:
        if pair.rows:
            continue
        if min(len(_select(texts[0], pair.original)), len(_select(texts[1], pair.translation))) < 2:
            continue
        if _is_in_order(texts, pair):
            continue
        beads = [(_as_ranges(ours), _as_ranges(theirs)) for ours, theirs in alignment.align_sentences(pair)]
        # Most sentences say the same in the same order.
        beads = [bead for bead in beads if texts[0].list_digests(bead[0]) != texts[1].list_digests(bead[1])]
        for ours, theirs in beads:
            yield from _compare_order(texts, pair, (ours, theirs))
        if len(beads) > 1:
            yield from _compare_sentences(texts, pair, beads)


def _is_in_order(texts: tuple[QuantityText, QuantityText], pair: AlignedPair) -> bool:
    """Return whether two parts say the same figures in the same order."""
    ours, theirs = _select(texts[0], pair.original), _select(texts[1], pair.translation)
    return len(ours) == len(theirs) and all(map(agree, ours, theirs))


def _as_ranges(segments: list[Segment]) -> tuple[TextRange, ...]:
    return tuple((segment.start, segment.end) for segment in segments)


def _select(text: QuantityText, ranges: tuple[TextRange, ...]) -> list[Quantity]:
    return [quantity for quantity in text.select(ranges) if quantity.confidence is not Confidence.OPTIONAL]


def _compare_order(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    parts: tuple[tuple[TextRange, ...], tuple[TextRange, ...]],
) -> Iterator[Mismatch]:
    """Yield the two figures of corresponding sentences that have changed places."""
    ours, theirs = _select(texts[0], parts[0]), _select(texts[1], parts[1])
    if min(len(ours), len(theirs)) < 2:
        return
    matches = _match(ours, theirs)
    for n, first in enumerate(matches):
        for second in matches[n + 1 :]:
            if _have_exchanged_measures(first, second):
                yield _report(texts, pair, first, second)
                return
            if _are_inverted(first, second) and _is_exchange(texts, first, second, matches):
                yield _report(texts, pair, first, second)
                return


def _have_exchanged_measures(first: Match, second: Match) -> bool:
    """Return whether each of two figures has the unit of measure in one text that the other has in the other text."""
    measures = [quantity.measure if isinstance(quantity, Number) else "" for quantity in (*first, *second)]
    return measures[0] != measures[2] and measures[0] == measures[3] and measures[2] == measures[1]


def _are_inverted(first: Match, second: Match) -> bool:
    places = first[0].start - second[0].start, first[1].start - second[1].start
    return places[0] * places[1] < 0


def _match(ours: list[Quantity], theirs: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Return the figures that exactly one figure of the other sentence agrees with."""
    if max(len(ours), len(theirs)) > _MOST:
        return []
    partners = [[other for other in theirs if agree(quantity, other)] for quantity in ours]
    counts = [sum(agree(other, quantity) for quantity in ours) for other in theirs]
    return [
        (quantity, candidates[0])
        for quantity, candidates in zip(ours, partners, strict=True)
        if len(candidates) == 1 and counts[theirs.index(candidates[0])] == 1
    ]


def _is_exchange(texts: tuple[QuantityText, QuantityText], first: Match, second: Match, matches: list[Match]) -> bool:
    """Return whether two figures in the other order are a slip, and not the order of the language."""
    if not all(map(_is_same_kind, first, second)) or _have_own_measures(first, second):
        return False
    # What moves with one of two figures belongs to it: then a whole part of the sentence has moved.
    others = [match for match in matches if match not in (first, second)]
    if any(_moves_along(other, first, second) for other in others):
        return False
    if all(_is_subordinate(texts[n], first[n], second[n]) for n in (0, 1)):
        return False
    in_clauses = all(_crosses_clause(texts[n], first[n], second[n]) for n in (0, 1))
    if not in_clauses and not any(_has_same_unit(texts[n], first[n], second[n]) for n in (0, 1)):
        return False
    # “60 of the 90” is 90之中60, and “35 up from 33” is 由33增至35.
    if _names_part(texts[0], first[0], second[0]):
        return False
    return not any(all(_is_origin(texts[n], match[n]) for n in (0, 1)) for match in (first, second))


def _moves_along(other: Match, first: Match, second: Match) -> bool:
    """Return whether a figure has moved with one of two figures: it is nearer to that one in both texts."""
    if _are_inverted(other, first) == _are_inverted(other, second) and not _are_inverted(other, first):
        return False
    nearer = [abs(other[n].start - first[n].start) < abs(other[n].start - second[n].start) for n in (0, 1)]
    return nearer[0] == nearer[1]


def _have_own_measures(first: Match, second: Match) -> bool:
    """Return whether two figures have different units of measure, each of them the same in both texts."""
    measures = [quantity.measure if isinstance(quantity, Number) else "" for quantity in (*first, *second)]
    return measures[0] == measures[1] != measures[2] == measures[3]


def _crosses_clause(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures are in different parts of a sentence."""
    first, second = sorted((quantity, other), key=lambda known: known.start)
    end = first.start + len(first.written)
    return text.lexicon.coordination.search(text.side.text, end, max(end, second.start)) is not None


def _is_subordinate(text: QuantityText, quantity: Quantity, other: Quantity) -> bool:
    """Return whether a word between two figures begins a clause that another language puts first, such as “after”."""
    start, end = sorted((quantity.start, other.start))
    return text.lexicon.subordination.search(text.lower, start, end) is not None


def _is_same_kind(quantity: Quantity, other: Quantity) -> bool:
    if not (isinstance(quantity, Number) and isinstance(other, Number)):
        return type(quantity) is type(other)
    units = {quantity.unit, other.unit} - COUNTS
    return quantity.is_year == other.is_year and (not units or quantity.unit == other.unit)


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
    start, end = sorted((quantity.start, other.start))
    if not isinstance(quantity, Number) or quantity.unit not in COUNTS or end - start > _NEAR:
        return False
    between = f" {text.lower[max(0, start - _PREPOSITION) : end]}".replace("\n", " ")
    return any(word in between for word in text.lexicon.table.part_words)


def _is_origin(text: QuantityText, quantity: Quantity) -> bool:
    """Return whether a figure is one from which another rose or fell, or with which another is compared."""
    before = text.side.text[max(0, quantity.start - _BEFORE) : quantity.start].lower()
    return any(word in before for word in text.lexicon.table.origin_words)


def _compare_sentences(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    beads: list[tuple[tuple[TextRange, ...], tuple[TextRange, ...]]],
) -> Iterator[Mismatch]:
    """Yield the two figures that two sentences have exchanged."""
    lacks: list[tuple[list[Quantity], list[Quantity]]] = []
    for ours, theirs in beads:
        here, there = _select(texts[0], ours), _select(texts[1], theirs)
        if len(here) + len(there) > _MOST:
            return
        lost = [quantity for quantity in here if not any(agree(quantity, other) for other in texts[1].select(theirs))]
        gained = [quantity for quantity in there if not any(agree(quantity, other) for other in texts[0].select(ours))]
        lacks.append((lost, gained))
    changed = [lack for lack in lacks if lack[0] or lack[1]]
    if len(changed) == 2 and all(len(lost) == len(gained) == 1 for lost, gained in changed):
        (first, other_second), (second, other_first) = ((lost[0], gained[0]) for lost, gained in changed)
        if agree(first, other_first) and agree(second, other_second) and _is_same_kind(first, second):
            yield _report(texts, pair, (first, other_first), (second, other_second))


def _report(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    first: tuple[Quantity, Quantity],
    second: tuple[Quantity, Quantity],
) -> Mismatch:
    ours, theirs = texts[0].side, texts[1].side
    there = ours.excerpt(first[0].start, second[0].start + len(second[0].written))
    here = theirs.excerpt(second[1].start, first[1].start + len(first[1].written))
    message = (
        f"expected '{first[1].written}' before '{second[1].written}' as in {ours.format_location(first[0].start)}: "
        f"{there}, found the other order in {here}"
    )
    names = *(quantity.written for quantity in (*first, *second)), pair.kind
    return theirs.create_mismatch(
        second[1].start, code="misplaced-value", message=message, names=names, severity=Severity.WARNING
    )
