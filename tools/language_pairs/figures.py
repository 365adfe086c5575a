"""Recognises the figures and words of a text that a difference can be planted into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.,:/_+–-])(?:[0-9]{1,3}(?:[ ,.][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?(?![A-Za-z0-9:/]|[.,][0-9]|-[0-9])"
)
_NO_FIGURES = re.compile(r"\]\([^)]*\)|https?://[!-~]+|[^\s<>]+@[^\s<>]+|^#+ |^\s*[0-9]+[.)] ")
_KINDS = ("phone", "time", "date", "ordinal", "percentage", "digits")
"""The kinds of figures, the most special first."""
_HAN_DIGITS = "一二三四五六七八九"


class FigureSpan(NamedTuple):
    """A number in a line."""

    start: int
    end: int
    kind: str


class Replacement(NamedTuple):
    """A word in a line, and what can be written instead."""

    start: int
    end: int
    text: str


class LanguageWords:
    """What is known of the words and figures of one language."""

    def __init__(self, entry: Mapping[str, Mapping[str, list[object]]], common: Mapping[str, list[str]]) -> None:
        self._patterns = {
            kind: [re.compile(text) for text in (*entry.get("figures", {}).get(kind, ()), *common.get(kind, ()))]
            for kind in _KINDS
        }
        self._patterns["digits"].append(_NUMBER)
        self._words = {kind: _read_words(groups) for kind, groups in entry.get("words", {}).items()}
        self._expressions = {kind: _compile_words(words) for kind, words in self._words.items()}

    def find_figures(self, line: str) -> list[FigureSpan]:
        """Return the figures of a line in their order; those of addresses, links and the marks of lists are left out."""
        taken = [match.span() for match in _NO_FIGURES.finditer(line)]
        spans = []
        for kind in _KINDS:
            for pattern in self._patterns[kind]:
                for match in pattern.finditer(line):
                    group = 1 if pattern.groups else 0
                    start, end = match.span(group)
                    if all(end <= other[0] or other[1] <= start for other in taken):
                        taken.append((start, end))
                        spans.append(FigureSpan(start, end, kind))
        return sorted(spans)

    def find_words(self, kind: str, line: str) -> Iterator[Replacement]:
        """Yield the words of one kind, such as `direction`, each with its replacement."""
        if kind in self._expressions:
            for match in self._expressions[kind].finditer(line):
                text = self._words[kind][match[0].lower()]
                is_capital = match[0][0].isupper() and text[:1].islower() and match[0].lower() != match[0]
                yield Replacement(*match.span(), text[:1].upper() + text[1:] if is_capital else text)

    def has_figures(self, line: str) -> bool:
        """Return whether a line says a number, a date or a day of the week, in digits or in words."""
        kinds = ("scale", "ordinal", "date", "weekday")
        return bool(
            re.search(r"[0-9０-９二三四五六七八九十百千萬億兩]|\b(?:two|three|four|five|six|seven|ten|half)\b", line)
        ) or any(True for kind in kinds for _ in self.find_words(kind, line))


def _read_words(groups: list[object]) -> dict[str, str]:
    """Return what each word becomes, by the word in lower case."""
    words: dict[str, str] = {}
    for group in groups:
        if isinstance(group, dict):
            pairs = [(str(word), str(other)) for word, other in group.items()]
        else:
            assert isinstance(group, list)
            pairs = list(zip(group, [*group[1:], group[0]], strict=True))
        for word, other in pairs:
            words.setdefault(word.lower(), other)
    return words


def _compile_words(words: Mapping[str, str]) -> re.Pattern[str]:
    def escape(word: str) -> str:
        before = r"\b" if word[0].isascii() and word[0].isalnum() else ""
        after = r"(?![A-Za-zÀ-ÿ])" if word[-1].isalpha() and word[-1] < "\u3000" else ""
        return f"{before}{re.escape(word)}{after}"

    return re.compile("|".join(escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)


@cache
def read_words(locale: str) -> LanguageWords:
    """Return what is known of a language."""
    table = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return LanguageWords(table.get(locale.split("-", maxsplit=1)[0], {}), table["all"]["figures"])


def change_number(text: str, kind: str, position: float) -> str:
    """Return another number of the same form.

    Args:
        text: a number in digits or in Chinese numerals.
        kind: the kind of figure: of a date, a time and an ordinal the number is one less or more.
        position: which of its digits changes, from 0 to below 1.
    """
    if kind in {"date", "time", "ordinal"} and text.isdigit():
        number = int(text)
        return str(number - 1 if number > 1 else number + 1).zfill(len(text) if text[0] == "0" else 1)
    digits = [index for index, character in enumerate(text) if character.isdigit() or character in _HAN_DIGITS]
    if not digits:
        return "九" if text == "十" else text.replace("十", "二十", 1)
    index = digits[int(position * len(digits))]
    return text[:index] + _change_digit(text[index]) + text[index + 1 :]


def _change_digit(digit: str) -> str:
    if digit in _HAN_DIGITS:
        number = _HAN_DIGITS.index(digit)
        return _HAN_DIGITS[number - 1 if number else 1]
    return str(int(digit) % 9 + 1)
