"""Calendars, read back by icalendar's own parser."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from corner.feeds import icalendar as calendars
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

TOKYO = ZoneInfo("Asia/Tokyo")
UID = "tag:corner.example,2026:releases/2021/fair"


def _files(corner: Corner, files: corners.Files, locale: str = "en") -> dict[str, bytes]:
    files_by_path = dict(
        calendars.iter_calendars(corners.edition(corner(files), locale), "", lambda _address, _digest: False)
    )
    return {address: file.content for address, file in files_by_path.items() if isinstance(file.content, bytes)}


def _events(data: bytes) -> list[Any]:
    for line in data.split(b"\r\n"):
        assert len(line) <= 75, "RFC 5545, 3.1: no line is longer than 75 octets"
    assert b"\n" not in data.replace(b"\r\n", b"")
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize(
    ("locale", "product"),
    [("en", "-//corner.example//Harbour/Corner//EN"), ("zh-Hant", "-//corner.example//港口專欄//ZH-HANT")],
)
def test_a_calendar_names_the_corner_as_what_makes_it(corner: Corner, locale: str, product: str) -> None:
    settings = corners.MKDOCS.replace("site_name: Harbour Corner", "site_name: Harbour//Corner")
    [data] = [
        data
        for path, data in _files(corner, {"mkdocs.yml": settings}, locale).items()
        if path.endswith("calendars/all.ics")
    ]
    assert icalendar.Calendar.from_ical(data)["PRODID"] == product


def test_an_edition_has_a_calendar_of_all_events_and_of_each_topic(corner: Corner) -> None:
    files = {FAIR: release(event="{start: 2021-03-01}"), FAIR_ZH: translation(title="市集")}
    names = [
        "calendars/all.ics",
        "calendars/topics/boats.ics",
        "calendars/topics/tides.ics",
        "news/2021/fair/event.ics",
    ]
    files_by_path = _files(corner, files, "zh-Hant")
    assert list(files_by_path) == [f"zh-Hant/{name}" for name in names]
    summaries = [[str(event["summary"]) for event in _events(data)] for data in files_by_path.values()]
    assert summaries == [["市集"], ["市集"], [], ["市集"]]
    assert icalendar.Calendar.from_ical(files_by_path["zh-Hant/calendars/all.ics"])["x-wr-calname"] == "港口專欄－活動"


@pytest.mark.parametrize(
    ("event", "start", "end"),
    [
        ("{start: 2021-03-05}", date(2021, 3, 5), date(2021, 3, 6)),
        ("{start: 2021-03-05, end: 2021-03-07}", date(2021, 3, 5), date(2021, 3, 8)),
        ("{start: 2021-03-05 14:30}", datetime(2021, 3, 5, 14, 30, tzinfo=TOKYO), None),
        (
            "{start: 2021-03-05 14:30, end: 2021-03-05 17:00}",
            datetime(2021, 3, 5, 14, 30, tzinfo=TOKYO),
            datetime(2021, 3, 5, 17, 0, tzinfo=TOKYO),
        ),
        ("{start: '2021-03-05 14:30Z'}", datetime(2021, 3, 5, 23, 30, tzinfo=TOKYO), None),
        (
            "{start: 2021-03-05 14:30, end: 2021-03-06}",
            datetime(2021, 3, 5, 14, 30, tzinfo=TOKYO),
            datetime(2021, 3, 7, tzinfo=TOKYO),
        ),
    ],
)
def test_an_event_has_whole_days_or_times_in_the_corners_zone(
    corner: Corner, event: str, start: date, end: date | None
) -> None:
    files_by_path = _files(corner, {FAIR: release(event=event), FAIR_ZH: None})
    (event_read,) = _events(files_by_path["calendars/all.ics"])
    assert event_read["dtstart"].dt == start
    assert ("dtend" in event_read and event_read["dtend"].dt) == (end or False)
    if isinstance(start, datetime):
        assert event_read["dtstart"].params["TZID"] == "Asia/Tokyo"
        assert b"TZID:Asia/Tokyo" in files_by_path["calendars/all.ics"]


def test_an_event_says_what_the_release_says(corner: Corner) -> None:
    words = {"title": "'A; b, c \\ d'", "description": "'Long, " + "very; " * 30 + "long.'"}
    event = "{start: 2021-03-05, venue: 'Quay 1, north', online: true}"
    (event_read,) = _events(_files(corner, {FAIR: release(event=event, **words), FAIR_ZH: None})["calendars/all.ics"])
    assert str(event_read["summary"]) == "A; b, c \\ d"
    assert str(event_read["description"]) == words["description"].strip("'")
    assert str(event_read["location"]) == "Quay 1, north, Online"
    assert str(event_read["url"]) == "https://corner.example/base/news/2021/fair/"
    assert event_read["categories"].cats == ["Boats"]
    assert str(event_read["uid"]) == UID


@pytest.mark.parametrize(
    ("facts", "stamp", "sequence", "status"),
    [
        ({}, datetime(2021, 2, 28, 15, tzinfo=UTC), 0, None),
        ({"updated": "2021-03-02T10:00Z"}, datetime(2021, 3, 2, 10, tzinfo=UTC), 43 * 60 + 1, None),
        (
            {"corrections": "[{date: 2021-04-01, note: A.}]"},
            datetime(2021, 3, 31, 15, tzinfo=UTC),
            31 * 24 * 60 + 1,
            None,
        ),
        (
            {"withdrawn": "{date: 2021-04-02, reason: A.}"},
            datetime(2021, 4, 1, 15, tzinfo=UTC),
            32 * 24 * 60 + 1,
            "CANCELLED",
        ),
    ],
)
def test_a_change_keeps_the_uid_and_dates_and_numbers_come_from_the_news(
    corner: Corner, facts: dict[str, str], stamp: datetime, sequence: int, status: str | None
) -> None:
    files = {FAIR: release(event="{start: 2021-05-05}", **facts), FAIR_ZH: None}
    (event_read,) = _events(_files(corner, files)["calendars/all.ics"])
    assert str(event_read["uid"]) == UID
    assert (event_read["dtstamp"].dt, event_read["last-modified"].dt, event_read["sequence"]) == (
        stamp,
        stamp,
        sequence,
    )
    assert event_read.get("status") == status


def test_the_name_of_a_calendar_is_written_as_text_is(corner: Corner) -> None:
    settings = corners.MKDOCS.replace("site_name: Harbour Corner", "site_name: Harbour, Quay; Corner")
    data = _files(corner, {"mkdocs.yml": settings})["calendars/all.ics"]
    # RFC 5545, section 3.3.11: in a text, a comma and a semicolon stand behind a backslash.
    for name in (b"NAME;LANGUAGE=en", b"X-WR-CALNAME"):
        assert b"\r\n" + name + b":Harbour\\, Quay\\; Corner" in data


def test_an_event_that_was_over_when_it_was_reported_is_in_the_calendars_and_has_no_file_of_its_own(
    corner: Corner,
) -> None:
    files_by_path = _files(corner, {FAIR: release(event="{start: 2021-02-27}"), FAIR_ZH: None})
    assert len(_events(files_by_path["calendars/all.ics"])) == 1
    assert "news/2021/fair/event.ics" not in files_by_path


def test_chinese_lines_are_folded_between_characters(corner: Corner) -> None:
    files = {FAIR: release(event="{start: 2021-03-05}"), FAIR_ZH: translation(title="市集開幕" * 40)}
    (event_read,) = _events(_files(corner, files, "zh-Hant")["zh-Hant/calendars/all.ics"])
    assert str(event_read["summary"]) == "市集開幕" * 40


def test_a_current_calendar_is_not_written(corner: Corner) -> None:
    edition = corners.edition(corner({FAIR: release(event="{start: 2021-03-05}"), FAIR_ZH: None}))
    first = {address: file.fingerprint for address, file in calendars.iter_calendars(edition, "", lambda *_: False)}
    second = dict(calendars.iter_calendars(edition, "", lambda address, digest: first[address] == digest))
    assert {file.content for file in second.values()} == {None}


@pytest.mark.parametrize("start", range(0, 75, 3))
def test_a_line_is_folded_as_icalendar_folds_it(start: int) -> None:
    text = "a" * start + "b^c\\é,甲;𝄞\n" * 30
    event = icalendar.Event()
    event.add("SUMMARY", text)
    event.add("DTSTART", date(2021, 5, 6))
    lines = event.to_ical(sorted=False)
    assert calendars._line("SUMMARY", text) in lines
    assert calendars._line("DTSTART", date(2021, 5, 6)) in lines


@pytest.mark.parametrize(
    "value",
    [
        date(2021, 5, 6),
        date(1999, 12, 31),
        datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2021, 5, 6, 7, 8, 9, tzinfo=TOKYO),
        datetime(2021, 12, 31, 23, 59, tzinfo=ZoneInfo("America/Argentina/ComodRivadavia")),
    ],
    ids=str,
)
def test_a_date_is_written_as_icalendar_writes_it(value: date) -> None:
    event = icalendar.Event()
    for name in ("DTSTART", "LAST-MODIFIED"):
        event.add(name, value)
    lines = event.to_ical(sorted=False)
    assert calendars._date_line("DTSTART", value) in lines
    if isinstance(value, datetime) and value.tzinfo is UTC:
        assert calendars._date_line("LAST-MODIFIED", value) in lines
