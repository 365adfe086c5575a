"""Reader of numbers, dates and times in a language with spaces between words, such as English or Portuguese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

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
    parse_numeric_date,
    parse_second_year,
)
from corner.parity.readers.phrases import parse_roman_numerals

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


@cache
def _compile_pattern(names: tuple[str, ...], decimal: str) -> re.Pattern[str]:
    """Return the pattern of what begins with a digit."""
    group = "," if decimal == "." else "."
    forms = [form for name in sorted(names, key=len, reverse=True) for form in (name, name.capitalize(), name.upper())]
    month = "|".join(map(re.escape, forms)) or "(?!)"
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
        # Some letters become two in lower case, which would move all positions behind them.
        lower = text.lower()
        self._lower = lower if len(lower) == len(text) else text
        self._words = set(_WORD.findall(self._lower))
        self._lexicon = lexicon
        self._quantities = Quantities([], [], [])
        self._lower_end = 0
        """The end of the last number, if it may be the lower end of a range."""
        self._read_ranges: list[tuple[int, int]] = []
        """What has been read, so that no word is read twice."""

    def read(self) -> Quantities:
        pattern = _compile_pattern(tuple(self._lexicon.months), self._lexicon.decimal)
        end = 0
        for digits in _DIGITS.finditer(self._text):
            start = digits.start()
            if start < end or is_list_number(self._text, start):
                continue
            before = self._text[max(0, start - 16) : start]
            end = self._read_after_month(before, start) or self._read_from_digit(pattern, before, start)
        self._read_phrases()
        self._read_optional_numbers()
        self._read_month_names()
        if self._lexicon.number_words.is_known:
            self._read_number_words()
        return self._quantities

    def _read_after_month(self, before: str, start: int) -> int:
        """Read September 24, 2021, of which the digits begin at `start`, and return its end; 0 for none."""
        word = before[:-1].rstrip(".").rpartition(" ")[2].rpartition("\n")[2].lstrip("(“‘\"'|*")
        month = self._lexicon.months.get(word.lower()) if before[-1:] in (" ", "\n", "\u00a0") else None
        match = _DATED.match(self._text, start) if month else None
        if not match or not month:
            return 0
        year = match["year"] or match["only"]
        days = [int(day) for day in match.group("day", "to") if day]
        self._add_dates(int(year) if year else None, month, days, (start - len(word) - 1, match.end()))
        return match.end()

    def _read_from_digit(self, pattern: re.Pattern[str], before: str, start: int) -> int:
        """Read what begins with a digit, and return its end."""
        match = pattern.match(self._text, start)
        if match is None or (before[-1:] == "-" and before[-2:-1].isupper()):
            return start
        last = before.rstrip()[-1:]
        sign = _SIGN.search(before) if last and not last.islower() else None
        money = sign[0] if sign and sign[1].lower() in self._lexicon.money else ""
        if before[-1:].isalpha() and not money:
            return start  # a name, such as G20
        if match["number"]:
            return self._read_number(match, money)
        if match["phone"]:
            self._add(Decimal(re.sub("[^0-9]", "", match["phone"])), "", *match.span(), Confidence.CERTAIN)
        elif match["iso"] or match["slashed"]:
            year, month, day = parse_numeric_date(match["iso"] or match["slashed"])
            self._add_dates(year, month, [day], match.span())
        elif match["month"]:
            days = [int(day) for day in match.group("day", "to") if day]
            self._add_dates(
                int(match["year"] or 0) or None, self._lexicon.months[match["month"].lower()], days, match.span()
            )
        else:
            self._read_time(match)
        return match.end()

    def _add(self, value: Decimal, unit: str, start: int, end: int, confidence: Confidence) -> None:
        written = " ".join(self._text[start:end].split())
        self._quantities.numbers.append(Number(value, unit, start, written, confidence))
        self._read_ranges.append((start, end))

    def _add_dates(self, year: int | None, month: int, days: list[int], span: tuple[int, int]) -> None:
        self._read_ranges.append(span)
        written = " ".join(self._text[slice(*span)].split())
        for day in days or [0]:
            if not is_day(month, day or 1):
                self._add(Decimal(day), "", *span, Confidence.CERTAIN)
            else:
                self._quantities.dates.append(Date(year, month, day or None, span[0], written, Confidence.CERTAIN))

    def _read_time(self, match: re.Match[str]) -> None:
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
        has_day_half = bool(half) or hour > 12 or bool(match["clock"] and match["clock"].startswith("0"))
        self._quantities.times.append(Time((hour % 24) * 60 + minute, has_day_half, match.start(), match[0]))

    def _read_number(self, match: re.Match[str], money: str) -> int:
        """Read a number, and return its end."""
        end = match.end("number")
        digits = re.sub(rf"[^0-9{re.escape(self._lexicon.decimal)}]", "", match["number"]).replace(",", ".")
        year = parse_second_year(match["number"], match["second"]) if match["second"] else None
        if year:
            self._add(Decimal(year), "", match.start("second"), match.end("second"), Confidence.CERTAIN)
            self._add(Decimal(digits), "", match.start(), end, Confidence.CERTAIN)
            return match.end("second")
        start = match.start() - len(money)
        scale, unit, end = self._read_scale_and_unit(end, self._lexicon.money.get(money.strip().lower(), ""))
        if self._lower_end and (scale > 1 or unit):
            self._complete_range(start, Decimal(digits), scale, unit)
        self._add(Decimal(digits) * scale, unit, start, end, Confidence.CERTAIN)
        self._lower_end = end if scale == 1 and unit != "%" else 0
        return end

    def _complete_range(self, start: int, upper: Decimal, scale: int, unit: str) -> None:
        """Give the scale and unit of a number at `start` to the number before it, as in 2 to 3 million."""
        lower = self._quantities.numbers[-1]
        match = _RANGE.fullmatch(self._text, self._lower_end, start)
        between = match and (not match[1] or "between" in self._lower[max(0, lower.start - 12) : lower.start])
        if between and lower.value < upper:
            self._quantities.numbers[-1] = lower._replace(value=lower.value * scale, unit=lower.unit or unit)

    def _read_scale_and_unit(self, end: int, unit: str) -> tuple[int, str, int]:
        """Return scale, unit and end of a number that ends at `end`, from the words after it."""
        following = _NEXT.match(self._text, end)
        scale = self._parse_scale(following[1]) if following else 1
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
                money = self._lexicon.money.get(written.lower())
                if money and not (written.upper() == money != written):  # “3 top prizes” are no money of Tonga
                    return scale, money, end
        return scale, unit, end

    def _parse_scale(self, word: str) -> int:
        if not word:
            return 1
        known = self._lexicon.table.scales.get(word)
        if known:
            return known
        value = self._lexicon.number_words.parse(word.lower())
        return int(value) if value.isdecimal() and int(value) >= 1000 else 1

    def _read_phrases(self) -> None:
        """Read shares, quarters and halves of a year, days of the week, and Roman numerals."""
        if self._lexicon.phrases:
            self._quantities.numbers.extend(self._lexicon.phrases.read(self._lower, self._words))
        for word, value in parse_roman_numerals(self._words).items():
            starts = [start for start, _ in self._find_word(word) if self._text.startswith(word.upper(), start)]
            self._quantities.numbers.extend(
                Number(Decimal(value), "", start, word.upper(), Confidence.OPTIONAL) for start in starts[:1]
            )
        for name, number in self._lexicon.weekdays.items():
            if name in self._lower:
                for start, end in self._find_word(name):
                    self._add(Decimal(number), WEEKDAY, start, end, Confidence.CERTAIN)

    def _read_optional_numbers(self) -> None:
        """Read the words that may stand for a number or a time of the other text."""
        numbers, times = self._lexicon.table.optional_numbers, self._lexicon.table.optional_times
        for word in self._words & numbers.keys():
            start, value = self._lower.index(word), Decimal(numbers[word])
            for unit in ("", SHARE) if numbers[word] == "0.5" else ("",):
                self._quantities.numbers.append(Number(value, unit, start, word, Confidence.OPTIONAL))
        for word in self._words & times.keys():
            start = self._lower.index(word)
            self._quantities.times.append(Time(times[word], True, start, word, Confidence.OPTIONAL))

    def _read_month_names(self) -> None:
        """Read the names of months without a day or a year."""
        for name in self._words & self._lexicon.months.keys():
            start = next((first for first, _ in self._find_word(name) if self._is_unread(first)), None)
            if start is not None:
                is_ambiguous = name in self._lexicon.table.ambiguous_months or len(name) < 4
                is_optional = is_ambiguous or not self._text[start].isupper()
                confidence = Confidence.OPTIONAL if is_optional else Confidence.LIKELY
                month = self._lexicon.months[name]
                self._quantities.dates.append(Date(None, month, None, start, name.capitalize(), confidence))

    def _is_unread(self, position: int) -> bool:
        """Return whether nothing that was read covers a position."""
        return not any(start <= position < end for start, end in self._read_ranges)

    def _read_number_words(self) -> None:
        """Read numbers in words."""
        for start, end in self._find_runs():
            tokens = self._split_tokens(start, end)
            words = [self._text[first:last] for first, last in tokens]
            for number in self._lexicon.number_words.find(words):
                self._add_word_number(number.value, tokens[number.first][0], tokens[number.last][1])

    def _split_tokens(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the positions of words and signs, but for the comma in “two million, one hundred thousand”."""
        tokens: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(self._text, start, end):
            is_comma = match[0] == "," and bool(tokens)
            before = self._lexicon.number_words.parse(self._lower[slice(*tokens[-1])]) if is_comma else ""
            if not (before.isdecimal() and int(before) >= 100):
                tokens.append(match.span())
        return tokens

    def _add_word_number(self, value: Decimal, start: int, end: int) -> None:
        scale, unit, end = self._read_scale_and_unit(end, "")
        value *= scale
        self._add(value, unit, start, end, self._rate_word_number(value, unit, start, end))

    def _rate_word_number(self, value: Decimal, unit: str, start: int, end: int) -> Confidence:
        """Return how certain it is that a number in words is a quantity."""
        written = self._text[start:end]
        if written.isalpha() and (value >= 100 or (value == 10 and written.endswith("s"))):
            return Confidence.OPTIONAL  # “a thousand”, “per million”, “tens of”
        if value > 10 or unit == "%":
            return Confidence.CERTAIN
        # “The three authorities” are those already counted, but “the third operation” is none of the others.
        endings = tuple(self._lexicon.table.ordinal_endings)
        is_counted = self._lower.endswith("the ", 0, start) and not written.lower().endswith(endings)
        return Confidence.OPTIONAL if value <= 2 or is_counted else Confidence.LIKELY

    def _find_runs(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each run of number words, with at most one other word between two."""
        number_words = self._lexicon.number_words.select(self._words)
        positions = sorted(position for word in number_words for position in self._find_word(word))
        start = end = -1
        for first, last in positions:
            if not self._is_unread(first):
                continue
            if start >= 0 and not _GAP.fullmatch(self._text, end, first):
                yield start, end
                start = first
            elif start < 0:
                start = first
            end = last
        if start >= 0:
            yield start, end

    def _find_word(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each place where a word is no part of a longer one."""
        end = 0
        while (start := self._lower.find(word, end)) >= 0:
            end = start + len(word)
            if not (self._lower[start - 1 : start].isalnum() or self._lower[end : end + 1].isalnum()):
                yield start, end


def read_latin(text: str, lexicon: Lexicon) -> Quantities:
    """Return the quantities of a text."""
    return _LatinReader(text, lexicon).read()
