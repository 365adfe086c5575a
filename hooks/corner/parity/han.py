"""The numbers, dates and times of a Chinese text, Traditional or Simplified."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from corner.parity.quantities import Date, Language, Number, Quantities, Time, Weight, is_day, listed, second_year

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
_IMPLIED = {"首": Decimal(1), "雙": Decimal(2), "双": Decimal(2), "半": Decimal("0.5"), "倍": Decimal(2)}
"""What else may stand for a number of the other text."""

_ARABIC = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+"
_NUMERAL = rf"(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})"
_NUMERALS = re.compile(f"[0-9{_HAN}]+")
_PERIODS = frozenset("上午 早上 凌晨 中午 正午 下午 傍晚 晚上".split())
_WEEKDAYS = frozenset("星期 禮拜 礼拜".split())
_PATTERN = re.compile(
    rf"""(?P<skip> 十分(?![之鐘钟]) | [萬万]一 | 一帶一路 | 一带一路 | 一時(?!正) | [{_HAN}]+、(?<=\n.、) )
    | (?P<hour>{_NUMERAL}) (?: [時时] | [點点](?=正|[整半鐘钟，。、；）]|[{_HAN}0-9]+分) ) (?: (?P<half>半) | (?P<minute>{_NUMERAL}) 分(?!之) )?
    | (?P<clock>[0-9]{{1,2}}[:：][0-9]{{2}})
    | (?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
    | (?: (?P<year>[0-9]{{4}}|[{_HAN}]{{4}}) 年 )? (?P<month>{_NUMERAL}) 月 (?: (?P<day>{_NUMERAL}) [日號号] )?
    | (?P<lone>{_NUMERAL}) 日
    | (?P<percent> 百分之 )?
        (?P<number> (?:{_ARABIC})(?:\.[0-9]+)? | [{_HAN}]+(?:[點点][{_HAN}]+)? )
        (?: [多餘余幾几]? (?P<scale>[十百千萬万億亿兆]+) )? (?P<parts> 分之 )?
        (?P<after> [ ]?[%％] | (?:個|个)百分[點点] | 成(?=[半，。、；）的以多至]) )?
        (?: [-–—至] (?P<second>[0-9]{{2}}) (?=年) )?""",
    re.VERBOSE,
)
_LATIN = re.compile(r"[A-Za-z]\Z|[A-Z]-\Z")
_JOINT = re.compile(r"\s?(?:至|及|、|和|與|与|到|或|[-–—~～])\s?\Z")
_AFTERNOON = frozenset("下午 傍晚 晚上 中午 正午".split())


def numeral(text: str) -> tuple[int, int]:
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
    return int(text) if text.isascii() else numeral(text)[0]


class _Reader:
    """Reads one text from its beginning to its end."""

    def __init__(self, text: str, money: Mapping[str, str]) -> None:
        self._text = text
        self._money = money
        self._date: tuple[int | None, int, int] = (None, 0, 0)
        """Year, month and end of the last date, for what is joined to it."""
        self.found = Quantities([], [], [])

    def read(self) -> Quantities:
        end = 0
        for numerals in _NUMERALS.finditer(self._text):
            start = numerals.start()
            if start >= end:
                end = self._at(start)
        for word, value in _IMPLIED.items():
            if word in self._text:
                self._add(value, "", (self._text.index(word), word), Weight.OFFERED)
        return self.found

    def _at(self, start: int) -> int:
        """Read what begins with a numeral, and return its end."""
        before = self._text[max(0, start - 5) : start]
        match = _PATTERN.match(self._text, start)
        if match is None or match["skip"] or listed(self._text, start):
            return match.end() if match else start
        two = before[-2:]
        if two in _WEEKDAYS or (two[-1:] in ("週", "周") and two[:1] not in ("每", "一")):
            return start + 1
        money = self._sign(before)
        if self._text[start].isascii() and not money and (_LATIN.search(before)):
            return match.end()  # a name, such as G20 or COVID-19
        if match["number"]:
            self._number(match, before, money)
        elif match["month"] or match["iso"]:
            self._dated(match)
        elif match["lone"]:
            self._lone(match)
        else:
            self._time(match, two)
        return match.end()

    def _add(self, value: Decimal, unit: str, place: tuple[int, str], weight: Weight) -> None:
        self.found.numbers.append(Number(value, unit, place[0], place[1].strip(), weight))

    def _joined(self, match: re.Match[str]) -> bool:
        """Return whether a date stands right before, joined to this one by 至 or the like."""
        end = self._date[2]
        return bool(end) and match.start() - end <= 3 and bool(_JOINT.match(self._text[end : match.start()]))

    def _dated(self, match: re.Match[str]) -> None:
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        else:
            year, month, day = _plain(match["year"]), _plain(match["month"]), _plain(match["day"])
        if not is_day(month, day or 1):
            return
        if not year and self._joined(match):
            year = self._date[0] or 0
        found = Date(year or None, month, day or None, match.start(), match[0], Weight.SURE)
        self.found.dates.append(found)
        self._date = (found.year, month, match.end())

    def _lone(self, match: re.Match[str]) -> None:
        """Read 30日, a day of the month before it or a number of days."""
        day = _plain(match["lone"])
        if self._joined(match) and is_day(self._date[1], day):
            year, month, _ = self._date
            self.found.dates.append(Date(year, month, day, match.start(), match[0], Weight.SURE))
            self._date = (year, month, match.end())
        else:
            sure = match["lone"].isascii() or day > 10
            weight = Weight.SURE if sure else Weight.WORD if day > 2 else Weight.OFFERED
            self._add(Decimal(day), "", (match.start(), match[0]), weight)

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

    def _number(self, match: re.Match[str], before: str, money: str) -> None:
        written = match["number"]
        unit = self._unit(match, money)
        place = match.start() - len(money), money + match[0]
        if match["parts"]:
            # 三分之一 is no 3, but it answers “a third”.
            self._add(Decimal(_plain(written)), "", place, Weight.OFFERED)
            return
        arabic = written[0].isascii()
        if arabic:
            value, rest = Decimal(re.sub(r"[, \u00a0\u2009\u202f]", "", written)), ""
        else:
            value, rest = _value(written)
        for scale in match["scale"] or "":
            value *= _SCALES.get(scale) or _UNITS[scale]
        if match["after"] == "成" and not before.endswith("第"):
            value, unit = value * 10, "%"
        weight = Weight.SURE if arabic or unit else self._weight(match, before, written, value, rest)
        self._add(value, unit, place, weight)
        if rest:
            self._add(Decimal(numeral(rest)[0]), "", place, Weight.OFFERED)
        if match["second"]:
            year = second_year(written, match["second"])
            self._add(Decimal(year or match["second"]), "", place, Weight.SURE)

    def _sign(self, before: str) -> str:
        """Return the currency that ends `before`, as it is written."""
        if before[-1:] in "，。、；：的於為至及和約逾共有（「\n":
            return ""
        signs = (before[-length:] for length in range(min(5, len(before)), 0, -1))
        return next((sign for sign in signs if sign.strip().lower() in self._money), "")

    def _unit(self, match: re.Match[str], money: str) -> str:
        after = (match["after"] or "").strip()
        if match["percent"] or after in ("%", "％") or "百分" in after:
            return "%"
        if match["after"] or self._text[match.end() : match.end() + 1] in _MEASURES:
            return self._money.get(money.strip().lower(), "")
        following = self._text[match.end() : match.end() + 8].lstrip("多餘余 ").lower()
        names = (following[:length] for length in range(6, 1, -1))
        name = next((name for name in names if name in self._money), "")
        return self._money.get(name or money.strip().lower(), "")

    def _weight(self, match: re.Match[str], before: str, written: str, value: Decimal, rest: str) -> Weight:
        """Return how surely a number in Chinese numerals is a quantity."""
        if all(character in _UNITS or character in _SCALES for character in written) and written != "十":
            return Weight.OFFERED  # 百, 千萬
        if len(written) > 1 and all(character in _DIGITS for character in written):
            return Weight.SURE if len(written) > 2 else Weight.OFFERED  # 二○二一, 三四
        if value > 10:
            return Weight.SURE
        following = self._text[match.end() : match.end() + 1]
        counts = before.endswith("第") or following in _MEASURES or match["scale"]
        return Weight.WORD if counts and value > 2 and not rest else Weight.OFFERED


def _value(written: str) -> tuple[Decimal, str]:
    """Return the value of Chinese numerals, and what is left of them where they are no one number."""
    whole, point, part = written.replace("点", "點").partition("點")
    value, length = numeral(whole)
    if point and length == len(whole) and all(character in _DIGITS for character in part):
        return Decimal(value) + Decimal("0." + "".join(str(_DIGITS[character]) for character in part)), ""
    return Decimal(value), whole[length:]


def read(text: str, language: Language) -> Quantities:
    """Return what a Chinese text says in numbers."""
    return _Reader(text, language.money).read()
