"""The sentences that only one of two corresponding passages has: those without which an alignment is much likelier."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from corner.parity.segments import Bead, Segment, are_clear
from corner.parity.sentences import TextSegments, WordIndex
from corner.parity.vocabulary import Meanings

Passage = tuple[list[Segment], list[Segment]]
"""The sentences of two passages that correspond."""

_MOVES = ((1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3))
"""How many sentences of the one text may say what some of the other say."""
_GAP, _SHORT_GAP = 3.3, 5.3
"""The cost of a sentence without a counterpart, and of a very short one."""
_LEAST = 12
"""The length of the shortest sentence that is not very short."""
_LENGTH, _MOST_LENGTH, _SPREAD, _SHARE = 0.225, 3.6, 0.225, 0.55
"""The costs of the squared deviation of two lengths, with a ceiling, of the logarithm of their variance, and of a cut or a joint."""
_CROSSING = 5.5
"""The cost of two sentences for two others."""
_UNJOINED, _LISTED = 1.4, 0.5
"""The cost of a sentence that says what several say and has no comma or the like, and the part of the others if it has a semicolon."""
_ANCHOR, _MEANING, _STRANGER, _QUOTATION, _QUESTION = 0.5, 0.7, 3.0, 0.85, 2.0
"""The costs of what only one of two passages has.

These are a word that both texts write in the same way, or a figure; the meaning of a word; a name in Latin letters that the whole
other text does not have; a quotation; a question.
"""
_MOST_SIGNS = 7.0
"""The greatest cost of all these."""
_USUAL_VARIANCE, _VARIANCE_WEIGHT, _MOST_DEVIATION = 2.5, 6.0, 15.0
"""The usual variance of a letter's translation, how many passages it counts for, and how much one passage changes it at most."""
_USUAL_SHARE, _SHARE_WEIGHT, _OTHER_SHARE, _MOST_SHARE = 0.06, 12.0, 0.25, 0.5
"""The usual share of sentences that a translation cuts or joins, how many sentences it counts for, and what the other of the two counts."""
_RATIO_WEIGHT = 100
"""The number of letters that count as usual for the ratio of lengths."""
_SHORT_PASSAGE = 5
"""The number of sentences of a passage of which the count says enough."""
_BAND = 6
"""How far from their places sentences are looked for in long passages."""
_MOST_CELLS = 6_000
"""The number of pairs of sentences up to which a long passage is searched farther, if many are missing."""
_NEVER = math.inf

_OPENING = re.compile("[“「『«„]")
_ASKING = re.compile("[?？]")
_JOINT = re.compile(r"[,;:，；：、—–(（]|\.\.\.| - ")
_LIST = re.compile("[;；]")


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
        self._counts = [_count(*passage) for passage in passages]
        self._total = _Counts(*map(sum, zip(*self._counts, strict=True))) if passages else None

    def align(self, number: int) -> list[Passage]:
        """Return the sentences of two passages that correspond; one of the lists is empty where only one text has a sentence."""
        ours, theirs = self._passages[number]
        if not ours or not theirs:
            return [(ours, theirs)]
        if are_clear(ours, theirs):
            return [([segment], [other]) for segment, other in zip(ours, theirs, strict=True)]
        costs = _BeadCosts(self._words, (ours, theirs), *self._estimate(number))
        _, beads = min(_find_path(costs, which) for which in _choose_sides(ours, theirs))
        return [(ours[slice(*bead.ours)], theirs[slice(*bead.theirs)]) for bead in beads]

    def _estimate(self, number: int) -> tuple[float, float, tuple[float, float]]:
        """Return the ratio and the variance of lengths, and the costs of a joint and of a cut, as all other passages have them."""
        assert self._total is not None
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


def _rate_joints(text: str) -> tuple[float, float]:
    """Return what it costs more that a sentence says what several say, and which part of the usual cost remains."""
    return 0.0 if _JOINT.search(text) else _UNJOINED, _LISTED if _LIST.search(text) else 1.0


