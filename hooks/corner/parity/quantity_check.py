"""Check that two texts say the same numbers, amounts, dates and times in the same places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from corner.diagnostics.problem import Severity
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import (
    OPTIONAL_UNITS,
    Confidence,
    Date,
    Number,
    Quantities,
    Quantity,
    QuantityIndex,
    to_half_width,
)
from corner.parity.readers import han, latin
from corner.parity.side import Mismatch, Side

_STOP = re.compile(r"[。！？]|[.!?][\"”’)\]]*(?=\s+[\"“(]?[A-Z])")
"""The end of a sentence."""


def read_quantities(text: str, lexicon: Lexicon) -> Quantities:
    """Return the numbers, dates and times of a text in the language of `lexicon`."""
    text = to_half_width(text)
    return han.read_han(text, lexicon) if lexicon.code == "zh" else latin.read_latin(text, lexicon)


def compare_quantities(
    sides: tuple[Side, Side],
    quantities: tuple[Quantities, Quantities],
    lexicons: tuple[Lexicon, Lexicon],
    alignment: Alignment,
) -> Iterator[Mismatch]:
    """Yield the quantities that only one of two texts has, and those that they have in different places.

    Args:
        sides: the original and its translation.
        quantities: the quantities of each.
        lexicons: the lexicon of the language of each.
        alignment: the alignment of the two.
    """
    return _Comparison(sides, quantities, lexicons, alignment).run()


class _QuantityText:
    """One of the two texts with its quantities in order."""

    def __init__(self, side: Side, quantities: Quantities, lexicon: Lexicon) -> None:
        self.side = side
        self._lexicon = lexicon
        self._index = QuantityIndex(quantities)
        self.quantities: list[Quantity] = sorted(
            (*quantities.numbers, *quantities.dates, *quantities.times), key=attrgetter("start")
        )
        self._starts = [quantity.start for quantity in self.quantities]

    def has(self, quantity: Quantity) -> bool:
        """Return whether the text says a quantity anywhere, or quotes its words."""
        return self._index.has(quantity) or (quantity.written.isalpha() and quantity.written in self.side.text)

    def select(self, ranges: tuple[TextRange, ...]) -> list[Quantity]:
        """Return the quantities of some parts."""
        quantities = []
        for start, end in ranges:
            quantities += self.quantities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return quantities

    def split_sentences(self, part: TextRange) -> list[TextRange]:
        """Return the sentences of a part."""
        ends = [match.end() for match in _STOP.finditer(self.side.text, *part)]
        sentences = zip([part[0], *ends], [*ends, part[1]], strict=True)
        return [sentence for sentence in sentences if self.side.text[slice(*sentence)].strip()]

    def find_missing(self, expected: list[Quantity], ranges: tuple[TextRange, ...]) -> list[Quantity]:
        """Return the quantities that some parts lack of those of the other text's parts."""
        expected = [quantity for quantity in expected if quantity.confidence is not Confidence.OPTIONAL]
        if not expected:
            return []
        index = QuantityIndex(Quantities.group(self.select(ranges)), self._index)
        missing = [quantity for quantity in expected if not index.has(quantity)]
        if missing:
            # A possible figure of speech is recorded only once in the whole text: read these parts by themselves.
            text = "\n".join(self.side.text[start:end] for start, end in ranges)
            index = QuantityIndex(read_quantities(text, self._lexicon), self._index)
            missing = [
                quantity
                for quantity in missing
                if not (index.has(quantity) or (quantity.written.isalpha() and quantity.written in text))
            ]
        return missing


