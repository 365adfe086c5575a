"""Check that two figures of one kind have not changed places within a passage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity import exchanges
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.quantities import COUNTS, ORDINAL, SHARE, Confidence, Number, Quantity, agree
from corner.parity.quantity_text import QuantityText
from corner.parity.segments import Segment
from corner.parity.side import Mismatch, Side

_REACH = 24
"""How far a part is from its whole at most, in characters."""
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
    yield from _find_impossible_parts(texts, alignment)
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
    quantities = text.select(ranges)
    following = [*quantities[1:], None]
    return [known for known, other in zip(quantities, following, strict=False) if _is_firm(text, known, other)]


def _is_firm(text: QuantityText, quantity: Quantity, following: Quantity | None) -> bool:
    """Return whether a figure is certainly one: it is sure by itself, in digits, or the beginning of a range."""
    if quantity.confidence is not Confidence.OPTIONAL or quantity.written.isdecimal():
        return True
    if following is None or following.confidence is Confidence.OPTIONAL:
        return False
    end = quantity.start + len(quantity.written)
    return text.lexicon.joint.fullmatch(text.lower, end, max(end, following.start)) is not None


def _compare_order(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    parts: tuple[tuple[TextRange, ...], tuple[TextRange, ...]],
) -> Iterator[Mismatch]:
    """Yield the two figures of corresponding sentences that have changed places."""
    ours, theirs = _select(texts[0], parts[0]), _select(texts[1], parts[1])
    if min(len(ours), len(theirs)) < 2:
        return
    if max(len(ours), len(theirs)) > _MOST:
        return
    exchange = exchanges.find_exchange(texts, exchanges.match_figures(ours, theirs))
    if exchange:
        yield _report(texts, pair, *exchange)


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
        if agree(first, other_first) and agree(second, other_second) and exchanges.is_same_kind(first, second):
            yield _report(texts, pair, (first, other_first), (second, other_second))


def _report(
    texts: tuple[QuantityText, QuantityText],
    pair: AlignedPair,
    first: tuple[Quantity, Quantity],
    second: tuple[Quantity, Quantity],
) -> Mismatch:
    ours, theirs = texts[0].side, texts[1].side
    start, there = _excerpt(ours, first[0], second[0])
    line, here = _excerpt(theirs, first[1], second[1])
    if exchanges.are_inverted(first, second):
        before, after = sorted((first, second), key=lambda match: match[0].start)
        message = Message(
            "expected '{before}' before '{after}' as in {location}: {there}, found the other order in {here}",
            before=before[1].written,
            after=after[1].written,
            location=ours.format_location(start),
            there=there,
            here=here,
        )
    else:
        message = Message(
            "expected '{first}' in the place of '{second}' as in {location}: {there}, found {here}",
            first=first[1].written,
            second=second[1].written,
            location=ours.format_location(start),
            there=there,
            here=here,
        )
    names = *(quantity.written for quantity in (*first, *second)), pair.kind
    return theirs.create_mismatch(line, code="misplaced-value", message=message, names=names, severity=Severity.WARNING)


def _excerpt(side: Side, *quantities: Quantity) -> tuple[int, str]:
    """Return where the first of two quantities is, and the text from it to the second."""
    first, second = sorted(quantities, key=lambda quantity: quantity.start)
    return first.start, side.excerpt(first.start, second.start + len(second.written))


def _find_impossible_parts(texts: tuple[QuantityText, QuantityText], alignment: Alignment) -> Iterator[Mismatch]:
    """Yield the parts that are greater than their whole, where the other text has the two in each other's place."""
    for n, text in enumerate(texts):
        for part, whole in _iter_parts(text, text.quantities):
            if part.value <= whole.value:
                continue
            pair = next((pair for pair in alignment.pairs if _has(_get_ranges(pair, n), part)), None)
            others = texts[1 - n].select(_get_ranges(pair, 1 - n)) if pair else []
            for other_part, other_whole in chain(_iter_parts(texts[1 - n], others), _iter_shares(others)):
                if pair and agree(whole, other_part) and agree(part, other_whole):
                    first, second = (part, other_whole), (whole, other_part)
                    yield _report(texts, pair, *((first, second) if n == 0 else (first[::-1], second[::-1])))
                    break


def _get_ranges(pair: AlignedPair, n: int) -> tuple[TextRange, ...]:
    return pair.translation if n else pair.original


def _has(ranges: tuple[TextRange, ...], quantity: Quantity) -> bool:
    return any(start <= quantity.start < end for start, end in ranges)


def _iter_parts(text: QuantityText, quantities: list[Quantity]) -> Iterator[tuple[Number, Number]]:
    """Yield the figures that a text names as part and whole, as in “four of their last five”."""
    for first, second in pairwise(quantities):
        start, end = first.start + len(first.written), second.start
        if not start < end <= start + _REACH or not (isinstance(first, Number) and isinstance(second, Number)):
            continue
        if ORDINAL in (first.unit, second.unit) or not {first.unit, second.unit} <= COUNTS:
            continue
        if text.lexicon.part_first.fullmatch(text.lower, start, end):
            yield first, second
        elif text.lexicon.whole_first.fullmatch(text.lower, start, end):
            yield second, first


def _iter_shares(quantities: list[Quantity]) -> Iterator[tuple[Number, Number]]:
    """Yield part and whole of the shares that have both, such as “three out of four”."""
    for share in quantities:
        if isinstance(share, Number) and share.unit == SHARE and len(share.others) > 1:
            (whole, unit), (part, _) = share.others
            yield share._replace(value=part, unit=unit, others=()), share._replace(value=whole, unit=unit, others=())
