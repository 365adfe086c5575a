"""Check that corresponding sentences say each figure equally often, although the same figure may be elsewhere, too."""

from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import chain

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity.alignment import AlignedPair, Alignment, SentenceBead, TextRange
from corner.parity.quantities import (
    COUNTS,
    OPTIONAL_UNITS,
    ORDINAL,
    Code,
    Confidence,
    Number,
    Quantity,
    agree,
    get_plain_value,
    identify,
)
from corner.parity.quantity_text import QuantityText
from corner.parity.repetition import LEAST, must_repeat
from corner.parity.side import Mismatch

_NEAR = 8
"""The number of sentences before and after one in which a figure of it is looked for."""
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
    if not pairs:
        return
    surpluses = list(_find_surpluses(texts, alignment, pairs, reported))
    if not any(
        map(
            _may_be_missing,
            chain.from_iterable(chain(*surplus.leftovers) for surplus in surpluses if surplus.is_notable),
        )
    ):
        return  # nothing but what grammar or idioms add
    _cancel_moved(surpluses)
    for surplus in surpluses:
        yield from _report_leftovers(texts, surplus)


class _Surplus:
    """Two corresponding sentences or passages, and the figures that only one of them says, or more often than the other."""

    def __init__(
        self,
        pair: AlignedPair,
        place: tuple[int, int],
        parts: tuple[tuple[TextRange, ...], tuple[TextRange, ...]],
        figures: Leftovers,
        hidden: tuple[Container[object], Container[object]] = ((), ()),
    ) -> None:
        """Take the pair of passages, their number and that of the sentences within them, and all figures of both.

        What is `hidden` is reported otherwise.
        """
        self.pair = pair
        self.place = place
        self.parts = parts
        self._figures = figures
        self._hidden = hidden

    @property
    def is_notable(self) -> bool:
        """Whether any of the figures may be missing, and not only answer one that is missing elsewhere."""
        return any(map(_may_be_missing, chain(*self._figures)))

    @cached_property
    def leftovers(self) -> Leftovers:
        """The figures without a partner."""
        rest = find_leftovers(*self._figures)
        if not any(self._hidden):
            return rest
        lost, gained = ([known for known in rest[n] if identify(known) not in self._hidden[n]] for n in (0, 1))
        return lost, gained


def _find_surpluses(
    texts: tuple[QuantityText, QuantityText],
    alignment: Alignment,
    pairs: list[AlignedPair],
    reported: set[tuple[int, object]],
) -> Iterator[_Surplus]:
    """Yield the sentences that do not say the same figures equally often; what is reported of their passage counts not."""
    differing = set(map(id, pairs))
    has_difference = [id(pair) in differing for pair in alignment.pairs]
    missing = {(gap.side, gap.part) for gap in alignment.gaps if gap.kind == "sentence"}
    for number, pair in enumerate(alignment.pairs):
        if not any(has_difference[max(0, number - 1) : number + 2]):
            continue
        if pair.rows or not (pair.original and pair.translation):
            continue
        known = texts[0].select(pair.original), texts[1].select(pair.translation)
        if len(known[0]) == len(known[1]) and all(map(agree, *known)):
            continue
        surplus = _Surplus(pair, (number, 0), (pair.original, pair.translation), known)
        if not any(map(_is_told, chain(*known))) or not any(map(_is_told, chain(*surplus.leftovers))):
            yield surplus
            continue
        hidden = [{identify(quantity) for quantity in known[n] if (n, quantity.start) in reported} for n in (0, 1)]
        for place, segments in enumerate(_join_beads(alignment.align_sentences(pair), missing)):
            ours, theirs = (tuple((segment.start, segment.end) for segment in own) for own in segments)
            figures = texts[0].select(ours), texts[1].select(theirs)
            yield _Surplus(pair, (number, place), (ours, theirs), figures, (hidden[0], hidden[1]))


def _cancel_moved(surpluses: list[_Surplus]) -> None:
    """Take away the figures that another sentence near by has instead: each language cuts sentences in its own way."""
    for index, surplus in enumerate(surpluses):
        for which in (0, 1):
            for quantity in filter(_is_told, surplus.leftovers[which][:]):
                steps = sorted(range(-_NEAR, _NEAR + 1), key=abs)
                places = [index + step for step in steps if 0 <= index + step < len(surpluses)]
                partners = (
                    (surpluses[n].leftovers[1 - which], partner)
                    for n in places
                    for partner in surpluses[n].leftovers[1 - which]
                    if _replaces(surplus, quantity, surpluses[n], partner)
                )
                match = next(partners, None)
                if match:
                    surplus.leftovers[which].remove(quantity)
                    match[0].remove(match[1])


def _replaces(surplus: _Surplus, quantity: Quantity, other: _Surplus, partner: Quantity) -> bool:
    """Return whether a figure of the other text is the one that a sentence lacks, or the same in another form."""
    if surplus.place == other.place:
        return identify(quantity) == identify(partner)
    passages, sentences = (abs(here - there) for here, there in zip(surplus.place, other.place, strict=True))
    if passages > 1 or not (agree(quantity, partner) or agree(partner, quantity)):
        return False
    is_small = isinstance(partner, Number) and partner.value < LEAST
    return _is_told(partner) or not is_small or (not passages and sentences == 1)


def _join_beads(beads: list[SentenceBead], missing: Container[tuple[int, TextRange]]) -> list[SentenceBead]:
    """Return the sentences of two parts that correspond, each without a counterpart with those before or after it.

    A sentence that is reported as missing is left out.
    """
    joined: list[SentenceBead] = []
    for ours, theirs in beads:
        which = 1 if theirs else 0
        segments = (ours, theirs)[which]
        if not (ours and theirs) and (which, (segments[0].start, segments[-1].end)) in missing:
            continue
        if joined and not (ours and theirs and joined[-1][0] and joined[-1][1]):
            joined[-1] = [*joined[-1][0], *ours], [*joined[-1][1], *theirs]
        else:
            joined.append((ours, theirs))
    return [bead for bead in joined if bead[0] and bead[1]]


