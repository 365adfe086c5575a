"""What the page of events shows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corner.views.events import events_view
from corner.views.navigation import build_menu
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release

_FILES = {
    FAIR: release(title="Fair", type="event", event="{start: 2021-03-01}", places="[quay]"),
    FAIR_ZH: None,
    "news/releases/2021/race.en.md": release(
        title="Race", type="event", event="{start: 2021-05-01, end: 2021-05-03}", topics="[tides]"
    ),
    "news/releases/2021/show.en.md": release(title="Show", type="event", event="{start: 2021-04-01}"),
    "news/releases/2020/tour.en.md": release(title="Tour", issued="2020-03-01", event="{start: 2020-06-01}"),
    "news/releases/2021/dropped.en.md": release(
        event="{start: 2021-06-01}", withdrawn="{date: 2021-03-02, reason: Storm.}"
    ),
    "news/releases/2021/notice.en.md": release(title="No event"),
}


@pytest.fixture
def root(corner: Corner) -> Path:
    return corner(_FILES)


def test_events_to_come_are_first_and_past_ones_follow_by_year(root: Path) -> None:
    view = events_view(corners.edition(root, now=datetime(2021, 4, 2, tzinfo=UTC)))
    assert [(group.heading, [row.link.title for row in group.rows]) for group in view.groups] == [
        ("Upcoming events", ["Race"]),
        ("2021", ["Show", "Fair"]),
        ("2020", ["Tour"]),
    ]


def test_the_next_event_is_the_first(root: Path) -> None:
    view = events_view(corners.edition(root, now=datetime(2021, 3, 2, 1, tzinfo=UTC)))
    assert [row.link.title for row in view.groups[0].rows] == ["Show", "Race"]


def test_an_event_is_past_after_its_last_day(root: Path) -> None:
    # The corner is in Tokyo, nine hours ahead.
    last, after = datetime(2021, 5, 3, 14, 59, tzinfo=UTC), datetime(2021, 5, 3, 15, tzinfo=UTC)
    assert events_view(corners.edition(root, now=last)).groups[0].heading == "Upcoming events"
    assert events_view(corners.edition(root, now=after)).groups[0].heading == "2021"


def test_rows_name_the_topics_and_places_that_the_table_is_filtered_by(root: Path) -> None:
    view = events_view(corners.edition(root))
    assert [(choice.key, choice.choices) for choice in view.filters] == [
        ("topic", (("boats", "Boats"), ("tides", "Tides"))),
        ("place", (("quay", "The quay"),)),
    ]
    rows = {row.link.title: row.filters for group in view.groups for row in group.rows}
    assert rows["Fair"] == (("topic", "boats"), ("place", "quay"))
    assert rows["Race"] == (("topic", "tides"), ("place", ""))


def test_a_corner_without_events_has_no_page_of_them(corner: Corner) -> None:
    edition = corners.edition(corner({FAIR: release(), FAIR_ZH: None}))
    assert "events/" not in {page.address for page in corners.pages(edition)}
    assert "events/" not in {link.address for link in build_menu(edition, [])}


def test_the_page_is_in_the_menu(root: Path) -> None:
    edition = corners.edition(root)
    assert "events/" in {page.address for page in corners.pages(edition)}
    assert ("Events", "events/") in {(link.title, link.address) for link in build_menu(edition, [])}
