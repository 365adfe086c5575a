"""Chinese numerals and their values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corner.parity.readers.han_numerals import load_han_numerals


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("二○二一", 2021, 4),
        ("十七", 17, 2),
        ("廿三", 23, 2),
        ("一千零九十", 1090, 5),
        ("六萬七千億", 6_700_000_000_000, 5),
        ("兩億三萬", 200_030_000, 4),
        ("十四五", 14, 2),
    ],
)
def test_the_longest_numeral_is_parsed(text: str, value: int, length: int) -> None:
    assert load_han_numerals().parse(text) == (value, length)


def test_decimals_and_the_remainder_of_a_number_are_parsed() -> None:
    numerals = load_han_numerals()
    assert numerals.parse_number("十二點五") == (Decimal("12.5"), "")
    assert numerals.parse_number("1,090.5") == (Decimal("1090.5"), "")
    assert numerals.parse_number("十四五") == (Decimal(14), "五")


def test_a_single_numeral_of_cheques_stays() -> None:
    numerals = load_han_numerals()
    assert numerals.replace_cheque_numerals("壹拾貳萬元") == "一十二萬元"
    assert numerals.replace_cheque_numerals("參萬") == "參萬"