class _Choices:
    """The figures of a text among which one of the other text may have its partner."""

    def __init__(self, quantities: list[Quantity]) -> None:
        self._all = list(enumerate(quantities))
        self._by_value: dict[Decimal | None, list[tuple[int, Quantity]]] = {}
        for entry in self._all:
            self._by_value.setdefault(get_plain_value(entry[1]), []).append(entry)

    def find(self, quantity: Quantity) -> list[tuple[int, Quantity]]:
        """Return those that a figure may agree with, each after its number."""
        value = get_plain_value(quantity)
        if value is None:
            return self._all
        return [*self._by_value.get(value, ()), *self._by_value.get(None, ())]


def find_leftovers(ours: list[Quantity], theirs: list[Quantity]) -> Leftovers:
    """Return the figures that remain when each figure has one partner of its own: the likest first."""
    if not (ours and theirs):
        return list(ours), list(theirs)
    if len(ours) * len(theirs) > _MAX_CHOICES:
        return [], []
    choices = _Choices(theirs)
    candidates = sorted(
        (
            _rate_units(quantity, other),
            abs(quantity.confidence - other.confidence),
            -(quantity.confidence + other.confidence),
            abs(n / len(ours) - m / len(theirs)),
            n,
            m,
        )
        for n, quantity in enumerate(ours)
        for m, other in choices.find(quantity)
        if agree(quantity, other) or agree(other, quantity)
    )
    used: tuple[dict[int, Quantity], dict[int, Quantity]] = ({}, {})
    for *_, n, m in candidates:
        if n not in used[0] and m not in used[1]:
            used[0][n] = theirs[m]
            used[1][m] = ours[n]
    return _list_unused(ours, theirs, used), _list_unused(theirs, ours, (used[1], used[0]))


def _list_unused(
    quantities: list[Quantity], others: list[Quantity], used: tuple[dict[int, Quantity], dict[int, Quantity]]
) -> list[Quantity]:
    """Return the figures without a partner, but for those that a figure with several meanings says besides: 十四五."""
    return [
        quantity
        for n, quantity in enumerate(quantities)
        if n not in used[0] and not any(_says_both(other, quantity, used[1].get(m)) for m, other in enumerate(others))
    ]


def _says_both(quantity: Quantity, other: Quantity, partner: Quantity | None) -> bool:
    """Return whether a number with several meanings says another number besides the one that is its partner."""
    if not (partner and isinstance(quantity, Number) and quantity.others and agree(quantity, other)):
        return False
    return identify(partner) != identify(other)


def _rate_units(quantity: Quantity, other: Quantity) -> int:
    """Return how much the units of two figures that agree differ: most, if only one of them is an ordinal."""
    if not (isinstance(quantity, Number) and isinstance(other, Number)):
        return int(type(quantity) is not type(other))
    return 0 if quantity.unit == other.unit else 1 + (ORDINAL in (quantity.unit, other.unit))


def _is_told(quantity: Quantity) -> bool:
    """Return whether a figure is none that grammar and idioms may add or leave out."""
    if isinstance(quantity, Number) and quantity.unit == ORDINAL:
        return True
    if quantity.confidence is Confidence.LIKELY:
        return isinstance(quantity, Number)
    return quantity.confidence is Confidence.CERTAIN


def _may_be_missing(quantity: Quantity) -> bool:
    """Return whether a figure may be reported for its own sake."""
    return _is_told(quantity) or (isinstance(quantity, Number) and quantity.gloss >= 0)


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
    return any(figure.confidence and not (isinstance(figure, Number) and figure.value < LEAST) for figure in figures)


def _report_leftovers(texts: tuple[QuantityText, QuantityText], surplus: _Surplus) -> Iterator[Mismatch]:
    pair, parts = surplus.pair, surplus.parts
    lost, gained = (list(quantities) for quantities in surplus.leftovers)
    for quantity in surplus.leftovers[1]:
        partner = next(
            (other for other in lost if _is_same_kind(other, quantity) and _is_likely(other, quantity)), None
        )
        if partner:
            lost.remove(partner)
            gained.remove(quantity)
            yield _report(texts, pair, (partner, quantity), "")
    for quantity in lost:
        if must_repeat(quantity, texts[0], texts[1], parts[1]):
            excerpt = texts[1].side.excerpt_part((parts[1][0][0], parts[1][-1][1]))
            yield _report(texts, pair, (quantity, None), excerpt, parts[1][0][0])
    for quantity in gained:
        if must_repeat(quantity, texts[1], texts[0], parts[0]):
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
        message = Message(
            "expected {quote}, found {here}",
            quote=ours.quote(expected.start, expected.written),
            here=theirs.quote_here(actual.start, actual.written),
        )
    elif expected:
        message = Message(
            "expected {quote}, found no such thing in {excerpt}",
            quote=ours.quote(expected.start, expected.written),
            excerpt=excerpt,
        )
    elif actual:
        message = Message(
            "expected what {excerpt}, found {here} only here",
            excerpt=excerpt,
            here=theirs.quote_here(actual.start, actual.written),
        )
    quantity = actual or expected
    assert quantity
    code = "different-date"
    if isinstance(quantity, Number | Code):
        code = "different-number"
    names = *(known.written for known in quantities if known), pair.kind
    return theirs.create_mismatch(
        actual.start if actual else position, code=code, message=message, names=names, severity=Severity.WARNING
    )
