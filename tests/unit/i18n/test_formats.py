"""Formats of a language: dates, times, periods, numbers and amounts, as CLDR and the house style have them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corner.content.dates import Moment, Period
from corner.i18n import messages
from corner.i18n.formats import LocaleFormats

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.fixture(scope="session")
def formats() -> dict[str, LocaleFormats]:
    known, problems = messages.read_messages(Path("/nowhere"), ("en", "zh-Hant", "pt", "ar", "fr", "da"))
    assert problems == []
    return {locale: LocaleFormats(locale, known[locale].texts) for locale in known}


# House style (FACTS.md, section 1): "September 24" and 2021年9月24日; Portuguese as CLDR has its long form.
@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "September 24, 2021"),
        ("zh-Hant", "2021年9月24日"),
        ("pt", "24 de setembro de 2021"),
        ("ar", "24 سبتمبر 2021"),
        ("fr", "24 septembre 2021"),
        ("da", "24. september 2021"),
    ],
)
def test_a_date_has_the_form_of_its_language(formats: dict[str, LocaleFormats], locale: str, expected: str) -> None:
    assert formats[locale].format_date(date(2021, 9, 24)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2021-09-24", "September 24, 2021"), ("2021-09-24 16:43", "September 24, 2021 16:43")],
)
def test_a_time_is_shown_where_one_was_written(formats: dict[str, LocaleFormats], text: str, expected: str) -> None:
    assert formats["en"].format_moment(Moment.parse(text, LISBON)) == expected


@pytest.mark.parametrize(
    ("locale", "text", "dates"),
    [
        (
            "en",
            "From December 31, 2025, to May 1, 2026; July 2022 – June 2023; 2019 – 2024; May 2 and 19 000 items",
            ["December 31, 2025", "May 1, 2026", "July 2022", "June 2023"],
        ),
        (
            "zh-Hant",
            "2025年12月31日至2026年1月2日，2022年7月至2023年10月，2019年至2024年；1月2日，19 000件",
            ["2025年12月31日", "2026年1月2日", "2022年7月", "2023年10月", "2019年", "2024年"],
        ),
        ("pt", "de 24 de setembro de 2021 a maio de 2022, em 2023", ["24 de setembro de 2021", "maio de 2022"]),
    ],
)
def test_dates_are_recognised_in_a_text(
    formats: dict[str, LocaleFormats], locale: str, text: str, dates: list[str]
) -> None:
    assert [match[0] for match in formats[locale].date_expression.finditer(text)] == dates


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("pt", "24 de setembro de 2021, 16:43"),
        ("ar", "24 سبتمبر 2021، الساعة 16:43"),
        ("fr", "24 septembre 2021 à 16\u00a0h\u00a043"),
        ("da", "24. september 2021 kl. 16.43"),
    ],
)
def test_a_day_and_a_time_are_joined_as_the_language_does(
    formats: dict[str, LocaleFormats], locale: str, expected: str
) -> None:
    assert formats[locale].format_moment(Moment.parse("2021-09-24 16:43", LISBON)) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("d MMMM y", "1st July 2021"), ("MMMM d 'd' y", "July 1st d 2021"), ("dd/MM/y", "01/07/2021")],
)
def test_the_first_day_of_a_month_may_be_an_ordinal(pattern: str, expected: str) -> None:
    known, _ = messages.read_messages(Path("/nowhere"), ("en",))
    shown = LocaleFormats("en", {**known["en"].texts, "first_day": "1st", "date": pattern})
    assert shown.format_date(date(2021, 7, 1)) == expected
    assert shown.date_expression.fullmatch(expected) is not None


def test_french_writes_the_first_day_of_a_month_as_an_ordinal(formats: dict[str, LocaleFormats]) -> None:
    text = formats["fr"].format_date_range(date(2021, 7, 1), date(2021, 7, 11))
    assert text == "1er juillet 2021 – 11 juillet 2021"
    assert [match[0] for match in formats["fr"].date_expression.finditer(text)] == text.split(" – ")


def test_a_time_is_shown_in_the_zone_that_it_was_written_in(formats: dict[str, LocaleFormats]) -> None:
    moment = Moment.parse("2021-12-31T23:30+09:00", LISBON)
    assert formats["zh-Hant"].format_moment(moment) == "2021年12月31日 23:30"


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
def test_a_time_range_names_no_day_twice(
    formats: dict[str, LocaleFormats], start: str, end: str | None, days: list[str]
) -> None:
    text = formats["en"].format_time_range(Moment.parse(start, LISBON), Moment.parse(end, LISBON) if end else None)
    assert re.split(r"\s*–\s*", text) == days


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
def test_a_period_is_short_in_charts(
    formats: dict[str, LocaleFormats], period: str, english: str, chinese: str, end: str
) -> None:
    parsed = Period.parse(period)
    assert [formats[locale].format_short_period(parsed) for locale in ("en", "zh-Hant")] == [english, chinese]
    assert formats["en"].format_short_period(parsed, only_end=True) == end


@pytest.mark.parametrize(
    ("locale", "period", "expected"),
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
    formats: dict[str, LocaleFormats], locale: str, period: str, expected: list[str]
) -> None:
    assert re.split(r"\s*(?:–|至)\s*", formats[locale].format_period(Period.parse(period))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
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
    formats: dict[str, LocaleFormats], value: float, expected: str
) -> None:
    assert formats["en"].format_number(value) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("pt", "1\u00a0090,5"), ("ar", "1,090.5"), ("zh-Hant", "1\u00a0090.5"), ("fr", "1\u202f090,5"), ("da", "1.090,5")],
)
def test_a_number_has_the_signs_of_its_language(formats: dict[str, LocaleFormats], locale: str, expected: str) -> None:
    assert formats[locale].format_number(1090.5) == expected


@pytest.mark.parametrize(
    ("locale", "value", "expected"),
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
        ("da", 1_500_000, "1,5\u00a0mio."),
    ],
)
def test_a_large_amount_is_written_as_in_texts_of_the_language(
    formats: dict[str, LocaleFormats], locale: str, value: float, expected: str
) -> None:
    assert formats[locale].format_amount(value) == expected


def test_the_largest_number_has_an_amount(formats: dict[str, LocaleFormats]) -> None:
    for shown in formats.values():
        assert shown.format_amount(1e308).startswith("1")


@pytest.mark.parametrize(
    ("locale", "number", "expected"),
    [
        ("en", 0, "0 releases"),
        ("en", 1, "1 release"),
        ("en", 2, "2 releases"),
        ("pt", 0, "0 notícia"),
        ("pt", 2, "2 notícias"),
        ("zh-Hant", 1, "1則"),
        ("ar", 0, "لا أخبار"),
        ("ar", 2, "خبران"),
        ("ar", 3, "3 أخبار"),
        ("ar", 11, "11 خبرًا"),
        ("ar", 100, "100 خبر"),
        ("fr", 0, "0 actualité"),
        ("fr", 2, "2 actualités"),
        ("da", 0, "0 nyheder"),
        ("da", 1, "1 nyhed"),
    ],
)
def test_a_count_has_the_languages_plural(
    formats: dict[str, LocaleFormats], locale: str, number: int, expected: str
) -> None:
    assert formats[locale].format_count(number) == expected
