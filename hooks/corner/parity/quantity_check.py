"""Check that two texts say the same numbers, amounts, dates, times and addresses in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity import count_check, order_check, rounding
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.quantities import (
    OPTIONAL_UNITS,
    PERCENT,
    POINTS,
    SHARE,
    TIMES,
    Code,
    Confidence,
    Date,
    Number,
    Quantity,
    QuantityIndex,
    agree,
    identify,
)
from corner.parity.quantity_text import QuantityText
from corner.parity.side import Mismatch

_RARE = 100
"""A number from which on a text would hardly repeat it in passing."""
_MAX_CHOICES = 2000
"""The number of possible partners up to which each quantity gets the best of them."""


class _Difference(NamedTuple):
    """The quantities of two aligned parts that the other part does not have."""

    pair: AlignedPair
    lost: list[Quantity]
    """Those of the original."""
    gained: list[Quantity]
    """Those of the translation."""


class _Comparison:
    """Compares two texts part by part."""

    def __init__(self, texts: tuple[QuantityText, QuantityText], alignment: Alignment) -> None:
        self._texts = texts
        self._ours, self._theirs = texts
        self._alignment = alignment
        self._reported: set[tuple[object, int]] = set()
        """The quantities that were reported, with the line of the translation."""
        self.reported: set[tuple[int, object]] = set()
        """The quantities that were reported, by the number of their text and their position or value."""
        self._compared: list[tuple[list[Quantity], set[int]]] = []
        """The quantities of each other pair of parts, and which of them only one of the parts has."""
        self._same: list[AlignedPair] = []
        """The pairs of parts that say the same quantities."""
        self.differing: list[AlignedPair] = []
        """The pairs of parts that do not say the same quantities."""
        self.unordered: list[AlignedPair] = []
        """The pairs of parts that do not say the same quantities in the same order."""
        for pair in alignment.pairs:
            if pair.original and pair.translation:
                self._compare_digests(pair)

    def _compare_digests(self, pair: AlignedPair) -> None:
        """Record whether two parts differ: most of those that correspond do not, and need no closer look."""
        ours, theirs = self._ours.list_digests(pair.original), self._theirs.list_digests(pair.translation)
        if ours != theirs:
            self.unordered.append(pair)
            if sorted(ours) != sorted(theirs):
                self.differing.append(pair)
                return
        self._same.append(pair)

    def run(self) -> Iterator[Mismatch]:
        differences = [self._compare_pair(pair) for pair in self.differing]
        for difference in differences:
            yield from self._report_lost_years(difference.pair)
            yield from self._report_conflicts(difference)
        lost = [(quantity, difference.pair) for difference in differences for quantity in difference.lost]
        gained = [(quantity, difference.pair) for difference in differences for quantity in difference.gained]
        moved = QuantityIndex([quantity for quantity, _ in lost])
        returned = QuantityIndex([quantity for quantity, _ in gained])
        for quantity, pair in gained:
            yield from self._report_single(quantity, pair, 1, moved)
        for quantity, pair in lost:
            yield from self._report_single(quantity, pair, 0, returned)

    def _compare_pair(self, pair: AlignedPair) -> _Difference:
        ours, theirs = self._ours.select(pair.original), self._theirs.select(pair.translation)
        if len(ours) == len(theirs) and all(map(agree, ours, theirs)) and all(map(agree, theirs, ours)):
            self._compared.append((ours, set()))
            return _Difference(pair, [], [])
        lost = self._find_missing(ours, theirs, 1, pair.translation) if ours else []
        gained = self._find_missing(theirs, ours, 0, pair.original) if theirs else []
        missing = {id(quantity) for quantity in (*lost, *gained)}
        self._compared.append(([*ours, *theirs], missing))
        return _Difference(pair, lost, gained)

    @cached_property
    def _matched(self) -> set[object]:
        """The quantities that both texts have in aligned parts."""
        same = {identify(known) for pair in self._same for known in self._ours.select(pair.original)}
        return same | {
            identify(known)
            for quantities, missing in self._compared
            for known in quantities
            if id(known) not in missing
        }

    def _find_missing(
        self, expected: list[Quantity], quantities: list[Quantity], other: int, ranges: tuple[TextRange, ...]
    ) -> list[Quantity]:
        """Return the quantities that parts of the other text lack of those that are expected."""
        expected = [quantity for quantity in expected if quantity.confidence is not Confidence.OPTIONAL]
        index = QuantityIndex(quantities)
        missing = [quantity for quantity in expected if not index.has(quantity)]
        if not missing:
            return []
        return [
            quantity
            for quantity in missing
            if not self._texts[other].quotes(quantity, ranges)
            and (
                not rounding.is_glossed(quantity, expected, missing)
                or self._texts[other].lacks_figure(quantity, ranges)
            )
        ]

    def _report_lost_years(self, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield the dates whose year the translation says nowhere; it may add the year to a date."""
        others = [date for date in self._theirs.select(pair.translation) if isinstance(date, Date)]
        without: list[Quantity] = [date for date in others if date.year is None]
        if not without:
            return
        partners, complete = QuantityIndex(without), QuantityIndex([date for date in others if date.year])
        for date in self._ours.select(pair.original):
            if not isinstance(date, Date) or date.year is None or complete.find(date):
                continue
            year = Number(Decimal(date.year), "", date.start, date.written, Confidence.CERTAIN)
            partner = partners.find(date)
            if partner and not self._theirs.index.has(year):
                yield from self._report_conflict(partner, date, pair, Severity.WARNING)

    def _report_conflicts(self, difference: _Difference) -> Iterator[Mismatch]:
        """Yield the quantities that have another value in the translation, and take them from a difference."""
        lost, gained, pair = difference.lost, difference.gained, difference.pair
        self.reported |= rounding.remove_rounded(lost, gained)
        if len(lost) * len(gained) > _MAX_CHOICES:
            chosen = [(other, quantity) for other, quantity in zip(lost, gained, strict=False)]
        else:
            chosen = self._choose_partners(pair, lost, gained)
        for partner, quantity in chosen:
            lost.remove(partner)
            gained.remove(quantity)
            yield from self._report_conflict(quantity, partner, pair)

    def _choose_partners(
        self, pair: AlignedPair, lost: list[Quantity], gained: list[Quantity]
    ) -> list[tuple[Quantity, Quantity]]:
        """Return the likeliest pairs of an original's quantity and the translation's, the first of each kind first."""
        candidates = sorted(
            (
                -self._rate_match(quantity, partner),
                not _has_same_digits(partner, quantity),
                abs(n - m),
                self._measure_distance(pair, partner, quantity),
                n,
                m,
            )
            for n, partner in enumerate(lost)
            for m, quantity in enumerate(gained)
            if self._rate_match(quantity, partner)
        )
        used: tuple[set[int], set[int]] = (set(), set())
        chosen = []
        for *_, n, m in candidates:
            if n not in used[0] and m not in used[1]:
                used[0].add(n)
                used[1].add(m)
                chosen.append((m, lost[n], gained[m]))
        return [(partner, quantity) for _, partner, quantity in sorted(chosen, key=lambda entry: entry[0])]

    @staticmethod
    def _measure_distance(pair: AlignedPair, partner: Quantity, quantity: Quantity) -> float:
        """Return the distance of two quantities, in parts of the length of their passages."""
        places = []
        for ranges, start in ((pair.original, partner.start), (pair.translation, quantity.start)):
            first, last = ranges[0][0], ranges[-1][1]
            places.append((start - first) / max(last - first, 1))
        return abs(places[0] - places[1])

    def _rate_match(self, quantity: Quantity, other: Quantity) -> int:
        """Return how likely the translation has `quantity` instead of `other`; 0 for not at all."""
        has_same_kind = _classify(quantity) == _classify(other)
        absent = (not self._ours.index.has(quantity)) + (not self._theirs.index.has(other))
        if absent == 2:
            return 4 if has_same_kind else 3 if type(quantity) is type(other) else 2
        if absent:
            return 2 if has_same_kind else 0
        return 1 if has_same_kind and quantity.confidence == other.confidence else 0

    def _report_conflict(
        self, quantity: Quantity, partner: Quantity, pair: AlignedPair, severity: Severity | None = None
    ) -> Iterator[Mismatch]:
        """Yield that the translation has another quantity in this place, unless that was reported before."""
        self.reported |= {(0, partner.start), (1, quantity.start), (0, identify(partner)), (1, identify(quantity))}
        is_new = [self._mark_reported(quantity, quantity.start), self._mark_reported(partner, quantity.start)]
        if not any(is_new):
            return
        expected = self._ours.side.quote(partner.start, partner.written)
        message = Message(
            "expected {quote}, found {here}",
            quote=expected,
            here=self._theirs.side.quote_here(quantity.start, quantity.written),
        )
        if severity or not (self._ours.index.has(quantity) and self._theirs.index.has(partner)):
            yield self._create_mismatch(quantity.start, message, (partner, quantity), severity)
            return
        origin = self._ours.index.find(quantity)
        if origin:
            place = self._ours.side.format_location(origin.start)
            message = Message("{message}, which is in {place}", message=message, place=place)
        severity = None if pair.rows else Severity.WARNING
        yield self._create_mismatch(quantity.start, message, (partner, quantity), severity, misplaced=pair.kind)

    def _report_single(
        self, quantity: Quantity, pair: AlignedPair, which: int, counterparts: QuantityIndex
    ) -> Iterator[Mismatch]:
        """Yield that a part lacks a quantity of its counterpart, which text 0 or 1 has."""
        other = self._texts[1 - which]
        elsewhere = other.index.find(quantity)
        if elsewhere is None:
            if self._mark_reported(quantity, quantity.start if which else -1):
                yield self._report_absent(quantity, pair, which)
        elif pair.rows and not QuantityIndex(other.select(pair.rows[1 - which])).has(quantity):
            yield self._report_absent(quantity, pair, which, misplaced=pair.kind)
        elif partner := counterparts.find(quantity):
            self.reported |= {(which, quantity.start), (1 - which, partner.start)}
            # The other text says it in another part: once is enough.
            is_notable = _is_rare(quantity) or identify(quantity) not in self._matched
            if which and is_notable and self._mark_reported(quantity, -1):
                origin = self._ours.side.quote(partner.start, partner.written)
                message = Message("expected {origin} in the same place, found it here", origin=origin)
                names = quantity, partner
                yield self._create_mismatch(quantity.start, message, names, Severity.WARNING, misplaced="paragraphs")

    def _report_absent(
        self,
        quantity: Quantity,
        pair: AlignedPair,
        which: int,
        severity: Severity | None = None,
        *,
        misplaced: str = "",
    ) -> Mismatch:
        """Return that a part lacks a quantity."""
        self.reported |= {(which, quantity.start), (which, identify(quantity))}
        place = Message("row") if pair.rows else Message("passage")
        if which:
            there = self._ours.side.quote_part(pair.original[0])
            here = self._theirs.side.quote_here(quantity.start, quantity.written)
            message = Message("expected what {there}, found {here} only here", there=there, here=here)
            return self._create_mismatch(quantity.start, message, (quantity,), severity, misplaced=misplaced)
        origin = self._ours.side.quote(quantity.start, quantity.written)
        position = pair.translation[0][0]
        message = Message(
            "expected {origin}, found no such thing in this {place}: {excerpt}",
            origin=origin,
            place=place,
            excerpt=self._theirs.side.excerpt_part(pair.translation[0]),
        )
        return self._create_mismatch(position, message, (quantity,), severity, misplaced=misplaced)

    def _mark_reported(self, quantity: Quantity, position: int) -> bool:
        """Record that a quantity is reported in a line, or anywhere, and return whether this is the first report."""
        line = self._theirs.side.find_line(position) if position >= 0 else -1
        key = identify(quantity), line
        is_first = key not in self._reported
        self._reported |= {key, (identify(quantity), -1)}
        return is_first

    def _create_mismatch(
        self,
        position: int,
        message: str,
        quantities: tuple[Quantity, ...],
        severity: Severity | None = None,
        *,
        misplaced: str = "",
    ) -> Mismatch:
        """Return a mismatch in the translation: an error, unless all its quantities are small numbers in words.

        Editors may ignore what is `misplaced` in a kind of parts by that name, too: rows may be sorted otherwise.
        """
        code = "different-date"
        if misplaced:
            code = "misplaced-value"
        elif isinstance(quantities[0], Number | Code):
            code = "different-number"
        is_certain = any(quantity.confidence is Confidence.CERTAIN for quantity in quantities)
        severity = severity or (Severity.ERROR if is_certain else Severity.WARNING)
        if not all(text.lexicon.knows_number_words for text in self._texts):
            severity = Severity.WARNING
        names = (*(quantity.written for quantity in quantities), *([misplaced] if misplaced else []))
        return self._theirs.side.create_mismatch(position, code=code, message=message, names=names, severity=severity)


