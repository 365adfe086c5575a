"""The numbers, dates and times of a text whose words stand apart, such as English or Portuguese.

The only module that knows text2num. Months come from CLDR, number words from text2num where it knows the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from text_to_num import alpha2digit, find_numbers

from corner.parity.lexicon import Lexicon
from corner.parity.quantities import (
    SHARE,
    WEEKDAY,
    Confidence,
    Date,
    Number,
    Quantities,
    Time,
    is_day,
    is_list_number,
    parse_second_year,
    parse_written_day,
)
from corner.parity.readers import phrases

_SPELLED = frozenset(("de", "en", "es", "fr", "it", "nl", "pt"))
"""The languages whose number words text2num reads."""
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trillion": 10**12}
    | {"dozen": 12, "decade": 10, "decades": 10},
}
"""Scales of each language that text2num does not know."""
_OFFERED: Mapping[str, Mapping[str, str]] = {
    "en": {"both": "2", "once": "1", "twice": "2", "double": "2", "half": "0.5", "dozen": "12", "decade": "10"}
    | {"pair": "2", "single": "1", "either": "2", "century": "100", "doubled": "2", "fortnight": "14"}
    | {
        "triple": "3",
        "tripled": "3",
        "twofold": "2",
        "threefold": "3",
        "fourfold": "4",
        "fivefold": "5",
        "tenfold": "10",
    },
    "pt": {"ambos": "2", "ambas": "2", "metade": "0.5", "dobro": "2", "dúzia": "12", "década": "10"},
}
"""What else may stand for a number of the other text, by lexicon."""
_TIMES: Mapping[str, Mapping[str, int]] = {"en": {"noon": 720, "midday": 720, "midnight": 0}}
"""Words that may stand for a time of the other text, in minutes from midnight."""
_ORDINAL: Mapping[str, tuple[str, ...]] = {"en": ("rd", "th")}
"""How ordinals in words end."""
_WORDS: Mapping[str, frozenset[str]] = {"en": frozenset(("march", "may"))}
"""Names of months that are other words, too."""
_MONTHS: Mapping[str, Mapping[str, int]] = {"en": {"sept": 9}}
"""Names of months that CLDR gives for some countries only."""
_PERCENT = re.compile(r"[ \u00a0]?(?:%|per\s?cent|p(?:or|our)\s?cent[oa]?|Prozent|procent|per\scento)")
_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"[ \u00a0-]?([^\W\d_]+)(?![0-9])")
_GAP = re.compile(r"[\s,-]+(?:[^\W\d_]+[\s-]+)?")
_RANGE = re.compile(r"\s?(?:[-–]|to|(and))\s?")
_NAME = re.compile(r"(?:[ \u00a0]?[^\W\d_]+)(?:[ \u00a0][^\W\d_]+){0,2}")
_SIGN = re.compile(r"([^\s\d.,;:()]{1,5})[ \u00a0]?\Z")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_DIGITS = re.compile("[0-9]+")
_DATED = re.compile(
    r"""(?P<day>[0-9]{1,2}) (?:st|nd|rd|th)? (?![0-9])
        (?: (?: \s?[-–]\s? | [ \u00a0\n](?:[^\W\d_]{1,3}|&)[ \u00a0\n] ) (?P<to>[0-9]{1,2}) (?:st|nd|rd|th)? (?![0-9:]) )?
        (?: ,? [ \u00a0\n] (?:de[ ])? (?P<year>[0-9]{4}) (?![0-9]) )?
      | (?P<only>[0-9]{4}) (?![0-9])""",
    re.VERBOSE,
)
"""What follows the name of a month."""


class _WordToken:
    """A word as text2num wants it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text

    def text_lowercase(self) -> str:
        return self._text.lower()

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


