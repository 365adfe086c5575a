"""Check that corresponding sentences say each figure equally often, although the same figure may be elsewhere, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corner.diagnostics.problem import Severity
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.quantities import (
    COUNTS,
    OPTIONAL_UNITS,
    ORDINAL,
    Code,
    Confidence,
    Date,
    Number,
    Quantity,
    agree,
    get_plain_value,
    identify,
)
from corner.parity.segments import cost_length
from corner.parity.side import Mismatch

if TYPE_CHECKING:
    from corner.parity.quantity_check import QuantityText

_LEAST = 3
"""The least number whose repetition must be repeated: “a” and “both” are one and two as well."""
_DOUBT = 2.5
"""How unlikely, as a negative logarithm, the lengths of two sentences may be that are compared."""
_MAX_CHOICES = 4000
"""The number of possible partners up to which each figure gets one of its own."""

Leftovers = tuple[list[Quantity], list[Quantity]]
"""The figures of the original and of the translation that have no partner of their own."""


def find_surplus(
    texts: tuple[QuantityText, QuantityText],
    alignment: Alignment,
    pairs: list[AlignedPair],
    reported: set[tuple[int, object]],
) -> Iterator[Mismatch]:
    """Yield a warning for each figure that a sentence of one text says, and that is missing or another in the other text.

    Args:
        texts: the original and its translation.
        alignment: the alignment of the two.
        pairs: the pairs of parts that do not say the same figures.
        reported: the figures that are reported otherwise, by the number of their text and their position.
    """
    for pair in pairs:
        if pair.rows:
            continue
        known = texts[0].select(pair.original), texts[1].select(pair.translation)
        if len(known[0]) == len(known[1]) and all(map(agree, *known)):
            continue
        rest = find_leftovers(*known)
        if not any(map(_is_told, (*rest[0], *rest[1]))):
            continue
        for ours, theirs in alignment.align_sentences(pair):
            if not ours or not theirs:
                continue
            parts = [tuple((segment.start, segment.end) for segment in segments) for segments in (ours, theirs)]
            inner = find_leftovers(texts[0].select(parts[0]), texts[1].select(parts[1]))
            both = [
                [
                    quantity
                    for quantity in inner[n]
                    if quantity in rest[n] and reported.isdisjoint({(n, quantity.start), (n, identify(quantity))})
                ]
                for n in (0, 1)
            ]
            lengths = [sum(segment.length for segment in segments) for segments in (ours, theirs)]
            if cost_length(*lengths) <= _DOUBT:
                yield from _report_leftovers(texts, pair, (parts[0], parts[1]), (both[0], both[1]))


def find_leftovers(ours: list[Quantity], theirs: list[Quantity]) -> Leftovers:
    """Return the figures that remain when each figure has one partner of its own: the likest first."""
    if len(ours) * len(theirs) > _MAX_CHOICES:
        return [], []
    values, other_values = list(map(get_plain_value, ours)), list(map(get_plain_value, theirs))
    candidates = sorted(
        (
            _get_unit(quantity) != _get_unit(other),
            -(quantity.confidence + other.confidence),
            abs(n / len(ours) - m / len(theirs)),
            n,
            m,
        )
        for n, quantity in enumerate(ours)
        for m, other in enumerate(theirs)
        if (values[n] is None or other_values[m] is None or values[n] == other_values[m])
        and (agree(quantity, other) or agree(other, quantity))
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for *_, n, m in candidates:
        if n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
    return (
        [quantity for n, quantity in enumerate(ours) if n not in used[0]],
        [other for m, other in enumerate(theirs) if m not in used[1]],
    )


def _get_unit(quantity: Quantity) -> object:
    return quantity.unit if isinstance(quantity, Number) else type(quantity)


def _is_told(quantity: Quantity) -> bool:
    """Return whether a figure is none that grammar and idioms may add or leave out."""
    if isinstance(quantity, Number) and quantity.unit == ORDINAL:
        return True
    if isinstance(quantity, Number) and quantity.unit in OPTIONAL_UNITS:
        return quantity.confidence is not Confidence.OPTIONAL
    return quantity.confidence is Confidence.CERTAIN


def _stands_alone(quantity: Quantity) -> bool:
    """Return whether a figure that one sentence lacks is reported even if the sentence has no other one for it."""
    if quantity.confidence is not Confidence.CERTAIN:
        return False
    if isinstance(quantity, Number):
        # A year is often “that year”, 十四五 the plan, and an ordinal a part of a name.
        if (
            quantity.is_year
            or quantity.others
            or quantity.gloss >= 0
            or quantity.unit == ORDINAL
            or quantity.unit in OPTIONAL_UNITS
        ):
            return False
        return quantity.value >= _LEAST or quantity.unit not in COUNTS
    return not isinstance(quantity, Date) or bool(quantity.day and quantity.month)


def _is_same_kind(quantity: Quantity, other: Quantity) -> bool:
    """Return whether one figure may stand in the place of another; at least one of them is certain."""
    if isinstance(quantity, Number) and isinstance(other, Number) and quantity.unit == other.unit == ORDINAL:
        return True
    if not (_is_told(quantity) or _is_told(other)) or type(quantity) is not type(other):
        return False
    if not (isinstance(quantity, Number) and isinstance(other, Number)):
        return True
    if ORDINAL in (quantity.unit, other.unit) or quantity.unit in OPTIONAL_UNITS:
        return quantity.unit == other.unit
    if not any(number.confidence is Confidence.CERTAIN for number in (quantity, other)):
        return False
    return quantity.is_year == other.is_year and (quantity.unit in COUNTS) == (other.unit in COUNTS)


def _is_likely(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two figures are in the place of each other, and not one of them a small one and the other grammar or an idiom."""
    figures = quantity, other
    if all(figure.confidence or (isinstance(figure, Number) and figure.unit == ORDINAL) for figure in figures):
        return True
    return any(figure.confidence and not (isinstance(figure, Number) and figure.value < _LEAST) for figure in figures)


