"""The cheapest way to align two passages sentence by sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import add

from corner.parity.segments import Bead
from corner.parity.sentence_costs import MOST_JOINED, MOVES, BeadCosts, MoveCosts

_BAND = 6
"""How far from their places sentences are looked for in long passages."""
_MOST_CELLS = 6_000
"""The number of pairs of sentences up to which a long passage is searched farther, if many are missing."""
_ROUNDING = 1e-9
"""More than what the order of additions changes in a sum."""
_UNEVEN = 3
"""How many times as many sentences a passage has whose sentences, all together, may correspond to all of the other."""
_BEFORE = 3
"""The number of rows before one from which an alignment may lead to it."""
_NEVER = math.inf

_Step = tuple[int, int]
_NOWHERE: tuple[float, _Step] = (_NEVER, (0, 0))
_Row = list[float]
"""The cost of the best alignment up to each sentence of the second passage, after some sentences that there are not."""


def find_path(costs: BeadCosts, sides: Sequence[int]) -> list[Bead]:
    """Return the cheapest alignment in which sentences of one of two passages may have no counterpart.

    Args:
        costs: what it costs that sentences correspond.
        sides: the passages of which this may be: 0, 1 or both.
    """
    height, width = costs.sizes
    band = _BAND + min(abs(height - width), _MOST_CELLS // max(height, width))
    finders = [_PathFinder(costs, which) for which in sides]
    for i in range(height + 1):
        middle = i * width // height
        for finder in finders:
            finder.begin_row()
        for j in range(max(0, middle - band), min(width, middle + band) + 1):
            here = None
            for finder in finders:
                if finder.first <= j <= finder.last:
                    here = here or (costs.rate_lengths(i, j) if i and j else None)
                    finder.reach(j, here)
    return min(finder.read_path() for finder in finders)[1]


class _PathFinder:
    """Finds the best alignment of all sentences by those of the sentences up to each two."""

    def __init__(self, costs: BeadCosts, which: int) -> None:
        height, width = costs.sizes
        self._costs = costs
        self._is_second = which == 1
        self._gaps = costs.gaps[which]
        self._gap_step = (0, 1) if which else (1, 0)
        self._rows: list[_Row] = [[_NEVER] * (_BEFORE + width + 1) for _ in range(_BEFORE + 1)]
        """The row of a position in the first passage, after those from which an alignment may lead to it."""
        self._i = -1
        self.first, self.last = 0, width
        """The positions in the second passage that an alignment of all sentences may go through in the row."""
        self._steps: list[dict[int, _Step]] = [{} for _ in range(height + 1)]
        self._starts: dict[_Step, tuple[float, _Step]] = {}
        """By position, the cost of all sentences for each other, which is asked for in passages of very different length."""
        if max(height, width) > _UNEVEN * min(height, width):
            self._starts[height, width] = costs.rate_all(), (height, width)

    def begin_row(self) -> None:
        """Go to the next position in the first passage, at first to its beginning."""
        self._i += 1
        self._rows = [*self._rows[1:], [_NEVER] * len(self._rows[0])]
        if not self._i:
            self._rows[-1][_BEFORE] = 0.0
        if self._starts:
            return  # all sentences may correspond to all others, however many they are
        height, width = self._costs.sizes
        rest = height - self._i
        # A passage of which each sentence has a counterpart has at most as many times the sentences of the other.
        if self._is_second:
            self.first, self.last = -(-self._i // MOST_JOINED), width + -rest // MOST_JOINED
        else:
            self.first, self.last = width - rest * MOST_JOINED, self._i * MOST_JOINED

    def read_path(self) -> tuple[float, list[Bead]]:
        """Return the cheapest alignment of all sentences after its cost."""
        beads = []
        i, j = self._costs.sizes
        while i or j:
            di, dj = self._steps[i][j]
            beads.append(Bead((i - di, i), (j - dj, j)))
            i, j = i - di, j - dj
        return self._rows[-1][-1], beads[::-1]

    def reach(self, j: int, costs: MoveCosts | None) -> None:
        """Find the cheapest alignment up to a position in the second passage.

        Comparing the signs of sentences takes time: it is done only where an alignment may be the cheapest.

        Args:
            j: the position.
            costs: what the sentences before it cost for those of the first passage, if both passages have any there.
        """
        i = self._i
        third, second, first, row = self._rows
        gap_before = row[j + 2] if self._is_second else first[j + 3]
        gap = self._gaps[(j if self._is_second else i) - 1]
        best, step = self._starts.get((i, j), _NOWHERE) if self._starts else _NOWHERE
        if costs:
            _, known, bounds = costs
            before = third[j + 2], second[j + 1], second[j + 2], first[j], first[j + 1], first[j + 2]
            least = list(map(add, before, bounds))
            limit = gap_before + gap
            likely = min(least)
            if likely < limit:
                move = least.index(likely)
                limit = min(limit, before[move] + (known[move] or self._costs.rate(i, j, move, costs)))
            limit += _ROUNDING
            for move, cost in enumerate(least) if likely <= limit and likely < _NEVER else ():
                if cost <= limit:
                    added = known[move] or self._costs.rate(i, j, move, costs)
                    if added < best - before[move]:
                        best, step = before[move] + added, MOVES[move]
        # Where nothing says which of several is missing, it is the last.
        if gap < best - gap_before:
            best, step = gap_before + gap, self._gap_step
        if best < _NEVER:
            row[j + _BEFORE], self._steps[i][j] = best, step
