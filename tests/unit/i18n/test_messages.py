"""Messages of the interface: those of the package, and those of a corner."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from babel import Locale

from corner.i18n import messages
from corner.i18n.formats import LocaleFormats, is_date_pattern, is_time_pattern
from corner.storage import kept_values
from tests.support import corners
from tests.support.corners import REPOSITORY, Corner

WORDS = REPOSITORY / "hooks" / "corner" / "i18n" / "locales"
OWN = {path.stem: yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(WORDS.glob("*.yml"))}
LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("locale", "other", "mark"),
    [
        ("en", "zh-Hant", "Chinese only"),
        ("zh-Hant", "en", "只備英文版"),
        ("pt", "en", "Só em inglês"),
        ("ar", "en", "بالإنجليزية فقط"),
    ],
)
def test_the_mark_of_one_language_only_names_it(locale: str, other: str, mark: str) -> None:
    known, _ = messages.read_messages(Path("/nowhere"), (locale,))
    language = LocaleFormats(locale, known[locale].texts).format_language(other)
    assert known[locale]("only", language=language) == mark


def _list_placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("locale", sorted(OWN.keys() - {"en", "zh-Hans"}))
def test_each_packaged_language_has_all_messages_with_their_placeholders(locale: str) -> None:
    plurals = {key for key in OWN[locale] if re.fullmatch(r"(count|found)\.(zero|one|two|few|many)", key)}
    assert OWN[locale].keys() - plurals == OWN["en"].keys() - {"count.one", "found.one"}
    assert {key: _list_placeholders(OWN[locale][key]) for key in OWN[locale].keys() - plurals} == {
        key: _list_placeholders(text) for key, text in OWN["en"].items() if key not in ("count.one", "found.one")
    }


@pytest.mark.parametrize("locale", sorted(OWN.keys() - {"zh-Hans"}))
def test_each_packaged_language_has_a_word_for_each_form_of_its_plural(locale: str) -> None:
    forms = Locale.parse(locale, sep="-").plural_form.tags | {"one", "other"}
    # French and Portuguese have “many” for millions only, which no count is.
    forms -= {"many"} if locale in ("fr", "pt") else set()
    for stem in ("count", "found"):
        assert {key.partition(".")[2] for key in OWN[locale] if key.startswith(f"{stem}.")} == forms


_SAME_WORDS = {
    "da": "data data.online data.type data_version menu online qualifier.over qualifier.under record.status text.original type",
    "fr": "data.page data.source data.sources data.type data_license data_origin data_version menu pages record.sources "
    "source type types",
    "pt": "menu text.original",
}
"""The words that a language shares with English."""


@pytest.mark.parametrize("locale", sorted(OWN.keys() - {"en", "zh-Hans"}))
def test_no_packaged_language_leaves_a_message_in_english(locale: str) -> None:
    same = {key for key, text in OWN[locale].items() if text == OWN["en"].get(key)} - {"date", "time"}
    words = {key for key in same if re.search(r"[A-Za-z]", re.sub(r"{[^}]*}", "", OWN[locale][key]))}
    assert words == set(_SAME_WORDS.get(locale, "").split())


@pytest.mark.parametrize("locale", sorted(OWN.keys() - {"zh-Hans"}))
def test_each_packaged_language_has_patterns_of_dates_and_times(locale: str) -> None:
    assert (is_date_pattern(OWN[locale]["date"]), is_time_pattern(OWN[locale]["time"])) == (True, True)


def test_the_french_messages_hold_the_spaces_of_french_typography() -> None:
    wrong = r"[^\u202f][;!?]|[^\u00a0]:|«(?!\u00a0)|(?<!\u00a0)»|\w'\w"
    assert {key: text for key, text in OWN["fr"].items() if key != "time" and re.search(wrong, text)} == {}


def test_the_arabic_messages_hold_arabic_punctuation_only() -> None:
    wrong = {
        key: text
        for key, text in OWN["ar"].items()
        if key not in ("group", "date", "time") and re.search("[,;?]|[\u0660-\u0669]|[\u200e\u200f]", text)
    }
    assert wrong == {}


def test_the_traditional_messages_hold_no_simplified_character() -> None:
    simplified = set("个们这说会实发现时间页闻题机构点语类关闭开订阅读数据为与网动东车门问马")
    assert simplified & set("".join(OWN["zh-Hant"].values())) == set()


def test_each_message_that_code_or_templates_ask_for_exists() -> None:
    paths = [*REPOSITORY.glob("hooks/**/*.html"), *REPOSITORY.glob("hooks/**/*.py")]
    pattern = re.compile(r"""\b(?:words|messages)[(\[]["']([a-z_]+)["']""")
    asked = {name for path in paths for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 20
    assert asked - OWN["en"].keys() == set()


def test_the_messages_of_a_corner_replace_those_of_the_package(corner: Corner) -> None:
    root = corner({"news/words/en.yml": 'home: Quay\ncount.one: "{count} item"\n'})
    catalogue = corners.catalogue(root)
    known = catalogue.messages["en"]
    assert (known("home"), catalogue.formats["en"].format_count(1), known("news")) == (
        "Quay",
        "1 item",
        OWN["en"]["news"],
    )


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ('count.two: dau\ncount.few: "{count} eitem"\nfound.zero: dim\ncount.one: un', []),
        ('count.few: "{number}"', ["wrong-words"]),
        ("count.other: eitem", ["wrong-words"]),
        ("count.several: eitem", ["unknown-key"]),
        ("home.few: eitem", ["unknown-key"]),
    ],
)
def test_a_count_may_have_a_word_for_each_form_of_the_plural(corner: Corner, words: str, codes: list[str]) -> None:
    _, problems = messages.read_messages(corner({"news/words/en.yml": words}), ("en",))
    assert [problem.code for problem in problems] == codes


def _create_welsh_corner(corner: Corner, texts: dict[str, str]) -> Path:
    """Return a corner that is read in Welsh too, for which the package has no messages."""
    return corner({"news/words/cy.yml": yaml.safe_dump(texts, allow_unicode=True)})


def test_a_corner_can_bring_a_language_of_its_own(corner: Corner) -> None:
    known, problems = messages.read_messages(
        _create_welsh_corner(corner, OWN["en"] | {"home": "Hafan", "date": "d MMMM y"}), ("en", "cy")
    )
    assert problems == []
    assert (known["cy"]("home"), LocaleFormats("cy", known["cy"].texts).format_date(date(2021, 9, 4))) == (
        "Hafan",
        "4 Medi 2021",
    )


def test_a_language_that_lacks_messages_is_a_problem(corner: Corner) -> None:
    texts = {key: text for key, text in OWN["en"].items() if key not in ("news", "topics")}
    _, problems = messages.read_messages(_create_welsh_corner(corner, texts), ("en", "cy"))
    assert [str(problem) for problem in problems] == [
        "news/words/cy.yml:1: warning: news: expected the interface's words in 'cy', found none for news, topics [missing-words]"
    ]


def test_a_language_that_cldr_does_not_know_does_not_stop_a_corner(corner: Corner) -> None:
    known, problems = messages.read_messages(
        corner({"news/words/x-own.yml": yaml.safe_dump(OWN["en"])}), ("en", "x-own")
    )
    assert problems == []
    assert LocaleFormats("x-own", known["x-own"].texts).format_date(date(2021, 9, 24)) == "September 24, 2021"


def test_the_words_of_the_package_are_parsed_in_one_run_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_values, "_file", kept_values._KeptFile(tmp_path / "languages", "code"))
    messages._read_packaged.cache_clear()
    words = messages._read_packaged("pt")
    kept_values.save_values()
    monkeypatch.setattr(kept_values, "_file", kept_values._KeptFile(tmp_path / "languages", "code"))
    messages._read_packaged.cache_clear()
    monkeypatch.delattr("corner.sources.yaml.parse_yaml")
    assert messages._read_packaged("pt") == words == OWN["pt"]
