"""The encoding of a file that is not UTF-8 is found by its bytes."""

from __future__ import annotations

import pytest

from corner.sources.encodings import guess_encoding

HANT = "港務局為船隻設置新燈，燈光明亮，夜間可見。"
HANS = "港务局为船只设置新灯，灯光明亮，夜间可见。"
HKSCS = "深水埗鰂魚涌的船隻喺碼頭，市民踴躍參觀。"
LATIN = "A Direcção dos Serviços não é só “uma”, às vezes são três."
ENGLISH = "The Harbour Authority lit 3 lights.\r\n"


@pytest.mark.parametrize(
    ("text", "codec", "expected"),
    [
        (HANT, "utf-8", "utf-8"),
        (HANT, "utf-8-sig", "utf-8-sig"),
        (HANT, "utf-16", "utf-16"),
        (HANT, "utf-16-le", "utf-16-le"),
        (HANT, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (HANT, "big5", "big5hkscs"),
        (HKSCS, "big5hkscs", "big5hkscs"),
        (HANT, "gb18030", "gb18030"),
        (HANS, "gb2312", "gb18030"),
        (LATIN, "cp1252", "cp1252"),
        (ENGLISH, "ascii", "utf-8"),
        ("新燈亮", "big5", ""),
        ("Привет, это новый маяк", "koi8-r", ""),
        ("Привет, это новый маяк", "cp1251", ""),
    ],
)
def test_an_encoding_is_told_by_the_bytes(text: str, codec: str, expected: str) -> None:
    assert guess_encoding(text.encode(codec)).codec == expected


@pytest.mark.parametrize("codec", ["big5hkscs", "gb18030"])
def test_eight_characters_are_enough(codec: str) -> None:
    for start in range(len(HANT) - 8):
        part = HANT[start : start + 8]
        assert guess_encoding(part.encode(codec)).codec == codec, part


def test_a_text_that_is_cut_in_a_character_is_of_no_encoding() -> None:
    assert guess_encoding("Title\n\nText 中".encode()[:-1]).codec == ""
