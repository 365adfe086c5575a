"""Check the words beside figures that turn their meaning: rise and fall, more and less, before and after, “not”."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.quantities import Confidence, Date, Number, Quantity, QuantityIndex
from corner.parity.quantity_text import QuantityText
from corner.parity.readers.cues import Cue
from corner.parity.segments import Segment
from corner.parity.side import Mismatch

_AXES = {"direction": (Number,), "degree": (Number,), "time": (Number, Date)}
"""The kinds of figures beside which each axis is compared."""
_OPPOSITES = (("up", "down"), ("high", "low"), ("before", "after"))
_REACH = 40
"""How far from a figure its words may be, in characters."""
_MOST = 60
"""The number of figures of a sentence up to which their words are compared."""


class _Sentence:
    """One side of two corresponding sentences."""

    def __init__(self, text: QuantityText, segments: list[Segment]) -> None:
        self.text = text
        self.start, self.end = segments[0].start, segments[-1].end
        self.quantities = [q for q in text.select(((self.start, self.end),)) if q.confidence is not Confidence.OPTIONAL]
        self.cues: Mapping[str, list[Cue]] = text.lexicon.cues.find(text.lower, self.start, self.end)
        """The cues of the sentence by axis."""

    def find_cues(self, axis: str, quantity: Quantity) -> list[Cue]:
        """Return the cues of an axis in the clause of a quantity, the nearest first."""
        cues = self.cues.get(axis)
        if not cues:
            return []
        end = quantity.start + len(quantity.written)
        first, last = self.text.find_clause(quantity.start, end)
        start, stop = max(quantity.start - _REACH, first), min(end + _REACH, last)
        near = [cue for cue in cues if start <= cue.start and cue.end <= stop]
        if axis == "degree":  # “more than” is about the next figure only
            near = [cue for cue in near if self._is_nearest(quantity, cue)]
        return sorted(near, key=lambda cue: abs(cue.start - quantity.start))

    def _is_nearest(self, quantity: Quantity, cue: Cue) -> bool:
        """Return whether no other figure is nearer to a word."""
        distance = _measure_distance(quantity, cue)
        return all(distance <= _measure_distance(other, cue) for other in self.quantities)

    def is_beside_figure(self, cue: Cue) -> bool:
        """Return whether a word is in the same clause as a figure."""
        return any(cue in self.find_cues(cue.axis, quantity) for quantity in self.quantities)


def _measure_distance(quantity: Quantity, cue: Cue) -> int:
    """Return how many characters are between a figure and a word."""
    return max(cue.start - quantity.start - len(quantity.written), quantity.start - cue.end)


def compare_directions(texts: tuple[QuantityText, QuantityText], alignment: Alignment) -> Iterator[Mismatch]:
    """Yield a warning for each figure beside which two texts have opposite words, or only one of them has “not”."""
    for pair in alignment.pairs:
        if pair.rows or not (pair.original and pair.translation):
            continue
        if not (_has_sure(texts[0], pair.original) and _has_sure(texts[1], pair.translation)):
            continue
        for ours, theirs in alignment.align_sentences(pair):
            if not (ours and theirs and texts[0].has_sure(ours[0].start, ours[-1].end)):
                continue
            if texts[1].has_sure(theirs[0].start, theirs[-1].end):
                yield from _compare_sentences(pair, _Sentence(texts[0], ours), _Sentence(texts[1], theirs))


def _has_sure(text: QuantityText, ranges: tuple[TextRange, ...]) -> bool:
    return any(text.has_sure(*part) for part in ranges)


def _compare_sentences(pair: AlignedPair, ours: _Sentence, theirs: _Sentence) -> Iterator[Mismatch]:
    if len(ours.quantities) + len(theirs.quantities) > _MOST:
        return
    if not ours.cues and not theirs.cues:
        return
    axes = ours.cues.keys() & theirs.cues.keys() & _AXES.keys()
    axes = {axis for axis in axes if _may_be_opposite(ours.cues[axis], theirs.cues[axis])}
    if axes:
        yield from _compare_axes(pair, ours, theirs, axes)
    if "negation" in ours.cues or "negation" in theirs.cues:
        yield from _compare_negations(pair, ours, theirs)


def _compare_axes(pair: AlignedPair, ours: _Sentence, theirs: _Sentence, axes: Container[str]) -> Iterator[Mismatch]:
    """Yield the figures beside which two sentences have opposite words, one of each axis."""
    reported: set[str] = set()
    index = QuantityIndex(theirs.quantities)
    for quantity in ours.quantities:
        partners = index.find_all(quantity)
        if len(partners) != 1:
            continue
        for axis, kinds in _AXES.items():
            if axis in reported or axis not in axes or not isinstance(quantity, kinds):
                continue
            cues = ours.find_cues(axis, quantity), theirs.find_cues(axis, partners[0])
            if _are_opposite(*cues):
                reported.add(axis)
                yield _report(pair, (ours, theirs), (cues[0][0], cues[1][0]))
    if "direction" not in reported:
        cues = ours.cues.get("direction", []), theirs.cues.get("direction", [])
        if _are_opposite(*cues):
            yield _report(pair, (ours, theirs), (cues[0][0], cues[1][0]))


def _may_be_opposite(ours: Iterable[Cue], theirs: Iterable[Cue]) -> bool:
    """Return whether any word of one text turns figures the other way than a word of the other text."""
    polarities = {cue.polarity for cue in ours}, {cue.polarity for cue in theirs}
    return any(
        (first in polarities[0] and second in polarities[1]) or (second in polarities[0] and first in polarities[1])
        for first, second in _OPPOSITES
    )


def _are_opposite(ours: list[Cue], theirs: list[Cue]) -> bool:
    """Return whether all words beside a figure turn it one way in a text, and the other way in the other text."""
    if not ours or not theirs:
        return False
    polarities = {cue.polarity for cue in ours}, {cue.polarity for cue in theirs}
    return any(
        {first, second} == polarities[0] | polarities[1] and len(polarities[0]) == len(polarities[1]) == 1
        for first, second in _OPPOSITES
    )


def _compare_negations(pair: AlignedPair, ours: _Sentence, theirs: _Sentence) -> Iterator[Mismatch]:
    """Yield that only one of two sentences has a plain “not”, where the other has no word that may stand for it."""
    if not all("negation" in sentence.text.lexicon.cues.axes for sentence in (ours, theirs)):
        return  # the words of one language are not known
    negations = ours.cues.get("negation", []), theirs.cues.get("negation", [])
    for which, (own, other) in enumerate((negations, negations[::-1])):
        sentence, opposite = ((ours, theirs), (theirs, ours))[which]
        plain = [cue for cue in own if cue.polarity == "not" and sentence.is_beside_figure(cue)]
        if plain and not other:
            there = opposite.text.side.excerpt_part((opposite.start, opposite.end))
            side = sentence.text.side
            quoted = side.excerpt(plain[0].start, plain[0].start + len(plain[0].written))
            yield _report_negation(pair, (ours, theirs), plain[0], which, (quoted, there))


def _report_negation(
    pair: AlignedPair, sentences: tuple[_Sentence, _Sentence], cue: Cue, which: int, excerpts: tuple[str, str]
) -> Mismatch:
    ours, theirs = sentences
    location = ours.text.side.format_location(ours.start)
    if which:
        position = cue.start
        message = Message(
            "expected no '{written}' as in {location}: {there}, found it in {here}",
            written=cue.written,
            location=location,
            there=excerpts[1],
            here=excerpts[0],
        )
    else:
        position = theirs.start
        message = Message(
            "expected '{written}' as in {location}: {there}, found no such word in {here}",
            written=cue.written,
            location=location,
            there=excerpts[0],
            here=excerpts[1],
        )
    return _create_mismatch(theirs, position, message, (cue.written, pair.kind))


def _report(pair: AlignedPair, sentences: tuple[_Sentence, _Sentence], cues: tuple[Cue, Cue]) -> Mismatch:
    ours, theirs = (sentence.text.side for sentence in sentences)
    cue, other = cues
    message = Message(
        "expected {quote}, found {here}",
        quote=ours.quote(cue.start, cue.written),
        here=theirs.quote_here(other.start, other.written),
    )
    return _create_mismatch(sentences[1], other.start, message, (cue.written, other.written, pair.kind))


def _create_mismatch(sentence: _Sentence, position: int, message: str, names: tuple[str, ...]) -> Mismatch:
    return sentence.text.side.create_mismatch(
        position, code="different-direction", message=message, names=names, severity=Severity.WARNING
    )
