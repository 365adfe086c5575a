"""Forbidden characters are found in every text, whatever else it has."""

from __future__ import annotations

import re
import sys

import pytest

from corner.sources import characters


def test_no_forbidden_character_can_be_printed_but_the_one_for_lost_characters() -> None:
    forbidden = filter(re.compile(characters._UNSEEN).fullmatch, map(chr, range(sys.maxunicode + 1)))
    assert [character for character in forbidden if character.isprintable()] == [characters._LOST]


@pytest.mark.parametrize("character", ["\ufffd", "\x00", "\r\x0b", "\u200b", "\ue000", "\U0010ffff"], ids=ascii)
@pytest.mark.parametrize("rest", ["", "One\ntwo", "文\n", "\u3000文\u00a0"], ids=ascii)
def test_a_forbidden_character_is_found_beside_any_others(character: str, rest: str) -> None:
    for text in (f"{character}{rest}", f"{rest}{character}", f"{rest}\n{character}\n{rest}"):
        assert list(characters._find_forbidden(text)) == [text.index(character[-1])]


@pytest.mark.parametrize("text", ["", "One\ntwo", "文\u3000\u00a0", "\ttab\r\n"], ids=ascii)
def test_other_texts_have_none(text: str) -> None:
    assert list(characters._find_forbidden(text)) == []
