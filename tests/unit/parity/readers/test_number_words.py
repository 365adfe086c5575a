"""Numbers in words."""

from __future__ import annotations

from decimal import Decimal

from corner.parity.readers.number_words import NumberWords, WordNumber


def test_number_words_are_selected_parsed_and_joined() -> None:
    english = NumberWords("en")
    assert english.select({"two", "boats", "hundred"}) == {"two", "hundred"}
    assert (english.parse("twelve"), english.parse("boats")) == ("12", "")
    assert english.find(["some", "two", "hundred", "boats"]) == [WordNumber(Decimal(200), 1, 2)]


def test_a_language_that_text2num_does_not_read_has_no_number_words() -> None:
    welsh = NumberWords("cy")
    assert not welsh.is_known
    assert welsh.select({"dau"}) == set()