def _report_leftovers(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    parts: tuple[tuple[TextRange, ...], tuple[TextRange, ...]],
    leftovers: Leftovers,
) -> Iterator[Mismatch]:
    lost, gained = (list(quantities) for quantities in leftovers)
    for quantity in leftovers[1]:
        partner = next(
            (other for other in lost if _is_same_kind(other, quantity) and _is_likely(other, quantity)), None
        )
        if partner:
            lost.remove(partner)
            gained.remove(quantity)
            yield _report(texts, pair, (partner, quantity), "")
    for quantity in filter(_stands_alone, lost):
        excerpt = texts[1].side.excerpt_part((parts[1][0][0], parts[1][-1][1]))
        yield _report(texts, pair, (quantity, None), excerpt, parts[1][0][0])
    for quantity in filter(_stands_alone, gained):
        yield _report(texts, pair, (None, quantity), texts[0].side.quote_part((parts[0][0][0], parts[0][-1][1])))


def _report(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    quantities: tuple[Quantity | None, Quantity | None],
    excerpt: str,
    position: int = 0,
) -> Mismatch:
    """Return that a figure is missing or another in a sentence."""
    ours, theirs = texts[0].side, texts[1].side
    expected, actual = quantities
    if expected and actual:
        message = f"expected {ours.quote(expected.start, expected.written)}, "
        message += f"found {theirs.quote_here(actual.start, actual.written)}"
    elif expected:
        message = f"expected {ours.quote(expected.start, expected.written)}, found no such thing in {excerpt}"
    elif actual:
        message = f"expected what {excerpt}, found {theirs.quote_here(actual.start, actual.written)} only here"
    quantity = actual or expected
    assert quantity
    code = "different-date"
    if isinstance(quantity, Number | Code):
        code = "different-number"
    names = *(known.written for known in quantities if known), pair.kind
    return theirs.create_mismatch(
        actual.start if actual else position, code=code, message=message, names=names, severity=Severity.WARNING
    )
