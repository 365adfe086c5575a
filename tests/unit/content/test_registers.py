"""Records of registers: their states, and what they name."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corner.content.record import Record
from tests.support import corners
from tests.support.berths import BERTHS, RECORDS
from tests.support.corners import FAIR, Corner, release


def _record(corner: Corner, key: str) -> Record:
    record = corners.catalogue(corner(BERTHS)).content(f"berths/{key}")
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(
    ("day", "east", "north"),
    [
        ("2020-04-30", "upcoming", "upcoming"),
        ("2020-05-01", "current", "upcoming"),
        ("2026-05-31", "current", "upcoming"),
        ("2026-06-01", "replaced", "current"),
    ],
)
def test_a_state_follows_from_the_dates(corner: Corner, day: str, east: str, north: str) -> None:
    records = corners.catalogue(corner(BERTHS)).contents["berths"]
    states = {
        key: record.state(date.fromisoformat(day)) for key, record in records.items() if isinstance(record, Record)
    }
    assert states == {"berths/east": east, "berths/north": north}


def test_a_record_without_a_successor_ends(corner: Corner) -> None:
    records = "pier: {name: {en: Pier, zh-Hant: 棧橋}, quay: quay, valid: {until: 2026-06-01}}"
    record = corners.catalogue(corner({**BERTHS, RECORDS: records})).content("berths/pier")
    assert isinstance(record, Record)
    assert record.state(date(2026, 6, 1)) == "ended"


def test_a_build_counts_until_the_next_state_begins(corner: Corner) -> None:
    span = corners.catalogue(corner(BERTHS), datetime(2026, 1, 1, tzinfo=UTC)).span
    # Midnight in Tokyo, where the good corner is.
    assert span.until == datetime(2026, 5, 31, 15, tzinfo=UTC)


def test_a_catalogue_knows_what_names_a_record(corner: Corner) -> None:
    root = corner({**BERTHS, FAIR: release(records="[berths/north]")})
    references = corners.catalogue(root).references
    assert {key: [content.key for content in contents] for key, contents in references.items()} == {
        "berths/north": ["releases/2021/fair", "berths/east"],
        "berths/east": ["berths/north"],
        "bodies/harbour-office": ["berths/east"],
    }
