"""Alignment of two sequences of segments by their lengths and by what they share, after Gale and Church (1993)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

_VARIANCE = 4.0
"""The variance of the length of a translation, for each letter of the original."""
_CEILING = 12.0
"""The greatest cost of a length, so that one odd sentence does not outweigh all others."""
_SHARED, _UNSHARED = -1.5, 2.0
"""The costs of an anchor that both segments of a pair have, and of one that only one of them has."""
_MAX_ANCHORS = 6
_WINDOW, _STEP = 24, 12
"""The number of segments that are aligned at once, and how many of them are settled then."""
_OTHER_KIND = 5.0
"""The cost of segments of different kinds, such as a paragraph for a list."""
_CLEAR = 4.0
"""The cost up to which one segment clearly translates another."""
_SURELY_CLEAR = 5.0 * _VARIANCE
"""The squared difference of two lengths, for a letter, up to which that is certain: the greatest is 5.56 times the variance."""
_NEVER = math.inf
PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
"""A paragraph of a text without marks of blocks."""


class Segment(NamedTuple):
    """A block, a sentence, an item or a row."""

    start: int
    end: int
    length: float
    """Its length, in the measure of the original."""
    kind: str = ""
    """What it is, such as a heading: segments of one kind rather correspond."""


class Bead(NamedTuple):
    """Corresponding segments of two sequences, as half-open ranges of their indices; one of the ranges may be empty."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


class Costs(NamedTuple):
    """What it costs, in negative logarithms of likelihoods, that segments have no counterpart or were joined."""

    gap: float
    merge: float = _NEVER


def measure_length(text: str) -> int:
    """Return the length of a text in bytes without spaces: a Chinese character has three, and says as much as three letters."""
    return (len(text) if text.isascii() else len(text.encode())) - text.count(" ")


def are_clear(ours: Sequence[Segment], theirs: Sequence[Segment]) -> bool:
    """Return whether each segment clearly translates the one in the same place, so that nothing need be looked for."""
    if len(ours) != len(theirs):
        return False
    if len(ours) == 1:
        return ours[0].kind == theirs[0].kind
    return all(map(_is_clear, ours, theirs))


def _is_clear(ours: Segment, theirs: Segment) -> bool:
    """Return whether one segment clearly translates another."""
    _, _, here, kind = ours
    _, _, there, other = theirs
    if kind != other:
        return False
    # Most lengths differ so little that their cost need not be known.
    is_near = (here - there) ** 2 <= _SURELY_CLEAR * ((here + there) / 2 + 10)
    return is_near or cost_length(here, there) <= _CLEAR


class Aligner:
    """Aligns two sequences, window by window, so that the time grows with their length only."""

    def __init__(
        self,
        ours: Sequence[Segment],
        theirs: Sequence[Segment],
        our_anchors: Sequence[frozenset[object]],
        their_anchors: Sequence[frozenset[object]],
        costs: Costs,
    ) -> None:
        """Take two sequences, the anchors of each segment, and the costs."""
        self._ours, self._theirs = ours, theirs
        self._anchors = our_anchors, their_anchors
        self._costs = costs
        self._moves = [(1, 1), (1, 0), (0, 1)]
        if costs.merge < _NEVER:
            self._moves += [(2, 1), (1, 2), (2, 2)]

    def run(self) -> list[Bead]:
        """Return the corresponding segments in order."""
        beads: list[Bead] = []
        first = second = 0
        while first < len(self._ours) or second < len(self._theirs):
            last = min(first + _WINDOW, len(self._ours)), min(second + _WINDOW, len(self._theirs))
            window = self._align_window((first, last[0]), (second, last[1]))
            if last != (len(self._ours), len(self._theirs)):
                settled = [b for b in window if b.ours[1] - first <= _STEP and b.theirs[1] - second <= _STEP]
                window = settled or window[:1]
            beads += window
            first, second = beads[-1].ours[1], beads[-1].theirs[1]
        return _join_gaps(beads)

    def _align_window(self, ours: tuple[int, int], theirs: tuple[int, int]) -> list[Bead]:
        """Return the cheapest alignment of two short ranges."""
        height, width = ours[1] - ours[0] + 1, theirs[1] - theirs[0] + 1
        best = [_NEVER] * (height * width)
        steps: list[tuple[int, int]] = [(0, 0)] * len(best)
        best[0] = 0.0
        for i in range(height):
            for j in range(width):
                for di, dj in self._moves:
                    before = best[(i - di) * width + j - dj] if di <= i and dj <= j else _NEVER
                    if before >= best[i * width + j]:
                        continue
                    cost = before + self._rate(ours[0] + i, theirs[0] + j, di, dj)
                    # Where nothing says which of several is missing, it is the last.
                    if cost < best[i * width + j] or (cost == best[i * width + j] and not (di and dj)):
                        best[i * width + j] = cost
                        steps[i * width + j] = di, dj
        beads = []
        i, j = height - 1, width - 1
        while i or j:
            di, dj = steps[i * width + j]
            first, second = ours[0] + i, theirs[0] + j
            beads.append(Bead((first - di, first), (second - dj, second)))
            i, j = i - di, j - dj
        return beads[::-1]

    def _rate(self, i: int, j: int, di: int, dj: int) -> float:
        """Return the cost of a bead of the last segments before two positions."""
        if not di or not dj:
            return self._costs.gap
        ours, theirs = self._ours[i - di : i], self._theirs[j - dj : j]
        cost = 0.0
        if di + dj > 2:
            cost = self._costs.merge * (1.5 if di == dj else 1)
        if len({segment.kind for segment in (*ours, *theirs)}) > 1:
            cost += _OTHER_KIND
        cost += cost_length(sum(segment.length for segment in ours), sum(segment.length for segment in theirs))
        here = frozenset().union(*self._anchors[0][i - di : i])
        there = frozenset().union(*self._anchors[1][j - dj : j])
        shared = min(len(here & there), _MAX_ANCHORS)
        return cost + _SHARED * shared + _UNSHARED * min(len(here ^ there), _MAX_ANCHORS)


def _join_gaps(beads: list[Bead]) -> list[Bead]:
    """Return beads where segments of both texts without a counterpart, side by side, correspond: one replaces the other."""
    joined: list[Bead] = []
    for bead in beads:
        if joined and {_find_gap(joined[-1]), _find_gap(bead)} == {0, 1}:
            joined[-1] = Bead((joined[-1].ours[0], bead.ours[1]), (joined[-1].theirs[0], bead.theirs[1]))
        else:
            joined.append(bead)
    return joined


def _find_gap(bead: Bead) -> int | None:
    """Return 0 if only the first sequence has segments in a bead, 1 if only the second has, or `None`."""
    if bead.theirs[0] == bead.theirs[1]:
        return 0
    return 1 if bead.ours[0] == bead.ours[1] else None


def cost_length(ours: float, theirs: float, variance: float = _VARIANCE) -> float:
    """Return how unlikely it is that one of two lengths translates the other; `variance` is that of a letter."""
    mean = (ours + theirs) / 2
    if not mean:
        return 0.0
    deviation = abs(theirs - ours) / math.sqrt(variance * (mean + 10))
    tail = math.erfc(deviation / math.sqrt(2))
    return min(-math.log(tail), _CEILING) if tail > 0 else _CEILING
