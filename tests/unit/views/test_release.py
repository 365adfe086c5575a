"""What the page of a release offers, and when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from corner.views import release as articles
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release

LAST, OVER = (datetime.fromisoformat(f"2021-03-{moment}+09:00") for moment in ("06T23:59", "07T00:00"))
EVENT = {"type": "event", "event": "{start: 2021-03-05, end: 2021-03-06}"}


def _calendar(root: Path, now: datetime) -> tuple[str, object]:
    """Return where the page offers the event for a calendar, and what the page depends on."""
    edition = corners.edition(root, now=now)
    (fair,) = edition.catalogue.releases.values()
    return articles.release_view(edition, fair).calendar, articles.release_dependencies(edition, fair)


def test_an_event_is_offered_for_a_calendar_until_it_is_over(corner: Corner) -> None:
    root = corner({FAIR: release(**EVENT), FAIR_ZH: None})
    last, over = _calendar(root, LAST), _calendar(root, OVER)
    assert (last[0], over[0]) == ("news/2021/fair/event.ics", "")
    assert last[1] != over[1]


def test_no_event_is_offered_that_was_called_off(corner: Corner) -> None:
    off = release(withdrawn="{date: 2021-03-02, reason: Off.}", **EVENT)
    assert _calendar(corner({FAIR: off, FAIR_ZH: None}), LAST)[0] == ""
