"""What the pages of a register show."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from corner.content.record import Record
from corner.views.edition import Edition
from corner.views.register import RecordView, record_view, register_view
from tests.support import corners
from tests.support.berths import BERTHS
from tests.support.corners import FAIR, Corner, release


def _view(edition: Edition, key: str) -> RecordView:
    record = edition.catalogue.content(f"berths/{key}")
    assert isinstance(record, Record)
    return record_view(edition, record)


def _register_view(edition: Edition) -> tuple[Any, Any]:
    record = edition.catalogue.content("berths/east")
    assert isinstance(record, Record)
    view = register_view(edition, record.register)
    rows = [
        [row.link.title, *(tuple(value.text for value in cell.values) for cell in row.cells), row.filters]
        for group in view.groups
        for row in group.rows
    ]
    return rows, (
        view.columns,
        [(f.key, f.choices) for f in view.filters],
        [g.heading and g.heading.text for g in view.groups],
    )


def test_a_table_is_sorted_divided_and_filtered_as_declared(corner: Corner) -> None:
    rows, frame = _register_view(corners.edition(corner(BERTHS)))
    assert rows == [
        [
            "North berth",
            ("Fishing boats",),
            ("30 m",),
            ("Not yet in force",),
            (("kind", "fishing"), ("status", "upcoming")),
        ],
        ["East berth", ("Guests",), ("12 m",), ("Open",), (("kind", "guest"), ("status", "current"))],
    ]
    assert frame == (
        ("Kind", "Length", "Status"),
        [
            ("kind", (("fishing", "Fishing boats"), ("guest", "Guests"))),
            ("status", (("current", "Open"), ("upcoming", "Not yet in force"))),
        ],
        ["The quay"],
    )


def test_a_table_is_in_the_language_of_its_edition(corner: Corner) -> None:
    rows, _ = _register_view(corners.edition(corner(BERTHS), "zh-Hant"))
    assert rows == [
        ["北泊位", ("漁船",), ("30米",), ("尚未生效",), (("kind", "fishing"), ("status", "upcoming"))],
        ["東泊位", ("訪客",), ("12米",), ("開放",), (("kind", "guest"), ("status", "current"))],
    ]


def test_a_record_shows_its_fields_state_sources_and_what_names_it(corner: Corner) -> None:
    root = corner({**BERTHS, FAIR: release(records="[berths/east]")})
    view = _view(corners.edition(root), "east")
    assert [(field.name, [(value.text, value.url) for value in field.values]) for field in view.fields] == [
        ("Quay", [("The quay", "")]),
        ("Kind", [("Guests", "")]),
        ("Length", [("12 m", "")]),
        ("Keeper", [("Harbour Authority", "")]),
        ("Telephone", [("+853 2871 1111", "tel:+85328711111")]),
        ("Motto", [("All welcome", "")]),
    ]
    assert (view.status, view.period) == ("Open", "from May 1, 2020 until June 1, 2026")
    assert view.replaced_by is not None
    assert view.replaced_by.title == "North berth"
    (source,) = view.sources
    assert (source.name.text, source.as_of, source.grade) == (
        "Harbour plan",
        "December 1, 2025",
        "from the authority itself",
    )
    assert [(kind, [link.title for link in links]) for kind, links in view.references] == [
        ("News", ["News"]),
        ("Berths", ["North berth"]),
    ]


def test_a_successor_names_what_it_replaces(corner: Corner) -> None:
    edition = corners.edition(corner(BERTHS), now=datetime(2026, 6, 1, tzinfo=UTC))
    assert [link.title for link in _view(edition, "north").replaces] == ["East berth"]
    assert _view(edition, "east").status == "Replaced"


def test_a_name_that_is_not_official_is_marked(corner: Corner) -> None:
    root = corner(BERTHS)
    assert _view(corners.edition(root), "east").is_official
    assert not _view(corners.edition(root, "zh-Hant"), "east").is_official
