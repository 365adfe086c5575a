"""Markdown bodies of releases: paragraphs, headings, lists, tables and links, to an exact length in words or characters."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tools.bench import words

_NUMBER = re.compile(r"\b[0-9]+\b", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How prose is made in one language; sizes are in words (English) or characters (Chinese)."""

    shortest: int
    """The least that a body may measure."""
    longest: int
    """The most that a body may measure."""
    heading: int
    """Size of a heading, and of the text of a link."""
    item: int
    """Size of an item of a list."""
    cell: int
    """Size of a cell of a table that holds words."""
    see: tuple[str, str, int]
    """What stands before and after a link, and the size of both."""
    phrase: Callable[[random.Random, int], str]
    """Makes words without a stop."""
    prose: Callable[[random.Random, int], str]
    """Makes whole sentences."""


ENGLISH = Script(
    shortest=200,
    longest=600,
    heading=4,
    item=7,
    cell=2,
    see=("Details are in ", ".", 3),
    phrase=words.english_phrase,
    prose=words.english_prose,
)
CHINESE = Script(
    shortest=350,
    longest=900,
    heading=8,
    item=14,
    cell=4,
    see=("詳情見", "。", 3),
    phrase=words.chinese_phrase,
    prose=words.chinese_prose,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The shape of a release, which its two languages share."""

    length: float
    """How long it is, from 0 for the shortest that a script allows to 1 for the longest."""
    paragraphs: int
    """Number of paragraphs of prose, two to four."""
    headings: bool
    """Whether the second half stands under a heading of its own."""
    items: int
    """Number of items in its list; 0 for no list."""
    rows: tuple[int, ...]
    """The number in each row of its table; empty for no table."""
    link: str
    """The address that its last line names; empty for none."""


def plan(rng: random.Random, link: str) -> Plan:
    """A shape: about half with a heading, four in ten with a list, a quarter with a table, six in ten with `link`."""
    return Plan(
        length=rng.random(),
        paragraphs=rng.randint(2, 4),
        headings=rng.random() < 0.5,
        items=rng.randint(3, 5) if rng.random() < 0.4 else 0,
        rows=tuple(rng.randint(1, 9999) for _ in range(rng.randint(3, 6))) if rng.random() < 0.25 else (),
        link=link if rng.random() < 0.6 else "",
    )


def english_body(rng: random.Random, shape: Plan) -> str:
    """An English body of that shape."""
    return _body(rng, ENGLISH, shape, [ENGLISH.prose] * shape.paragraphs)


def chinese_body(rng: random.Random, shape: Plan, original: str) -> str:
    """A Chinese body of that shape, with a sentence for each sentence of the paragraphs of an English one, and its numbers."""
    blocks = original.rstrip().split("\n\n")
    paragraphs = [*blocks[: shape.paragraphs - 1], blocks[-1]]
    lengths = [[len(sentence) for sentence in paragraph.split(". ")] for paragraph in paragraphs]
    prose = [partial(words.chinese_prose, original=known) for known in lengths]
    return saying(_body(rng, CHINESE, shape, prose), original)


def _body(rng: random.Random, script: Script, shape: Plan, prose: Sequence[Callable[[random.Random, int], str]]) -> str:
    """A body of that shape; `prose` makes each of its paragraphs."""
    left = script.shortest + round(shape.length * (script.longest - script.shortest))
    extras: list[str] = []
    if shape.headings:
        extras.append(f"## {script.phrase(rng, script.heading)}")
        left -= script.heading
    if shape.items:
        extras.append("\n".join(f"- {script.phrase(rng, script.item)}" for _ in range(shape.items)))
        left -= script.item * shape.items
    if shape.rows:
        extras.append(_table(rng, script, shape.rows))
        # Two cells of words in the head and one in each row; a number is a word in English and no character in Chinese.
        rows = len(shape.rows)
        left -= script.cell * (rows + 2) + (rows if script is ENGLISH else 0)
    if shape.link:
        before, after, size = script.see
        extras.append(f"{before}[{script.phrase(rng, script.heading)}]({shape.link}){after}")
        left -= script.heading + size

    each, rest = divmod(left, shape.paragraphs)
    sizes = [each + (1 if number < rest else 0) for number in range(shape.paragraphs)]
    paragraphs = [make(rng, size) for make, size in zip(prose, sizes, strict=True)]
    return "\n\n".join([*paragraphs[:-1], *extras, paragraphs[-1]]) + "\n"


def saying(text: str, original: str) -> str:
    """A Chinese text that says each number of its original where that does, as a translation must: in brackets at the end."""
    blocks = zip(text.split("\n\n"), original.split("\n\n"), strict=True)
    return "\n\n".join(_saying(block, other) for block, other in blocks)


def _saying(text: str, original: str) -> str:
    sentences, others = text.rstrip().removesuffix("。").split("。"), original.rstrip().removesuffix(".").split(". ")
    if len(sentences) == len(others) > 1:
        return (
            "".join(_saying(f"{one}。", other) for one, other in zip(sentences, others, strict=True))
            + text[len(text.rstrip()) :]
        )
    said = set(_NUMBER.findall(text))
    numbers = [number for number in dict.fromkeys(_NUMBER.findall(original)) if number not in said]
    end = "\n" if text.endswith("\n") else ""
    return f"{text.rstrip()[:-1]}（{'、'.join(numbers)}）。{end}" if numbers else text


def _table(rng: random.Random, script: Script, rows: tuple[int, ...]) -> str:
    head = f"| {script.phrase(rng, script.cell)} | {script.phrase(rng, script.cell)} |\n| --- | ---: |"
    lines = [f"| {script.phrase(rng, script.cell)} | {number} |" for number in rows]
    return "\n".join([head, *lines])
