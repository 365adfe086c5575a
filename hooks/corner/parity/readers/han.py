"""The numbers, dates and times of a Chinese text, Traditional or Simplified."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal

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
    format_fraction,
    is_day,
    is_list_number,
    parse_second_year,
    parse_written_day,
)
from corner.parity.readers import phrases

_DIGITS = {
    character: value
    for value, group in enumerate("○〇零 一 二兩两 三 四 五 六 七 八 九".split())
    for character in group
}
_TENS = {"廿": 20, "卅": 30}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_HAN = "".join((*_DIGITS, *_TENS, *_UNITS, *_SCALES))
_ZERO = "○〇零"
_MEASURES = frozenset(
    "個个名位人次項项宗件家間间場场屆届期批份條条部座所艘輛辆隻只種种類类套輪轮天日週周月年小分秒歲岁倍級级節节章款組组隊队班篇幅張张枚台臺架處处"
)
"""What follows a small numeral that counts; 三地, 四大 and 一帶一路 have none."""
_FORMAL = str.maketrans("壹貳贰參叁叄肆伍陸陆柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")
"""The numerals of cheques, of which a single one may be a name or another word."""
_CHEQUE = re.compile("[零萬万億亿壹貳贰參叁叄肆伍陸陆柒捌玖拾佰仟]{2,}")
_ARABIC = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_NUMERAL = rf"(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})"
_NUMERALS = re.compile(f"[0-9{_HAN}]+")
_SHARE = r"成(?![員员功立果份就交長长效績绩熟為为型都分品不事人語语]|本(?![地港國国澳]))"
_PERIODS = frozenset("上午 早上 凌晨 中午 正午 下午 傍晚 晚上".split())
_VAGUE = frozenset("數数幾几成上")
"""What makes a unit that follows it no number, as in 數十."""
_PATTERN = re.compile(
    rf"""(?P<skip> 十分(?![之鐘钟]) | [萬万]一 | 一帶一路 | 一带一路 | 一時(?!正) | 2019(?=冠[狀状]) | [{_HAN}]+、(?<=\n.、)(?![{_HAN}]) )
    | (?P<decade>[{_HAN}]{{2}}|[0-9]{{2}}) 年代
    | (?P<phone>(?!(?:19|20)[0-9]{{2}}[^0-9])[0-9]{{4}}[ \u00a0-][0-9]{{4}}) (?![0-9-])
    | (?P<slashed>[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}) (?![0-9])
    | (?P<hour>{_NUMERAL}) (?: [時时](?![裝装]) | [點点](?=正|[整半鐘钟，。、；）]|[{_HAN}0-9]+分) ) (?: (?P<half>半) | (?P<minute>{_NUMERAL}) 分(?!之) )?
    | (?P<clock>[0-9]{{1,2}}[:：][0-9]{{2}})
    | (?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
    | (?: (?P<year>[0-9]{{4}}|[{_HAN}]{{4}}) 年 )? (?P<month>{_NUMERAL}) (?: 月 | (?=[至及、和]{_NUMERAL}月) ) (?: (?P<day>{_NUMERAL}) (?: [日號号] | (?=\s?(?:至|及|、|和|與|与|到|[-–—~～])\s?{_NUMERAL}日) ) )?
    | (?P<lone>{_NUMERAL}) 日
    | (?P<percent> 百分之 )?
        (?P<number> (?:{_ARABIC})(?:\.[0-9]+)? | [{_HAN}]+(?:[點点][{_HAN}]+)? )
        (?: [多餘余幾几]? (?P<scale>[十百千萬万億亿兆]+) )? (?: (?P<parts>分之) (?P<share>[0-9]+|[{_HAN}]+) )?
        (?P<after> [ ]?[%％] | (?:個|个)百分[點点] | {_SHARE} )? (?P<five>(?<=成)半)?
        (?: [-–—至/] (?P<second>[0-9]{{2}}|[{_HAN}]{{2}}) (?=年|(?P<open>[^0-9日月號号時时分.:：/-]|\Z)) )?
        (?P<more> [個个]半(?![月年]) | [年天倍]半 | [個个]半月 )?""",
    re.VERBOSE,
)
_LATIN = re.compile(r"[A-Za-z]\Z|[A-Z]-\Z")
_JOINT = re.compile(r"\s?(?:至|及|、|和|與|与|到|或|[-–—~～])\s?\Z")
_RANGE = re.compile("[至到~～–—-]")
_AFTERNOON = frozenset("下午 傍晚 晚上 中午 正午".split())


def parse_numeral(text: str) -> tuple[int, int]:
    """Return the value of the longest well-formed numeral at the beginning of `text`, and its length.

    十四五 is thus 14, and 五 is left; without units the characters are digits, as in 二○二一.
    """
    if not any(character in _UNITS or character in _SCALES or character in _TENS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text)), len(text)
    total = section = 0
    digit: int | None = None
    unit, scale = 10**4, 10**20
    """The last unit and scale, below which the next must stay."""
    place = 0
    for place, character in enumerate(text):
        if character in _SCALES:
            section += digit or 0
            if not total and not section:
                section = 1
            factor = _SCALES[character]
            # 萬億 multiplies all that is there; 億…萬 adds to it.
            total = (total + section) * factor if factor > scale else total + section * factor
            section, digit, unit, scale = 0, None, 10**4, factor
        elif character in _UNITS and _UNITS[character] < unit:
            unit = _UNITS[character]
            section += (1 if digit is None else digit) * unit
            digit = None
        elif character in _TENS and digit is None:
            section += _TENS[character]
        elif character in _ZERO and not digit:
            continue
        elif character in _DIGITS and digit is None:
            digit = _DIGITS[character]
        else:
            return total + section + (digit or 0), place
    return total + section + (digit or 0), len(text)


def _plain(text: str | None) -> int:
    """Return the value of a short numeral, in digits or in Chinese; 0 for none."""
    if not text:
        return 0
    return int(text) if text.isascii() else parse_numeral(text)[0]


class _HanReader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, money: Mapping[str, str]) -> None:
        self._text = text
        self._money = money
        self._date: tuple[int | None, int, int] = (None, 0, 0)
        """Year, month and end of the last date, for what is joined to it."""
        self._lower: Number | None = None
        """The last number, when it may be the lower end of a range, and where it ends."""
        self._lower_end = 0
        self.found = Quantities([], [], [])

    def read(self) -> Quantities:
        end = 0
        for numerals in _NUMERALS.finditer(self._text):
            start = numerals.start()
            if start >= end:
                end = self._at(start)
        numbers, times = phrases.read_han_phrases(self._text)
        self.found.numbers.extend(numbers)
        self.found.times.extend(times)
        return self.found

    def _at(self, start: int) -> int:
        """Read what begins with a numeral, and return its end."""
        before = self._text[max(0, start - 5) : start]
        match = _PATTERN.match(self._text, start)
        if match is None or match["skip"] or is_list_number(self._text, start):
            return match.end() if match else start
        two = before[-2:]
        if phrases.WEEKDAYS.match(self._text, start - (2 if two[-1:] in ("期", "拜") else 1)):
            return start + 1
        money = self._sign(before)
        if self._text[start].isascii() and not money and (_LATIN.search(before)):
            return match.end()  # a name, such as G20 or COVID-19
        if match["number"]:
            return self._number(match, before, money)
        if match["decade"] or match["phone"]:
            self._long(match)
        elif match["month"] or match["iso"] or match["slashed"]:
            self._dated(match)
        elif match["lone"]:
            self._lone(match)
        else:
            self._time(match, two)
        return match.end()

    def _add(self, value: Decimal, unit: str, place: tuple[int, str], weight: Confidence) -> None:
        self.found.numbers.append(Number(value, unit, place[0], place[1].strip(), weight))

    def _joined(self, match: re.Match[str]) -> bool:
        """Return whether a date stands right before, joined to this one by 至 or the like."""
        end = self._date[2]
        return bool(end) and match.start() - end <= 3 and bool(_JOINT.match(self._text[end : match.start()]))

    def _dated(self, match: re.Match[str]) -> None:
        if match["iso"] or match["slashed"]:
            year, month, day = parse_written_day(match["iso"] or match["slashed"])
        else:
            year, month, day = _plain(match["year"]), _plain(match["month"]), _plain(match["day"])
        if not is_day(month, day or 1):
            for number in (month, day):
                self._add(Decimal(number), "", (match.start(), match[0]), Confidence.SURE)
            return
        if not year and self._joined(match):
            year = self._date[0] or 0
        found = Date(year or None, month, day or None, match.start(), match[0], Confidence.SURE)
        self.found.dates.append(found)
        self._date = (found.year, month, match.end())

    def _long(self, match: re.Match[str]) -> None:
        """Read 九十年代, or a number of a telephone."""
        place = match.start(), match[0]
        if match["phone"]:
            self._add(Decimal(re.sub("[^0-9]", "", match["phone"])), "", place, Confidence.SURE)
            return
        for century in (0, 1900, 2000):
            self._add(Decimal(_plain(match["decade"]) + century), "", place, Confidence.OFFERED)

    def _lone(self, match: re.Match[str]) -> None:
        """Read 30日, a day of the month before it or a number of days."""
        day = _plain(match["lone"])
        if self._joined(match) and is_day(self._date[1], day):
            year, month, _ = self._date
            self.found.dates.append(Date(year, month, day, match.start(), match[0], Confidence.SURE))
            self._date = (year, month, match.end())
            return
        self._add(Decimal(day), "", (match.start(), match[0]), Confidence.OFFERED)
        if match["lone"].isascii() or day > 2:
            sure = match["lone"].isascii() or day > 10
            weight = Confidence.SURE if sure else Confidence.WORD
            self.found.dates.append(Date(None, 0, day, match.start(), match[0], weight))

    def _time(self, match: re.Match[str], period: str) -> None:
        if match["clock"]:
            hour, minute = (int(part) for part in re.split("[:：]", match["clock"]))
        else:
            hour, minute = _plain(match["hour"]), 30 if match["half"] else _plain(match["minute"])
        if hour > 24 or minute > 59:
            return
        if period in _AFTERNOON and hour < 12:
            hour += 12
        spoken = period if period in _PERIODS else ""
        certain = bool(spoken) or hour > 12 or bool(match["clock"] and match["clock"].startswith("0"))
        self.found.times.append(
            Time((hour % 24) * 60 + minute, certain, match.start() - len(spoken), spoken + match[0])
        )

    def _number(self, match: re.Match[str], before: str, money: str) -> int:
        """Read a number, and return its end."""
        written, end = match["number"], match.end()
        year = parse_second_year(_digits(written), _digits(match["second"])) if match["second"] else None
        if match["second"] and not year:
            end = match.start("second") - 1
        place = match.start() - len(money), money + self._text[match.start() : end]
        if match["parts"]:
            self._share(match, place)
            return end
        unit = self._unit(match, money, end)
        arabic = written[0].isascii()
        upper, rest = _value(written)
        value = upper * math.prod(_SCALES.get(scale) or _UNITS[scale] for scale in match["scale"] or "")
        if (match["after"] or "")[:1] == "成" and not before.endswith("第"):
            value, unit = value * 10 + (5 if match["five"] else 0), "%"
        weight = Confidence.SURE if arabic else self._weight(match, before, written, value, rest)
        if unit not in ("", COUNT) and not arabic and (unit == "%" or not _bare(written)):
            weight = Confidence.SURE
        if match["more"]:
            self._add(value + Decimal("0.5"), "", place, Confidence.OFFERED)
            self._add(value * 12 + 6, "", place, Confidence.OFFERED)
            weight = Confidence.OFFERED
        unit = self._ranged(upper, value if arabic else upper, unit, place[0])
        self._add(value, unit, place, weight)
        self._lower = self.found.numbers[-1] if value == upper else None
        self._lower_end = end
        if rest:
            self._add(Decimal(parse_numeral(rest)[0]), "", place, Confidence.OFFERED)
        if year:
            self._add(Decimal(year), "", place, Confidence.SURE)
        return end

    def _ranged(self, upper: Decimal, value: Decimal, unit: str, start: int) -> str:
        """Give both ends of a range what stands before or behind them, as in 百分之十五至二十 and 1,000至2,000萬.

        Returns:
            The unit of the upper end, which begins at `start`.
        """
        lower = self._lower
        if lower is None or lower.value >= upper or not _RANGE.fullmatch(self._text, self._lower_end, start):
            return unit
        place = self.found.numbers.index(lower)
        other = lower.unit or unit.strip(COUNT)
        self.found.numbers[place] = lower._replace(value=lower.value * (value / upper), unit=other)
        return "%" if lower.unit == "%" and not unit else unit

    def _share(self, match: re.Match[str], place: tuple[int, str]) -> None:
        """Read 三分之一, which is no 3, but answers “a third”."""
        whole, part = _plain(match["number"]), _plain(match["share"])
        for value in (whole, part):
            self._add(Decimal(value), "", place, Confidence.OFFERED)
        if whole:
            self._add(format_fraction(Decimal(part), Decimal(whole)), SHARE, place, Confidence.SURE)

    def _sign(self, before: str) -> str:
        """Return the currency that ends `before`, as it is written."""
        if before[-1:] in "，。、；：的於為至及和約逾共有（「\n":
            return ""
        signs = (before[-length:] for length in range(min(5, len(before)), 0, -1))
        return next((sign for sign in signs if not sign[0].isspace() and sign.strip().lower() in self._money), "")

    def _unit(self, match: re.Match[str], money: str, end: int) -> str:
        after = (match["after"] or "").strip()
        if match["percent"] or after in ("%", "％") or "百分" in after:
            return "%"
        sign = self._money.get(money.strip().lower(), "")
        following = self._text[end : end + 8].lstrip("多餘余 ").lower()
        if match["after"] or not following:
            return sign
        generic = following[0] in self._money
        name = following.removeprefix(following[0] if generic else "")  # 元人民幣
        currencies = (self._money.get(word[:length], "") for word in {following, name} for length in range(6, 1, -1))
        currency = next((each for each in currencies if each not in ("", MONEY)), sign)
        return currency or (MONEY if generic else COUNT if following[0] in _MEASURES else "")

    def _weight(self, match: re.Match[str], before: str, written: str, value: Decimal, rest: str) -> Confidence:
        """Return how surely a number in Chinese numerals is a quantity."""
        if _bare(written) and (written != "十" or before[-1:] in _VAGUE):
            return Confidence.OFFERED  # 百, 千萬, 數十
        if len(written) > 1 and all(character in _DIGITS for character in written):
            return Confidence.SURE if len(written) > 2 else Confidence.OFFERED  # 二○二一, 三四
        if value > 10:
            return Confidence.SURE
        following = self._text[match.end() : match.end() + 1]
        counts = before.endswith("第") or following in _MEASURES or match["scale"]
        return Confidence.WORD if counts and value > 2 and not rest else Confidence.OFFERED


def _digits(text: str) -> str:
    """Return digits, or characters that stand for them one by one, in ASCII."""
    return "".join(str(_DIGITS.get(character, character)) for character in text)


def _bare(written: str) -> bool:
    """Return whether Chinese numerals are units alone, as in 千萬."""
    return all(character in _UNITS or character in _SCALES for character in written)


def _plainly(match: re.Match[str]) -> str:
    """Return the numerals of a cheque as common ones; a single one among others may be another word."""
    common = match[0].translate(_FORMAL)
    changed = sum(each != other for each, other in zip(match[0], common, strict=True))
    return common if changed > 1 else match[0]


def _value(written: str) -> tuple[Decimal, str]:
    """Return the value of a number, and what is left of Chinese numerals where they are no one number."""
    if written[0].isascii():
        return Decimal(re.sub(r"[, \u00a0\u2009\u202f]", "", written)), ""
    whole, point, part = written.replace("点", "點").partition("點")
    value, length = parse_numeral(whole)
    if point and length == len(whole) and all(character in _DIGITS for character in part):
        return Decimal(value) + Decimal("0." + "".join(str(_DIGITS[character]) for character in part)), ""
    return Decimal(value), whole[length:]


def read_han(text: str, lexicon: Lexicon) -> Quantities:
    """Return what a Chinese text says in numbers."""
    return _HanReader(_CHEQUE.sub(_plainly, text), lexicon.money).read()
