"""Fractions and numbers that are more than one figure: shares, tenths, halves, and digits side by side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from corner.parity.quantities import PERCENT, SHARE, Confidence, normalize_fraction
from corner.parity.readers.grammar import PatternMatch
from corner.parity.readers.number_reader import NumberReader, ReadNumber

_HALF = Decimal("0.5")
_RARE_PARTS = 10_000
"""The least whole of parts that the other text may count without it, as in “0.2 parts per million”."""
_PARTS = (100, 1000)
"""The wholes of which parts are percentages, as in 百分之五 and 千分之五."""


def build_share(match: PatternMatch, reader: NumberReader) -> ReadNumber | None:
    """Return a share, as in 三分之一, which is not 3 but the same as “a third”; 百分之五 is a percentage."""
    groups = match.groups
    part, total = map(
        reader.parse_word, (groups["part"], groups.get("whole") or groups.get("total") or groups["every"])
    )
    if total in _PARTS:
        return ReadNumber(part * 100 / total, PERCENT, match.start, match.end, Confidence.CERTAIN)
    if total >= _RARE_PARTS:
        return ReadNumber(part, "", match.start, match.end, Confidence.CERTAIN, ((part / total, SHARE),))
    # “Five quarters” are a time, but 三分之五 is nothing else.
    if not total or (part > total and "whole" not in groups):
        return None
    # The other text may say 每四人有一人 for “one in four”.
    others = ((total, ""), (part, "")) if "every" in groups else ()
    return ReadNumber(normalize_fraction(part, total), SHARE, match.start, match.end, Confidence.CERTAIN, others)


def build_tenths(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return a share in tenths, as in 六成半 and 八成三, which are 65 and 83 per cent."""
    tenths = reader.parse_word(match.groups["tenths"])
    ones = reader.parse_word(match.groups["ones"]) if "ones" in match.groups else Decimal(0)
    value = tenths * 10 + (5 if "five" in match.groups else ones)
    number = ReadNumber(value, PERCENT, match.start, match.end, Confidence.CERTAIN)
    number.raw, number.factor = tenths, Decimal(10)
    return number


def build_discount(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return a discount, as in 八折: 20 per cent less, or 80 per cent of the price."""
    ones = reader.parse_word(match.groups["ones"]) if "ones" in match.groups else Decimal(0)
    rest = reader.parse_word(match.groups["tenths"]) * 10 + ones
    return ReadNumber(100 - rest, PERCENT, match.start, match.end, Confidence.CERTAIN, ((rest, PERCENT),))


def build_more(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return “two and a half”, which may be months of that many years, too."""
    whole = reader.parse_word(match.groups["number"])
    others = ((whole, ""), ((whole + _HALF) * 12, ""))
    return ReadNumber(whole + _HALF, "", match.start, match.end, Confidence.CERTAIN, others)


def build_vague(match: PatternMatch, reader: NumberReader) -> ReadNumber | None:
    """Return two digits that follow each other, as in 五六百: five or six hundred."""
    first, second = (int(reader.parse_word(match.groups[name])) for name in ("first", "second"))
    if second != first + 1:
        return None
    scale = reader.multiply_scales(match.groups.get("scale", ""))
    values = (first * scale, second * scale, first, second, first * 10 + second)
    others = tuple((Decimal(value), "") for value in values[1:])
    return ReadNumber(Decimal(values[0]), "", match.start, match.end, Confidence.OPTIONAL, others)


def build_era(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return a year of another calendar, as in 民國一百零一年."""
    year = reader.parse_word(match.groups["era"]) + reader.era
    return ReadNumber(year, "", match.start, match.end, Confidence.CERTAIN)


def build_decade(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return a decade of some century, as in 六十年代."""
    value = reader.parse_word(match.groups["decade"])
    others = tuple((value + century, "") for century in (1900, 2000))
    return ReadNumber(value, "", match.start, match.end, Confidence.OPTIONAL, others)


def build_compound(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return digits with units and scales between them, such as 3億5,000萬."""
    return reader.read_compound(match)


def build_number(match: PatternMatch, reader: NumberReader) -> ReadNumber:
    """Return one figure."""
    return reader.read(match)


NUMBERS: dict[str, Callable[[PatternMatch, NumberReader], ReadNumber | None]] = {
    "number": build_number,
    "share": build_share,
    "tenths": build_tenths,
    "discount": build_discount,
    "more": build_more,
    "vague": build_vague,
    "era": build_era,
    "decade": build_decade,
    "compound": build_compound,
}
"""What builds each kind of pattern that is a number."""
