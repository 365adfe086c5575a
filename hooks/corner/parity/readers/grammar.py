"""The patterns of a language, compiled from its table: what a quantity begins with, and which of them matches there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from corner.parity.readers.han_numerals import HanNumerals, load_han_numerals
from corner.parity.readers.tables import LanguageTable

_NAME = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\(\?P<([a-z]+)>")
_DIGIT, _NUMERAL = "digit", "numeral"
"""What `begins` calls a digit and a numeral of the script; a pattern without `begins` begins with one of them."""


class _Pattern(NamedTuple):
    kind: str
    source: str
    begins: frozenset[str]
    is_optional: bool


class PatternMatch:
    """A pattern that matches a text at a position."""

    def __init__(self, number: int, pattern: _Pattern, match: re.Match[str], groups: Mapping[str, int]) -> None:
        """Take a pattern after its number, what it matches, and the number of each of its groups in the match."""
        self.number = number
        """The number of the pattern among those that are tried there."""
        self.kind = pattern.kind
        self.is_optional = pattern.is_optional
        self.start, self.end = match.span()
        self._match = match
        self._numbers = groups

    def get(self, group: str) -> str:
        """Return what a group holds; nothing for one that the pattern does not have."""
        number = self._numbers.get(group)
        return self._match[number] or "" if number else ""

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """What its groups hold, but for those that hold nothing."""
        return {name: text for name, number in self._numbers.items() if (text := self._match[number])}

    def find_start(self, group: str) -> int:
        """Return where a group begins."""
        return self._match.start(self._numbers[group])


class Alternatives:
    """Patterns of which the first that matches counts."""

    def __init__(self, patterns: list[_Pattern]) -> None:
        self._patterns = patterns
        sources = [self._name_groups(number, pattern.source) for number, pattern in enumerate(patterns)]
        self._regex = re.compile("|".join(sources) or "(?!)")
        self._singles: dict[int, re.Pattern[str]] = {}
        self._groups: list[dict[str, int]] = [{} for _ in patterns]
        for name, index in self._regex.groupindex.items():
            group, _, number = name.partition("__")
            if group != "p":
                self._groups[int(number)][group] = index

    @staticmethod
    def _name_groups(number: int, source: str) -> str:
        named = _GROUP.sub(lambda match: f"(?P<{match[1]}__{number}>", source)
        return f"(?P<p__{number}>{named})"

    def find_match(self, text: str, position: int) -> PatternMatch | None:
        """Return the first match at a position, or `None`."""
        match = self._regex.match(text, position)
        if match is None:
            return None
        number = int(str(match.lastgroup)[3:])
        return PatternMatch(number, self._patterns[number], match, self._groups[number])

    def iter_others(self, text: str, match: PatternMatch) -> Iterator[PatternMatch]:
        """Yield the matches after one in order: a reader takes the next if it can make nothing of one."""
        for number in range(match.number + 1, len(self._patterns)):
            single = self._compile_single(number).match(text, match.start)
            if single:
                yield PatternMatch(number, self._patterns[number], single, single.re.groupindex)

    def _compile_single(self, number: int) -> re.Pattern[str]:
        if number not in self._singles:
            self._singles[number] = re.compile(self._patterns[number].source)
        return self._singles[number]


class Grammar:
    """The patterns of one language."""

    def __init__(
        self,
        table: LanguageTable,
        names: Mapping[str, Mapping[str, int]],
        signs: tuple[str, str],
        *,
        has_era: bool = False,
    ) -> None:
        """Compile the patterns of a table.

        Args:
            table: the table of the language.
            names: the names of months and days of the week, as `month` and `weekday`.
            signs: the sign before decimals, and the one between hours and minutes.
            has_era: whether texts count years in another calendar without saying so.
        """
        self._table = table
        self._names = names
        self._decimal, self._time_sign = signs
        self.numerals: HanNumerals | None = load_han_numerals() if self._table.han else None
        """The numerals of a language that has its own."""
        self._by_sign: dict[str, Alternatives] = {}
        self._by_numbers: dict[tuple[int, ...], Alternatives] = {}
        """The patterns with some numbers, which several signs may share."""
        self._parts = self._create_parts()
        self._patterns = [
            _Pattern(
                entry["kind"],
                self._expand(entry["pattern"]),
                frozenset(entry.get("begins", (_DIGIT, _NUMERAL) if self.numerals else (_DIGIT,))),
                bool(entry.get("optional")),
            )
            for entry in self._table.patterns
            if has_era or not entry.get("era")
        ]

    def get_alternatives(self, sign: str) -> Alternatives:
        """Return the patterns that may begin with a sign: a digit, or in a script without spaces also a numeral or another trigger."""
        if sign not in self._by_sign:
            kinds: tuple[str, ...] = (_DIGIT,) if "0" <= sign <= "9" else (sign,)
            if self.numerals and (kinds == (_DIGIT,) or sign in self.numerals.characters):
                # Most patterns may begin with either, and to compile them twice takes as long as reading ten texts.
                kinds = _DIGIT, _NUMERAL
            numbers = tuple(
                number
                for number, pattern in enumerate(self._patterns)
                if any(kind in begin for begin in pattern.begins for kind in kinds)
            )
            self._by_sign[sign] = self._get_shared(numbers)
        return self._by_sign[sign]

    def get_verbal(self, word: str) -> Alternatives:
        """Return the patterns that may begin with one of the trigger words."""
        return self._get_shared(self._by_word[word])

    @cached_property
    def trigger_words(self) -> frozenset[str]:
        """The words with which a pattern may begin, in lower case."""
        return frozenset(self._by_word)

    @cached_property
    def _by_word(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the patterns that may begin with a word."""
        numbers: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            names = pattern.begins - {_DIGIT}
            words = {word.split()[0].split("-")[0] for name in names for word in self._get_words(name) or [name]}
            for word in words:
                numbers.setdefault(word, []).append(number)
        return {word: tuple(known) for word, known in numbers.items()}

    def _get_shared(self, numbers: tuple[int, ...]) -> Alternatives:
        if numbers not in self._by_numbers:
            self._by_numbers[numbers] = Alternatives([self._patterns[number] for number in numbers])
        return self._by_numbers[numbers]

    @cached_property
    def triggers(self) -> re.Pattern[str]:
        """What a quantity may begin with in a script without spaces between words.

        With a digit or a numeral, one always begins. Of the other signs, most are parts of words: one counts only where a pattern
        or a hint does begin.
        """
        figures = f"0-9{self.numerals.characters if self.numerals else ''}"
        # A search is quick if a pattern begins with a set of characters.
        return re.compile(
            f"[{figures}{self._table.triggers}](?:(?<=[0-9])[0-9]*|(?<=[{figures}])|(?<=(?={self._join_verbal()}).))"
        )

    def _join_verbal(self) -> str:
        """Return what begins with a sign that is neither a digit nor a numeral: patterns without names for their groups, and hints."""
        triggers = frozenset(self._table.triggers)
        sources = []
        for pattern in self._patterns:
            signs = "".join(sorted(triggers.intersection("".join(pattern.begins))))
            if signs:
                sources.append(f"[{signs}](?<=(?={_GROUP.sub('(?:', pattern.source)}).)")
        return "|".join((*sources, *map(re.escape, (*self._table.optional_numbers, *self._table.optional_times))))

    @cached_property
    def plain_end(self) -> re.Pattern[str]:
        """What follows the digits of a number that is nothing else."""
        return re.compile(self._table.plain_end)

    @cached_property
    def removed(self) -> re.Pattern[str] | None:
        """What is removed before a text is read."""
        return re.compile("|".join(map(self._expand, self._table.removed))) if self._table.removed else None

    @cached_property
    def numeral(self) -> re.Pattern[str]:
        """A number in digits or in numerals of the script."""
        return re.compile(f"[0-9]+|[{self.numerals.characters}]+" if self.numerals else "[0-9]+")

    @cached_property
    def grouping(self) -> re.Pattern[str]:
        """What a number in digits has beside its digits and the sign before its decimals."""
        return re.compile(f"[^0-9{re.escape(self._decimal)}]")

    @cached_property
    def range(self) -> re.Pattern[str]:
        """What joins two numbers to a range."""
        return re.compile(self._expand(self._table.range))

    @cached_property
    def enumeration(self) -> re.Pattern[str]:
        """What joins two numbers of which the second has the unit of both."""
        return re.compile(self._expand(self._table.enumeration))

    @cached_property
    def between(self) -> re.Pattern[str] | None:
        """What joins two numbers to a range after certain words."""
        return re.compile(self._expand(self._table.between.pattern)) if self._table.between else None

    @cached_property
    def titles(self) -> re.Pattern[str] | None:
        """The titles of works."""
        return re.compile(self._table.titles) if self._table.titles else None

    def _get_words(self, name: str) -> Mapping[str, int]:
        return self._table.words.get(name) or self._names.get(name, {})

    def _create_parts(self) -> dict[str, str]:
        group = re.escape("," if self._decimal == "." else ".")
        space = "\u00a0\u2009\u202f "
        decimal = re.escape(self._decimal)
        grouped = rf"[0-9]{{1,3}}(?:(?:{group}[0-9]{{3}})+|(?:['’{space}][0-9]{{3}})+)(?![0-9])"
        parts = {"arabic": rf"(?:(?:{grouped}|[0-9]+)(?:{decimal}[0-9]+)?)", "time_sign": re.escape(self._time_sign)}
        if self.numerals:
            parts["han"], parts["digit"] = self.numerals.characters, "".join(self.numerals.digits)
        for name in ("month", "weekday", *self._table.words):
            parts[name] = _join_words(self._get_words(name))
        for name, source in self._table.parts.items():
            parts[name] = _NAME.sub(lambda match: parts[match[1]], source)
        return parts

    def _expand(self, source: str) -> str:
        return _NAME.sub(lambda match: self._parts.get(match[1], match[0]), source)


def _join_words(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True)) or '(?!)'})"