class _Comparison:
    """Compares two texts part by part."""

    def __init__(
        self,
        sides: tuple[Side, Side],
        quantities: tuple[Quantities, Quantities],
        lexicons: tuple[Lexicon, Lexicon],
        alignment: Alignment,
    ) -> None:
        self._ours, self._theirs = (_QuantityText(sides[n], quantities[n], lexicons[n]) for n in (0, 1))
        self._alignment = alignment
        self._reported: set[object] = set()
        """The quantities that were reported as missing in one text."""
        self._reported_lines: set[tuple[object, str]] = set()
        """The same with file and line of each report."""
        self._matched: set[object] = set()
        """The quantities that both texts have in aligned parts."""
        self._moved: tuple[list[Quantity], list[Quantity]] = ([], [])
        """The quantities of each text in a part whose counterpart lacks them."""

    def run(self) -> Iterator[Mismatch]:
        for pair in self._alignment.pairs:
            yield from self._compare_pair(pair)
        yield from self._find_absent()
        for quantity in self._moved[1]:
            partner = next((other for other in self._moved[0] if _identify(other) == _identify(quantity)), None)
            is_notable = _is_rare(quantity) or _identify(quantity) not in self._matched
            if partner and is_notable and self._mark_reported(quantity):
                there = self._ours.side.format_location(partner.start)
                message = f"expected '{partner.written}' where {there} says it, found it here"
                yield self._create_mismatch(
                    quantity.start, message, (quantity, partner), Severity.WARNING, misplaced="paragraphs"
                )

    def _compare_pair(self, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield the differences of aligned parts, except quantities that only one of the texts has anywhere."""
        ours, theirs = self._ours.select(pair.original), self._theirs.select(pair.translation)
        if not ours and not theirs:
            return
        lost = self._theirs.find_missing(ours, pair.translation)
        gained = self._ours.find_missing(theirs, pair.original)
        is_single = len(pair.original) == len(pair.translation) == 1
        if not lost and not gained and len(ours) > 1 < len(theirs) and is_single:
            yield from self._compare_sentences(pair)
        missing = set(map(id, (*lost, *gained)))
        self._matched |= {_identify(quantity) for quantity in (*ours, *theirs) if id(quantity) not in missing}
        for quantity in list(gained):
            partner = max(lost, key=lambda other: self._rate_match(quantity, other), default=None)
            if partner and self._rate_match(quantity, partner):
                gained.remove(quantity)
                lost.remove(partner)
                yield from self._report_conflict(quantity, partner, pair)
        yield from self._find_moved(pair, lost, self._theirs, 0)
        yield from self._find_moved(pair, gained, self._ours, 1)

    def _find_moved(
        self, pair: AlignedPair, missing: list[Quantity], other: _QuantityText, which: int
    ) -> Iterator[Mismatch]:
        """Yield what the same row of the other text lacks, and note what it has in another part."""
        row = QuantityIndex(Quantities.group(other.select(pair.rows[1 - which]))) if pair.rows else None
        for quantity in missing:
            if other.has(quantity):
                if row and not row.has(quantity):
                    yield self._report_row(quantity, pair, which)
                elif quantity.confidence is Confidence.CERTAIN:
                    self._moved[which].append(quantity)

    def _compare_sentences(self, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield the quantities that sentences exchange, if two parts have as many and the same quantities in all."""
        here = self._ours.split_sentences(pair.original[0])
        there = self._theirs.split_sentences(pair.translation[0])
        if 1 < len(here) == len(there):
            for ours, theirs in zip(here, there, strict=True):
                lost = self._theirs.find_missing(self._ours.select((ours,)), (theirs,))
                for quantity in self._ours.find_missing(self._theirs.select((theirs,)), (ours,)) if lost else ():
                    partner = next((other for other in lost if self._rate_match(quantity, other)), None)
                    if partner:
                        lost.remove(partner)
                        yield from self._report_conflict(quantity, partner, pair)

    def _rate_match(self, quantity: Quantity, other: Quantity) -> int:
        """Return how likely the translation has `quantity` instead of `other`; 0 for not at all."""
        if type(quantity) is not type(other):
            return 0
        has_same_kind = _classify(quantity) == _classify(other)
        absent = (not self._ours.has(quantity)) + (not self._theirs.has(other))
        if absent == 2:
            return 4 if has_same_kind else 3
        if absent:
            return 2 if has_same_kind else 0
        return 1 if has_same_kind and quantity.confidence == other.confidence else 0

    def _report_conflict(self, quantity: Quantity, partner: Quantity, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield that the translation has another quantity in this position, unless that was reported before."""
        there = self._ours.side.format_location(partner.start)
        message = f"expected '{partner.written}' as in {there}, found '{quantity.written}'"
        if not (self._ours.has(quantity) and self._theirs.has(partner)):
            is_new = [
                self._mark_reported_line(self._theirs.side, quantity),
                self._mark_reported_line(self._ours.side, partner),
            ]
            if any(is_new):
                yield self._create_mismatch(quantity.start, message, (partner, quantity))
            return
        starts = [other.start for other in self._ours.quantities if _identify(other) == _identify(quantity)]
        if starts:
            nearest = min(starts, key=lambda start: abs(start - partner.start))
            message += f", which is in {self._ours.side.format_location(nearest)}"
        severity = None if pair.rows else Severity.WARNING
        yield self._create_mismatch(quantity.start, message, (partner, quantity), severity, misplaced=pair.kind)

    def _report_row(self, quantity: Quantity, pair: AlignedPair, which: int) -> Mismatch:
        """Return that a row of a table lacks a quantity of the same row in the other text."""
        if which:
            there = self._ours.side.format_location(pair.original[0][0])
            message = f"expected what {there} says, found '{quantity.written}' in this row"
            return self._create_mismatch(quantity.start, message, (quantity,), misplaced=pair.kind)
        there = self._ours.side.format_location(quantity.start)
        message = f"expected '{quantity.written}' as in {there}, found no such thing in this row"
        return self._create_mismatch(pair.translation[0][0], message, (quantity,), misplaced=pair.kind)

    def _find_absent(self) -> Iterator[Mismatch]:
        """Yield the quantities that only one text has: additional ones at each position, missing ones once."""
        ours, theirs = self._ours.side, self._theirs.side
        for quantity in self._theirs.quantities:
            if self._is_absent(quantity, self._ours) and self._mark_reported_line(theirs, quantity):
                there = ours.format_location(self._alignment.find_counterpart(theirs, quantity.start))
                message = f"expected what {there} says, found '{quantity.written}' only here"
                yield self._create_mismatch(quantity.start, message, (quantity,))
        for quantity in self._ours.quantities:
            if self._is_absent(quantity, self._theirs) and self._mark_reported(quantity):
                there = ours.format_location(quantity.start)
                message = f"expected '{quantity.written}' as in {there}, found no such thing in this text"
                position = self._alignment.find_counterpart(ours, quantity.start)
                yield self._create_mismatch(position, message, (quantity,))

    @staticmethod
    def _is_absent(quantity: Quantity, text: _QuantityText) -> bool:
        return quantity.confidence is not Confidence.OPTIONAL and not text.has(quantity)

    def _mark_reported(self, quantity: Quantity) -> bool:
        """Record that a quantity is reported, and return whether this is the first report."""
        key = _identify(quantity)
        is_first = key not in self._reported
        self._reported.add(key)
        return is_first

    def _mark_reported_line(self, side: Side, quantity: Quantity) -> bool:
        """Record that a quantity is reported, and return whether this is the first report on its line."""
        self._reported.add(_identify(quantity))
        report = _identify(quantity), side.format_location(quantity.start)
        is_first = report not in self._reported_lines
        self._reported_lines.add(report)
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
        elif isinstance(quantities[0], Number):
            code = "different-number"
        is_certain = any(quantity.confidence is Confidence.CERTAIN for quantity in quantities)
        severity = severity or (Severity.ERROR if is_certain else Severity.WARNING)
        names = (*(quantity.written for quantity in quantities), *([misplaced] if misplaced else []))
        return self._theirs.side.create_mismatch(position, code=code, message=message, names=names, severity=severity)


def _identify(quantity: Quantity) -> object:
    """Return what makes two quantities the same, whatever the unit, the year or the half of the day."""
    if isinstance(quantity, Number):
        return quantity.value
    return quantity[1:3] if isinstance(quantity, Date) else ("time", quantity.minutes % 720)


def _is_rare(quantity: Quantity) -> bool:
    """Return whether a number is one that a text would hardly repeat in passing."""
    return isinstance(quantity, Number) and quantity.value >= 100 and not _classify(quantity)[1]


def _classify(quantity: Quantity) -> tuple[object, ...]:
    """Return the kind of a quantity, which a translation does not replace by another kind."""
    if isinstance(quantity, Number):
        unit = quantity.unit if quantity.unit in ("%", *OPTIONAL_UNITS) else ""
        return unit, not unit and 1900 <= quantity.value < 2100
    return (type(quantity),)
