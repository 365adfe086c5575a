"""Sentences that only one of two texts has, and those that a translation cuts or joins."""

from __future__ import annotations

import pytest

from corner.parity import side
from corner.parity.alignment import Alignment
from corner.parity.lexicon import read_lexicon
from corner.parity.readers.reader import read_quantities
from corner.parity.sentences import TextSegments
from tests.support.texts import create_text

LEXICONS = {locale: read_lexicon(locale) for locale in ("en", "zh-Hant", "pt", "da")}
AROUND = {
    "en": "The fair was opened on the quay by the harbour master. He thanked all those who had prepared it.\n\n"
    "Boats from nine villages lay beside the bridge. Many of them were painted for the day.\n\n",
    "zh-Hant": "市集在碼頭開幕，由港務長主持。他感謝所有曾經參與籌備的人。\n\n"
    "來自九條村的船隻停泊在橋旁。其中許多特地為這一天髹上油漆。\n\n",
    "pt": "A feira foi aberta no cais pelo chefe do porto. Este agradeceu a todos os que a prepararam.\n\n"
    "Barcos de nove aldeias estavam ao lado da ponte. Muitos deles foram pintados para o dia.\n\n",
}
"""Passages that correspond, with two sentences in each."""


def _find(texts: dict[str, str]) -> list[str]:
    """Return the sentences without a counterpart in two texts."""
    segments = []
    for locale, text in texts.items():
        source = create_text(locale, text)
        this = side.create_text_side(source)
        quantities = read_quantities(this.text, LEXICONS[locale]).sort()
        segments.append(TextSegments(this, LEXICONS[locale], quantities, ()))
    gaps = Alignment(segments[0], segments[1]).gaps
    assert {gap.kind for gap in gaps} <= {"sentence"}
    return [segments[gap.side].side.text[slice(*gap.part)].strip() for gap in gaps]


def _find_among(english: str, translation: str, locale: str = "zh-Hant") -> list[str]:
    return _find({"en": AROUND["en"] + english, locale: AROUND[locale] + translation})


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        # The words of the second sentence are nowhere in the Chinese text.
        (
            "The hall is open today. The police arrested a driver.",
            "會堂今天開放。",
            "The police arrested a driver.",
        ),
        ("The hall is open today.", "會堂今天開放。警方拘捕了一名司機。", "警方拘捕了一名司機。"),
        # Each sentence has its counterpart but one.
        (
            "Rain fell in the morning and kept many away. The sky was clear by noon and the wind had turned to the south. Soon the quay was full of people.",
            "早上下雨，許多人沒有前來。不久碼頭便擠滿了人。",
            "The sky was clear by noon and the wind had turned to the south.",
        ),
        # A name in Latin letters that the English text does not have.
        ("The hall is open.", "會堂開放。Tanaka負責。", "Tanaka負責。"),
        # A question.
        ("The hall is open, he said. Who is it for?", "他說會堂已經開放。", "Who is it for?"),
    ],
)
def test_a_sentence_that_only_one_text_has_is_reported(english: str, chinese: str, expected: str) -> None:
    assert _find_among(english, chinese) == [expected]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("The hall is open today, and the police warned a driver.", "會堂今天開放。警方警告了一名司機。"),
        ("The hall is open today. The police warned a driver.", "會堂今天開放，警方亦警告了一名司機。"),
        # A semicolon is almost an end.
        ("It is open; oars came.", "現已開放了。全新的船槳已經送達碼頭。"),
        # A number before an item.
        ("1. Boats of wood", "1. 木船"),
    ],
)
def test_a_sentence_that_a_translation_cuts_or_joins_is_not_missing(english: str, chinese: str) -> None:
    assert _find_among(english, chinese) == []


def test_texts_in_languages_with_spaces_show_a_missing_sentence_too() -> None:
    english = "The hall is open today. The police arrested a driver."
    assert _find_among(english, "A sala está aberta hoje a todos.", "pt") == ["The police arrested a driver."]
    assert _find_among(english, "A sala está aberta hoje. A polícia deteve um condutor.", "pt") == []


def test_a_long_passage_may_lack_a_sentence_although_it_has_more_than_the_other() -> None:
    texts = {locale: text.replace("\n\n", " " if locale == "en" else "") for locale, text in AROUND.items()}
    missing = "The police arrested a driver who had attacked two tourists in the street."
    english = (
        f"{texts['en']}{missing} The hall is open today, and it is free. Music begins at noon, and children may sing."
    )
    chinese = "會堂今天開放。入場免費。音樂會中午開始。兒童可以唱歌。"
    assert _find({"en": english, "zh-Hant": texts["zh-Hant"] + chinese}) == [missing]
    whole = f"警方拘捕了一名司機，他在街上襲擊了兩名遊客。{chinese}"
    assert _find({"en": english, "zh-Hant": texts["zh-Hant"] + whole}) == []


def test_a_language_that_often_joins_sentences_is_believed_to_do_so() -> None:
    joined = {
        "en": "The fair was opened by the harbour master. He thanked many.\n\nBoats lay beside the bridge. Many were painted.\n\n",
        "zh-Hant": "市集由港務長開幕，他感謝許多人。\n\n船隻停泊在橋旁，許多都髹上油漆。\n\n",
    }
    english, chinese = "The sky was clear. The police warned many drivers.", "天色晴朗，雪白一片。"
    assert _find_among(english, chinese) != []
    assert _find({"en": joined["en"] * 3 + english, "zh-Hant": joined["zh-Hant"] * 3 + chinese}) == []


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "In Roe v. Wade it fell on Dec. 26. Sen. Flake came at 9 p.m. The end.", [34, 60, 69]),
        ("en", "1. Boats of wood", [16]),
        ("da", "Det er kl. 9.30 til 15. Telefon: 3", [23, 34]),
        ("zh-Hant", "他說：「過去就是過去。」。會堂關閉。", [13, 18]),
        ("zh-Hant", "「一切都好。」，他說。會堂關閉！）", [11, 17]),
    ],
)
def test_texts_are_cut_where_sentences_end(locale: str, text: str, expected: list[int]) -> None:
    source = create_text(locale, text)
    segments = TextSegments(side.create_text_side(source), LEXICONS[locale], [], ())
    start = segments.side.body_start
    assert [end - start for _, end in segments.split_sentences((start, start + len(text)))] == expected
