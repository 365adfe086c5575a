"""The tables of a language: how it writes numbers, dates and times, read from `LANGUAGE.yml` when they are needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from corner.sources import yaml
from corner.storage import kept_values

_FOLDER = Path(__file__).parent
_COMMON = "latin"
"""The table of what languages with spaces between words share."""


@dataclass(frozen=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, kw_only=True, eq=False)
class HanTable:
    """Chinese numerals, and characters that stand before or after them."""

    digits: list[str]
    tens: Mapping[str, int]
    units: Mapping[str, int]
    scales: Mapping[str, int]
    cheque_numerals: Mapping[str, str]
    measure_words: str
    vague_words: str


@dataclass(frozen=True, kw_only=True, eq=False)
class RangeTable:
    """How a text joins two numbers to a range only after some word, such as “between 5 and 8”."""

    pattern: str
    words: list[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class LanguageTable:
    """What the readers know of one language beyond CLDR; a language without a file has the common patterns only."""

    has_spaces: bool = True
    """Whether there are spaces between words."""
    paragraph_label: str = ""
    """The number at the beginning of a paragraph, where Markdown does not take it for one of a list."""
    sentence_end: str = r"[.!?]{1,5}(?=\s|\Z)"
    """The end of a sentence."""
    era: int = 0
    """The year before the first year of the language's other calendar."""
    removed: list[str] = field(default_factory=list)
    """Patterns of what is removed before a text is read, or of what is around a group that is removed."""
    triggers: str = ""
    """The characters, besides digits and numerals, with which a quantity may begin, without spaces between words."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Parts of patterns, which patterns name in braces; the later may name the earlier."""
    words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The values of groups of words, which patterns name in braces, too."""
    patterns: list[Mapping[str, Any]] = field(default_factory=list)
    """The patterns of quantities, of which the first that matches counts; each has a kind, which `reader.py` builds,
    and `begins`, the words or groups of words with which it begins if it may begin with a word, or the signs in a script
    without spaces;
    one with `era` counts only where texts count years in another calendar."""
    day_periods: Mapping[str, list[int]] = field(default_factory=dict)
    """The hours, of two days, within which a part of the day lies."""
    plain_end: str = "(?!)"
    """What follows the digits of a number with which no other pattern can go on, so that none need be tried."""
    units: Mapping[str, str] = field(default_factory=dict)
    """What follows a number, and the unit that it means; `?` marks one that the other text need not say."""
    measures: Mapping[str, str] = field(default_factory=dict)
    """Names of units of measure that CLDR does not know, with what CLDR calls the unit."""
    currencies: Mapping[str, str] = field(default_factory=dict)
    """Names and signs of currencies that CLDR does not know, with their ISO 4217 codes."""
    range: str = r"\s?[-–—]\s?"
    """What joins two numbers to a range."""
    enumeration: str = r",\s"
    """What joins two numbers of which the second has the unit of both, as in “4 and 6 per cent”."""
    range_between: Mapping[str, Any] | None = None
    titles: str = ""
    """The pattern of titles of works: small numbers within may be part of a name."""
    counted: list[str] = field(default_factory=list)
    """Words before a small number in words that was counted before."""
    fraction_starts: list[str] = field(default_factory=list)
    """Words before an ordinal that is a part of something, such as “the last third”."""
    cues: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    """The words beside a figure that turn its meaning, as patterns by axis and by which way they turn it; `none` turns
    nothing. A word of `negation` is `not`; `perhaps` is one that another language may write without a negation."""
    clause_end: str = r"[.,;:!?()\n](?![0-9])"
    """The end of a part of a sentence."""
    coordination: str = r"[,;:–—-]"
    """What parts clauses, or figures that are named side by side, and keeps their order in a translation."""
    subordination: list[str] = field(default_factory=list)
    """Words that begin a clause that another language puts before its main clause."""
    part_words: list[str] = field(default_factory=list)
    """Words between a part and its whole, such as “60 of the 90”."""
    part_first: str = "(?!)"
    """What is between a part and the whole that follows it, as in “four of their last five”, in lower case."""
    whole_first: str = "(?!)"
    """What is between a whole and the part that follows it, as in 最近5場中輸了4場, in lower case."""
    figure_joint: str = r"\s?(?:,\s|\()"
    """What is between two figures of a list, a range or a reference, which have one order in all languages."""
    origin_words: list[str] = field(default_factory=list)
    """Words before a figure from which another rose or fell, or with which it is compared."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Scales that neither CLDR nor text2num knows."""
    optional_numbers: Mapping[str, str] = field(default_factory=dict)
    """Words that may stand for a number of the other text."""
    small_numbers: Mapping[int, list[str]] = field(default_factory=dict)
    """The words, as patterns, that may stand for 0, 1 or 2 where the other text has digits."""
    optional_times: Mapping[str, int] = field(default_factory=dict)
    """Words that may stand for a time of the other text, in minutes from midnight."""
    ordinal_signs: str = ""
    """The characters before a numeral that make it an ordinal."""
    ordinal_endings: list[str] = field(default_factory=list)
    """How ordinals in words end."""
    months: Mapping[str, int] = field(default_factory=dict)
    """Names of months that CLDR gives for some countries only."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Other names of the days of the week, such as plurals, 1 for Monday."""
    ambiguous_months: list[str] = field(default_factory=list)
    """Names of months that are other words, too."""
    money_links: list[str] = field(default_factory=list)
    """Words between an amount and its currency, as in “2 milhões de patacas”."""
    ambiguous_currencies: list[str] = field(default_factory=list)
    """Names of currencies that are other words, too."""
    function_words: str = ""
    """The characters of a script without spaces after which a name begins."""
    name_changes: list[str] = field(default_factory=list)
    """Words of a sentence that tells of a change of names, by how they begin."""
    items: Mapping[str, list[str]] | None = None
    han: Mapping[str, Any] | None = None

    @cached_property
    def han_table(self) -> HanTable | None:
        """The numerals of a language that has its own, or `None`."""
        return HanTable(**self.han) if self.han else None

    @cached_property
    def between(self) -> RangeTable | None:
        """What joins numbers after some words, or `None`."""
        return RangeTable(**self.range_between) if self.range_between else None

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
    own = _parse(code)
    if own.get("has_spaces") is False:
        return LanguageTable(**own)
    common = _parse(_COMMON)
    parts = {**common["parts"], **own.get("parts", {})}
    patterns = [*own.get("patterns", ()), *common["patterns"]]
    return LanguageTable(**{**common, **own, "parts": parts, "patterns": patterns})


def _parse(code: str) -> dict[str, Any]:
    return kept_values.find_value(f"table {code}", partial(_read_file, _FOLDER / f"{code}.yml"))


def _read_file(file: Path) -> dict[str, Any]:
    return dict(yaml.parse_yaml(file.read_text(encoding="utf-8"))) if file.is_file() else {}


@cache
def read_han_table() -> HanTable:
    """Return the table of Chinese numerals."""
    return HanTable(**_parse("zh")["han"])
