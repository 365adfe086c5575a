"""The sentences that only one of two corresponding passages has: those without which an alignment is much likelier."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from corner.parity.segments import Segment, are_clear
from corner.parity.sentence_costs import BeadCosts
from corner.parity.sentence_path import find_path
from corner.parity.sentences import TextSegments, WordIndex

Passage = tuple[list[Segment], list[Segment]]
"""The sentences of two passages that correspond."""

_SHARE = 0.55
"""The cost of a cut or a joint, for each step of the logarithm of its share."""
_USUAL_VARIANCE, _VARIANCE_WEIGHT, _MOST_DEVIATION = 2.5, 6.0, 15.0
"""The usual variance of a letter's translation, how many passages it counts for, and how much one passage changes it at most."""
_USUAL_SHARE, _SHARE_WEIGHT, _OTHER_SHARE, _MOST_SHARE = 0.06, 12.0, 0.25, 0.5
"""The usual share of sentences that a translation cuts or joins, how many sentences it counts for, and what the other of the two counts."""
_RATIO_WEIGHT = 100
"""The number of letters that count as usual for the ratio of lengths."""
_SHORT_PASSAGE = 5
"""The number of sentences of a passage of which the count says enough."""


class _Counts(NamedTuple):
    """How two passages, or many of them, differ."""

    ours: float
    """The sentences that the first has more than the second."""
    theirs: float
    """The sentences that the second has more."""
    both: float
    """The sentences of the shorter passage."""
    deviation: float
    """The squared differences of the lengths of sentences, for a letter."""
    measured: float
    """How many differences these are."""
    here: float
    """The length of the first, if they have as many sentences."""
    there: float
    """The length of the second, if they have as many sentences."""


class SentenceGapFinder:
    """Finds the sentences without a counterpart, by what is usual in all passages of the two texts."""

    def __init__(self, texts: tuple[TextSegments, TextSegments], passages: Sequence[Passage]) -> None:
        """Take the texts, and all passages that correspond."""
        self._words = WordIndex(texts)
        self._passages = passages

    @cached_property
    def _counts(self) -> list[_Counts]:
        return [_count(*passage) for passage in self._passages]

    @cached_property
    def _total(self) -> _Counts:
        return _Counts(*map(sum, zip(*self._counts, strict=True)))

    def align(self, number: int) -> list[Passage]:
        """Return the sentences of two passages that correspond; one of the lists is empty where only one text has a sentence."""
        ours, theirs = self._passages[number]
        if not ours or not theirs:
            return [(ours, theirs)]
        if are_clear(ours, theirs):
            return [([segment], [other]) for segment, other in zip(ours, theirs, strict=True)]
        costs = BeadCosts(self._words, (ours, theirs), *self._estimate(number))
        beads = find_path(costs, _choose_sides(ours, theirs))
        return [(ours[slice(*bead.ours)], theirs[slice(*bead.theirs)]) for bead in beads]

    def _estimate(self, number: int) -> tuple[float, float, tuple[float, float]]:
        """Return the ratio and the variance of lengths, and the costs of a joint and of a cut, as all other passages have them."""
        others = _Counts(*(total - own for total, own in zip(self._total, self._counts[number], strict=True)))
        variance = (_USUAL_VARIANCE * _VARIANCE_WEIGHT + others.deviation) / (_VARIANCE_WEIGHT + others.measured)
        usual = _USUAL_SHARE * _SHARE_WEIGHT
        joined, cut = (
            -_SHARE * math.log(min((usual + more + _OTHER_SHARE * less) / (_SHARE_WEIGHT + others.both), _MOST_SHARE))
            for more, less in ((others.ours, others.theirs), (others.theirs, others.ours))
        )
        # What is missing makes a text shorter.
        ratio = (others.here + _RATIO_WEIGHT) / (others.there + _RATIO_WEIGHT)
        return ratio, variance, (joined, cut)


def _choose_sides(ours: Sequence[Segment], theirs: Sequence[Segment]) -> tuple[int, ...]:
    """Return which of two passages may have sentences without a counterpart: the longer one, unless they are long."""
    if max(len(ours), len(theirs)) > _SHORT_PASSAGE:
        return 0, 1
    excess = len(ours) - len(theirs) or sum(s.length for s in ours) - sum(s.length for s in theirs)
    return (0,) if excess > 0 else (1,)


def _count(ours: Sequence[Segment], theirs: Sequence[Segment]) -> _Counts:
    here, there = [segment.length for segment in ours], [segment.length for segment in theirs]
    pairs = list(zip(here, there, strict=True)) if len(here) == len(there) else [(sum(here), sum(there))]
    deviation = sum(min((a - b) ** 2 / ((a + b) / 2 + 10), _MOST_DEVIATION) for a, b in pairs)
    more = len(here) - len(there)
    lengths = (0.0, 0.0) if more else (sum(here), sum(there))
    return _Counts(max(more, 0), max(-more, 0), min(len(here), len(there)), deviation, len(pairs), *lengths)
