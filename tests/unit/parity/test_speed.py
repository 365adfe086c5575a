"""No text makes the comparison slower than its size: twice as much is about twice the work, not four times."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from corner.parity.lexicon import read_lexicon
from corner.parity.quantities import mask_markup
from corner.parity.readers.reader import read_quantities
from tests.support.corners import FAIR, FAIR_ZH, Corner, found, release, translation
from tests.unit.parity.test_quantity_check import _compare

LEXICONS = {locale: read_lexicon(locale) for locale in ("en", "zh-Hant")}
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
    ("english", "chinese", "missing"),
    [
        ("The harbour was opened by the master. ", "港口由主管開幕。", 1),
        pytest.param("The harbour has boats, and 9 quays. ", "港口有船，還有9個碼頭。", 10, marks=pytest.mark.full),
        ("A paragraph.\n\n", "一段文字。\n\n", 400),
        ("## Heading 9\n\n", "## 題目9\n\n", 399),
        ("- item 9\n", "- 項目9\n", 200),
    ],
)
def test_work_grows_with_the_size_where_much_is_missing(english: str, chinese: str, missing: int) -> None:
    pairs = [(english * size, chinese * (size - max(1, missing * size // 400))) for size in (200, 800)]
    short, long = (_count_calls(lambda pair=pair: _compare(*pair)) for pair in pairs)  # type: ignore[misc]
    assert long < 6 * short


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("1." * 40_000, "zh-Hant"),
        ("一二三四五六七八九○" * 10_000, "zh-Hant"),
        ("1" * 100_000, "en"),
        ("十百千萬億" * 20_000, "zh-Hant"),
        ("1," * 20_000, "en"),
    ],
)
def test_a_long_row_of_numerals_is_read(text: str, locale: str) -> None:
    begin = time.process_time()
    read_quantities(text, LEXICONS[locale])
    # A few seconds at most; work that is the square of the length takes half a minute.
    assert time.process_time() - begin < 8


@pytest.mark.parametrize("sign", ["[^", "[", "](", "]:", "`", "[^1"])
def test_signs_of_markup_that_nothing_closes_are_read(sign: str) -> None:
    begin = time.process_time()
    mask_markup(sign * 50_000)
    # Some milliseconds; work that is the square of the length takes many seconds.
    assert time.process_time() - begin < 1


def test_marks_of_notes_that_nothing_closes_are_checked(corner: Corner) -> None:
    root = corner({FAIR: release("[^" * 20_000), FAIR_ZH: translation("[^" * 20_000)})
    begin = time.process_time()
    found(root)
    assert time.process_time() - begin < 6


def test_full_stops_without_words_between_them_are_read() -> None:
    begin = time.process_time()
    _compare("。 " * 20_000, "。 " * 20_000)
    assert time.process_time() - begin < 5


def test_passages_of_very_different_length_have_a_path() -> None:
    english = " ".join(f"The harbour has {number} boats." for number in range(120))
    for size in (1, 20, 39, 40, 60, 119):
        _compare(english, "港口有9隻船。" * size)
        _compare(english[: english.index(f" {size} ")], "港口有9隻船。" * 120)
