"""The reader of a language's numbers, dates, times and addresses: finds them by the patterns of its table, and builds each kind."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property

from corner.parity.lexicon import Lexicon
from corner.parity.quantities import (
    HALF,
    QUARTER,
    WEEKDAY,
    Code,
    Confidence,
    Date,
    Number,
    Quantities,
    Time,
    is_day,
    is_list_number,
    is_possible,
    parse_second_year,
)
from corner.parity.readers.address_reader import hide_addresses, iter_addresses
from corner.parity.readers.fractions import NUMBERS
from corner.parity.readers.grammar import Alternatives, PatternMatch
from corner.parity.readers.normalized_text import NormalizedText, to_lower_case
from corner.parity.readers.number_reader import NumberReader, ReadNumber
from corner.parity.readers.number_words import ROMAN_NUMERALS
from corner.parity.readers.titles import weigh_titles
from corner.parity.readers.word_numbers import WordNumberReader

_NAME_BEFORE = re.compile(r"[A-Z]\w*[ \u00a0]\Z")
_LONGEST_NAME = 20
"""How far before a numeral the name before it is looked for."""
_MAX_DIGITS = 30
"""The number of digits after which a sequence of them is no number."""
_DAYS = 31
_MONTHS = {QUARTER: 3, HALF: 6}
"""The number of months of a quarter and a half of a year."""
_HOURS, _MINUTES = 24, 60


class QuantityReader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Take a text in the language of a lexicon."""
        self._lexicon = lexicon
        self._grammar = lexicon.grammar
        self._numerals = self._grammar.numerals
        self._normal = NormalizedText(text, self._grammar.removed)
        self._text = self._normal.text
        if self._numerals:
            self._text = self._numerals.replace_cheque_numerals(self._text)
        self._lower = to_lower_case(self._text)
        self._quantities = Quantities([], [], [], [], [])
        self._numbers: list[ReadNumber] = []

    @cached_property
    def _number_reader(self) -> NumberReader:
        """The reader of one number, which is asked for once the addresses are hidden."""
        return NumberReader(self._text, self._lower, self._lexicon)

    def read(self) -> Quantities:
        """Return the quantities of the text."""
        self._read_addresses()
        if self._lexicon.table.has_spaces:
            self._read_words()
        else:
            self._read_triggers()
        if self._numbers:
            self._number_reader.join(self._numbers)
            self._quantities.numbers.extend(map(self._locate, self._numbers))
        if self._grammar.titles:
            titles = self._grammar.titles.finditer(self._text)
            weigh_titles(self._quantities, [tuple(map(self._normal.find_start, match.span())) for match in titles])
        return self._quantities

    def _read_addresses(self) -> None:
        """Read e-mail and web addresses, and hide them from the other readers."""
        codes = list(iter_addresses(self._text, self._normal))
        if codes:
            self._quantities.codes.extend(codes)
            self._text, self._lower = hide_addresses(self._text), hide_addresses(self._lower)

    def _read_triggers(self) -> None:
        """Read a text without spaces between words: a pattern is tried at each character that may begin a quantity."""
        end = 0
        for trigger in self._grammar.triggers.finditer(self._lower):
            start = trigger.start()
            if start < end:
                continue
            sign = self._lower[start]
            if sign.isascii():
                end = self._read_digits(trigger[0], start)
                continue
            end = self._read_match(self._grammar.get_alternatives(sign), start) or end
            if start >= end:
                self._read_hint(start)

    def _read_words(self) -> None:
        """Read a text with spaces between words: a pattern is tried at each digit and at each word that begins one."""
        places = self._lexicon.first_words.find(self._lower)
        if not places:
            return
        numbers = WordNumberReader(self._lower, {word for _, word in places}, self._lexicon)
        triggers = self._grammar.trigger_words
        others = self._lexicon.hint_words
        end = 0
        for start, word in places:
            if start < end:
                continue
            if "0" <= word[0] <= "9":
                end = self._read_digits(word, start)
                continue
            if word in triggers:
                end = self._read_match(self._grammar.get_verbal(word), start) or end
            if start >= end and word in numbers.words:
                end = self._read_number_words(numbers, start)
            if start >= end and word in others:
                self._read_word(word, start)

    def _read_number_words(self, numbers: WordNumberReader, start: int) -> int:
        """Read the run of number words that begins at a position, and return the end of its last number."""
        end = start
        for number in numbers.read(start):
            end = number.end
            self._numbers.append(self._number_reader.complete_words(number))
        return end

    def _read_word(self, word: str, start: int) -> None:
        """Read a word that may stand for a number: a hint or a Roman numeral."""
        self._read_hint(start)
        if word in ROMAN_NUMERALS and self._text.startswith(word.upper(), start) and self._follows_name(word, start):
            self._add(Decimal(ROMAN_NUMERALS[word]), "", (start, start + len(word)), Confidence.OPTIONAL)

    def _follows_name(self, word: str, start: int) -> bool:
        """Return whether a Roman numeral of one letter comes after a name, as in “World War I”."""
        return len(word) > 1 or _NAME_BEFORE.search(self._text, max(0, start - _LONGEST_NAME), start) is not None

    def _read_digits(self, word: str, start: int) -> int:
        """Read what begins with a digit, and return its end."""
        end = start + len(word)
        if end - start > _MAX_DIGITS or is_list_number(self._text, start):
            return end
        if self._is_in_name(start):
            digits = re.match("[0-9]+", word)
            if digits:
                self._add_part_of_name(digits[0], start)
            return end
        if word.isdecimal() and self._is_plain(start, end):
            self._numbers.append(self._number_reader.read_plain(word, start))
            return end
        return self._read_match(self._grammar.get_alternatives(word[0]), start) or end

    def _is_plain(self, start: int, end: int) -> bool:
        """Return whether digits are a number and nothing else: no pattern goes on with what follows them."""
        is_plain = self._grammar.plain_end.match(self._lower, end) is not None
        return is_plain and self._lower[start - 1 : start] != "+"

    def _add_part_of_name(self, digits: str, start: int) -> None:
        """Add the digits of a name such as G20; those of SS19 are a year."""
        years = ((Decimal(f"20{digits}"), ""),) if len(digits) == len("19") else ()
        self._add(Decimal(digits), "", (start, start + len(digits)), Confidence.OPTIONAL, years)

    def _is_in_name(self, start: int) -> bool:
        """Return whether a digit follows a letter, perhaps with a hyphen, as in G20 and COVID-19, but for a currency."""
        before = self._text[max(0, start - 2) : start]
        follows = before[-1:].isascii() and before[-1:].isalpha()
        hyphenated = len(before) == 2 and before[1] == "-" and before[0].isascii() and before[0].isalpha()
        return (follows or hyphenated) and not self._number_reader.find_currency(start)

    def _read_hint(self, start: int) -> None:
        """Read a word that may stand for a number or a time of the other text."""
        for length, quantity in self._lexicon.find_hints(self._lower, start):
            written = self._normal.get_written(start, start + length)
            position = self._normal.find_start(start)
            if isinstance(quantity, Time):
                self._quantities.times.append(quantity._replace(start=position, written=written))
            elif isinstance(quantity, Number):
                value, unit, _, _, confidence, others, *_ = quantity
                self._quantities.numbers.append(Number(value, unit, position, written, confidence, others))

    def _read_match(self, alternatives: Alternatives, start: int) -> int:
        """Build the quantities of the first match of which something can be made, and return its end; 0 for none."""
        match = alternatives.find_match(self._lower, start)
        if match is None:
            return 0
        others = alternatives.iter_others(self._lower, match)
        return self._build(match) or next((end for other in others if (end := self._build(other))), 0)

    def _build(self, match: PatternMatch) -> int:
        """Build the quantities of a match, and return its end; 0 if nothing can be made of it."""
        if match.kind == "skip":
            return match.end
        if match.kind in NUMBERS:
            number = NUMBERS[match.kind](match, self._number_reader)
            if number:
                self._numbers.append(number)
            return number.end if number else 0
        end: int = getattr(self, f"_build_{match.kind}")(match)
        return end

    def _add(
        self,
        value: Decimal,
        unit: str,
        span: tuple[int, int],
        confidence: Confidence = Confidence.CERTAIN,
        others: tuple[tuple[Decimal, str], ...] = (),
    ) -> int:
        self._numbers.append(ReadNumber(value, unit, *span, confidence, others))
        return span[1]

    def _locate(self, number: ReadNumber) -> Number:
        start = self._normal.find_start(number.start)
        written = self._normal.get_written(number.start, number.end)
        gloss = number.gloss if number.gloss < 0 else self._normal.find_start(number.gloss)
        return Number(
            number.value, number.unit, start, written, number.confidence, number.others, gloss, number.measure
        )

    def _parse_list(self, match: PatternMatch, group: str) -> list[tuple[int, int]]:
        """Return position and value of each short numeral in a group."""
        text = match.groups.get(group, "")
        start = match.find_start(group) if text else 0
        word = self._lexicon.table.words.get("cardinal", {}).get(text)
        if word:
            return [(start, word)]
        return [(start + part.start(), self._parse(part[0])) for part in self._grammar.numeral.finditer(text)]

    def _parse(self, text: str) -> int:
        return self._numerals.parse_short(text) if self._numerals else int(text)

    def _build_date(self, match: PatternMatch) -> int:
        year = self._parse(match.groups["year"]) if "year" in match.groups else None
        months = self._parse_months(match)
        days = self._parse_list(match, "days")
        if not months or not all(is_day(month, 1) for _, month in months):
            return 0
        # Each day of a list is a date of its own, and so is each month of one; the first has what is written before.
        dates = [(position, months[0][1], day) for position, day in days] or [(*month, 0) for month in months]
        for number, (position, month, day) in enumerate(dates):
            start = position if number else match.start
            self._add_date((year, month, day or None), (start, match.end), Confidence.CERTAIN, match.start)
        return match.end

    def _parse_months(self, match: PatternMatch) -> list[tuple[int, int]]:
        name = match.groups["months"]
        if name not in self._lexicon.months:
            return self._parse_list(match, "months")
        is_written = (
            self._text[match.find_start("months")].isupper() or name not in self._lexicon.table.ambiguous_months
        )
        return [(match.start, self._lexicon.months[name])] if is_written else []

    def _add_date(
        self,
        day: tuple[int | None, int, int | None],
        span: tuple[int, int],
        confidence: Confidence,
        first: int | None = None,
    ) -> None:
        written = self._normal.get_written(span[0] if first is None else first, span[1])
        date = Date(*day, self._normal.find_start(span[0]), written, confidence)
        is_impossible = date.day and 0 < date.day <= _DAYS and not is_possible(date.year, date.month, date.day)
        if date.month and is_impossible:
            self._quantities.impossible.append(date)
        self._quantities.dates.append(date)

    def _build_numeric_date(self, match: PatternMatch) -> int:
        groups = {name: int(value) for name, value in match.groups.items()}
        if "first" in groups:
            # 24/9/2021, or 9/24/2021 if there is no such month.
            first, second = groups["first"], groups["second"]
            month, day = (second, first) if second <= 12 else (first, second)
        else:
            month, day = groups["month"], groups["day"]
        if not is_day(month, 1) or not 1 <= day <= _DAYS:
            return 0
        self._add_date((groups["year"], month, day), (match.start, match.end), Confidence.CERTAIN)
        return match.end

    def _build_month(self, match: PatternMatch) -> int:
        """Build a month without a day or a year, which may be another word."""
        name = match.groups["months"]
        if self._lexicon.number_words.parse(name):
            return 0  # “dez” is ten rather than December
        is_ambiguous = name in self._lexicon.table.ambiguous_months or len(name) < 4
        is_optional = is_ambiguous or not (self._text[match.start].isupper() or self._lexicon.has_lower_months)
        confidence = Confidence.OPTIONAL if is_optional else Confidence.LIKELY
        self._add_date((None, self._lexicon.months[name], None), (match.start, match.end), confidence)
        return match.end

    def _build_same_month(self, match: PatternMatch) -> int:
        """Build 二○二二年同月, the month of the date before it in another year."""
        dates = self._quantities.dates
        if not dates or not dates[-1].month:
            return 0
        year = self._parse(match.groups["year"])
        self._add_date((year, dates[-1].month, None), (match.start, match.end), Confidence.OPTIONAL)
        return self._add(Decimal(year), "", (match.start, match.start + len(match.groups["year"])))

    def _build_lunar(self, match: PatternMatch) -> int:
        """Build a month and a day of another calendar, which are no date."""
        for position, value in (*self._parse_list(match, "months"), *self._parse_list(match, "days")):
            self._add(Decimal(value), "", (position, match.end), Confidence.OPTIONAL)
        return match.end

    def _build_day(self, match: PatternMatch) -> int:
        """Build 30日, a day of the month before it or a number of days."""
        for position, day in self._parse_list(match, "days"):
            if not 1 <= day <= _DAYS:
                self._add(Decimal(day), "", (position, match.end))
                continue
            self._add(Decimal(day), "", (position, match.end), Confidence.OPTIONAL)
            is_certain = self._text[position].isascii() or day > 10
            confidence = Confidence.CERTAIN if is_certain else Confidence.LIKELY
            if is_certain or day > 2:
                self._add_date((None, 0, day), (position, match.end), confidence)
        return match.end

    def _build_time(self, match: PatternMatch) -> int:
        groups = match.groups
        minute = 30 if "thirty" in groups else self._parse(groups["minute"]) if "minute" in groups else 0
        hours = self._parse_list(match, "hours")
        if minute >= _MINUTES or any(hour > _HOURS for _, hour in hours):
            return 0
        period = self._lexicon.find_day_period(groups.get("period", ""))
        confidence = Confidence.OPTIONAL if match.is_optional else Confidence.CERTAIN
        for position, hour in hours:
            placed = hour if period is None else _place_hour(hour, period)
            is_sure = period is not None or hour > 12 or self._text.startswith("0", position) or hour == 0
            start = match.start if position == hours[0][0] else position
            written = self._normal.get_written(start, match.end)
            time = Time(placed % 24 * 60 + minute, is_sure, self._normal.find_start(start), written, confidence)
            self._quantities.times.append(time)
            if match.is_optional:
                self._add(Decimal(hour), "", (position, match.end), confidence)
        return match.end

    def _build_years(self, match: PatternMatch) -> int:
        digits = [self._to_digits(match.groups[name]) for name in ("year", "second")]
        second = parse_second_year(*digits)
        if not second:
            return 0
        self._add(Decimal(digits[0]), "", (match.start, match.end))
        self._add(Decimal(second), "", (match.find_start("second"), match.end))
        return match.end

    def _to_digits(self, text: str) -> str:
        return self._numerals.to_digits(text) if self._numerals else text

    def _build_phone(self, match: PatternMatch) -> int:
        digits = re.sub("[^0-9]", "", self._text[match.start : match.end])
        written = self._normal.get_written(match.start, match.end)
        self._quantities.codes.append(Code("phone", digits, self._normal.find_start(match.start), written))
        return match.end

    def _build_weekday(self, match: PatternMatch) -> int:
        words = self._lexicon.table.words
        values = {**self._lexicon.weekdays, **words.get("weekday", {}), **words.get("short_day", {})}
        name = match.groups["days"]
        days = [values[name]] if name in values else [values[sign] for sign in name if sign in values]
        return self._build_members(match, days, WEEKDAY)

    def _build_quarter(self, match: PatternMatch) -> int:
        return self._build_members(match, self._parse_members(match, "quarter", 4), QUARTER)

    def _build_half(self, match: PatternMatch) -> int:
        return self._build_members(match, self._parse_members(match, "half", 2), HALF)

    def _parse_members(self, match: PatternMatch, group: str, last: int) -> list[int]:
        """Return the numbers that a match names by words of a group, or by ordinals, of which 0 is the last."""
        words = self._lexicon.table.words
        values = {**words.get("ordinal", {}), **words.get(group, {})}
        name = next(iter(match.groups.values()))
        if name in values or name.isdigit():
            return [values.get(name, int(name) if name.isdigit() else 0) or last]
        return [values[sign] for sign in name if sign in values]

    def _build_members(self, match: PatternMatch, values: list[int], unit: str) -> int:
        for value in values:
            others = () if unit == WEEKDAY else ((Decimal(value), ""), (Decimal(_MONTHS[unit]), ""))
            self._add(Decimal(value), unit, (match.start, match.end), Confidence.CERTAIN, others)
        return match.end if values else 0


def _place_hour(hour: int, period: list[int]) -> int:
    """Return the hour that lies in a part of the day, such as 16 for 4 in the afternoon."""
    first, last = period
    return next((other for other in range(hour % 12, 36, 12) if first <= other < last), hour)


def read_quantities(text: str, lexicon: Lexicon) -> Quantities:
    """Return the numbers, dates, times and addresses of a text in the language of a lexicon."""
    return QuantityReader(text, lexicon).read()
