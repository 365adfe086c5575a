"""The tables of a language: words that stand for numbers, dates and times, read from `LANGUAGE.yml` when they are needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from corner.sources import yaml

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class PhraseTable:
    """Phrases that say a share, a quarter or a half of a year."""

    word_groups: Mapping[str, Mapping[str, int]]
    """The values of the words in phrases, by the name that stands for them in patterns."""
    patterns: list[Mapping[str, Any]]
    """Unit, pattern and hints of each phrase."""


@dataclass(frozen=True, kw_only=True)
class ItemTable:
    """Phrases that count the items of a summary or name them, as patterns in which <N> stands for a number."""

    total: list[str]
    """How a text says how many items there are."""
    new: list[str]
    """How a text says how many of them are new."""
    references: list[str]
    """How a text names items by their numbers, anywhere."""
    numbers: list[str]
    """How a sentence that counts the new items may name them by number besides."""


@dataclass(frozen=True, kw_only=True)
class HanTable:
    """Chinese numerals, and characters that stand before or after them."""

    digits: list[str]
    tens: Mapping[str, int]
    units: Mapping[str, int]
    scales: Mapping[str, int]
    cheque_numerals: Mapping[str, str]
    measure_words: str
    vague_words: str
    day_periods: list[str]
    afternoon: list[str]
    weekdays: Mapping[str, int]
    quarters: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class LanguageTable:
    """What the readers know of one language; all of it is empty for a language without a file."""

    scales: Mapping[str, int] = field(default_factory=dict)
    """Scales that text2num does not know."""
    optional_numbers: Mapping[str, str] = field(default_factory=dict)
    """Words that may stand for a number of the other text."""
    optional_times: Mapping[str, int] = field(default_factory=dict)
    """Words that may stand for a time of the other text, in minutes from midnight."""
    ordinal_endings: list[str] = field(default_factory=list)
    """How ordinals in words end."""
    months: Mapping[str, int] = field(default_factory=dict)
    """Names of months that CLDR gives for some countries only."""
    ambiguous_months: list[str] = field(default_factory=list)
    """Names of months that are other words, too."""
    ambiguous_currencies: list[str] = field(default_factory=list)
    """Names of currencies that are other words, too."""
    name_changes: list[str] = field(default_factory=list)
    """Words of a sentence that tells of a change of names, by how they begin."""
    items: Mapping[str, list[str]] | None = None
    phrases: Mapping[str, Any] | None = None
    han: Mapping[str, Any] | None = None

    @cached_property
    def phrase_table(self) -> PhraseTable | None:
        """The phrases, or `None`."""
        return PhraseTable(**self.phrases) if self.phrases else None

    @cached_property
    def item_table(self) -> ItemTable | None:
        """The phrases about the items of a summary, or `None`."""
        return ItemTable(**self.items) if self.items else None

    @cached_property
    def name_change_pattern(self) -> re.Pattern[str]:
        """The pattern of the words that tell of a change of names, which matches nothing if there are none."""
        # Letters of scripts without spaces have no border of a word before them.
        words = (rf"\b{re.escape(word)}" if word[0].isascii() else re.escape(word) for word in self.name_changes)
        return re.compile("|".join(words) or "(?!)")


@cache
def read_table(code: str) -> LanguageTable:
    """Return the table of the language with a primary subtag, such as `pt`."""
    file = _FOLDER / f"{code}.yml"
    return LanguageTable(**yaml.parse_yaml(file.read_text(encoding="utf-8"))) if file.is_file() else LanguageTable()


@cache
def read_han_table() -> HanTable:
    """Return the table of Chinese numerals."""
    return HanTable(**(read_table("zh").han or {}))
