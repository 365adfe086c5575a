"""The timeline: types and events of each year."""

from __future__ import annotations

from corner.views import timeline
from corner.views.timeline import TimelineEvent, TimelineView, TypeShare
from corner.views.types import Link
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release


def _of(corner: Corner, files: corners.Files, locale: str = "en") -> TimelineView:
    return timeline.timeline_view(corners.edition(corner({FAIR: None, FAIR_ZH: None, **files}), locale))


def test_a_years_bar_is_parted_by_type_and_measured_against_the_longest(corner: Corner) -> None:
    files = {f"news/releases/2021/a{n}.en.md": release(type=kind) for n, kind in enumerate(["event", "notice"] * 2)}
    files["news/releases/2020/b.en.md"] = release(type="event", issued="2020-01-01")
    found = _of(corner, files)
    assert [(year.link, year.size) for year in found.years] == [
        (Link("2021", "news/2021/"), "4 releases"),
        (Link("2020", "news/2020/"), "1 release"),
    ]
    assert [year.shares for year in found.years] == [
        (TypeShare("notice", "Notice", "2", 0.0, 50.0), TypeShare("event", "Event", "2", 50.0, 50.0)),
        (TypeShare("event", "Event", "1", 0.0, 25.0),),
    ]
    assert found.types == (("notice", "Notice"), ("event", "Event"))


def test_events_stand_on_their_own_days_the_oldest_first(corner: Corner) -> None:
    late, early = "{start: 2021-02-01, end: 2021-02-03}", "{start: 2021-01-20 10:00}"
    files = {
        "news/releases/2021/a.en.md": release(title="Late", issued="2021-01-01", event=late),
        "news/releases/2021/b.en.md": release(title="Early", issued="2021-03-01", event=early),
        "news/releases/2021/c.en.md": release(title="None", type="event"),
        "news/releases/2021/d.en.md": release(event=early, withdrawn="{date: 2021-03-01, reason: Off.}"),
    }
    (year,) = _of(corner, files).years
    assert year.events == (
        TimelineEvent("2021-01-20", "January 20, 2021", Link("Early", "news/2021/b/")),
        TimelineEvent("2021-02-01", "February 1, 2021 – February 3, 2021", Link("Late", "news/2021/a/")),
    )


def test_a_year_of_many_events_shows_the_first_and_says_that_there_are_more(corner: Corner) -> None:
    files = {f"news/releases/2021/a{day}.en.md": release(event=f"{{start: 2021-01-{day:02}}}") for day in range(1, 15)}
    (year,) = _of(corner, files).years
    assert [event.datetime for event in year.events] == [f"2021-01-{day:02}" for day in range(1, 13)]
    assert year.more


def test_a_corner_without_news_has_an_empty_timeline(corner: Corner) -> None:
    assert _of(corner, {}) == TimelineView((), ())
