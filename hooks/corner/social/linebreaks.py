"""Line breaks in headings: between words, and in Chinese and Japanese between phrases.

The only module that knows BudouX, whose models find the ends of phrases.
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
"""Characters that stay with the number before them."""


@cache
def _load_parser(territory: str) -> budoux.Parser:
    return _MODELS.get(territory, budoux.load_default_traditional_chinese_parser)()


def split_phrases(text: str, territory: str) -> list[str]:
    """Return a text cut wherever a line may end.

    Args:
        text: one paragraph.
        territory: language and territory, such as `zh_TW`, which choose the model for Chinese or Japanese.
    """
    phrases: list[str] = []
    for word in re.findall(r"\S+\s*", text):
        phrases += _split_word(word, territory) if _WIDE.search(word) else [word]
    return phrases


def _split_word(word: str, territory: str) -> list[str]:
    phrases: list[str] = []
    for phrase in _load_parser(territory).parse(word):
        if phrases and not _can_break(phrases[-1][-1], phrase[0]):
            phrases[-1] += phrase
        else:
            phrases.append(phrase)
    return phrases


def _can_break(last: str, first: str) -> bool:
    """Return whether a line may end between two characters."""
    if last in _NEVER_LAST or first in _NEVER_FIRST:
        return False
    if last.isdigit() and first in _COUNTED:
        return False
    return bool(_WIDE.match(last) or _WIDE.match(first))


def break_lines(text: str, territory: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Return a text in the fewest lines that fit, of lengths as equal as possible.

    Args:
        text: one paragraph.
        territory: as for `split_phrases`.
        measure: returns the width of a text.
        width: the highest width of a line, in the unit of `measure`.
    """
    parts = [
        (part, measure(part))
        for phrase in split_phrases(text, territory)
        for part in _split_wide(phrase, measure, width)
    ]
    lines = list(_fill_lines(parts, width))
    low, high = 0.0, width
    while high - low > width / 64:
        middle = (low + high) / 2
        narrower = list(_fill_lines(parts, middle))
        if len(narrower) <= len(lines) and all(size <= middle for _, size in narrower):
            high, lines = middle, narrower
        else:
            low = middle
    return [line.rstrip() for line, _ in lines]


def _fill_lines(parts: list[tuple[str, float]], width: float) -> Iterator[tuple[str, float]]:
    """Yield lines with as many parts as fit, and their widths."""
    line, used = "", 0.0
    for part, size in parts:
        if line and used + size > width:
            yield line, used
            line, used = "", 0.0
        line += part
        used += size
    if line:
        yield line, used


def _split_wide(phrase: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Return a phrase, cut anywhere if it is wider than a line."""
    if measure(phrase) <= width:
        return [phrase]
    ends = [0]
    for end in range(1, len(phrase) + 1):
        if measure(phrase[ends[-1] : end]) > width and end - 1 > ends[-1]:
            ends.append(end - 1)
    return [phrase[start:end] for start, end in pairwise([*ends, len(phrase)])]
