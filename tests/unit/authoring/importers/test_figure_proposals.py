"""Figures of the vocabulary are proposed where the texts of a release seem to report them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corner.authoring.importers.figure_proposals import propose_figures
from corner.content.taxonomies import FigureKind
from corner.parity.lexicon import read_lexicon

KINDS = {
    "visitors": FigureKind(
        name={"en": "Visitors of the fair", "zh-Hant": "市集訪客"},
        unit={"en": "{value} people", "zh-Hant": "{value}人"},
    ),
    "boats": FigureKind(
        name={"en": "Boats in the harbour", "zh-Hant": "海港船隻"}, unit={"en": "{value} boats", "zh-Hant": "{value}艘"}
    ),
    "income": FigureKind(
        name={"en": "Income of the fair", "zh-Hant": "市集收入"}, unit={"en": "HK${value}", "zh-Hant": "{value}港元"}
    ),
    "share": FigureKind(
        name={"en": "Share of foreign boats", "zh-Hant": "外國船隻比例"}, unit={"en": "{value}%", "zh-Hant": "{value}%"}
    ),
}
Propose = Callable[..., list[str]]


@pytest.fixture(scope="module")
def propose() -> Propose:
    """Return a function that gives the entries that are proposed for texts by language."""
    lexicons = {locale: read_lexicon(locale) for locale in ("en", "zh-Hant")}

    def find(**texts: str) -> list[str]:
        named = {name.replace("_", "-"): text for name, text in texts.items()}
        return [entry.format_entry() for entry in propose_figures(named, KINDS, lexicons)]

    return find


@pytest.mark.parametrize(
    ("english", "chinese", "entries"),
    [
        (
            "The fair of 2021 had more than 1 090 people as visitors.",
            "二○二一年的市集有超過1 090人，訪客踴躍。",
            ["{figure: visitors, value: 1090, qualifier: over}"],
        ),
        (
            "There were about 30 boats in the harbour.",
            "海港約有30艘船隻。",
            ["{figure: boats, value: 30, qualifier: about}"],
        ),
        (
            "The fair brought an income of HK$5.4 million.",
            "市集收入達540萬港元。",
            ["{figure: income, value: 5400000}"],
        ),
        ("The share of foreign boats is 12.5%.", "外國船隻的比例為12.5%。", ["{figure: share, value: 12.5}"]),
        ("There were 30 boats in the harbour.", "海港有31艘船隻。", []),
        ("Of 30 people, some sang.", "30人之中有人唱歌。", []),
        ("The fair of 2021 was held on 5 March 2021.", "市集於2021年3月5日舉行。", []),
    ],
)
def test_a_value_of_both_texts_is_proposed(propose: Propose, english: str, chinese: str, entries: list[str]) -> None:
    assert propose(en=english, zh_Hant=chinese) == entries


def test_one_text_is_enough_where_there_is_no_other(propose: Propose) -> None:
    assert propose(en="There were nearly 30 boats in the harbour.") == ["{figure: boats, value: 30, qualifier: nearly}"]
