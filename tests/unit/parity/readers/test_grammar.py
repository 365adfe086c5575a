"""What a reader leaves untried: where no pattern can match, it reads the same as by trying all of them."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.parity.lexicon import Lexicon, read_lexicon
from corner.parity.quantities import Quantities
from corner.parity.readers.reader import read_quantities

LOCALES = ("en", "zh-Hant", "pt")
MORE_LOCALES = ("fr", "da", "fi", "ar", "cy")
CHINESE = st.text(
    "0123年月日時點分季上下首末半雙星期週早中凌午晚民國農曆第個小鐘一二十百萬，。、）(+- .:/\n|甲", max_size=12
)
ENDS = (
    "",
    ",",
    "，",
    "、",
    "。",
    "）",
    ".",
    ";",
    "!",
    "?",
    ")",
    "|",
    " |",
    "\n",
    "\n\n",
    ", ",
    ". ",
    ") ",
    "\n\n- ",
    "\n- ",
    ".º",
    "º",
    "-",
    "/",
    ":",
)
REST = (
    "",
    "19",
    "1234 5678",
    "May 2020",
    "mai 2020",
    "maj",
    "and a half",
    "in 7",
    "le 14 mai",
    "pm",
    "h",
    "toukokuuta",
    "6日",
    "3月5日",
    "五時",
)


@cache
def _create_thorough(locale: str) -> Lexicon:
    """Return a lexicon that tries all patterns at each sign that may begin one."""
    lexicon = Lexicon(locale, has_era=False)
    grammar = lexicon.grammar
    numerals = grammar.numerals.characters if grammar.numerals else ""
    triggers = re.compile(f"[0-9{numerals}{lexicon.table.triggers}](?:(?<=[0-9])[0-9]+)?")
    vars(grammar).update(plain_end=re.compile("(?!)"), triggers=triggers)
    return lexicon


def _read(text: str, locale: str) -> tuple[Quantities, Quantities]:
    return read_quantities(text, read_lexicon(locale)), read_quantities(text, _create_thorough(locale))


@pytest.mark.parametrize(
    "locale", [*LOCALES, *(pytest.param(locale, marks=pytest.mark.full) for locale in MORE_LOCALES)]
)
def test_digits_at_a_plain_end_are_what_all_patterns_make_of_them(locale: str) -> None:
    for digits in ("5", "31", "250", "2018", "85212345678"):
        for before in ("", "+", "第", "à "):
            for end in ENDS:
                for rest in REST:
                    read, thorough = _read(f"{before}{digits}{end}{rest}", locale)
                    assert read == thorough, (before, digits, end, rest)


@given(CHINESE)
def test_signs_that_begin_no_pattern_are_left_out(text: str) -> None:
    read, thorough = _read(text, "zh-Hant")
    assert read == thorough


@pytest.mark.parametrize(
    "text", ["首", "上半年", "星期一", "中午", "雙", "晚上九時", "民國十年", "農曆五月初五", "首季"]
)
def test_signs_that_begin_a_pattern_or_a_hint_are_read(text: str) -> None:
    assert _read(text, "zh-Hant")[0].sort()


def test_digits_and_numerals_are_read_by_the_same_patterns() -> None:
    """To compile them for each takes twice as long."""
    grammar = read_lexicon("zh-Hant").grammar
    assert grammar.get_alternatives("2") is grammar.get_alternatives("二")
    assert grammar.get_alternatives("2") is not grammar.get_alternatives("上")
