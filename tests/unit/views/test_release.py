"""What the page of a release offers, and when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from corner.content_types.release import CONTENT_TYPE as RELEASES
from corner.views import release as articles
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, NOW, Corner, release, translation

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


_OLD = release(issued="2020-05-01", title="Old")
_EVENT = release(issued="2021-04-01", title="Event", type="event", event="{start: 2021-03-05, end: 2021-03-06}")
_THIRD = release(issued="2021-07-01", title="Third")
_CAPE = release(issued="2019-06-01", title="Cape", topics="[tides]")
_YEARS: dict[str, str | None] = {
    FAIR: None,
    FAIR_ZH: None,
    "news/releases/2019/reef.en.md": release(issued="2019-05-01", title="Reef", topics="[tides]"),
    "news/releases/2019/cape.zh-Hant.md": _CAPE,
    "news/releases/2020/old.en.md": _OLD,
    "news/releases/2021/first.en.md": release(issued="2021-01-01", title="First"),
    "news/releases/2021/wide.en.md": release(issued="2021-03-01", title="Wide", related="[releases/2019/reef]"),
    "news/releases/2021/event.en.md": _EVENT,
    "news/releases/2021/link.en.md": release("See [it](../2019/cape.zh-Hant.md).", issued="2021-05-01"),
    "news/releases/2021/second.en.md": release(issued="2021-06-01", title="Second"),
    "news/releases/2021/third.en.md": _THIRD,
    "news/releases/2021/last.en.md": release(issued="2021-12-01", title="Last"),
    "news/releases/2022/new.en.md": release(issued="2022-05-01", title="New"),
    "news/releases/2022/tide.en.md": release(issued="2022-05-02", title="Tide", topics="[tides]"),
}
"""Releases of four years; those of 2021 have neighbours in 2020 and 2022, and lead to some of 2019."""


def _depends(root: Path, now: datetime) -> tuple[object, object]:
    """Return what the pages of 2021 depend on, one by one and as a group."""
    edition = corners.edition(root, now=now)
    year = edition.listings.years["2021"]
    return (
        [(each.key, articles.release_dependencies(edition, each)) for each in year.releases if "en" in each.texts],
        articles.group_dependencies(edition, year),
    )


@pytest.mark.parametrize(
    ("files", "changes"),
    [
        ({"news/releases/2021/first.en.md": release(issued="2021-01-01", title="Firstly")}, True),
        ({"news/releases/2020/old.en.md": release(issued="2020-05-01", title="Older")}, True),
        ({"news/releases/2020/old.en.md": None, "news/releases/2020/name.en.md": _OLD}, True),
        ({"news/releases/2022/new.en.md": release(issued="2022-05-01", title="Newer")}, True),
        ({"news/releases/2022/add.en.md": release(issued="2022-04-01", title="Add")}, True),
        ({"news/releases/2019/reef.en.md": release(issued="2019-05-01", title="Rift", topics="[tides]")}, True),
        ({"news/releases/2019/cape.en.md": translation(title="Cape")}, True),
        ({"news/releases/2021/third.en.md": None, "news/releases/2021/name.en.md": _THIRD}, True),
        ({"news/releases/2021/third.en.md": None, "news/releases/2021/third.zh-Hant.md": _THIRD}, True),
        ({"news/releases/2022/tide.en.md": None}, False),
        ({"news/releases/2020/tide.en.md": release(issued="2020-05-02", title="Ebb", topics="[tides]")}, False),
    ],
)
def test_releases_of_a_year_depend_as_a_group_on_what_one_of_them_depends_on(
    corner: Corner, tmp_path_factory: pytest.TempPathFactory, files: dict[str, str | None], *, changes: bool
) -> None:
    before = _depends(corner(_YEARS), NOW)
    after = _depends(corners.write(tmp_path_factory.mktemp("after"), {**_YEARS, **files}), NOW)
    assert (before[0] != after[0], before[1] != after[1]) == (changes, changes)


def test_an_event_that_is_over_changes_what_a_year_depends_on(corner: Corner) -> None:
    root = corner({FAIR: release(type="event", event="{start: 2021-03-05}"), FAIR_ZH: None})
    day, next_day = (datetime.fromisoformat(f"2021-03-0{day}T12:00+09:00") for day in (5, 6))
    before, after = _depends(root, day), _depends(root, next_day)
    assert before[1] != after[1]


def test_years_that_overlap_are_no_groups(corner: Corner) -> None:
    last = release(issued="2021-12-31 23:30 -10:00", title="Last")
    first = release(issued="2022-01-01 00:10 +08:00", title="First")
    root = corner({FAIR: release(issued="2021-01-01"), FAIR_ZH: None, "news/releases/2021/last.en.md": last})
    assert _is_in_group(root, "news/2021/last/")
    (root / "news/releases/2022").mkdir()
    (root / "news/releases/2022/first.en.md").write_text(first, "utf-8")
    assert not _is_in_group(root, "news/2021/last/")


def _is_in_group(root: Path, address: str) -> bool:
    assert RELEASES.page_groups is not None
    (group,) = (group for group in RELEASES.page_groups(corners.edition(root)) if address in group.addresses)
    return group.depends is not None
