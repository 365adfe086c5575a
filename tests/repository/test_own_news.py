"""The project's own news: no fault, and figures that agree with each other as their sources do.

The expected numbers are those of the sources, which do not all stand in the news.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from corner.content.dates import Period
from corner.content.frontmatter import Figure
from corner.content.summary import Summary
from corner.site.catalogue import Catalogue
from corner.site.listings import build_listings
from corner.site.load import load
from corner.views import figures
from corner.views.edition import Edition
from tests.support.corners import REPOSITORY

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def news() -> Catalogue:
    loaded = load(REPOSITORY, NOW)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.catalogue is not None
    return loaded.catalogue


@pytest.fixture(scope="module")
def summary(news: Catalogue) -> Summary:
    return news.summaries["summaries/2020-2022"]


def _values(news: Catalogue, figure: str, period: str) -> set[float]:
    """Return what releases and items report for a figure over a period."""
    span = Period.parse(period)
    every: list[Figure] = [each for release in news.releases.values() for each in release.facts.figures]
    every += [each for summary in news.summaries.values() for item in summary.items for each in item.figures]
    return {
        each.value
        for each in every
        if each.figure == figure and each.period and (each.period.start, each.period.end) == (span.start, span.end)
    }


def _value(news: Catalogue, figure: str, period: str) -> float:
    (value,) = _values(news, figure, period)
    return value


def test_the_summary_has_19_items_of_which_four_are_new(summary: Summary) -> None:
    assert len(summary.items) == 19
    assert [number for number, item in enumerate(summary.items, 1) if item.state == "new"] == [2, 8, 10, 14]
    assert (summary.facts.period.start, summary.facts.period.end) == (date(2020, 1, 1), date(2022, 6, 30))


def test_the_summary_has_each_item_in_both_languages(summary: Summary) -> None:
    for text in summary.texts.values():
        assert [
            section.title for section in text.sections if not section.title or not section.passage.html.strip()
        ] == []
        assert len({section.title for section in text.sections}) == 19
    assert set(summary.texts) == {"en", "zh-Hant", "zh-Hans"}


def test_the_releases_span_the_years_from_2006_to_2026(news: Catalogue) -> None:
    years = {release.issued.day.year for release in news.releases.values()}
    assert len(news.releases) >= 30
    assert (min(years), max(years)) == (2006, 2026)
    assert len(years) >= 12


def test_three_releases_are_in_one_language_on_purpose_one_of_them_in_chinese(news: Catalogue) -> None:
    texts = [
        set(release.texts) for release in news.releases.values() if set(release.texts) < {"en", "zh-Hant", "zh-Hans"}
    ]
    assert sorted(texts, key=len) == [{"en"}, {"en"}, {"zh-Hant", "zh-Hans"}]


def test_each_topic_has_news(news: Catalogue) -> None:
    used = {key for release in news.releases.values() for key in release.facts.topics}
    assert set(news.taxonomies.topics) - used == set()
    assert len(news.taxonomies.topics) == 8


def test_each_release_tells_its_source(news: Catalogue) -> None:
    assert [key for key, release in news.releases.items() if release.facts.source is None] == []


def test_each_text_is_an_abstract_of_40_to_300_words(news: Catalogue) -> None:
    for key, release in news.releases.items():
        for locale, text in release.texts.items():
            plain = re.sub(r"<[^>]*>", " ", text.passage.html)
            # A Chinese text is about twice as many characters as an English one is words.
            length = len(re.findall(r"[\u4e00-\u9fff]", plain)) / 2 if locale != "en" else len(plain.split())
            assert 30 <= length <= 350, (key, locale, length)


def test_the_english_texts_hold_no_chinese_sentence_and_the_chinese_ones_no_english(news: Catalogue) -> None:
    for key, content in {**news.releases, **news.summaries}.items():
        if "en" in content.texts:
            english = content.texts["en"]
            assert not re.search(
                r"[\u4e00-\u9fff]{12}", f"{english.title} {english.description} {english.passage.html}"
            ), key
        if "zh-Hant" in content.texts:
            chinese = content.texts["zh-Hant"]
            told = re.sub(r"<[^>]*>", "", f"{chinese.title} {chinese.description} {chinese.passage.html}")
            assert not re.search(r"(?:[A-Za-z]+[ ,.]+){14}", told), key


def test_competition_entries_add_up(news: Catalogue) -> None:
    # 250 in 2019, 658, 1 090: 1 998 in three years; 701 more make 2 699 in four; 809 and 1 147 more make 4 655 in six.
    values = {value.key: (value.number, value.is_calculated) for value in news.values}
    years = {year: values[f"competition-entries.{year}"] for year in range(2019, 2025)}
    assert years == {
        2019: (250, True),
        2020: (658, False),
        2021: (1090, False),
        2022: (701, True),
        2023: (809, False),
        2024: (1147, True),
    }
    totals = {year: values[f"competition-entries-to-date.2019--{year}"] for year in range(2021, 2025)}
    assert totals == {2021: (1998, False), 2022: (2699, False), 2023: (3508, True), 2024: (4655, False)}


def test_the_other_count_of_the_2022_competition_is_not_joined_to_the_series(news: Catalogue) -> None:
    bases = {value.basis for value in news.values if value.number == 3936}
    assert bases == {"macao-government"}
    edition = Edition(news, build_listings(news), "en")
    charts = {figure.key: figure.chart for figure in figures.figures_view(edition).charted if figure.chart}
    assert [bar.number for bar in charts["competition-entries"].bars] == [250, 658, 1090, 701, 809, 1147]
    assert [bar.number for bar in charts["projects-to-date"].bars] == [239, 400, 455]
    assert not {3936, 356} & {bar.number for chart in charts.values() for bar in chart.bars}


def test_every_value_has_a_key_of_its_own(news: Catalogue) -> None:
    values = news.values
    assert len({value.key for value in values}) == len(values) >= 120
    assert [value.key for value in values if value.key.endswith(".2")] == ["event-participants.2014-09-11.2"]


def test_the_sums_are_those_of_the_sources(news: Catalogue) -> None:
    declared = {key: len(kind.sums) for key, kind in news.taxonomies.figures.items() if kind.sums}
    assert declared == {
        "seminar-participants": 1,
        "competition-entries-to-date": 4,
        "operations-held": 1,
        "year-operation-items": 2,
        "year-operation-value-hkd": 1,
    }


def test_the_years_of_joint_operations_add_up_to_what_the_summary_says(news: Catalogue, summary: Summary) -> None:
    years = [_value(news, "year-operation-items", year) for year in ("2020", "2021")]
    first_of_2022 = _value(news, "operation-items", "2022-04-22/2022-05-22")
    assert [*years, first_of_2022] == [58_000, 81_000, 32_000]
    assert sum(years) + first_of_2022 == 171_000
    operations = next(number for number, item in enumerate(summary.items, 1) if item.key == "joint-operations")
    for text in summary.texts.values():
        told = re.sub(r"[\s\u00a0]", "", text.sections[operations - 1].passage.html)
        assert re.search(r"170000|17[萬万]", told), text.locale
    held = [_value(news, "operations-held", period) for period in ("2020", "2021")]
    assert _value(news, "operations-held", "2020-01/2022-06") == sum(held) + 1 == 7


def test_the_operations_of_2023_add_up_to_their_year(news: Catalogue) -> None:
    spans = ("2023-04-24/2023-05-12", "2023-08-21/2023-09-01", "2023-12")
    items = [_value(news, "operation-items", span) for span in spans]
    assert items == [14_000, 23_000, 14_000]
    assert sum(items) == _value(news, "year-operation-items", "2023") == 51_000


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_one_operation_is_no_more_than_its_year(news: Catalogue, year: str) -> None:
    release = news.releases[f"releases/{year}/joint-operation-3-{year}"]
    values = {figure.figure: figure.value for figure in release.facts.figures}
    assert 0 < values["operation-items"] < values["year-operation-items"]
    assert 0 < values["operation-value-hkd"] < values["year-operation-value-hkd"]


def test_the_seminar_of_2020_had_what_the_other_leaves(news: Catalogue) -> None:
    first = next(value for value in news.values if value.key == "seminar-participants.2020")
    assert (first.number, first.qualifier, first.is_calculated) == (260, "about", True)


def test_what_was_completed_is_what_the_summary_lists(news: Catalogue, summary: Summary) -> None:
    assert _value(news, "projects-completed", "2020-01/2022-06") == len(summary.items)


def test_projects_to_date_of_two_and_of_three_places_are_counted_apart(news: Catalogue) -> None:
    # The 20 completed and the 20 planned projects of the plan of 2024 are no part of its 455.
    values = [(value.basis, value.number) for value in news.values if value.figure == "projects-to-date"]
    assert values == [
        ("guangdong-hong-kong", 239),
        ("guangdong-hong-kong", 400),
        ("guangdong-hong-kong", 455),
        ("three-places", 356),
    ]


@pytest.mark.parametrize(
    ("body", "day", "name"),
    [
        ("gdamr", date(2018, 8, 21), "Guangdong Intellectual Property Office"),
        (
            "gdamr",
            date(2019, 1, 31),
            "Guangdong Administration for Market Regulation (Guangdong Intellectual Property Administration)",
        ),
        ("macao-dsedt", date(2019, 11, 12), "Macao Economic Bureau"),
        (
            "macao-dsedt",
            date(2021, 7, 7),
            "Economic and Technological Development Bureau of the Government of the Macao Special Administrative Region",
        ),
        ("cnipa", date(2017, 6, 28), "State Intellectual Property Office"),
        ("cnipa", date(2021, 9, 1), "China National Intellectual Property Administration"),
    ],
)
def test_a_body_bears_the_name_of_its_time(news: Catalogue, body: str, day: date, name: str) -> None:
    assert name in news.taxonomies.name("bodies", body, "en", day).text


def test_the_expert_group_is_a_task_group_in_chinese(news: Catalogue) -> None:
    # 專責小組; 專家組 would be a literal back-translation.
    assert news.taxonomies.name("bodies", "expert-group", "zh-Hant").text == "粵港保護知識產權合作專責小組"
    every = [text for content in {**news.releases, **news.summaries}.values() for text in content.texts.values()]
    assert [text.path for text in every if "專家組" in text.passage.html + text.title + text.description] == []


def test_a_name_that_was_not_found_is_not_made_up(news: Catalogue) -> None:
    # Grade D: only the English name is given until a person has checked.
    unsure = [
        (key, name.name) for key, body in news.taxonomies.bodies.items() for name in body.names if name.grade == "D"
    ]
    assert [key for key, names in unsure if set(names) != {"en"}] == []


def test_the_periods_without_items_say_how_sure_their_sources_are(news: Catalogue) -> None:
    overviews = {key: summary.facts for key, summary in news.summaries.items() if not summary.items}
    assert {
        key.partition("/")[2]: (facts.coverage, facts.source.grade) for key, facts in overviews.items() if facts.source
    } == {
        "2012-2013": ("some-items", "B"),
        "2015-2016": ("counts", "B"),
        "2016-2017": ("areas", "A"),
        "2017-2018": ("some-items", "B"),
        "2018-2019": ("areas", "B"),
        "2019-2020": ("counts", "A"),
        "2022-2023": ("counts", "A"),
        "2024": ("areas", "C"),
    }
    # What was not checked is in words only: no chart may show it as certain.
    assert [
        key for key, facts in overviews.items() if facts.source and facts.source.grade == "C" and facts.figures
    ] == []
