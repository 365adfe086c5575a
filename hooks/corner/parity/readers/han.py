"""Reader of numbers, dates and times in Chinese, Traditional or Simplified."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import cache

from corner.parity.lexicon import Lexicon
from corner.parity.quantities import (
    COUNT,
    MONEY,
    SHARE,
    Confidence,
    Date,
    Number,
    Quantities,
    Time,
    is_day,
    is_list_number,
    normalize_fraction,
    parse_numeric_date,
    parse_second_year,
)
from corner.parity.readers.han_numerals import load_han_numerals
from corner.parity.readers.han_phrases import WEEKDAYS, read_han_phrases
from corner.parity.readers.tables import read_han_table

_ARABIC = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_SHARE = r"成(?![員员功立果份就交長长效績绩熟為为型都分品不事人語语]|本(?![地港國国澳]))"
_LATIN = re.compile(r"[A-Za-z]\Z|[A-Z]-\Z")
_JOINT = re.compile(r"\s?(?:至|及|、|和|與|与|到|或|[-–—~～])\s?\Z")
_RANGE = re.compile("[至到~～–—-]")


@cache
def _compile_pattern(han: str) -> re.Pattern[str]:
    """Return the pattern of what begins with a numeral; `han` are the characters of Chinese numerals."""
    numeral = rf"(?:[0-9]{{1,2}}|[{han}]{{1,3}})"
    return re.compile(
        rf"""(?P<skip> 十分(?![之鐘钟]) | [萬万]一 | 一帶一路 | 一带一路 | 一時(?!正) | 2019(?=冠[狀状]) | [{han}]+、(?<=\n.、)(?![{han}]) )
        | (?P<decade>[{han}]{{2}}|[0-9]{{2}}) 年代
        | (?P<phone>(?!(?:19|20)[0-9]{{2}}[^0-9])[0-9]{{4}}[ \u00a0-][0-9]{{4}}) (?![0-9-])
        | (?P<slashed>[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}) (?![0-9])
        | (?P<hour>{numeral}) (?: [時时](?![裝装]) | [點点](?=正|[整半鐘钟，。、；）]|[{han}0-9]+分) ) (?: (?P<half>半) | (?P<minute>{numeral}) 分(?!之) )?
        | (?P<clock>[0-9]{{1,2}}[:：][0-9]{{2}})
        | (?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
        | (?: (?P<year>[0-9]{{4}}|[{han}]{{4}}) 年 )? (?P<month>{numeral}) (?: 月 | (?=[至及、和]{numeral}月) ) (?: (?P<day>{numeral}) (?: [日號号] | (?=\s?(?:至|及|、|和|與|与|到|[-–—~～])\s?{numeral}日) ) )?
        | (?P<lone>{numeral}) 日
        | (?P<percent> 百分之 )?
            (?P<number> (?:{_ARABIC})(?:\.[0-9]+)? | [{han}]+(?:[點点][{han}]+)? )
            (?: [多餘余幾几]? (?P<scale>[十百千萬万億亿兆]+) )? (?: (?P<parts>分之) (?P<share>[0-9]+|[{han}]+) )?
            (?P<after> [ ]?[%％] | (?:個|个)百分[點点] | {_SHARE} )? (?P<five>(?<=成)半)?
            (?: [-–—至/] (?P<second>[0-9]{{2}}|[{han}]{{2}}) (?=年|(?P<open>[^0-9日月號号時时分.:：/-]|\Z)) )?
            (?P<more> [個个]半(?![月年]) | [年天倍]半 | [個个]半月 )?""",
        re.VERBOSE,
    )


class _HanReader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._numerals = load_han_numerals()
        self._text = self._numerals.replace_cheque_numerals(text)
        self._money = lexicon.money
        table = read_han_table()
        self._measure_words = frozenset(table.measure_words)
        self._vague_words = frozenset(table.vague_words)
        self._day_periods = table.day_periods
        self._afternoon = table.afternoon
        self._date: tuple[int | None, int, int] = (None, 0, 0)
        """Year, month and end position of the last date, for a date that is joined to it."""
        self._lower: Number | None = None
        """The last number, if it may be the lower end of a range."""
        self._lower_end = 0
        """The end position of the last number."""
        self._quantities = Quantities([], [], [])

    def read(self) -> Quantities:
        end = 0
        pattern = _compile_pattern(self._numerals.characters)
        for numerals in re.finditer(f"[0-9{self._numerals.characters}]+", self._text):
            start = numerals.start()
            if start >= end:
                end = self._read_at(pattern, start)
        numbers, times = read_han_phrases(self._text)
        self._quantities.numbers.extend(numbers)
        self._quantities.times.extend(times)
        return self._quantities

    def _read_at(self, pattern: re.Pattern[str], start: int) -> int:
        """Read what begins with a numeral at `start`, and return its end."""
        before = self._text[max(0, start - 5) : start]
        match = pattern.match(self._text, start)
        if match is None or match["skip"] or is_list_number(self._text, start):
            return match.end() if match else start
        last_two = before[-2:]
        if WEEKDAYS.match(self._text, start - (2 if last_two[-1:] in ("期", "拜") else 1)):
            return start + 1
        money = self._find_currency(before)
        if self._text[start].isascii() and not money and (_LATIN.search(before)):
            return match.end()  # a name, such as G20 or COVID-19
        if match["number"]:
            return self._read_number(match, before, money)
        if match["decade"] or match["phone"]:
            self._read_decade_or_phone(match)
        elif match["month"] or match["iso"] or match["slashed"]:
            self._read_date(match)
        elif match["lone"]:
            self._read_day(match)
        else:
            self._read_time(match, last_two)
        return match.end()

    def _add(self, value: Decimal, unit: str, source: tuple[int, str], confidence: Confidence) -> None:
        self._quantities.numbers.append(Number(value, unit, source[0], source[1].strip(), confidence))

    def _is_joined(self, match: re.Match[str]) -> bool:
        """Return whether the date right before is joined to this one by 至 or a similar word."""
        end = self._date[2]
        return bool(end) and match.start() - end <= 3 and bool(_JOINT.match(self._text[end : match.start()]))

    def _read_date(self, match: re.Match[str]) -> None:
        if match["iso"] or match["slashed"]:
            year, month, day = parse_numeric_date(match["iso"] or match["slashed"])
        else:
            year, month, day = (
                self._numerals.parse_short(match["year"]),
                self._numerals.parse_short(match["month"]),
                self._numerals.parse_short(match["day"]),
            )
        if not is_day(month, day or 1):
            for number in (month, day):
                self._add(Decimal(number), "", (match.start(), match[0]), Confidence.CERTAIN)
            return
        if not year and self._is_joined(match):
            year = self._date[0] or 0
        date = Date(year or None, month, day or None, match.start(), match[0], Confidence.CERTAIN)
        self._quantities.dates.append(date)
        self._date = (date.year, month, match.end())

    def _read_decade_or_phone(self, match: re.Match[str]) -> None:
        """Read a decade, as in 九十年代, or a telephone number."""
        source = match.start(), match[0]
        if match["phone"]:
            self._add(Decimal(re.sub("[^0-9]", "", match["phone"])), "", source, Confidence.CERTAIN)
            return
        for century in (0, 1900, 2000):
            self._add(Decimal(self._numerals.parse_short(match["decade"]) + century), "", source, Confidence.OPTIONAL)

    def _read_day(self, match: re.Match[str]) -> None:
        """Read 30日, a day of the month before it or a number of days."""
        day = self._numerals.parse_short(match["lone"])
        if self._is_joined(match) and is_day(self._date[1], day):
            year, month, _ = self._date
            self._quantities.dates.append(Date(year, month, day, match.start(), match[0], Confidence.CERTAIN))
            self._date = (year, month, match.end())
            return
        self._add(Decimal(day), "", (match.start(), match[0]), Confidence.OPTIONAL)
        if match["lone"].isascii() or day > 2:
            is_certain = match["lone"].isascii() or day > 10
            confidence = Confidence.CERTAIN if is_certain else Confidence.LIKELY
            self._quantities.dates.append(Date(None, 0, day, match.start(), match[0], confidence))

    def _read_time(self, match: re.Match[str], period: str) -> None:
        if match["clock"]:
            hour, minute = (int(part) for part in re.split("[:：]", match["clock"]))
        else:
            hour, minute = (
                self._numerals.parse_short(match["hour"]),
                30 if match["half"] else self._numerals.parse_short(match["minute"]),
            )
        if hour > 24 or minute > 59:
            return
        if period in self._afternoon and hour < 12:
            hour += 12
        prefix = period if period in self._day_periods else ""
        has_day_half = bool(prefix) or hour > 12 or bool(match["clock"] and match["clock"].startswith("0"))
        self._quantities.times.append(
            Time((hour % 24) * 60 + minute, has_day_half, match.start() - len(prefix), prefix + match[0])
        )

    def _read_number(self, match: re.Match[str], before: str, money: str) -> int:
        """Read a number, and return its end."""
        written, end = match["number"], match.end()
        year = self._parse_second_year(match)
        if match["second"] and not year:
            end = match.start("second") - 1
        source = match.start() - len(money), money + self._text[match.start() : end]
        if match["parts"]:
            self._read_share(match, source)
            return end
        unit = self._find_unit(match, money, end)
        is_arabic = written[0].isascii()
        upper, remainder = self._numerals.parse_number(written)
        value = upper * self._multiply_scales(match["scale"] or "")
        if (match["after"] or "")[:1] == "成" and not before.endswith("第"):
            value, unit = value * 10 + (5 if match["five"] else 0), "%"
        confidence = Confidence.CERTAIN if is_arabic else self._rate_numeral(match, before, written, value, remainder)
        if unit not in ("", COUNT) and not is_arabic and (unit == "%" or not self._numerals.has_only_units(written)):
            confidence = Confidence.CERTAIN
        if match["more"]:
            self._add(value + Decimal("0.5"), "", source, Confidence.OPTIONAL)
            self._add(value * 12 + 6, "", source, Confidence.OPTIONAL)
            confidence = Confidence.OPTIONAL
        unit = self._complete_range(upper, value if is_arabic else upper, unit, source[0])
        self._add(value, unit, source, confidence)
        self._lower = self._quantities.numbers[-1] if value == upper else None
        self._lower_end = end
        if remainder:
            self._add(Decimal(self._numerals.parse(remainder)[0]), "", source, Confidence.OPTIONAL)
        if year:
            self._add(Decimal(year), "", source, Confidence.CERTAIN)
        return end

    def _complete_range(self, upper: Decimal, value: Decimal, unit: str, start: int) -> str:
        """Give the scale and unit at one end of a range to both ends, as in 百分之十五至二十 and 1,000至2,000萬.

        Returns:
            The unit of the upper end, which begins at `start`.
        """
        lower = self._lower
        if lower is None or lower.value >= upper or not _RANGE.fullmatch(self._text, self._lower_end, start):
            return unit
        index = self._quantities.numbers.index(lower)
        other = lower.unit or unit.strip(COUNT)
        self._quantities.numbers[index] = lower._replace(value=lower.value * (value / upper), unit=other)
        return "%" if lower.unit == "%" and not unit else unit

    def _read_share(self, match: re.Match[str], source: tuple[int, str]) -> None:
        """Read a share, as in 三分之一, which is not 3 but the same as “a third”."""
        total, part = self._numerals.parse_short(match["number"]), self._numerals.parse_short(match["share"])
        for value in (total, part):
            self._add(Decimal(value), "", source, Confidence.OPTIONAL)
        if total:
            self._add(normalize_fraction(Decimal(part), Decimal(total)), SHARE, source, Confidence.CERTAIN)

    def _find_currency(self, before: str) -> str:
        """Return the name or sign of a currency at the end of `before`, as it is written."""
        if before[-1:] in "，。、；：的於為至及和約逾共有（「\n":
            return ""
        signs = (before[-length:] for length in range(min(5, len(before)), 0, -1))
        return next((sign for sign in signs if not sign[0].isspace() and sign.strip().lower() in self._money), "")

    def _find_unit(self, match: re.Match[str], money: str, end: int) -> str:
        after = (match["after"] or "").strip()
        if match["percent"] or after in ("%", "％") or "百分" in after:
            return "%"
        sign = self._money.get(money.strip().lower(), "")
        following = self._text[end : end + 8].lstrip("多餘余 ").lower()
        if match["after"] or not following:
            return sign
        is_generic = following[0] in self._money
        name = following.removeprefix(following[0] if is_generic else "")  # 元人民幣
        currencies = (self._money.get(word[:length], "") for word in {following, name} for length in range(6, 1, -1))
        currency = next((code for code in currencies if code not in ("", MONEY)), sign)
        return currency or (MONEY if is_generic else COUNT if following[0] in self._measure_words else "")

    def _rate_numeral(
        self, match: re.Match[str], before: str, written: str, value: Decimal, remainder: str
    ) -> Confidence:
        """Return how certain it is that a number in Chinese numerals is a quantity."""
        if self._numerals.has_only_units(written) and (written != "十" or before[-1:] in self._vague_words):
            return Confidence.OPTIONAL  # 百, 千萬, 數十
        if len(written) > 1 and all(character in self._numerals.digits for character in written):
            return Confidence.CERTAIN if len(written) > 2 else Confidence.OPTIONAL  # 二○二一, 三四
        if value > 10:
            return Confidence.CERTAIN
        following = self._text[match.end() : match.end() + 1]
        counts = before.endswith("第") or following in self._measure_words or match["scale"]
        return Confidence.LIKELY if counts and value > 2 and not remainder else Confidence.OPTIONAL

    def _parse_second_year(self, match: re.Match[str]) -> int | None:
        """Return the second year of 2018至19, or `None`."""
        if not match["second"]:
            return None
        return parse_second_year(self._numerals.to_digits(match["number"]), self._numerals.to_digits(match["second"]))

    def _multiply_scales(self, written: str) -> int:
        """Return the product of scales such as 萬億."""
        return math.prod(self._numerals.scales.get(scale) or self._numerals.units[scale] for scale in written)


def read_han(text: str, lexicon: Lexicon) -> Quantities:
    """Return the quantities of a Chinese text."""
    return _HanReader(text, lexicon).read()
