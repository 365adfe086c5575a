"""The project's own registers: what they say is what the sources say, and nothing that was not seen is said as certain.

The expected days and numbers were copied from the sources by hand.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corner.content.record import Record
from corner.content.registers import NamedRecordFacts
from corner.site.catalogue import Catalogue
from corner.site.load import load
from tests.support.corners import REPOSITORY

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture(scope="module")
def news() -> Catalogue:
    catalogue = load(REPOSITORY, NOW).catalogue
    assert catalogue is not None
    return catalogue


def _record(news: Catalogue, key: str) -> Record:
    record = news.content(key)
    assert isinstance(record, Record), key
    return record


def _field(news: Catalogue, key: str, field: str) -> list[str]:
    return [str(getattr(value, "text", value)) for value in _record(news, key).values(field)]


def _days(news: Catalogue, key: str) -> tuple[date | None, date | None]:
    valid = _record(news, key).facts.valid
    return valid.since, valid.until


@pytest.mark.parametrize(
    ("law", "adopted", "since", "current"),
    [
        ("cn-patent", "1984-03-12", "1985-04-01", "2021-06-01"),
        ("cn-copyright", "1990-09-07", "1991-06-01", "2021-06-01"),
        ("cn-aucl", "1993-09-02", "1993-12-01", "2025-10-15"),
        ("cn-ic", "2001-04-02", "2001-10-01", "2026-10-15"),
        ("cn-pvp", "1997-03-20", "1997-10-01", "2025-06-01"),
        ("cn-customs-ip-rules", "2009-03-03", "2009-07-01", "2018-07-01"),
        ("cn-patent-rules", "2001-06-15", "2001-07-01", "2024-01-20"),
        ("gd-ip", "2022-03-29", "2022-05-01", None),
    ],
)
def test_a_law_has_the_days_of_its_sources(
    news: Catalogue, law: str, adopted: str, since: str, current: str | None
) -> None:
    assert _field(news, f"laws/{law}", "adopted") == [adopted]
    assert str(_days(news, f"laws/{law}")[0]) == since
    assert _field(news, f"laws/{law}", "current_text") == ([current] if current else [])


def test_the_trade_mark_law_of_2026_takes_the_place_of_the_old_one_on_new_years_day(news: Catalogue) -> None:
    old, new = _record(news, "laws/cn-trademark"), _record(news, "laws/cn-trademark-2027")
    assert (old.state(date(2026, 12, 31)), new.state(date(2026, 12, 31))) == ("current", "upcoming")
    assert (old.state(date(2027, 1, 1)), new.state(date(2027, 1, 1))) == ("replaced", "current")


def test_the_titles_of_other_places_are_no_official_names(news: Catalogue) -> None:
    laws = {key: record for key, record in news.contents["laws"].items() if isinstance(record, Record)}
    mainland = [record for key, record in laws.items() if key.startswith("laws/cn-")]
    assert len(mainland) == 18
    for record in mainland:
        assert isinstance(record.facts, NamedRecordFacts)
        assert record.facts.unofficial() == {"en", "zh-Hant"}, record.key
        assert "name.en" in record.facts.unchecked, record.key
    hong_kong = [record for key, record in laws.items() if key.startswith("laws/hk-")]
    assert [record.key for record in hong_kong if "zh-Hans" not in record.unofficial] == []
    macao = [record for key, record in laws.items() if key.startswith("laws/mo-")]
    assert [record.key for record in macao if "en" not in record.unofficial] == []


def test_the_number_of_hong_kong_customs_changed(news: Catalogue) -> None:
    old, new = "contacts/hk-customs-hotline-until-2025", "contacts/hk-customs-hotline"
    assert _field(news, old, "telephone") == ["+852 2545 6182"]
    assert _field(news, new, "telephone") == ["+852 182 8080"]
    assert _days(news, old) == (None, date(2025, 1, 23))
    assert _days(news, new) == (date(2025, 1, 23), None)
    assert _record(news, old).facts.replaced_by == "hk-customs-hotline"


def test_the_counter_of_macao_has_the_numbers_of_its_page(news: Catalogue) -> None:
    counter = "contacts/macao-dsedt-counter"
    numbers = ["+853 8597 2220", "+853 8597 2266", "+853 8597 2229", "+853 8597 2160"]
    assert _field(news, counter, "telephone") == numbers
    assert _field(news, counter, "fax") == ["+853 2871 5291"]
    assert _field(news, counter, "email") == ["dpda@dsedt.gov.mo"]


def test_no_contact_of_a_mainland_city_or_authority_is_made_up(news: Catalogue) -> None:
    bodies = {body for key in news.contents["contacts"] for body in _field(news, key, "body")}
    assert bodies == {"ipd", "hk-customs", "macao-dsedt", "macao-customs", "doj"}
    assert len(news.contents["cities"]) == 9


def test_only_the_first_measure_has_a_title_and_a_heading(news: Catalogue) -> None:
    measures = news.contents["measures"]
    assert len(measures) == 16
    titled = [key for key, record in measures.items() if "not seen" not in record.texts["en"].title]
    assert titled == ["measures/measure-1"]
    assert [key for key in measures if _field(news, key, "heading")] == titled


@pytest.mark.parametrize(
    ("batch", "points", "since"),
    [("first-batch-2021", "12", "2021-10-20"), ("qianhai-2024", "1", "2024-07-09"), ("all-2025", "24", "2025-10-31")],
)
def test_the_enquiry_points_are_those_of_the_reports(news: Catalogue, batch: str, points: str, since: str) -> None:
    assert _field(news, f"enquiry-points/{batch}", "points") == [points]
    assert str(_days(news, f"enquiry-points/{batch}")[0]) == since


@pytest.mark.parametrize(
    ("meeting", "held", "place", "planned", "completed"),
    [
        ("meeting-5", "2006-06-22", "hong-kong", [], []),
        ("meeting-8", "2009-07-16", "guangzhou", [], []),
        ("meeting-11", "2012-07-19", "hong-kong", [], []),
        ("meeting-12", "2013-08-06", "guangzhou", [], ["15"]),
        ("meeting-15", "2016-08-18", "guangzhou", ["23"], ["21"]),
        ("meeting-17", "2018-08-21", "guangzhou", ["25"], []),
        ("written-2020", "2020-04-24", None, [], ["27"]),
        ("written-2022", "2022-11-28", None, [], ["19"]),
        ("report-2024", "2024", None, ["20"], ["20"]),
    ],
)
def test_a_meeting_has_the_day_place_and_counts_of_its_sources(
    news: Catalogue, meeting: str, held: str, place: str | None, planned: list[str], completed: list[str]
) -> None:
    key = f"meetings/{meeting}"
    assert _field(news, key, "held") == [held]
    assert _field(news, key, "place") == ([place] if place else [])
    assert (_field(news, key, "planned"), _field(news, key, "completed")) == (planned, completed)


def test_a_meeting_of_which_no_page_was_found_is_marked(news: Catalogue) -> None:
    unseen = [key for key, record in news.contents["meetings"].items() if "held" in record.facts.unchecked]
    numbers = ("s-1-4", *(f"-{number}" for number in (6, 7, 9, 10, 13, 14, 16)))
    assert sorted(unseen) == sorted(f"meetings/meeting{number}" for number in numbers)
