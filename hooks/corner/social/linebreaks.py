"""Where a line of a heading may end: between words, and in Chinese and Japanese between phrases.

The only module that knows BudouX, whose models say where phrases end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import budoux

_MODELS = {
    "zh_CN": budoux.load_default_simplified_chinese_parser,
    "zh_SG": budoux.load_default_simplified_chinese_parser,
    "ja_JP": budoux.load_default_japanese_parser,
}
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NEVER_FIRST = "、。，．：；！？）」』】〉》〕｝—…‥·・％%!),.:;?]}”’"
_NEVER_LAST = "（「『【〈《〔｛([{“‘"
_COUNTED = "年月日時分屆届條条項项次個个人家場场號号%％"
"""What belongs to the number before it."""


@cache
def _parser(territory: str) -> budoux.Parser:
    return _MODELS.get(territory, budoux.load_default_traditional_chinese_parser)()


def split_phrases(text: str, territory: str) -> list[str]:
    """Return a text cut at all places where a line may end.

    Args:
        text: one paragraph.
        territory: language and territory, such as `zh_TW`, which choose the model for Chinese or Japanese.
    """
    found: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        found += _phrases(word, territory) if _WIDE.search(word) else [word]
    return found


def _phrases(word: str, territory: str) -> list[str]:
    whole: list[str] = []
    for phrase in _parser(territory).parse(word):
        if whole and not _may_break(whole[-1][-1], phrase[0]):
            whole[-1] += phrase
        else:
            whole.append(phrase)
    return whole


def _may_break(last: str, first: str) -> bool:
    """Return whether a line may end between two characters."""
    if last in _NEVER_LAST or first in _NEVER_FIRST:
        return False
    if last.isdigit() and first in _COUNTED:
        return False
    return bool(_WIDE.match(last) or _WIDE.match(first))


def break_lines(text: str, territory: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Return a text in the fewest lines that fit, as even as they can be.

    Args:
        text: one paragraph.
        territory: as for `pieces`.
        measure: tells how wide a text is.
        width: how wide a line may be, in the unit of `measure`.
    """
    parts = [
        (part, measure(part))
        for piece in split_phrases(text, territory)
        for part in _fitting_width(piece, measure, width)
    ]
    found = list(_fill_lines(parts, width))
    low, high = 0.0, width
    while high - low > width / 64:
        middle = (low + high) / 2
        tried = list(_fill_lines(parts, middle))
        if len(tried) <= len(found) and all(size <= middle for _, size in tried):
            high, found = middle, tried
        else:
            low = middle
    return [line.rstrip() for line, _ in found]


def _fill_lines(parts: list[tuple[str, float]], width: float) -> Iterator[tuple[str, float]]:
    """Yield lines with as many parts as fit, and how wide they are."""
    line, used = "", 0.0
    for part, size in parts:
        if line and used + size > width:
            yield line, used
            line, used = "", 0.0
        line += part
        used += size
    if line:
        yield line, used


def _fitting_width(piece: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Return a piece, cut anywhere if it is wider than a line."""
    if measure(piece) <= width:
        return [piece]
    ends = [0]
    for end in range(1, len(piece) + 1):
        if measure(piece[ends[-1] : end]) > width and end - 1 > ends[-1]:
            ends.append(end - 1)
    return [piece[start:end] for start, end in pairwise([*ends, len(piece)])]
