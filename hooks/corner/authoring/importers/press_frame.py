"""What is around the text of a press release: mastheads, datelines, the day and time of issue, and “Ends”."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corner.authoring.importers.phrases import Phrases
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import WEEKDAY, Quantities
from corner.parity.readers.reader import read_quantities

_HEAD, _FOOT = 8, 8
"""The number of blocks at the beginning and at the end that may be around the text."""
_BESIDE = 24
"""The largest number of letters beside the day, such as a day of the week and a place."""
_LONGEST = 200
"""The largest number of letters of a line around the text."""
_FIRST = 1900
"""The first year of issue; a smaller number is a year of another calendar."""
_DASHES = "\u2012\u2013\u2014\u2015\u2500\uff0d-"
_DASH = f"[{_DASHES}]"
_PLACE = r"[^\W\d_][^()（）\[\]【】.。;；:：,，、،]{0,30}?"
_BEFORE_DAY = re.compile(
    rf"(?P<bracket>[(（\[【])?\s*(?P<place>{_PLACE})?\s*(?P<joint>[,，、،(（]|{_DASH})?[\s{_DASHES}]*"
)
"""What a dateline has before the day: a place, perhaps in brackets."""
_AFTER_DAY = re.compile(
    rf"\s*(?:[(（][^()（）]{{1,12}}[)）])?(?:[,，،]\s*(?P<place>{_PLACE})(?=\s*(?:[)）\]】]|{_DASH})))?\s*(?P<bracket>[)）\]】])?\s*(?P<dash>{_DASH}+)?\s*"
)
"""What it has after the day: a day of the week in brackets, the closing bracket, a dash."""
_MOST_PLACE_WORDS = 4
_LABEL = re.compile(r"[^\W\d_][^0-9:：]{0,20}[:：]")
_SENTENCE_ENDS = tuple(".。!！?？;；")


class IssueDay(NamedTuple):
    """A day of issue in a block."""

    position: int
    day: date


@dataclass(slots=True)
class PressFrame:
    """What is around a text, by the positions of its blocks."""

    dropped: set[int] = field(default_factory=set)
    """The blocks that are no text."""
    cut_start: dict[int, int] = field(default_factory=dict)
    """How many characters at the beginning of a block are a dateline."""
    cut_end: dict[int, int] = field(default_factory=dict)
    """How many characters at the end of a block say that the text is over."""
    dated: int | None = None
    """The block above the text or below it that has the day of issue."""
    day: date | None = None
    time: time | None = None
    zone: str = ""
    """The key of the time zone of the time, where it is named."""

    def format_moment(self, zone: tzinfo) -> str:
        """Return the day of issue, and the time where it is known, as front matter in a time zone writes it."""
        if self.day is None or self.time is None:
            return self.day.isoformat() if self.day else ""
        moment = datetime.combine(self.day, self.time, ZoneInfo(self.zone) if self.zone else zone)
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


class _FrameReader:
    """Reads the frame of one text."""

    def __init__(self, blocks: list[str], lexicon: Lexicon, phrases: Phrases) -> None:
        self._blocks = blocks
        self._lexicon = lexicon
        self._phrases = phrases
        self.frame = PressFrame()

    def read(self) -> PressFrame:
        """Return the frame."""
        positions = self._iter_ends()
        dated = [self._read_line(position) for position in positions if len(self._blocks[position]) <= _LONGEST]
        self._read_dateline()
        days = [day for day in dated if day]
        if days and self.frame.day in (None, days[0].day):
            self._take_day(days[0])
        elif self.frame.day is None:
            self._read_loose_day()
        # The day may be above the text and below it.
        self.frame.dropped |= {day.position for day in days if day.day == self.frame.day}
        self._read_ending()
        return self.frame

    def _iter_ends(self) -> list[int]:
        count = len(self._blocks)
        return [*range(min(_HEAD, count)), *range(max(_HEAD, count - _FOOT), count)]

    def _read_line(self, position: int) -> IssueDay | None:
        """Drop a block that is nothing but a part of the frame; return the day of issue that it has."""
        block = self._blocks[position]
        quantities = read_quantities(block, self._lexicon)
        day = find_day(quantities)
        rest = _leave_out(block, quantities)
        has_zone = bool(quantities.times) and 0 < sum(map(str.isalpha, rest)) <= _BESIDE
        zone_name, zone = self._phrases.find_zone(rest, self._lexicon.time_zones) if has_zone else ("", "")
        rest = rest.casefold().replace(zone_name, " ") if zone_name else rest
        if not self._phrases.is_frame(rest) or (quantities.dates and day is None):
            return None
        has_label = bool(zone_name) or self._phrases.has_label(rest)
        if quantities.times and (day or has_label):
            self.frame.time = time(*divmod(quantities.times[0].minutes, 60))
            self.frame.zone = zone
        if day:
            return IssueDay(position, day)
        if has_label or not quantities.times:
            self.frame.dropped.add(position)
        return None

    def _take_day(self, found_day: IssueDay) -> None:
        self.frame.dated, self.frame.day = found_day
        self.frame.dropped.add(found_day.position)

    def _read_loose_day(self) -> None:
        """Take the day from the first block that has it and little more."""
        for position in self._iter_ends():
            block = self._blocks[position]
            quantities = read_quantities(block, self._lexicon) if len(block) <= _LONGEST else None
            day = find_day(quantities) if quantities else None
            if quantities and day:
                beside = sum(map(str.isalpha, _leave_out(block, quantities)))
                # “Date: 5 December 2026” after the first sentence is that of an event.
                if beside <= _BESIDE and not (_LABEL.match(block) and self._follows_sentence(position)):
                    self._take_day(IssueDay(position, day))
                    return

    def _follows_sentence(self, position: int) -> bool:
        return any(block.endswith(_SENTENCE_ENDS) for block in self._blocks[:position])

    def _read_dateline(self) -> None:
        """Read the place and the day before the first sentences, as in “Lisbon, 20 November 2026 – ”."""
        for position, block in enumerate(self._blocks[:_HEAD]):
            quantities = read_quantities(block[:_LONGEST], self._lexicon)
            length = _measure_dateline(block, quantities, self._phrases)
            day = find_day(quantities)
            if not length or day is None:
                continue
            if not any(map(str.isalnum, block[length:])):
                self._take_day(IssueDay(position, day))
            else:
                self.frame.day = day
                self.frame.cut_start[position] = length
            return

    def _read_ending(self) -> None:
        """Find “(Ends)” after the last sentence."""
        for position in range(len(self._blocks) - 1, max(-1, len(self._blocks) - 1 - _FOOT), -1):
            match = self._phrases.final_ending.search(self._blocks[position][-_LONGEST:])
            if match and position not in self.frame.dropped:
                self.frame.cut_end[position] = len(match[0])


def read_frame(blocks: list[str], lexicon: Lexicon, phrases: Phrases) -> PressFrame:
    """Return what is around the text of a press release.

    Args:
        blocks: the blocks of the text.
        lexicon: the words of its language.
        phrases: the phrases of all languages.
    """
    return _FrameReader(blocks, lexicon, phrases).read()


def find_day(quantities: Quantities) -> date | None:
    """Return the first whole day, with the year right before it where that is of another calendar."""
    for quantity in quantities.dates:
        years = [
            int(number.value) for number in quantities.numbers if number.start + len(number.written) == quantity.start
        ]
        year = quantity.year if quantity.year is not None else next(iter(years), None)
        if year is not None and year >= _FIRST and quantity.month and quantity.day:
            with suppress(ValueError):  # such as 31 February
                return date(year, quantity.month, quantity.day)
    return None


def _leave_out(block: str, quantities: Quantities) -> str:
    """Return a line without its first day, and without its times and days of the week."""
    dates = [quantity for quantity in quantities.dates if quantity.day]
    others = [number for number in quantities.numbers if number.unit == WEEKDAY]
    years = [
        number
        for number in quantities.numbers
        if dates and number.value >= _FIRST and number.start + len(number.written) == dates[0].start
    ]
    written = [quantity.written for quantity in dates[:1]] + [quantity.written for quantity in quantities.times]
    for part in [*written, *(number.written for number in (*others, *years))]:
        block = block.replace(part, " ", 1)
    return block


def _measure_dateline(block: str, quantities: Quantities, phrases: Phrases) -> int:
    """Return the number of characters of the dateline with which a block begins; 0 for none."""
    first = next(iter(quantities.dates), None)
    if first is None or not first.day:
        return 0
    starts = [number.start for number in quantities.numbers if number.start + len(number.written) == first.start]
    before = _BEFORE_DAY.fullmatch(phrases.strip_filler(block[: min([first.start, *starts])]))
    after = _AFTER_DAY.match(block, first.start + len(first.written))
    if not before or not after:
        return 0
    place = before["place"] or after["place"] or ""
    is_closed = bool(before["bracket"]) == bool(after["bracket"]) or (before["joint"] or "").strip() in tuple("(（")
    is_marked = bool(after["dash"] or (before["bracket"] and after["bracket"]))
    is_joined = bool(before["joint"] or before["bracket"]) if before["place"] else not before["joint"]
    has_one_place = bool(before["place"]) != bool(after["place"])
    return after.end() if has_one_place and is_closed and is_marked and is_joined and _is_place(place) else 0


def _is_place(words: str) -> bool:
    """Return whether words may be the name of a place: few, and capital in scripts that have capitals."""
    parts = words.split()
    return len(parts) <= _MOST_PLACE_WORDS and not any(part[0].islower() for part in parts[:1] + parts[-1:])
