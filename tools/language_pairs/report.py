"""Writes what was measured as text."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping

from tools.language_pairs.differences import DEGREES, FACTS, FIGURES, PASSAGES
from tools.language_pairs.measure import ClassCount, MessageCount

_GROUPS = {
    "hard facts": (*FACTS, *FIGURES, "list item", "row"),
    "sentences and paragraphs without figures": PASSAGES[:2],
    "direction, more and less, negation": DEGREES,
}


def format_messages(title: str, count: MessageCount) -> Iterator[str]:
    """Yield the lines about messages for pairs as they are."""
    total = sum(count.codes.values())
    milliseconds = [1000 * seconds for seconds in count.seconds]
    yield f"{title}: {count.pairs} pairs, {total} messages, {_rate(total, count.pairs)} a pair"
    for code, number in count.codes.most_common():
        yield f"  {code:24}{number:6}{_rate(number, count.pairs):>10}"
    yield (
        f"  false {len(count.false)} ({_rate(len(count.false), count.pairs)} a pair), useless {len(count.useless)}, "
        f"real slips reported {count.reported} of {count.slips}"
    )
    yield f"  ms a pair: median {statistics.median(milliseconds):.1f}, most {max(milliseconds):.1f}"


def format_caught(counts: Mapping[str, ClassCount]) -> Iterator[str]:
    """Yield the table of planted differences."""
    yield f"{'planted':42}{'caught':>8}{'tried':>8}"
    for kind, count in counts.items():
        yield _row(kind, count.caught, count.tried)
    for name, kinds in _GROUPS.items():
        caught = sum(counts[kind].caught for kind in kinds)
        yield _row(name, caught, sum(counts[kind].tried for kind in kinds))
    yield _row("all", sum(count.caught for count in counts.values()), sum(count.tried for count in counts.values()))


def _row(name: str, caught: int, tried: int) -> str:
    return f"{name:42}{caught:8}{tried:8}{f'{caught / tried:.0%}' if tried else '-':>8}"


def _rate(number: int, pairs: int) -> str:
    return f"{number / pairs:.2f}"
