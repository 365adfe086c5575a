"""How a language is written: its script, its letters and its punctuation, read from `scripts.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from operator import eq
from pathlib import Path
from string import ascii_letters
from typing import Any

from corner.i18n.formats import find_script
from corner.parity.side import Side
from corner.sources import yaml
from corner.storage import kept_values

_FILE = Path(__file__).with_name("scripts.yml")
_NOTHING = re.compile("(?!)")
# A search is quick if each alternative begins with a character.
_MASKED = re.compile(
    r"\((?<=\]\()(?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)|https?://[^\s()<>（）]+|`[^`\n]*`|\\.|\[\^[^\[\]\n]*\]"
)
_MASKED_SIGNS = "](", "http", "`", "\\", "[^"
"""What a text has in which something is masked."""
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_IN_WORD = "_'’.-"
MASK = "\0"
"""What stands for code and addresses, so that the words before and after them do not meet."""


class LetterKind:
    """Letters that belong together, such as Chinese characters."""

    def __init__(self, name: str, ranges: str, weight: float = 0) -> None:
        """Take the entry of the table."""
        self.name = name
        self.ranges = ranges
        self.has_words = not weight
        """Whether a run of these letters is a word."""
        self._weight = weight

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        # A search is quick if it begins with one character.
        return re.compile(f"[{self.ranges}][{self.ranges}]*")

    def is_in(self, text: str) -> bool:
        """Return whether a text has one of these letters."""
        return self._runs.search(text) is not None

    def count_words(self, text: str) -> float:
        """Return about how many words of these letters a text has."""
        runs = self._runs.findall(text)
        return len("".join(runs)) * self._weight if self._weight else len(runs)


class Writing:
    """How one language is written; nothing is known of a script that is not in the table."""

    def __init__(self, locale: str) -> None:
        """Find the script of a locale."""
        table = _read_scripts()
        self.locale = locale
        self._script: Mapping[str, Any] = table["scripts"].get(find_script(locale), {})
        self._language: Mapping[str, Any] = table["languages"].get(locale.split("-", maxsplit=1)[0], {})
        kinds = _read_letters()
        self.letters = tuple(kinds[name] for name in self._script.get("letters", ()))
        """The letters of the script."""
        self.others = tuple(kind for kind in kinds.values() if kind not in self.letters)
        """All other letters."""
        self.ranges = "".join(kind.ranges for kind in self.letters)
        """The ranges of its letters, for a regular expression."""
        self.numerals: str = self._script.get("numerals", "")
        """Its digits, if it has such as letters."""
        self.encodings: tuple[str, ...] = tuple(self._script.get("encodings", ()))
        """An encoding that has the characters in use, and one that has those of the other form of the script."""
        self.other_form: str = self._script.get("other_form", "")
        """The name of the characters of the other form."""
        self.foreign: Mapping[str, str] = self._script.get("foreign", {})
        """Punctuation of other scripts, with what is right."""

    @cached_property
    def is_spaced(self) -> bool:
        """Whether its words have spaces between them."""
        return bool(self.letters) and all(kind.has_words for kind in self.letters)

    def has_letters(self, text: str) -> bool:
        """Return whether a text has a letter of the script."""
        return any(kind.is_in(text) for kind in self.letters)

    def find_foreign_words(self, text: str) -> tuple[float, str]:
        """Return how many words a text has at most in letters of one other script, and the name of these letters."""
        if (text.isascii() and self._is_in_ascii) or not self._foreign_letters.search(text):
            return 0, ""
        return max((kind.count_words(text), kind.name) for kind in self.others)

    @cached_property
    def _is_in_ascii(self) -> bool:
        """Whether all letters of ASCII belong to its script."""
        return any(kind.count_words(ascii_letters) == 1 for kind in self.letters)

    @cached_property
    def _foreign_letters(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(kind.ranges for kind in self.others)}]")

    @cached_property
    def brackets(self) -> Mapping[str, str]:
        """What opens and what closes it, also quotation marks."""
        return {**dict(_read_scripts()["brackets"]), **dict(self._language.get("quotes", ()))}

    def find_doubled(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the words that a text has twice in a row, of those that none has."""
        known = self._language.get("doubled", ())
        if isinstance(known, Mapping):
            may_have = any(word * 2 in text for word in known)
        else:
            words = text.lower().split()
            may_have = any(map(eq, words, words[1:])) and _has_doubled(" ".join(words), known)
        return self._doubled.finditer(text) if may_have else iter(())

    @cached_property
    def _doubled(self) -> re.Pattern[str]:
        words = self._language.get("doubled", ())
        if isinstance(words, Mapping):
            parts = [_except_words(word, exceptions) for word, exceptions in words.items()]
            return re.compile(rf"(?:{'|'.join(parts)})")
        alternatives = "|".join(map(re.escape, words))
        return re.compile(rf"(?<![\w'’.-])({alternatives})[ \n]+\1(?![\w'’.-])", re.IGNORECASE) if words else _NOTHING


def _has_doubled(text: str, words: Iterable[str]) -> bool:
    """Return whether a text in lower case has one of some words twice in a row, and not as parts of longer words."""
    for word in words:
        twice = f"{word} {word}"
        position = text.find(twice)
        while position >= 0:
            end = position + len(twice)
            if not (_is_in_word(text[position - 1 : position]) or _is_in_word(text[end : end + 1])):
                return True
            position = text.find(twice, position + 1)
    return False


def _is_in_word(sign: str) -> bool:
    """Return whether a sign beside a word makes it a part of a longer one; the end of the text does not."""
    return sign.isalnum() or (sign in _IN_WORD and sign != "")


def _except_words(word: str, exceptions: list[str]) -> str:
    """Return a pattern for a word twice, but not as a part of longer words."""
    twice = word * 2
    conditions = ""
    for longer in exceptions:
        position = longer.find(twice)
        conditions += f"(?<!{longer[:position]})" if position > 0 else f"(?!{longer})"
    return f"(?<!{word}){conditions}{twice}(?!{word})"


@lru_cache(maxsize=4)
def mask_code(side: Side) -> str:
    """Return the text of a side without its addresses and code; all positions stay."""
    text = side.text[: side.body_start] + (side.source.body if len(side.text) > side.body_start else "")
    if "`" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    return _MASKED.sub(_blank, text) if any(map(text.__contains__, _MASKED_SIGNS)) else text


def _blank(match: re.Match[str]) -> str:
    return MASK + re.sub(r"[^\n]", " ", match[0][1:])


@cache
def read_writing(locale: str) -> Writing:
    """Return how a language is written."""
    return Writing(locale)


@cache
def _read_scripts() -> Mapping[str, Any]:
    return kept_values.find_value("scripts", lambda: dict(yaml.parse_yaml(_FILE.read_text(encoding="utf-8"))))


@cache
def _read_letters() -> Mapping[str, LetterKind]:
    return {name: LetterKind(**entry) for name, entry in _read_scripts()["letters"].items()}
