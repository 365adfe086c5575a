"""Plants differences into a pair: in one of its two texts, at a place that a seed chooses."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from tools.language_pairs.figures import FigureSpan, LanguageWords, Replacement, change_number, read_words
from tools.language_pairs.pairs import PairText, TextPair

FACTS = ("digits", "date", "scale", "percentage", "currency", "ordinal", "swap", "time", "phone", "weekday")
FIGURES = ("figure added", "figure dropped")
PASSAGES = ("sentence", "paragraph", "list item", "row")
DEGREES = ("direction", "more and less", "negation")
CLASSES = (*FACTS, *FIGURES, *PASSAGES, *DEGREES, "place")
"""The classes of differences."""

_WORD_KINDS = {
    "date": "date",
    "scale": "scale",
    "currency": "currency",
    "ordinal": "ordinal",
    "time": "time",
    "weekday": "weekday",
    "direction": "direction",
    "more and less": "degree",
    "negation": "negation",
    "place": "place",
}
"""The words that are replaced for a class."""
_REACH = {"date": 2, "scale": 2, "currency": 2, "time": 3, "direction": 30, "more and less": 3, "negation": 30}
"""How many characters at most a word has between itself and a figure; Chinese has half as many."""
_STOP = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[A-ZÀ-Þ“\"(])|(?<=[。！？])[」』”）]*(?=.)")
_BLOCK = re.compile(r"\s*(?:[-*+]|[0-9]+[.)])\s|\s*\||#|>|\[\^|$")
_ITEM = re.compile(r"(?:[-*+]|[0-9]+[.)])\s")
_ROW = re.compile(r"\|(?!\s*:?-{2,})")
_LEAST = {True: 12, False: 30}
"""The characters of a sentence that is long enough to be left out: of Chinese, and of other languages."""


class PlantedDifference(NamedTuple):
    """A pair with one difference more."""

    kind: str
    """The class."""
    pair: TextPair
    side: int
    """0 for the original, 1 for the translation."""
    passage: range
    """The lines of the passage in the text before the change, from 0 for the title."""
    change: str
    """What was changed, for people."""


class _Edit(NamedTuple):
    """A change of one line, or that a line goes (`None`)."""

    number: int
    line: str | None
    passage: range
    change: str


def plant_differences(pair: TextPair, seed: int, count: int) -> Iterator[PlantedDifference]:
    """Yield the pair with differences, each by itself: of each class at most `count`, in one text or in the other."""
    for kind in CLASSES:
        generator = random.Random(f"{seed} {pair.name} {kind}")
        edits = [(side, edit) for side in (0, 1) for edit in _PLANTERS[kind](pair.texts[side], kind, generator)]
        for side, edit in generator.sample(edits, min(count, len(edits))):
            texts = list(pair.texts)
            lines = texts[side].lines
            middle = () if edit.line is None else (edit.line,)
            texts[side] = replace(texts[side], lines=(*lines[: edit.number], *middle, *lines[edit.number + 1 :]))
            planted = replace(pair, texts=(texts[0], texts[1]))
            yield PlantedDifference(kind, planted, side, edit.passage, edit.change)


def _iter_lines(text: PairText) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.lines) if line.strip())


def _is_han(text: PairText) -> bool:
    return text.locale.startswith("zh")


def _replace_span(number: int, line: str, span: Replacement) -> _Edit:
    after = f"{line[: span.start]}{span.text}{line[span.end :]}"
    if not span.text:
        after = after.replace("  ", " ")
    change = f"'{line[span.start : span.end]}' → '{span.text}' in '{_quote(line, span.start)}'"
    return _Edit(number, after, range(number, number + 1), change)


def _quote(line: str, position: int) -> str:
    return line[max(0, position - 30) : position + 40]


def _plant_figures(text: PairText, kind: str, generator: random.Random) -> Iterator[_Edit]:
    """Yield changes of numbers, and of the words that belong to them."""
    words = read_words(text.locale)
    for number, line in _iter_lines(text):
        for span in words.find_figures(line):
            if span.kind == kind:
                other = change_number(line[span.start : span.end], kind, generator.random())
                yield _replace_span(number, line, Replacement(span.start, span.end, other))
    if kind in _WORD_KINDS:
        yield from _plant_words(text, kind, generator)


def _plant_words(text: PairText, kind: str, _: random.Random) -> Iterator[_Edit]:
    """Yield replacements of words, for most classes of those beside a figure."""
    words = read_words(text.locale)
    reach = _REACH.get(kind)
    for number, line in _iter_lines(text):
        figures = words.find_figures(line)
        for word in words.find_words(_WORD_KINDS[kind], line):
            if reach is None or _is_beside(line, word, figures, reach // 2 if _is_han(text) else reach):
                yield _replace_span(number, line, word)


def _is_beside(line: str, word: Replacement, figures: Sequence[FigureSpan], reach: int) -> bool:
    """Return whether a word is near a figure of its sentence."""
    for figure in figures:
        start, end = (word.end, figure.start) if word.end <= figure.start else (figure.end, word.start)
        if 0 <= end - start <= reach + 1 and not _STOP.search(line, start, end + 1):
            return True
    return False


def _plant_swaps(text: PairText, _: str, __: random.Random) -> Iterator[_Edit]:
    """Yield lines in which two figures of one sentence and kind change places."""
    words = read_words(text.locale)
    for number, line in _iter_lines(text):
        if _BLOCK.match(line):
            continue
        figures = [figure for figure in words.find_figures(line) if figure.kind in {"digits", "percentage"}]
        for first, second in pairwise(figures):
            here, there = line[first.start : first.end], line[second.start : second.end]
            has_same_unit = _read_unit(line, first, words) == _read_unit(line, second, words)
            if here != there and has_same_unit and not _STOP.search(line, first.end, second.start):
                after = line[: first.start] + there + line[first.end : second.start] + here + line[second.end :]
                yield _Edit(number, after, range(number, number + 1), f"'{here}' ↔ '{there}'")


def _read_unit(line: str, figure: FigureSpan, words: LanguageWords) -> tuple[str, str, str]:
    """Return what makes two figures of one kind: the kind, a sign of a currency, a scale."""
    scale = next((word for word in words.find_words("scale", line[figure.end : figure.end + 12])), None)
    sign = line[figure.start - 1] if figure.start and line[figure.start - 1] in "$£€" else ""
    return figure.kind, sign, scale.text if scale and scale.start <= 1 else ""


def _plant_added(text: PairText, _: str, generator: random.Random) -> Iterator[_Edit]:
    """Yield lines with one number more: one that the text has in another line, or a new one."""
    words = read_words(text.locale)
    numbers = {
        number: [line[span.start : span.end] for span in words.find_figures(line) if span.kind == "digits"]
        for number, line in _iter_lines(text)
    }
    for number, line in _iter_lines(text):
        match = re.search(r"[.。]?$", line)
        assert match is not None
        known = [other for where, others in numbers.items() if where != number for other in others]
        other = generator.choice(known) if known and generator.random() < 0.5 else str(generator.randint(13, 97))
        if number and not _BLOCK.match(line) and other not in line:
            before = "" if _is_han(text) else " "
            yield _replace_span(number, line, Replacement(match.start(), match.start(), f"{before}{other}"))


def _plant_dropped(text: PairText, _: str, __: random.Random) -> Iterator[_Edit]:
    """Yield lines with one number less."""
    for number, line in _iter_lines(text):
        for span in read_words(text.locale).find_figures(line):
            if span.kind == "digits":
                end = span.end + 1 if line[span.end : span.end + 1] == " " else span.end
                yield _replace_span(number, line, Replacement(span.start, end, ""))


def _plant_sentences(text: PairText, _: str, __: random.Random) -> Iterator[_Edit]:
    """Yield lines with one sentence less, of those without figures."""
    for number, line in _iter_lines(text):
        if not number or _BLOCK.match(line):
            continue
        ends = [0, *(match.end() for match in _STOP.finditer(line)), len(line)]
        for start, end in pairwise(ends):
            sentence = line[start:end]
            if end - start < len(line) and _is_plain(text, sentence):
                yield _replace_span(number, line, Replacement(start, end, ""))


def _is_plain(text: PairText, sentence: str) -> bool:
    """Return whether a sentence is long enough and has no figures."""
    return len(sentence) >= _LEAST[_is_han(text)] and not read_words(text.locale).has_figures(sentence)


def _plant_paragraphs(text: PairText, _: str, __: random.Random) -> Iterator[_Edit]:
    """Yield the paragraphs without figures, each to leave out."""
    for number, line in _iter_lines(text):
        if number > 1 and not _BLOCK.match(line) and _is_plain(text, line):
            yield _Edit(number, None, range(number, number + 1), f"paragraph '{_quote(line, 0)}'")


def _plant_parts(text: PairText, kind: str, __: random.Random) -> Iterator[_Edit]:
    """Yield the items of lists or the rows of tables, each to leave out."""
    pattern = _ROW if kind == "row" else _ITEM
    numbers = [number for number, line in enumerate(text.lines) if number and pattern.match(line)]
    for number in numbers:
        block = _find_block(text.lines, number)
        rank = sum(other in block for other in numbers if other <= number)
        count = sum(other in block for other in numbers)
        # The first row is the heading.
        if (kind == "row" and rank > 1 and count > 2) or (kind != "row" and count > 1):
            yield _Edit(number, None, block, f"{kind} '{_quote(text.lines[number], 0)}'")


def _find_block(lines: Sequence[str], number: int) -> range:
    """Return the lines around a line, as far as there is none without words."""
    start = end = number
    while start and lines[start - 1].strip():
        start -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return range(start, end)


_PLANTERS: dict[str, Callable[[PairText, str, random.Random], Iterator[_Edit]]] = {
    **dict.fromkeys(FACTS, _plant_figures),
    **dict.fromkeys(DEGREES, _plant_words),
    "swap": _plant_swaps,
    "figure added": _plant_added,
    "figure dropped": _plant_dropped,
    "sentence": _plant_sentences,
    "paragraph": _plant_paragraphs,
    "list item": _plant_parts,
    "row": _plant_parts,
    "place": _plant_words,
}
