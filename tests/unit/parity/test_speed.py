"""No text makes the comparison slower than its size: twice as much is about twice the work, not four times."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from corner.i18n import messages
from corner.i18n.formats import LocaleFormats
from corner.parity.lexicon import Lexicon
from corner.parity.readers.reader import read_quantities
from tests.support.corners import REPOSITORY
from tests.unit.parity.test_quantity_check import _compare

KNOWN, _ = messages.read_messages(REPOSITORY, ("en", "zh-Hant"))
LEXICONS = {locale: Lexicon(LocaleFormats(locale, words.texts)) for locale, words in KNOWN.items()}
DAYS = [date(1990, 1, 1) + timedelta(number) for number in range(1600)]


def _count_calls(function: Callable[[], object]) -> int:
    """Return how many functions are called, also those that are written in C."""
    count = 0

    def record(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(record)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            [f"{day:%B} {day.day}, {day.year};" for day in DAYS],
            [f"{day.year}年{day.month}月{day.day}日；" for day in DAYS],
        ),
        ([f"the {number}th;" for number in range(1600)], [f"第{number}次；" for number in range(1600)]),
        ([f"{number};" for number in range(1600)], [f"{number + 5000}個；" for number in range(1600)]),
        ([f"This is sentence {number}." for number in range(1600)], [f"這是第{number}句。" for number in range(1600)]),
    ],
)
def test_work_grows_with_the_size_of_the_texts_only(english: list[str], chinese: list[str]) -> None:
    texts = [(" ".join(english[:size]), "".join(chinese[:size])) for size in (10, 400, 1600)]
    _compare(*texts[0])  # what is read once for a language
    short, long = (_count_calls(lambda pair=pair: _compare(*pair)) for pair in texts[1:])  # type: ignore[misc]
    # Four times the size; quadratic growth would be sixteen times the work.
    assert long < 6 * short


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("一二三四五六七八九○" * 10_000, "zh-Hant"),
        ("1" * 100_000, "en"),
        ("十百千萬億" * 20_000, "zh-Hant"),
        ("1," * 20_000, "en"),
    ],
)
def test_a_long_row_of_numerals_is_read(text: str, locale: str) -> None:
    read_quantities(text, LEXICONS[locale])