@cache
def _pattern(names: tuple[str, ...], decimal: str) -> re.Pattern[str]:
    """Return the pattern of what begins with a digit."""
    group = "," if decimal == "." else "."
    both = [form for name in sorted(names, key=len, reverse=True) for form in (name, name.capitalize(), name.upper())]
    month = "|".join(map(re.escape, both)) or "(?!)"
    space = "[ \u00a0\n]"
    return re.compile(
        rf"""(?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) (?!\w)
        | (?P<slashed>[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}) (?!\w)
        | (?P<phone>(?!(?:19|20)[0-9]{{2}}[^0-9])[0-9]{{4}}[ \u00a0-][0-9]{{4}}) (?![0-9-])
        | (?P<day>[0-9]{{1,2}}) (?:st|nd|rd|th|º|\.)?
              (?: (?: \s?[-–]\s? | {space}[^\W\d_]{{1,3}}{space} ) (?P<to>[0-9]{{1,2}}) (?:st|nd|rd|th|º|\.)? )?
              {space} (?:de{space}|of{space})? (?P<month>{month})\b\.? (?: ,?{space} (?:de{space})? (?P<year>[0-9]{{4}}) (?![0-9]) )?
        | (?P<hour>[0-9]{{1,2}}) (?: [:.h] (?P<minute>[0-9]{{2}}) )?
              (?: \s?(?P<half>[ap])\.?m\b | {space}(?P<noon>noon|midday)\b | {space}o['’]clock\b
                | {space}in{space}the{space}(?P<part>morning|afternoon|evening)\b
                | (?=\s?(?:[-–]|to|and|until|till)\s?[0-9]{{1,2}}(?:[:.][0-9]{{2}})?\s?[ap]\.?m\b) )
        | (?P<clock>[0-9]{{1,2}}[:h][0-9]{{2}}) (?!\w)
        | (?P<number> (?: [0-9]{{1,3}}(?:[{group}'\u00a0\u2009\u202f ][0-9]{{3}})+(?![0-9]) | [0-9]+ ) (?: \{decimal}[0-9]+ )? )
          (?: \s?[-–/]\s? (?P<second>[0-9]{{2}}) (?![0-9]|[\-:{group}][0-9]) )?""",
        re.VERBOSE,
    )


