"""Line breaks of titles, in both scripts. A letter has width 1 and a Chinese character width 2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.social import linebreaks


def _width(text: str) -> float:
    return float(sum(2 if ord(letter) > 0x2E80 else 1 for letter in text))


def _lines(text: str, width: float, territory: str = "zh_TW") -> list[str]:
    return linebreaks.break_lines(text, territory, _width, width)


def test_an_english_title_ends_its_lines_between_words_and_evenly() -> None:
    assert _lines("The harbour office opens a new quay", 30, "en_GB") == ["The harbour office", "opens a new quay"]


@pytest.mark.parametrize("width", range(14, 40, 2))
def test_a_chinese_line_neither_begins_nor_ends_with_the_wrong_punctuation(width: int) -> None:
    lines = _lines("港口辦公室（HO）宣布：「新碼頭」於2021年9月24日啟用，歡迎市民參觀。", width)
    assert "".join(lines) == "港口辦公室（HO）宣布：「新碼頭」於2021年9月24日啟用，歡迎市民參觀。"
    assert [line for line in lines[1:] if line[0] in "，。：」）"] == []
    assert [line for line in lines[:-1] if line[-1] in "「（"] == []


@pytest.mark.parametrize("width", range(10, 40, 2))
def test_numbers_and_latin_words_in_chinese_stay_whole(width: int) -> None:
    lines = _lines("逾1,000人於2021年在Victoria出席會議", width)
    for unit in ("1,000人", "2021年", "Victoria"):
        assert sum(unit in line for line in lines) == 1, lines


def test_a_word_that_is_wider_than_a_line_is_cut() -> None:
    assert _lines("abcdefghij kl", 4, "en_GB") == ["abcd", "efgh", "ij", "kl"]


def test_no_lines_for_no_text() -> None:
    assert _lines("", 10) == []


@given(st.text("ab 1,。「」港口年新", max_size=40), st.integers(4, 30))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = _lines(text, width)
    assert all(_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