class _Signs:
    """What the sentences of one passage have besides their lengths."""

    def __init__(self, words: WordIndex, which: int, segments: Sequence[Segment], ratio: float) -> None:
        texts = [words.get_text(which, segment) for segment in segments]
        self.lengths = [0.0, *accumulate(segment.length * ratio for segment in segments)]
        self.quotations = [0, *accumulate(len(_OPENING.findall(text)) + (text.count('"') + 1) // 2 for text in texts)]
        self.questions = [0, *accumulate(len(_ASKING.findall(text)) for text in texts)]
        self.joints = [_rate_joints(text) for text in texts]
        known = [words.find_anchors(which, segment) for segment in segments]
        self._anchors = [anchors for anchors, _ in known]
        self.strangers = [0, *accumulate(min(strange, 2) for _, strange in known)]
        self._meanings = [words.read_meanings(which, text) for text in texts]
        self._joined: dict[tuple[int, int], Meanings] = {}
        counts = Counter(anchor for anchors in self._anchors for anchor in anchors)
        self.all_anchors = frozenset(counts)
        self._own = frozenset(anchor for anchor, count in counts.items() if count == 1)
        self.own: list[int] = []
        """How many anchors the sentences up to each have that the other passage does not have."""

    def compare(self, anchors: frozenset[object]) -> None:
        """Take the anchors of the other passage."""
        self.own = [0, *accumulate(len(own - anchors) for own in self._anchors)]

    def join(self, start: int, end: int) -> Meanings:
        """Return the meanings of the words of some sentences."""
        if end - start == 1:
            return self._meanings[start]
        if (start, end) not in self._joined:
            asked, known = zip(*self._meanings[start:end], strict=True)
            self._joined[start, end] = Meanings(frozenset().union(*asked), reduce(or_, known))
        return self._joined[start, end]

    def find_own_anchors(self, index: int) -> frozenset[object]:
        """Return the words and figures that only one of the sentences has."""
        return self._anchors[index] & self._own


class _BeadCosts:
    """The costs of sentences that correspond, and of those without a counterpart."""

    def __init__(
        self, words: WordIndex, passage: Passage, ratio: float, variance: float, shares: tuple[float, float]
    ) -> None:
        self._sides = _Signs(words, 0, passage[0], 1.0), _Signs(words, 1, passage[1], ratio)
        for side, other in (self._sides, self._sides[::-1]):
            side.compare(other.all_anchors)
        self._variance = variance
        self._joined, self._cut = shares
        self.sizes = len(passage[0]), len(passage[1])

    def rate_gap(self, which: int, index: int) -> float:
        """Return the cost of a sentence without a counterpart: what only it and the other passage have speaks against one."""
        side, other = self._sides[which], self._sides[1 - which]
        length = side.lengths[index + 1] - side.lengths[index]
        shared = len(side.find_own_anchors(index) & other.all_anchors)
        return (_GAP if length >= _LEAST else _SHORT_GAP) + min(_ANCHOR * shared, _MOST_SIGNS)

    def rate(self, i: int, j: int, di: int, dj: int, limit: float) -> float:
        """Return the cost of `di` and `dj` sentences from two positions for each other, or any that is not below a limit."""
        ours, theirs = self._sides
        here, there = ours.lengths[i + di] - ours.lengths[i], theirs.lengths[j + dj] - theirs.lengths[j]
        variance = self._variance * ((here + there) / 2 + 10)
        cost = min(_LENGTH * (here - there) ** 2 / variance, _MOST_LENGTH) + _SPREAD * math.log(variance)
        if di != dj:
            added, part = ours.joints[i] if di == 1 else theirs.joints[j] if dj == 1 else (0.0, 1.0)
            cost += added + part * (self._joined * max(di - dj, 0) + self._cut * max(dj - di, 0))
        cost += _CROSSING * (min(di, dj) - 1)
        if cost >= limit:
            return cost  # signs only add to it
        return cost + min(self._rate_signs(i, j, i + di, j + dj), _MOST_SIGNS)

    def _rate_signs(self, i: int, j: int, i_end: int, j_end: int) -> float:
        """Return the cost of what only some of the sentences have."""
        ours, theirs = self._sides
        quotations = ours.quotations[i_end] - ours.quotations[i] - theirs.quotations[j_end] + theirs.quotations[j]
        questions = ours.questions[i_end] - ours.questions[i] - theirs.questions[j_end] + theirs.questions[j]
        strangers = ours.strangers[i_end] - ours.strangers[i] + theirs.strangers[j_end] - theirs.strangers[j]
        cost = _QUOTATION * min(abs(quotations), 2) + _QUESTION * min(abs(questions), 2) + _STRANGER * strangers
        own = ours.own[i_end] - ours.own[i] + theirs.own[j_end] - theirs.own[j]
        return cost + _ANCHOR * own + _MEANING * _count_lost(ours.join(i, i_end), theirs.join(j, j_end))


def _count_lost(ours: Meanings, theirs: Meanings) -> int:
    """Return how many words of two passages ask for a meaning that the other does not have."""
    lost = [meaning for meaning in ours.asked if not meaning & theirs.known]
    return len(lost) + len([meaning for meaning in theirs.asked if not meaning & ours.known])


def _find_path(costs: _BeadCosts, which: int) -> tuple[float, list[Bead]]:
    """Return the cheapest alignment after its cost, in which sentences of one of two passages may have no counterpart."""
    height, width = costs.sizes
    best: list[dict[int, float]] = [{} for _ in range(height + 1)]
    steps: list[dict[int, tuple[int, int]]] = [{} for _ in range(height + 1)]
    best[0][0] = 0.0
    moves = [*_MOVES, (0, 1) if which else (1, 0)]
    if max(height, width) > 3 * min(height, width):
        moves.append((height, width))
    band = _BAND + min(abs(height - width), _MOST_CELLS // max(height, width))
    for i in range(height + 1):
        middle = i * width // height
        for j in range(max(0, middle - band), min(width, middle + band) + 1):
            cost = best[i].get(j, _NEVER)
            if cost == _NEVER:
                continue
            for di, dj in moves:
                if i + di > height or j + dj > width:
                    continue
                limit = best[i + di].get(j + dj, _NEVER) - cost
                added = costs.rate(i, j, di, dj, limit) if di and dj else costs.rate_gap(which, j if which else i)
                # Where nothing says which of several is missing, it is the last.
                if added < limit:
                    best[i + di][j + dj] = cost + added
                    steps[i + di][j + dj] = di, dj
    beads = []
    i, j = height, width
    while i or j:
        di, dj = steps[i][j]
        beads.append(Bead((i - di, i), (j - dj, j)))
        i, j = i - di, j - dj
    return best[height][width], beads[::-1]