def compare_quantities(texts: tuple[QuantityText, QuantityText], alignment: Alignment) -> Iterator[Mismatch]:
    """Yield the quantities that only one of two texts has, and those that they have in different places.

    Args:
        texts: the original and its translation.
        alignment: the alignment of the two.
    """
    comparison = _Comparison(texts, alignment)
    yield from comparison.run()
    yield from count_check.find_surplus(texts, alignment, comparison.differing, comparison.reported)
    yield from order_check.find_exchanges(texts, alignment, comparison.unordered)


def _has_same_digits(quantity: Quantity, other: Quantity) -> bool:
    """Return whether two numbers differ in their scale only."""
    if not (isinstance(quantity, Number) and isinstance(other, Number)):
        return False
    return quantity.value.normalize().as_tuple().digits == other.value.normalize().as_tuple().digits


def _is_rare(quantity: Quantity) -> bool:
    """Return whether a number is one that a text would hardly repeat in passing."""
    return isinstance(quantity, Number) and quantity.value >= _RARE and not quantity.is_year


def _classify(quantity: Quantity) -> tuple[object, ...]:
    """Return the kind of a quantity, which a translation does not replace by another kind."""
    if isinstance(quantity, Number):
        unit = quantity.unit if quantity.unit in (PERCENT, POINTS, SHARE, TIMES, *OPTIONAL_UNITS) else ""
        return unit, not unit and quantity.is_year
    return (type(quantity), quantity.kind if isinstance(quantity, Code) else "")
