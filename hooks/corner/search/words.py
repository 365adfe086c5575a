"""The words of the search index: dividing text into them, and folding the ways to write one word into the same form.

The index has folded words, and the browser folds what a reader types in the same way (`search.js`). What results show
is the text as it was written, so a folded text has the same number of words, in the same places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from corner.i18n.script_conversion import map_script_variants

CJK_RANGES = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3001, 0x30FF),  # punctuation and kana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    # Full-width punctuation, without what joins the parts of a word: & ' - . /
    (0xFF01, 0xFF05),
    (0xFF08, 0xFF0C),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF9F),
    (0x20000, 0x3FFFF),
)
LETTERS = "".join(f"{chr(first)}-{chr(last)}" for first, last in CJK_RANGES)
"""The letters of scripts that put no space between words, as ranges of a regular expression's class.

Each is a word of its own in the index, and what is looked for is a phrase of them: then every word is found
wherever it stands, which no division into words could promise.
"""
VARIANTS = "variants"
"""The file of an index that is not published: the characters that are folded into those of its texts."""

_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\s[0-9]{3})+(?![0-9])")
_HAS_GROUPS = re.compile(r"[0-9]\s[0-9]{3}")
_SPACE = re.compile(r"\s")
_JOINER = "\u2060"
"""What stands for the space between groups of digits, so that a number is one word."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_MINUS = "\u2212"
_APOSTROPHES = "\u02bc\u2032"
"""An apostrophe that is a letter, and a prime that is typed for one."""


class _Patterns(NamedTuple):
    """What words are found by; to make it takes longer than most builds look at words."""

    year: re.Pattern[str]
    """A year in Chinese numerals."""
    word: re.Pattern[str]
    word_or_year: re.Pattern[str]
    year_digits: Mapping[int, str]
    """The digit of each numeral of a year."""


@cache
def list_digits() -> tuple[str, ...]:
    """Return the characters of each digit from 0 in years, such as 二○二一."""
    from corner.parity.readers.tables import read_han_table  # noqa: PLC0415 -- most builds divide no text

    return tuple(read_han_table().digits)


@cache
def _patterns() -> _Patterns:
    numeral = "".join(list_digits())
    # What stands before it is looked at last: a pattern that begins with characters is found faster.
    year = rf"[{numeral}]{{4}}(?<![{numeral}]{{5}})(?![{numeral}])"
    word = rf"[{LETTERS}]|[^\s{LETTERS}]+"
    digits = {ord(sign): str(value) for value, signs in enumerate(list_digits()) for sign in signs}
    return _Patterns(re.compile(year), re.compile(word), re.compile(f"{year}|{word}"), digits)


def segment_cjk(text: str) -> str:
    """Return text as it is indexed: letters that are words of their own have spaces around them, numbers and years are one word."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    if _HAS_GROUPS.search(text):
        text = _GROUPED.sub(lambda match: _SPACE.sub(_JOINER, match[0]), text)
    # Most texts have no such year, and are divided faster without looking for one at each character.
    patterns = _patterns()
    pattern = patterns.word_or_year if patterns.year.search(text) else patterns.word
    return " ".join(pattern.findall(text))


def fold_words(text: str) -> str:
    """Return a text of words with one space between them, each word in the form that the index has.

    Scripts, widths of letters, dashes, apostrophes, and digits of years and groups make no difference.
    """
    return " ".join(map(_folds().__getitem__, text.split(" ")))


class _Folds(dict[str, str]):
    """The folded form of each word, computed when it is first asked for: texts have few words, many times."""

    def __missing__(self, word: str) -> str:
        patterns = _patterns()
        year = word.translate(patterns.year_digits) if patterns.year.fullmatch(word) else word
        self[word] = "".join(map(_fold_character, unicodedata.normalize("NFKC", year)))
        return self[word]


@cache
def _folds() -> _Folds:
    return _Folds()


def _fold_character(character: str) -> str:
    if character.isascii():
        return "" if character.isspace() else character
    category = unicodedata.category(character)
    if category == "Pd" or character == _MINUS:
        return "-"
    # Pagefind divides words at ASCII punctuation only.
    if category[0] == "P" or character in _APOSTROPHES:
        return "'"
    if character == _JOINER:
        return ""
    return map_script_variants().get(character, character) if character >= "\u3400" else character


def list_variants(texts: Iterable[str]) -> str:
    """Return the characters that texts may be searched by in another script: groups, each with its folded form first.

    Args:
        texts: all texts of an index.
    """
    letters: set[str] = set()
    letters.update(*texts)
    if not any("\u3400" <= letter <= "\u9fff" for letter in letters):
        return ""
    variants = map_script_variants()
    folded = {variants.get(letter, letter) for letter in letters}
    groups: dict[str, str] = {}
    for character, first in variants.items():
        if first in folded:
            groups[first] = groups.get(first, first) + character
    return " ".join(groups[first] for first in sorted(groups))


def merge_variants(lists: Iterable[str]) -> str:
    """Return the groups of several indexes together."""
    return " ".join(sorted({group for groups in lists for group in groups.split()}))
