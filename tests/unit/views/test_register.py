"""What the pages of a register show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from corner.content.record import Record
from corner.site import schedule
from corner.views.edition import Edition
from corner.views.listing import listing_view
from corner.views.record import RecordView, record_dependencies, record_view
from corner.views.register import register_view
from tests.support import corners
from tests.support.berths import BERTHS, DECLARATION, RECORDS
from tests.support.corners import FAIR, GOOD, Corner, Files, release


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
    assert (view.status, view.period.values[0].text) == ("Open", "from May 1, 2020 until June 1, 2026")
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


@pytest.mark.parametrize(
    ("now", "state"),
    [
        # The corner is nine hours ahead of UTC.
        (datetime(2026, 5, 31, 14, 59, 59, tzinfo=UTC), "Open"),
        (datetime(2026, 5, 31, 15, tzinfo=UTC), "Replaced"),
        (datetime(2026, 6, 1), "Replaced"),  # noqa: DTZ001 -- a moment without a zone is in that of the corner
    ],
)
def test_a_state_changes_at_midnight_in_the_time_zone_of_the_corner(corner: Corner, now: datetime, state: str) -> None:
    edition = corners.edition(corner(BERTHS), now=now)
    assert _view(edition, "east").status == state
    change = datetime(2026, 5, 31, 15, tzinfo=UTC)
    span = edition.catalogue.span
    (transition,) = schedule.list_due(edition.catalogue.contents["berths"].values(), change - timedelta(seconds=1))[:1]
    assert transition == (change, "berths/east", "its status becomes 'replaced'")
    assert (span.until if state == "Open" else span.since) == change, "a build is due when the state changes"


def test_a_name_that_is_not_official_is_marked(corner: Corner) -> None:
    root = corner(BERTHS)
    assert _view(corners.edition(root), "east").is_official
    assert not _view(corners.edition(root, "zh-Hant"), "east").is_official


def _declare(line: str) -> str:
    """Return the declaration of the berths with one more line."""
    return f"{dedent(str(BERTHS[DECLARATION]))}{line}\n"


def _converted(name: str) -> str:
    """Return the good corner's settings with a converted edition."""
    made = "    feed_size: 3\n    converted:\n      zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}\n"
    return dedent(str(GOOD[name])).replace("    feed_size: 3\n", made)


@pytest.mark.parametrize(
    ("has_official_names", "names", "title", "is_official"),
    [
        (False, "{en: Berth, zh-Hant: 東泊位}", "东泊位", True),
        (True, "{en: Berth, zh-Hant: 東泊位}", "东泊位", False),
        (False, "{en: Berth, zh-Hant: {text: 東泊位, official: false}}", "东泊位", False),
        (True, "{en: Berth, zh-Hant: {text: 東泊位, official: false}, zh-Hans: 东埠}", "东埠", True),
        (True, "{en: Berth, zh-Hant: 東泊位, zh-Hans: {text: 东埠, official: false}}", "东埠", False),
    ],
)
def test_a_name_of_a_converted_edition(
    corner: Corner, *, has_official_names: bool, names: str, title: str, is_official: bool
) -> None:
    files: Files = {
        "mkdocs.yml": _converted("mkdocs.yml"),
        DECLARATION: _declare(f"official_names: {str(has_official_names).lower()}"),
        RECORDS: f"east: {{name: {names}, quay: quay}}",
    }
    root = corner(files)
    view = _view(corners.edition(root, "zh-Hans"), "east")
    assert (view.title, view.is_official) == (title, is_official)


def test_what_was_not_checked_is_marked(corner: Corner) -> None:
    records = """\
        east:
          name: {en: East berth, zh-Hant: 東泊位}
          quay: quay
          length: 12
          motto: {en: All welcome, zh-Hant: 歡迎}
          unchecked: [length, name.zh-Hant, motto.en]
          sources: [{name: Harbour plan, as_of: 2022-07}]
        """
    root = corner({**BERTHS, RECORDS: records})
    english, chinese = (_view(corners.edition(root, locale), "east") for locale in ("en", "zh-Hant"))
    assert (english.is_checked, chinese.is_checked) == (True, False)
    assert {field.key: field.is_checked for field in english.fields} == {"quay": True, "length": False, "motto": False}
    assert {field.key: field.is_checked for field in chinese.fields} == {"quay": True, "length": False, "motto": True}
    assert (english.sources[0].as_of, english.sources[0].datetime) == ("July 2022", "2022-07")


def test_a_day_may_be_the_latest(corner: Corner) -> None:
    records = """\
        east: {name: {en: East, zh-Hant: 東}, quay: quay, valid: {from: 2020-05-01, at_latest: true}}
        """
    view = _view(corners.edition(corner({**BERTHS, RECORDS: records})), "east")
    assert [value.text for value in view.period.values] == ["from May 1, 2020, at the latest"]


def test_a_page_shows_the_records_that_are_embedded_in_it(corner: Corner) -> None:
    declaration = _declare("").replace("beside: {type: record,", "beside: {type: record, embed: true,")
    edition = corners.edition(corner({**BERTHS, DECLARATION: declaration}))
    view = _view(edition, "east")
    assert [(name, [inner.title for inner in records]) for name, records in view.embedded] == [
        ("Berths", ["North berth"])
    ]
    assert view.references == ()
    assert _view(edition, "north").embedded == ()


