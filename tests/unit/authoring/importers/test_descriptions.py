"""The descriptions of a pair are beginnings of both texts that report the same figures."""

from __future__ import annotations

import pytest

from corner.authoring.importers.descriptions import choose_descriptions
from corner.parity.lexicon import Lexicon, read_lexicon


@pytest.fixture(scope="module")
def lexicons() -> dict[str, Lexicon]:
    return {locale: read_lexicon(locale) for locale in ("en", "zh-Hant")}


@pytest.mark.parametrize(
    ("english", "chinese", "chosen"),
    [
        (["It shines.", "It shines. It has 9 lamps."], ["燈有9盞。"], ("It shines. It has 9 lamps.", "燈有9盞。")),
        (["It shines.", "It shines. It has 9 lamps."], ["燈亮。"], ("It shines.", "燈亮。")),
        (["It has 8 lamps."], ["燈有9盞。"], ("It has 8 lamps.", "燈有9盞。")),
        (["It has 9 lamps."], [], ("It has 9 lamps.", "")),
        ([], [], ("", "")),
    ],
)
def test_the_shortest_that_agree_are_chosen(
    lexicons: dict[str, Lexicon], english: list[str], chinese: list[str], chosen: tuple[str, str]
) -> None:
    descriptions = choose_descriptions({"en": english, "zh-Hant": chinese}, lexicons)
    assert (descriptions["en"], descriptions["zh-Hant"]) == chosen
