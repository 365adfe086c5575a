"""Counts what a check says of pairs as they are, and which planted differences it reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from corner.diagnostics.problem import Problem
from tools.language_pairs.checker import PairChecker
from tools.language_pairs.differences import CLASSES, PlantedDifference, plant_differences
from tools.language_pairs.pairs import Judgement, TextPair

_QUOTED = re.compile(r"'((?:[^']|(?<=\w)'(?=\w))+)'")
_LINE = re.compile(r":[0-9]+\b")


@dataclass(slots=True)
class MessageCount:
    """What the check says of pairs as they are."""

    pairs: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    """The messages by rule."""
    slips: int = 0
    """The real slips that the verdicts name."""
    reported: int = 0
    """Those of them that a message reports."""
    useless: list[str] = field(default_factory=list)
    """The messages that are true and help nobody, and those that repeat another."""
    false: list[str] = field(default_factory=list)
    """All other messages."""
    seconds: list[float] = field(default_factory=list)
    """The processor time of each pair."""


@dataclass(slots=True)
class ClassCount:
    """The planted differences of one class."""

    tried: int = 0
    missed: list[str] = field(default_factory=list)
    """The differences that no message reports."""

    @property
    def caught(self) -> int:
        """The number of differences that a message reports."""
        return self.tried - len(self.missed)


def count_messages(checker: PairChecker, pairs: Iterable[TextPair]) -> MessageCount:
    """Check pairs as they are, and compare what the check says with what a reader judged."""
    count = MessageCount()
    for pair in pairs:
        checked = checker.check(pair)
        count.pairs += 1
        count.seconds.append(checked.seconds)
        count.codes.update(problem.code for problem in checked.problems)
        count.slips += sum(judgement.verdict == "TRUE" for judgement in pair.judgements)
        _judge_messages(count, checked.problems, pair.judgements)
    return count


def _judge_messages(count: MessageCount, problems: Sequence[Problem], judgements: Sequence[Judgement]) -> None:
    reported: set[Judgement] = set()
    for problem in problems:
        message = str(problem)
        matches = [judgement for judgement in judgements if _is_about(message, judgement.message)]
        slips = {judgement for judgement in matches if judgement.verdict == "TRUE"}
        if slips - reported:
            reported |= slips
        elif slips or any(judgement.verdict == "USELESS" for judgement in matches):
            count.useless.append(message)
        else:
            count.false.append(message)
    count.reported += len(reported)


def _is_about(message: str, judged: str) -> bool:
    """Return whether a message names a line and words that a judged message names."""
    lines, judged_lines = (set(re.findall(r"[^\s:]+\.md:[0-9]+", text)) for text in (message, judged))
    words, judged_words = (
        {re.sub(r"\s", "", quoted).lower() for quoted in _QUOTED.findall(text)} for text in (message, judged)
    )
    return bool(lines & judged_lines) and any(
        word in other or other in word for word in words for other in judged_words
    )


def count_caught(
    checker: PairChecker, pairs: Iterable[TextPair], seed: int, number: int, report: Callable[[str], None] | None = None
) -> dict[str, ClassCount]:
    """Plant differences into pairs and count those that the check reports, by class.

    A difference is reported by a message that was not there before and names a line of its passage, in one of the texts.

    Args:
        checker: the check.
        pairs: the pairs.
        seed: what the choice of the differences follows from.
        number: the most differences of a class in a pair.
        report: is called with each difference that is caught and the message.
    """
    counts = {kind: ClassCount() for kind in CLASSES}
    for pair in pairs:
        before = Counter(_LINE.sub("", str(problem)) for problem in checker.check(pair).problems)
        for planted in plant_differences(pair, seed, number):
            count = counts[planted.kind]
            count.tried += 1
            message = _find_message(checker, pair, planted, before)
            if message is None:
                count.missed.append(f"{pair.name}.{pair.texts[planted.side].locale}: {planted.change}")
            elif report:
                report(f"{planted.kind}: {planted.change}: {message}")
    return counts


def _find_message(checker: PairChecker, pair: TextPair, planted: PlantedDifference, before: Counter[str]) -> str | None:
    """Return the first new message about the passage of a planted difference."""
    expected = _list_locations(pair, planted)
    rest = before.copy()
    new = []
    for problem in checker.check(planted.pair).problems:
        key = _LINE.sub("", str(problem))
        if rest[key] > 0:
            rest[key] -= 1
        else:
            new.append(str(problem))
    return next((message for message in new if expected & set(re.findall(r"[^\s:]+\.md:[0-9]+", message))), None)


def _list_locations(pair: TextPair, planted: PlantedDifference) -> set[str]:
    """Return file and line of the passage and of its counterpart, each as a message names it.

    The counterpart is the passage with as many others before it. Where the texts have unequal numbers of passages, or a
    passage is gone, the passages before and after it count too.
    """
    here, there = pair.texts[planted.side], pair.texts[1 - planted.side]
    ranks = [number for number, line in enumerate(here.lines) if line.strip()]
    other_ranks = [number for number, line in enumerate(there.lines) if line.strip()]
    is_gone = len(planted.pair.texts[planted.side].lines) < len(here.lines)
    slack = 0 if len(ranks) == len(other_ranks) else 2
    locations = set()
    for line in planted.passage:
        rank = ranks.index(line)
        for near in range(rank - is_gone, rank + is_gone + 1):
            if 0 <= near < len(ranks):
                # What follows a line that is gone has moved up.
                moved = {ranks[near], *(range(max(ranks[near] - 2, 0), ranks[near]) if is_gone else ())}
                locations |= {_format_location(pair, planted.side, number) for number in moved}
        scaled = rank if not slack else round(rank * len(other_ranks) / len(ranks))
        for near in range(scaled - slack, scaled + slack + 1):
            if 0 <= near < len(other_ranks):
                locations.add(_format_location(pair, 1 - planted.side, other_ranks[near]))
    return locations


def _format_location(pair: TextPair, side: int, number: int) -> str:
    source = pair.texts[side].create_source(pair.name, "releases/2021/a", is_original=not side)
    line = source.body_line + number - 1 if number else 2
    return f"{source.path}:{line}"
