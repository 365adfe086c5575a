"""The phrases around the text of press releases, such as “For immediate release”, and manual numbers, from `phrases/LANGUAGE.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from corner.sources import yaml

_FOLDER = Path(__file__).parent / "phrases"
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[\W_]+")

_LONGEST = 120
"""The largest number of characters of a line that is no part of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTable:
    """The phrases of one language."""

    mastheads: list[str] = field(default_factory=list)
    """What is above a text and says only that it is a press release."""
    endings: list[str] = field(default_factory=list)
    """What says that the text is over."""
    labels: list[str] = field(default_factory=list)
    """What says that a day or a time beside it is that of issue."""
    fillers: list[str] = field(default_factory=list)
    """Other words beside the day and the time of issue."""
    time_zones: Mapping[str, str] = field(default_factory=dict)
    """Names of time zones with their keys in the tz database, beyond those that CLDR knows."""
    zone_names: list[str] = field(default_factory=list)
    """How a time zone is called after its city."""
    numbers: list[Mapping[str, str]] = field(default_factory=list)
    """The numbers before paragraphs: the pattern, and the numerals in its group `number`, which `manual_numbers.py` reads."""
    qualifiers: Mapping[str, list[str]] = field(default_factory=dict)
    """The words right before a number that qualify it, by what front matter calls them."""
    common_words: list[str] = field(default_factory=list)
    """Words that nearly every text has, which distinguish languages of one script."""


class Phrases:
    """The phrases of all languages: a text may have those of another one, such as a letterhead in two languages."""

    def __init__(self, tables: Mapping[str, PhraseTable]) -> None:
        """Take the tables by their languages' primary subtags."""
        self._tables = tables

    @cached_property
    def mastheads(self) -> re.Pattern[str]:
        """The pattern of a phrase above a text, in lower case."""
        return _compile([phrase for table in self._tables.values() for phrase in table.mastheads])

    @cached_property
    def time_zones(self) -> Mapping[str, str]:
        """The keys of time zones in the tz database by their names in lower case."""
        return {name: zone for table in self._tables.values() for name, zone in table.time_zones.items()}

    @cached_property
    def _endings(self) -> re.Pattern[str]:
        return _compile([phrase for table in self._tables.values() for phrase in table.endings])

    @cached_property
    def _fillers(self) -> re.Pattern[str]:
        return _compile([phrase for table in self._tables.values() for phrase in table.fillers])

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return re.compile(f"{self._marks.pattern}|{self._fillers.pattern}")

    @cached_property
    def _last_filler(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._fillers.pattern})\s*\Z", re.IGNORECASE)

    def strip_filler(self, before: str) -> str:
        """Return what is before a day without a word such as the “le” of “Brest, le 20 novembre”."""
        return self._last_filler.sub("", before)

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        names = [phrase for table in self._tables.values() for phrase in (*table.labels, *table.endings)]
        return _compile([*names, *self.time_zones])

    @cached_property
    def final_ending(self) -> re.Pattern[str]:
        """The pattern of an ending in brackets or dashes after the last sentence."""
        endings = self._endings.pattern
        return re.compile(
            rf"\s*(?:[(（\[【]\s*(?:{endings})\s*[)）\]】]|[-–—]+\s*(?:{endings})\s*[-–—]+)\Z", re.IGNORECASE
        )

    @cached_property
    def numbers(self) -> list[tuple[str, re.Pattern[str]]]:
        """The numerals and the pattern of each number before a paragraph."""
        return [
            (entry["numerals"], re.compile(entry["pattern"], re.IGNORECASE))
            for table in self._tables.values()
            for entry in table.numbers
        ]

    def is_masthead(self, text: str) -> bool:
        """Return whether a text is nothing but phrases above a press release."""
        rest = self.mastheads.sub(" ", text.casefold())
        return rest != text.casefold() and not _SIGNS.sub("", rest)

    def is_frame(self, text: str) -> bool:
        """Return whether a text without its days and times has nothing but phrases around a press release."""
        if len(text) > _LONGEST:
            return False
        rest = self._others.sub(" ", self.mastheads.sub(" ", text.casefold()))
        return not _SIGNS.sub("", rest)

    def has_label(self, text: str) -> bool:
        """Return whether a text says that a day or time in it is that of issue."""
        return self._marks.search(text.casefold()) is not None

    def find_zone(self, text: str, cities: Mapping[str, str]) -> tuple[str, str]:
        """Return the name of the time zone in a text, in lower case, and its key in the tz database, or nothing.

        Args:
            text: the text.
            cities: the keys of time zones by their cities and abbreviations in lower case.
        """
        text = text.casefold()
        names = [(name, zone) for name, zone in self.time_zones.items() if name in text]
        for city, zone in cities.items():
            if city in text:
                names += [(name, zone) for form in self._zone_names if (name := form.format(city=city)) in text]
                names.append((city, zone))
        matches = (entry for entry in names if re.search(_border(entry[0]), text))
        return max(matches, key=lambda entry: len(entry[0]), default=("", ""))

    @cached_property
    def _zone_names(self) -> list[str]:
        return [form for table in self._tables.values() for form in table.zone_names]

    def strip_masthead(self, title: str) -> str:
        """Return a title without a phrase before it, as in “Press release: New light”."""
        match = self.mastheads.match(title.casefold())
        rest = title[match.end() :].lstrip() if match and len(title) == len(title.casefold()) else ""
        return rest.lstrip(":：|｜–—- ") if rest[:1] and rest[0] in ":：|｜–—" else title

    def get_common_words(self, language: str) -> frozenset[str]:
        """Return the words that nearly every text in a language has."""
        return frozenset(self._tables[language].common_words) if language in self._tables else frozenset()

    def find_qualifier(self, language: str, before: str) -> str:
        """Return what front matter calls the qualifier with which the text before a number ends, or nothing."""
        qualifiers = self._tables[language].qualifiers if language in self._tables else {}
        pattern = "|".join(
            f"(?P<_{index}>{_compile(words).pattern})" for index, words in enumerate(qualifiers.values())
        )
        match = re.search(rf"(?:{pattern})\s*\Z", before.casefold()) if pattern else None
        return list(qualifiers)[int(str(match.lastgroup)[1:])] if match else ""

    def count_common_words(self, language: str, text: str) -> int:
        """Return how many words of a text are common in a language."""
        words = self.get_common_words(language)
        return sum(word in words for word in _WORD.findall(text.casefold()))


def _compile(phrases: list[str]) -> re.Pattern[str]:
    """Return the pattern of any of several phrases, the longest first."""
    return re.compile("|".join(map(_border, sorted(phrases, key=len, reverse=True))) or "(?!)")


def _border(phrase: str) -> str:
    """Return the pattern of a phrase, which is no part of a word in scripts with spaces."""
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    has_words = phrase.isascii() or "\u00c0" <= phrase[0] < "\u0250" or phrase[0].isascii()
    return rf"(?<![^\W_]){pattern}(?![^\W_])" if has_words else pattern


@cache
def read_phrases() -> Phrases:
    """Return the phrases of all languages that have a file."""
    files = sorted(_FOLDER.glob("*.yml"))
    return Phrases({file.stem: PhraseTable(**yaml.parse_yaml(file.read_text(encoding="utf-8"))) for file in files})
