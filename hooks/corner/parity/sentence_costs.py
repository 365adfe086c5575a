"""What it costs, in negative logarithms of likelihoods, that some sentences of one passage correspond to some of the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise
from math import inf, log
from typing import NamedTuple

from corner.parity.segments import Segment
from corner.parity.sentences import WordIndex
from corner.parity.vocabulary import NO_MEANINGS, Meanings, join_meanings

MOVES = ((3, 1), (2, 2), (2, 1), (1, 3), (1, 2), (1, 1))
"""How many sentences of the one text may say what some of the other say."""
MOST_JOINED = 3
"""The greatest of these numbers."""
_GAP, _SHORT_GAP = 3.3, 5.3
"""The cost of a sentence without a counterpart, and of a very short one."""
_LEAST = 12
"""The length of the shortest sentence that is not very short."""
_LENGTH, _MOST_LENGTH, _SPREAD = 0.225, 3.6, 0.225
"""The costs of the squared deviation of two lengths, with a ceiling, and of the logarithm of their variance."""
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
_SURELY_MOST = _MOST_SIGNS + 1e-9
"""More than that by more than what the order of additions changes in a sum."""
_POSSIBLE_MOVES = [
    [
        [(number, di - 1, dj - 1) for number, (di, dj) in enumerate(MOVES) if di <= ours and dj <= theirs]
        for theirs in range(MOST_JOINED + 1)
    ]
    for ours in range(MOST_JOINED + 1)
]
"""The moves by how many sentences there are of both passages: the number of each, and the positions of its spans."""
_NEVER = inf

MoveCosts = tuple[list[float], list[float | None], list[float]]
"""For each move, what the lengths of sentences cost, all that they cost as far as it is known, and what they cost at least."""

_OPENING = re.compile('[“「『«„"]')
_ASKING = "?？"
_JOINT = re.compile("[,;:，；：、—–(（]")
_LONG_JOINTS = "...", " - "


class _Span(NamedTuple):
    """Some sentences of a passage, one after the other."""

    length: float
    lost: float
    """What it costs at least that the other passage lacks signs of these sentences."""
    quotations: int
    questions: int
    strangers: int
    """How many names in Latin letters the other text does not have, two of each sentence at most."""
    own: int
    """How many anchors of each sentence the other passage does not have."""
    number: int
    """How many meanings a translation has, too, of words with one."""
    asked: int
    several: frozenset[int]
    known: int
    """These three are the meanings of their words, as in `Meanings`."""


class _PassageSigns:
    """What the sentences of one passage have: their lengths, and the signs that another passage has as well."""

    def __init__(self, words: WordIndex, which: int, segments: Sequence[Segment], ratio: float) -> None:
        texts = [words.get_text(which, segment) for segment in segments]
        known = [words.find_anchors(which, segment) for segment in segments]
        self._anchors = [anchors for anchors, _ in known]
        self._lengths = [0.0, *accumulate(segment.length * ratio for segment in segments)]
        # Most passages have neither.
        every, nothing = "".join(texts), [0] * (len(texts) + 1)
        self._quotations = _add_up(map(_count_quotations, texts)) if _OPENING.search(every) else nothing
        is_asking = any(map(every.__contains__, _ASKING))
        self._questions = _add_up(sum(map(text.count, _ASKING)) for text in texts) if is_asking else nothing
        self._strangers = _add_up(min(strange, 2) for _, strange in known)
        self._meanings = [words.read_meanings(which, text) for text in texts]
        self._own: list[int] = []
        self.all_anchors = frozenset().union(*self._anchors)
        self._single = self.all_anchors
        """The anchors that only one of the sentences has."""
        if sum(map(len, self._anchors)) > len(self.all_anchors):
            counts = Counter(chain.from_iterable(self._anchors))
            self._single = frozenset(anchor for anchor, count in counts.items() if count == 1)
        self.joints = [_rate_joints(text) for text in texts]
        self.known = join_meanings(self._meanings).known if self._meanings else 0
        """All meanings that the words of the passage may have."""
        self._strange = 0
        self.spans: list[list[_Span]] = []
        """The last one, two and three sentences up to each position."""

    def compare(self, anchors: frozenset[object], known: int) -> None:
        """Take the anchors of the other passage, and the meanings of its words."""
        self._strange = ~known & self.known
        self._own = _add_up(len(own - anchors) for own in self._anchors)
        self.spans = [self._list_spans(end) for end in range(len(self._lengths))]

    def _list_spans(self, end: int) -> list[_Span]:
        """Return what the last one, two and three sentences before a position have."""
        spans: list[_Span] = []
        meanings = NO_MEANINGS
        for start in range(end - 1, max(end - MOST_JOINED, 0) - 1, -1):
            own = self._meanings[start]
            meanings = join_meanings((own, meanings)) if spans else own
            spans.append(self._create_span(start, end, meanings))
        return spans

    def join_all(self) -> _Span:
        """Return what all sentences have."""
        return self._create_span(0, len(self._meanings), join_meanings(self._meanings))

    def _create_span(self, start: int, end: int, meanings: Meanings) -> _Span:
        """Return what some sentences with these meanings have."""
        asked, several, known = meanings
        strangers, own = self._strangers[end] - self._strangers[start], self._own[end] - self._own[start]
        return _Span(
            self._lengths[end] - self._lengths[start],
            _STRANGER * strangers + _ANCHOR * own + _MEANING * (asked & self._strange).bit_count(),
            self._quotations[end] - self._quotations[start],
            self._questions[end] - self._questions[start],
            strangers,
            own,
            asked.bit_count(),
            asked,
            several,
            known,
        )

    def rate_gaps(self, anchors: frozenset[object]) -> list[float]:
        """Return the cost of each sentence without a counterpart: what only it and the other passage have speaks against one."""
        shared = (len(own & self._single & anchors) for own in self._anchors)
        lengths = (end - start for start, end in pairwise(self._lengths))
        return [
            (_GAP if length >= _LEAST else _SHORT_GAP) + min(_ANCHOR * count, _MOST_SIGNS)
            for length, count in zip(lengths, shared, strict=True)
        ]


def _add_up(counts: Iterable[int]) -> list[int]:
    """Return the sums of the first counts, beginning with none."""
    return [0, *accumulate(counts)]


def _count_quotations(text: str) -> int:
    """Return how many quotations begin in a sentence."""
    signs = _OPENING.findall(text)
    straight = signs.count('"')
    return len(signs) - straight + (straight + 1) // 2


def _rate_joints(text: str) -> tuple[float, float]:
    """Return what it costs more that a sentence says what several say, and which part of the usual cost remains."""
    has_joint = _JOINT.search(text) or any(map(text.__contains__, _LONG_JOINTS))
    return 0.0 if has_joint else _UNJOINED, _LISTED if ";" in text or "；" in text else 1.0


class BeadCosts:
    """The costs of sentences that correspond, and of those without a counterpart, each computed once."""

    def __init__(
        self,
        words: WordIndex,
        passage: tuple[Sequence[Segment], Sequence[Segment]],
        ratio: float,
        variance: float,
        shares: tuple[float, float],
    ) -> None:
        """Take what two texts have in common, two passages, and what is usual.

        Args:
            words: what the two texts have in common.
            passage: the sentences of both passages.
            ratio: how much longer the first text is usually.
            variance: the variance of the length of a translation, for each letter.
            shares: the costs of a joint and of a cut.
        """
        sides = _PassageSigns(words, 0, passage[0], 1.0), _PassageSigns(words, 1, passage[1], ratio)
        for side, other in (sides, sides[::-1]):
            side.compare(other.all_anchors, other.known)
        self._sides = sides
        self._ours, self._theirs = (side.spans for side in sides)
        self._variance = variance
        self._joined, self._cut = shares
        self.sizes = len(passage[0]), len(passage[1])
        self.gaps = sides[0].rate_gaps(sides[1].all_anchors), sides[1].rate_gaps(sides[0].all_anchors)
        """The costs of each sentence of both passages without a counterpart."""
        ours, theirs = (side.joints for side in sides)
        self._cuts = [(added + part * (self._cut * 2), added + part * self._cut) for added, part in ours]
        self._joints = [(added + part * (self._joined * 2), added + part * self._joined) for added, part in theirs]

    def rate_lengths(self, i: int, j: int) -> MoveCosts:
        """Return what the last sentences before two positions cost, for each move, as far as it is known."""
        ours, theirs, variance_of_letter = self._ours[i], self._theirs[j], self._variance
        (join_three, join_two), (cut_three, cut_two) = self._joints[j - 1], self._cuts[i - 1]
        costs, least = [_NEVER] * len(MOVES), [_NEVER] * len(MOVES)
        known: list[float | None] = [None] * len(MOVES)
        extras = join_three, _CROSSING, join_two, cut_three, cut_two, 0.0
        for move, our_last, their_last in _POSSIBLE_MOVES[min(i, MOST_JOINED)][min(j, MOST_JOINED)]:
            our_span, their_span = ours[our_last], theirs[their_last]
            here, there, lost = our_span[0], their_span[0], our_span[1] + their_span[1]
            variance = variance_of_letter * ((here + there) / 2 + 10)
            deviation = _LENGTH * (here - there) ** 2 / variance
            deviation = min(deviation, _MOST_LENGTH)
            costs[move] = cost = deviation + _SPREAD * log(variance) + extras[move]
            if lost > _SURELY_MOST:
                lost = _MOST_SIGNS
                known[move] = cost + lost
            least[move] = cost + lost
        return costs, known, least

    def rate(self, i: int, j: int, move: int, costs: MoveCosts) -> float:
        """Return the cost of the last sentences before two positions for each other, by the number of the move.

        Args:
            i: the position in the first passage.
            j: the position in the second passage.
            move: the number of the move.
            costs: what `rate_lengths` returns for the positions, where the cost is noted.
        """
        lengths, known, _ = costs
        di, dj = MOVES[move]
        cost = known[move] = lengths[move] + _rate_signs(self._ours[i][di - 1], self._theirs[j][dj - 1])
        return cost

    def rate_all(self) -> float:
        """Return the cost of all sentences for each other, one of which passages has many more."""
        height, width = self.sizes
        here, there = self._sides[0].join_all(), self._sides[1].join_all()
        variance = self._variance * ((here.length + there.length) / 2 + 10)
        deviation = _LENGTH * (here.length - there.length) ** 2 / variance
        cost = min(deviation, _MOST_LENGTH) + _SPREAD * log(variance)
        added, part = 0.0, 1.0
        if height == 1:
            added, part = self._sides[0].joints[0]
        elif width == 1:
            added, part = self._sides[1].joints[0]
        cost += added + part * (self._joined * max(height - width, 0) + self._cut * max(width - height, 0))
        cost += _CROSSING * (min(height, width) - 1)
        return cost + _rate_signs(here, there)


def _rate_signs(ours: _Span, theirs: _Span) -> float:
    """Return the cost of what only some of two groups of sentences have."""
    _, _, quotations, questions, strangers, own, count, asked, several, known = ours
    (
        _,
        _,
        quotations_there,
        questions_there,
        strangers_there,
        own_there,
        count_there,
        asked_there,
        several_there,
        known_there,
    ) = theirs
    cost = 0.0
    if quotations != quotations_there:
        cost = _QUOTATION * min(abs(quotations - quotations_there), 2)
    if questions != questions_there:
        cost += _QUESTION * min(abs(questions - questions_there), 2)
    cost += _STRANGER * (strangers + strangers_there)
    cost += _ANCHOR * (own + own_there)
    lost = count + count_there - (asked & known_there).bit_count() - (asked_there & known).bit_count()
    for meaning in several:
        lost += not meaning & known_there
    for meaning in several_there:
        lost += not meaning & known
    cost += _MEANING * lost
    return min(cost, _MOST_SIGNS)
