"""What a language changes: dates and numbers as CLDR and the house write them, and the interface's words."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from corner.content.dates import Moment, Period
from corner.i18n import messages
from corner.i18n.messages import Messages
from tests.support import corners
from tests.support.corners import REPOSITORY, Corner

WORDS = REPOSITORY / "hooks" / "corner" / "i18n" / "locales"
OWN = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(WORDS.glob("*.yml"))}
LISBON = ZoneInfo("Europe/Lisbon")


@pytest.fixture(scope="session")
def words() -> dict[str, Messages]:
    found, problems = messages.read_messages(Path("/nowhere"), ("en", "zh-Hant", "pt"))
    assert problems == []
    return found


# House style (FACTS.md, section 1): "September 24" and 2021年9月24日; Portuguese as CLDR has its long form.
@pytest.mark.parametrize(
    ("locale", "shown"),
    [("en", "September 24, 2021"), ("zh-Hant", "2021年9月24日"), ("pt", "24 de setembro de 2021")],
)
def test_a_date_is_in_the_languages_own_form(words: dict[str, Messages], locale: str, shown: str) -> None:
    assert words[locale].date(date(2021, 9, 24)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2021-09-24", "September 24, 2021"), ("2021-09-24 16:43", "September 24, 2021 16:43")],
)
def test_a_time_is_shown_where_one_was_written(words: dict[str, Messages], text: str, shown: str) -> None:
    assert words["en"].moment(Moment.parse(text, LISBON)) == shown


def test_a_time_is_shown_in_the_zone_that_it_was_written_in(words: dict[str, Messages]) -> None:
    moment = Moment.parse("2021-12-31T23:30+09:00", LISBON)
    assert words["zh-Hant"].moment(moment) == "2021年12月31日 23:30"


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2021-09-24", None, ["September 24, 2021"]),
        ("2021-09-24", "2021-09-24", ["September 24, 2021"]),
        ("2021-09-24", "2021-09-26", ["September 24, 2021", "September 26, 2021"]),
        ("2021-09-24 09:00", "2021-09-24 17:30", ["September 24, 2021 09:00", "17:30"]),
        ("2021-09-24 09:00", "2021-09-25 17:30", ["September 24, 2021 09:00", "September 25, 2021 17:30"]),
    ],
)
def test_a_stretch_of_time_names_no_day_twice(
    words: dict[str, Messages], start: str, end: str | None, days: list[str]
) -> None:
    shown = words["en"].moments(Moment.parse(start, LISBON), Moment.parse(end, LISBON) if end else None)
    assert re.split(r"\s*–\s*", shown) == days


@pytest.mark.parametrize(
    ("period", "english", "chinese", "end"),
    [
        ("2021", "2021", "2021年", "2021"),
        ("2019/2021", "2019–2021", "2019–2021", "2021"),
        ("2021-05", "May 2021", "2021年5月", "May 2021"),
        ("2021-05-31/2021-06-02", "May 2021", "2021年5月", "Jun 2021"),
        ("2019/2021-06", "2019–2021", "2019–2021", "Jun 2021"),
    ],
)
def test_a_period_is_told_in_short_for_charts(period: str, english: str, chinese: str, end: str) -> None:
    found = Period.parse(period)
    words, _ = messages.read_messages(Path("nowhere"), ("en", "zh-Hant"))
    assert [words[locale].short_period(found) for locale in ("en", "zh-Hant")] == [english, chinese]
    assert words["en"].short_period(found, only_end=True) == end


@pytest.mark.parametrize(
    ("locale", "period", "shown"),
    [
        ("en", "2021", ["2021"]),
        ("en", "2021-05", ["May 2021"]),
        ("en", "2021-05-15", ["May 15, 2021"]),
        ("en", "2020-01/2022-06", ["January 2020", "June 2022"]),
        ("en", "2019/2021", ["2019", "2021"]),
        ("zh-Hant", "2021", ["2021年"]),
        ("zh-Hant", "2021-05", ["2021年5月"]),
        ("zh-Hant", "2025-12-31/2026-01-12", ["2025年12月31日", "2026年1月12日"]),
        ("pt", "2021-05", ["maio de 2021"]),
    ],
)
def test_a_period_is_shown_as_closely_as_it_was_written(
    words: dict[str, Messages], locale: str, period: str, shown: list[str]
) -> None:
    assert re.split(r"\s*(?:–|至)\s*", words[locale].period(Period.parse(period))) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (12, "12"),
        (999, "999"),
        (1090, "1\u00a0090"),
        (1867000000, "1\u00a0867\u00a0000\u00a0000"),
        (6.98, "6.98"),
        (4.0, "4"),
        (-1090.5, "-1\u00a0090.5"),
    ],
)
def test_a_number_is_grouped_with_spaces_that_do_not_break(
    words: dict[str, Messages], value: float, shown: str
) -> None:
    assert words["en"].number(value) == shown


@pytest.mark.parametrize(
    ("locale", "value", "shown"),
    [
        ("en", 19_000, "19\u00a0000"),
        ("en", 999_999, "999\u00a0999"),
        ("en", 14_000_000, "14\u00a0million"),
        ("en", 2_875_500, "2.8755\u00a0million"),
        ("en", 1_234_567, "1\u00a0234\u00a0567"),
        ("en", 8_780_000_000, "8.78\u00a0billion"),
        ("en", 6_780_000_000_000, "6.78\u00a0trillion"),
        ("zh-Hant", 6_780_000_000_000, "6.78萬億"),
        ("en", -1_500_000, "-1.5\u00a0million"),
        ("en", 6.98, "6.98"),
        ("zh-Hant", 4655, "4\u00a0655"),
        ("zh-Hant", 19_000, "1.9萬"),
        ("zh-Hant", 14_000_000, "1\u00a0400萬"),
        ("zh-Hant", 9_211_500, "921.15萬"),
        ("zh-Hant", 1_867_000_000, "18.67億"),
        ("pt", 14_000_000, "14\u00a0000\u00a0000"),
    ],
)
def test_a_large_amount_is_told_as_texts_of_the_language_tell_it(
    words: dict[str, Messages], locale: str, value: float, shown: str
) -> None:
    assert words[locale].amount(value) == shown


@pytest.mark.parametrize(
    ("locale", "number", "shown"),
    [
        ("en", 0, "0 releases"),
        ("en", 1, "1 release"),
        ("en", 2, "2 releases"),
        ("pt", 0, "0 notícia"),
        ("pt", 2, "2 notícias"),
        ("zh-Hant", 1, "1則"),
    ],
)
def test_a_count_has_the_languages_plural(words: dict[str, Messages], locale: str, number: int, shown: str) -> None:
    assert words[locale].count(number) == shown


@pytest.mark.parametrize(
    ("locale", "other", "mark"),
    [("en", "zh-Hant", "Chinese only"), ("zh-Hant", "en", "只備英文版"), ("pt", "en", "Só em inglês")],
)
def test_the_mark_of_one_language_only_names_it(words: dict[str, Messages], locale: str, other: str, mark: str) -> None:
    assert words[locale]("only", language=words[locale].language(other)) == mark


def _openings(word: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(word) if name is not None)


@pytest.mark.parametrize("locale", sorted(OWN.keys() - {"en", "zh-Hans"}))
def test_each_language_of_the_house_has_all_words_with_their_openings(locale: str) -> None:
    assert OWN[locale].keys() == OWN["en"].keys()
    assert {key: _openings(word) for key, word in OWN[locale].items()} == {
        key: _openings(word) for key, word in OWN["en"].items()
    }


def test_the_traditional_words_hold_no_simplified_character() -> None:
    simplified = set("个们这说会实发现时间页闻题机构点语类关闭开订阅读数据为与网动东车门问马")
    assert simplified & set("".join(OWN["zh-Hant"].values())) == set()


def test_each_word_that_code_or_templates_ask_for_is_there() -> None:
    paths = [*REPOSITORY.glob("hooks/**/*.html"), *REPOSITORY.glob("hooks/**/*.py")]
    pattern = re.compile(r"""\b(?:w|words)[(\[]["']([a-z_]+)["']""")
    asked = {name for path in paths for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 20
    assert asked - OWN["en"].keys() == set()


def test_the_words_of_a_corner_win(corner: Corner) -> None:
    root = corner({"news/words/en.yml": 'home: Quay\ncount.one: "{count} item"\n'})
    words = corners.catalogue(root).words["en"]
    assert (words("home"), words.count(1), words("news")) == ("Quay", "1 item", OWN["en"]["news"])


def _welsh(corner: Corner, words: dict[str, str]) -> Path:
    """Return a corner that is read in Welsh too, of which the house knows nothing."""
    return corner({"news/words/cy.yml": yaml.safe_dump(words, allow_unicode=True)})


def test_a_corner_can_bring_a_language_of_its_own(corner: Corner) -> None:
    found, problems = messages.read_messages(
        _welsh(corner, OWN["en"] | {"home": "Hafan", "date": "d MMMM y"}), ("en", "cy")
    )
    assert problems == []
    assert (found["cy"]("home"), found["cy"].date(date(2021, 9, 4))) == ("Hafan", "4 Medi 2021")


def test_a_language_that_lacks_words_is_told_of(corner: Corner) -> None:
    words = {key: word for key, word in OWN["en"].items() if key not in ("news", "topics")}
    _, problems = messages.read_messages(_welsh(corner, words), ("en", "cy"))
    assert [str(problem) for problem in problems] == [
        "news/words/cy.yml:1: news: expected the interface's words in 'cy', found none for news, topics [missing-words]"
    ]


def test_a_language_that_cldr_does_not_know_does_not_stop_a_corner(corner: Corner) -> None:
    found, problems = messages.read_messages(
        corner({"news/words/x-own.yml": yaml.safe_dump(OWN["en"])}), ("en", "x-own")
    )
    assert problems == []
    assert found["x-own"].date(date(2021, 9, 24)) == "September 24, 2021"