@pytest.mark.parametrize(
    ("order", "expected"), [("-length", ["North", "West", "East"]), ("length", ["West", "North", "East"])]
)
def test_records_without_a_value_come_last_in_either_order(corner: Corner, order: str, expected: list[str]) -> None:
    records = """\
        east: {name: {en: East, zh-Hant: 東}, quay: quay}
        north: {name: {en: North, zh-Hant: 北}, quay: quay, length: 30}
        west: {name: {en: West, zh-Hant: 西}, quay: quay, length: 12}
        """
    declaration = _declare("").replace("[-length, name]", f"[{order}]")
    edition = corners.edition(corner({DECLARATION: declaration, RECORDS: records}))
    record = next(iter(edition.catalogue.contents["berths"].values()))
    assert isinstance(record, Record)
    groups = register_view(edition, record.register).groups
    assert [row.link.title for group in groups for row in group.rows] == expected


def test_a_body_without_news_has_a_page_and_no_feed(corner: Corner) -> None:
    files: Files = {
        "news/registers/bodies/register.yml": """\
            name: {en: Bodies, zh-Hant: 機構}
            record: {en: Body, zh-Hant: 機構}
            description: {en: All bodies., zh-Hant: 所有機構。}
            fields: {}
            """,
        "news/registers/bodies/records.yml": """\
            harbour-office: {description: {en: It runs the harbour., zh-Hant: 管理海港。}}
            """,
    }
    edition = corners.edition(corner(files))
    view = listing_view(edition, edition.listings.bodies["harbour-office"], 1)
    assert (view.title.text, view.feed, view.cards) == ("Harbour Authority", None, ())


def test_a_topic_leads_to_the_records_that_name_it(corner: Corner) -> None:
    declaration = (
        _declare("")
        .replace("keeper: {type: body", "topics: {type: topic, many: true")
        .replace("name: {en: Keeper, zh-Hant: 管理者}", "name: {en: Topics, zh-Hant: 專題}")
    )
    records = "east: {name: {en: East, zh-Hant: 東}, quay: quay, topics: [boats]}"
    edition = corners.edition(corner({DECLARATION: declaration, RECORDS: records}))
    shown = {
        key: [(name, [link.title for link in links]) for name, links in listing_view(edition, listing, 1).records]
        for key, listing in edition.listings.topics.items()
    }
    assert shown == {"boats": [("Berths", ["East"])], "tides": []}


@pytest.mark.parametrize(
    ("columns", "unchecked", "valid", "status"),
    [
        ("[kind]", "[]", "{}", ""),
        ("[kind, status]", "[]", "{}", "Open"),
        ("[kind]", "[]", "{from: 2020-05-01}", "Open"),
        ("[kind, status]", "[status]", "{}", ""),
    ],
)
def test_a_record_has_a_state_where_its_dates_or_its_register_say_so(
    corner: Corner, columns: str, unchecked: str, valid: str, status: str
) -> None:
    declaration = _declare("").replace("[kind, length, status]", columns)
    declaration = declaration.replace("filters: [kind, status]", "filters: [kind]")
    records = f"east: {{name: {{en: East, zh-Hant: 東}}, quay: quay, valid: {valid}, unchecked: {unchecked}}}"
    root = corner({DECLARATION: declaration, RECORDS: records})
    assert _view(corners.edition(root), "east").status == status


def _edit(name: str, old: str, new: str) -> Files:
    text = BERTHS[name]
    assert isinstance(text, str)
    assert old in text
    return {**BERTHS, name: text.replace(old, new)}


_NAMED: Files = {**BERTHS, FAIR: release(records="[berths/east]")}
_EMBEDDING = _edit(DECLARATION, "beside: {type: record,", "beside: {type: record, embed: true,")


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        (BERTHS, _edit(RECORDS, "length: 12", "length: 13"), corners.NOW),
        (BERTHS, _edit(RECORDS, "North berth", "Northern berth"), corners.NOW),
        (BERTHS, _edit(RECORDS, "beside: [east]", "motto: {en: Hello, zh-Hant: 你好}"), corners.NOW),
        (BERTHS, _edit(RECORDS, "          replaced_by: north\n", ""), corners.NOW),
        (BERTHS, BERTHS, datetime(2026, 6, 1, 12, tzinfo=UTC)),
        (BERTHS, {**BERTHS, FAIR: release(bodies="[harbour-office]")}, corners.NOW),
        (BERTHS, _NAMED, corners.NOW),
        (_NAMED, {**_NAMED, FAIR: release(title="Another", records="[berths/east]")}, corners.NOW),
        (_EMBEDDING, {**_EMBEDDING, RECORDS: str(BERTHS[RECORDS]).replace("length: 30", "length: 31")}, corners.NOW),
    ],
)
def test_whatever_changes_the_page_of_a_record_is_among_what_it_depends_on(
    before: Files, after: Files, now: datetime, tmp_path: Path
) -> None:
    pages, depends = [], []
    for folder, files, moment in ((tmp_path / "a", before, corners.NOW), (tmp_path / "b", after, now)):
        folder.mkdir()
        edition = corners.edition(corners.write(folder, files), now=moment)
        record = edition.catalogue.contents["berths"]["berths/east"]
        assert isinstance(record, Record)
        pages.append(record_view(edition, record))
        depends.append(record_dependencies(edition, record))
    assert pages[0] != pages[1]
    assert depends[0] != depends[1]


def test_the_page_of_a_record_does_not_depend_on_what_it_does_not_show(corner: Corner, tmp_path: Path) -> None:
    depends = []
    for root in (
        corner(BERTHS),
        corners.write(_folder(tmp_path, "b"), _edit(RECORDS, "length: 30", "length: 31")),
        corners.write(_folder(tmp_path, "c"), {**BERTHS, FAIR: release(title="Another")}),
    ):
        edition = corners.edition(root)
        record = edition.catalogue.contents["berths"]["berths/east"]
        assert isinstance(record, Record)
        depends.append(record_dependencies(edition, record))
    assert depends[0] == depends[1] == depends[2]


def _folder(parent: Path, name: str) -> Path:
    (parent / name).mkdir()
    return parent / name