class _LatinReader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        # Some letters grow when they are made small, and then nothing would be where it is found.
        lower = text.lower()
        self._lower = lower if len(lower) == len(text) else text
        self._words = set(_WORD.findall(self._lower))
        self._code = lexicon.code
        self._months = {**lexicon.months, **_MONTHS.get(lexicon.code, {})}
        self._weekdays = lexicon.weekdays
        self._decimal = lexicon.decimal
        self._money = lexicon.money
        self._scales = _SCALES.get(lexicon.code, {})
        self.found = Quantities([], [], [])
        self._lower_end = 0
        """Where the last number ends, when it may be the lower end of a range."""
        self._taken: list[tuple[int, int]] = []
        """What has been read, so that no word is read twice."""

    def read(self) -> Quantities:
        pattern = _pattern(tuple(self._months), self._decimal)
        end = 0
        for digits in _DIGITS.finditer(self._text):
            start = digits.start()
            if start < end or is_list_number(self._text, start):
                continue
            before = self._text[max(0, start - 16) : start]
            end = self._month_first(before, start) or self._from_digit(pattern, before, start)
        self._phrases()
        self._offer()
        if self._code in _SPELLED:
            self._spelled()
        return self.found

    def _month_first(self, before: str, start: int) -> int:
        """Read September 24, 2021, of which the digits begin at `start`, and return its end; 0 for none."""
        word = before[:-1].rstrip(".").rpartition(" ")[2].rpartition("\n")[2].lstrip("(“‘\"'|*")
        month = self._months.get(word.lower()) if before[-1:] in (" ", "\n", "\u00a0") else None
        match = _DATED.match(self._text, start) if month else None
        if not match or not month:
            return 0
        year = match["year"] or match["only"]
        days = [int(day) for day in match.group("day", "to") if day]
        self._dated(int(year) if year else None, month, days, (start - len(word) - 1, match.end()))
        return match.end()

    def _from_digit(self, pattern: re.Pattern[str], before: str, start: int) -> int:
        """Read what begins with a digit, and return its end."""
        match = pattern.match(self._text, start)
        if match is None or (before[-1:] == "-" and before[-2:-1].isupper()):
            return start
        last = before.rstrip()[-1:]
        sign = _SIGN.search(before) if last and not last.islower() else None
        money = sign[0] if sign and sign[1].lower() in self._money else ""
        if before[-1:].isalpha() and not money:
            return start  # a name, such as G20
        if match["number"]:
            return self._number(match, money)
        if match["phone"]:
            self._add(Decimal(re.sub("[^0-9]", "", match["phone"])), "", *match.span(), Confidence.SURE)
        elif match["iso"] or match["slashed"]:
            year, month, day = parse_written_day(match["iso"] or match["slashed"])
            self._dated(year, month, [day], match.span())
        elif match["month"]:
            days = [int(day) for day in match.group("day", "to") if day]
            self._dated(int(match["year"] or 0) or None, self._months[match["month"].lower()], days, match.span())
        else:
            self._time(match)
        return match.end()

    def _add(self, value: Decimal, unit: str, start: int, end: int, weight: Confidence) -> None:
        written = " ".join(self._text[start:end].split())
        self.found.numbers.append(Number(value, unit, start, written, weight))
        self._taken.append((start, end))

    def _dated(self, year: int | None, month: int, days: list[int], span: tuple[int, int]) -> None:
        self._taken.append(span)
        written = " ".join(self._text[slice(*span)].split())
        for day in days or [0]:
            if not is_day(month, day or 1):
                self._add(Decimal(day), "", *span, Confidence.SURE)
            else:
                self.found.dates.append(Date(year, month, day or None, span[0], written, Confidence.SURE))

    def _time(self, match: re.Match[str]) -> None:
        if match["clock"]:
            hour, minute = (int(part) for part in re.split("[:h]", match["clock"]))
        else:
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if hour > 24 or minute > 59:
            return
        half = match["half"] or (
            "p" if match["noon"] else {"m": "a", "a": "p", "e": "p"}.get((match["part"] or " ")[0])
        )
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        certain = bool(half) or hour > 12 or bool(match["clock"] and match["clock"].startswith("0"))
        self.found.times.append(Time((hour % 24) * 60 + minute, certain, match.start(), match[0]))

    def _number(self, match: re.Match[str], money: str) -> int:
        """Read a number, and return its end."""
        end = match.end("number")
        digits = re.sub(rf"[^0-9{re.escape(self._decimal)}]", "", match["number"]).replace(",", ".")
        year = parse_second_year(match["number"], match["second"]) if match["second"] else None
        if year:
            self._add(Decimal(year), "", match.start("second"), match.end("second"), Confidence.SURE)
            self._add(Decimal(digits), "", match.start(), end, Confidence.SURE)
            return match.end("second")
        start = match.start() - len(money)
        scale, unit, end = self._tail(end, self._money.get(money.strip().lower(), ""))
        if self._lower_end and (scale > 1 or unit):
            self._ranged(start, Decimal(digits), scale, unit)
        self._add(Decimal(digits) * scale, unit, start, end, Confidence.SURE)
        self._lower_end = end if scale == 1 and unit != "%" else 0
        return end

    def _ranged(self, start: int, upper: Decimal, scale: int, unit: str) -> None:
        """Give the number before one that begins at `start` what stands behind both, as in 2 to 3 million."""
        lower = self.found.numbers[-1]
        match = _RANGE.fullmatch(self._text, self._lower_end, start)
        between = match and (not match[1] or "between" in self._lower[max(0, lower.start - 12) : lower.start])
        if between and lower.value < upper:
            self.found.numbers[-1] = lower._replace(value=lower.value * scale, unit=lower.unit or unit)

    def _tail(self, end: int, unit: str) -> tuple[int, str, int]:
        """Return scale, unit and end of a number that ends at `end`, from the words after it."""
        following = _NEXT.match(self._text, end)
        scale = self._scale(following[1]) if following else 1
        if following and len(following[1]) == 1 and not (unit and following[0] == following[1]):
            scale = 1  # “3 m” are metres, “$3m” are millions
        if following and scale > 1:
            end = following.end()
            following = _NEXT.match(self._text, end)
        percent = _PERCENT.match(self._text, end)
        if percent:
            return scale, "%", percent.end()
        name = _NAME.match(self._text, end)
        if name:
            words = name[0].split()
            for length in range(len(words), 0, -1):
                written = " ".join(words[:length])
                money = self._money.get(written.lower())
                if money and not (written.upper() == money != written):  # “3 top prizes” are no money of Tonga
                    return scale, money, end
        return scale, unit, end

    def _scale(self, word: str) -> int:
        if not word:
            return 1
        known = self._scales.get(word)
        if known:
            return known
        value = _value(word.lower(), self._code) if self._code in _SPELLED else ""
        return int(value) if value.isdecimal() and int(value) >= 1000 else 1

    def _phrases(self) -> None:
        """Read shares, quarters and halves of a year, days of the week, and Roman numerals."""
        self.found.numbers.extend(phrases.read_latin_phrases(self._lower, self._words, self._code))
        for word, value in phrases.read_roman_numerals(self._words).items():
            places = [start for start, _ in self._places(word) if self._text.startswith(word.upper(), start)]
            self.found.numbers.extend(
                Number(Decimal(value), "", at, word.upper(), Confidence.OFFERED) for at in places[:1]
            )
        for name, number in self._weekdays.items():
            if name in self._lower:
                for start, end in self._places(name):
                    self._add(Decimal(number), WEEKDAY, start, end, Confidence.SURE)

    def _offer(self) -> None:
        """Read the words that may stand for a number, a month or a time of the other text."""
        offered = _OFFERED.get(self._code, {})
        for word in self._words & offered.keys():
            self.found.numbers.append(
                Number(Decimal(offered[word]), "", self._lower.index(word), word, Confidence.OFFERED)
            )
            if offered[word] == "0.5":
                half = Decimal(offered[word])
                self.found.numbers.append(Number(half, SHARE, self._lower.index(word), word, Confidence.OFFERED))
        for name in self._words & self._months.keys():
            start = next((first for first, _ in self._places(name) if self._free(first)), None)
            if start is not None:
                plain = name in _WORDS.get(self._code, ()) or len(name) < 4 or not self._text[start].isupper()
                weight = Confidence.OFFERED if plain else Confidence.WORD
                self.found.dates.append(Date(None, self._months[name], None, start, name.capitalize(), weight))
        times = _TIMES.get(self._code, {})
        for word in self._words & times.keys():
            self.found.times.append(Time(times[word], True, self._lower.index(word), word, Confidence.OFFERED))

    def _free(self, place: int) -> bool:
        """Return whether what stands there was not read as a part of something."""
        return not any(start <= place < end for start, end in self._taken)

    def _spelled(self) -> None:
        """Read numbers in words."""
        for start, end in self._runs():
            tokens = self._tokens(start, end)
            words = [_WordToken(self._text[first:last]) for first, last in tokens]
            for found in find_numbers(words, self._code, 0):
                self._word(Decimal(str(found.value)), tokens[found.start][0], tokens[found.end - 1][1])

    def _tokens(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the places of words and signs, but for the comma in “two million, one hundred thousand”."""
        found: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(self._text, start, end):
            before = _value(self._lower[slice(*found[-1])], self._code) if found and match[0] == "," else ""
            if not (before.isdecimal() and int(before) >= 100):
                found.append(match.span())
        return found

    def _word(self, value: Decimal, start: int, end: int) -> None:
        scale, unit, end = self._tail(end, "")
        value *= scale
        self._add(value, unit, start, end, self._weight(value, unit, start, end))

    def _weight(self, value: Decimal, unit: str, start: int, end: int) -> Confidence:
        """Return how surely a number in words is a quantity."""
        written = self._text[start:end]
        if written.isalpha() and (value >= 100 or (value == 10 and written.endswith("s"))):
            return Confidence.OFFERED  # “a thousand”, “per million”, “tens of”
        if value > 10 or unit == "%":
            return Confidence.SURE
        # “The three authorities” are those already counted, but “the third operation” is none of the others.
        counted = self._lower.endswith("the ", 0, start) and not written.lower().endswith(_ORDINAL.get(self._code, ()))
        return Confidence.OFFERED if value <= 2 or counted else Confidence.WORD

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield beginning and end of each run of number words, with at most one other word between two."""
        places = sorted(place for word in _number_words(self._words, self._code) for place in self._places(word))
        start = end = -1
        for first, last in places:
            if not self._free(first):
                continue
            if start >= 0 and not _GAP.fullmatch(self._text, end, first):
                yield start, end
                start = first
            elif start < 0:
                start = first
            end = last
        if start >= 0:
            yield start, end

    def _places(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield where a word stands as a word of its own."""
        end = 0
        while (start := self._lower.find(word, end)) >= 0:
            end = start + len(word)
            if not (self._lower[start - 1 : start].isalnum() or self._lower[end : end + 1].isalnum()):
                yield start, end


_seen: dict[str, tuple[set[str], set[str]]] = {}
"""By language, all words met and those of them that are numbers: text2num is asked once a word."""


def _number_words(words: set[str], code: str) -> set[str]:
    """Return the number words among words in small letters."""
    seen, numbers = _seen.setdefault(code, (set(), set()))
    fresh = words - seen
    if fresh:
        seen |= fresh
        numbers |= {word for word in fresh if _value(word, code)}
    return words & numbers


def _value(word: str, code: str) -> str:
    """Return the digits of a number word, or nothing for another word."""
    digits: str = alpha2digit(word, code, 0) if len(word) > 1 else word
    return digits if digits != word else ""


def read_latin(text: str, lexicon: Lexicon) -> Quantities:
    """Return what a text says in numbers."""
    return _LatinReader(text, lexicon).read()
