"""The cheapest way to align two passages sentence by sentence."""

from __future__ import annotations

import math
from operator import add

from corner.parity.segments import Bead
from corner.parity.sentence_costs import MOVES, BeadCosts

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
_Row = dict[int, float]
"""The cost of the best alignment up to each sentence of the second passage, as far as it is known."""


def find_path(costs: BeadCosts, which: int) -> tuple[float, list[Bead]]:
    """Return the cheapest alignment after its cost, in which sentences of one of two passages may have no counterpart."""
    return _PathFinder(costs, which).find()


class _PathFinder:
    """Finds the best alignment of all sentences by those of the sentences up to each two."""

    def __init__(self, costs: BeadCosts, which: int) -> None:
        self._costs = costs
        self._is_second = which == 1
        self._gaps = costs.gaps[which]
        self._gap_step = (0, 1) if which else (1, 0)
        self._rows: list[_Row] = [{} for _ in range(costs.sizes[0] + 1 + _BEFORE)]
        """Rows of the first passage, after some that are empty."""
        self._steps: list[dict[int, _Step]] = [{} for _ in range(costs.sizes[0] + 1)]
        self._starts: dict[_Step, tuple[float, _Step]] = {}
        """By position, the cost of all sentences for each other, which is asked for in passages of very different length."""

    def find(self) -> tuple[float, list[Bead]]:
        height, width = self._costs.sizes
        band = _BAND + min(abs(height - width), _MOST_CELLS // max(height, width))
        self._rows[_BEFORE][0] = 0.0
        if max(height, width) > _UNEVEN * min(height, width):
            self._starts[height, width] = self._costs.rate_all(), (height, width)
        for i in range(height + 1):
            middle = i * width // height
            rows = self._rows[i : i + _BEFORE + 1]
            for j in range(max(0, middle - band), min(width, middle + band) + 1):
                self._reach(i, j, rows)
        beads = []
        i, j = height, width
        while i or j:
            di, dj = self._steps[i][j]
            beads.append(Bead((i - di, i), (j - dj, j)))
            i, j = i - di, j - dj
        return self._rows[-1][width], beads[::-1]

    def _reach(self, i: int, j: int, rows: list[_Row]) -> None:
        """Find the cheapest alignment up to two positions.

        Comparing the signs of sentences takes time: it is done only where an alignment may be the cheapest.
        """
        third, second, first, row = rows
        before = (
            third.get(j - 1, _NEVER),
            second.get(j - 2, _NEVER),
            second.get(j - 1, _NEVER),
            first.get(j - 3, _NEVER),
            first.get(j - 2, _NEVER),
            first.get(j - 1, _NEVER),
        )
        _, known, bounds = self._costs.rate_lengths(i, j)
        least = list(map(add, before, bounds))
        gap_before = row.get(j - 1, _NEVER) if self._is_second else first.get(j, _NEVER)
        gap = self._gaps[(j if self._is_second else i) - 1]
        limit = gap_before + gap
        likely = min(least)
        if likely < limit:
            move = least.index(likely)
            limit = min(limit, before[move] + (known[move] or self._costs.rate(i, j, move)))
        limit += _ROUNDING
        best, step = self._starts.get((i, j), _NOWHERE)
        for move, cost in enumerate(least):
            if cost <= limit and cost < _NEVER:
                added = known[move] or self._costs.rate(i, j, move)
                if added < best - before[move]:
                    best, step = before[move] + added, MOVES[move]
        # Where nothing says which of several is missing, it is the last.
        if gap < best - gap_before:
            best, step = gap_before + gap, self._gap_step
        if best < _NEVER:
            row[j], self._steps[i][j] = best, step
