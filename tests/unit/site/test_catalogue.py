"""What the public may see at one moment, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from corner.content.record import Record
from corner.site.load import load
from tests.support import berths, corners
from tests.support.corners import FAIR, FAIR_ZH, SUMMARY, SUMMARY_ZH, Corner, release


def _seen(root: Path, now: datetime) -> list[str]:
    return [key.removeprefix("releases/") for key in corners.catalogue(root, now).releases]


MIDNIGHT_IN_TOKYO = datetime(2021, 4, 30, 15, 0, tzinfo=UTC)
"""The first instant of 1 May 2021 in the tiny corner's zone."""
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"issued": "2021-05-01"}, MIDNIGHT_IN_TOKYO),
        ({"issued": "2021-05-01 09:30"}, MIDNIGHT_IN_TOKYO + timedelta(hours=9, minutes=30)),
        ({"issued": "2021-05-01T00:00Z"}, MIDNIGHT_IN_TOKYO + timedelta(hours=9)),
        ({"issued": "2021-03-01", "publish_at": "2021-05-01"}, MIDNIGHT_IN_TOKYO),
    ],
)
def test_a_release_is_seen_from_its_moment_on(corner: Corner, fields: dict[str, str], moment: datetime) -> None:
    root = corner({FAIR: release(**fields), FAIR_ZH: None})
    assert _seen(root, moment - SECOND) == []
    assert _seen(root, moment) == ["2021/fair"]
    assert _seen(root, moment.astimezone(timezone(timedelta(hours=-5)))) == ["2021/fair"]


def test_a_draft_is_never_seen(corner: Corner) -> None:
    root = corner({FAIR: release(status="draft"), FAIR_ZH: None})
    assert _seen(root, datetime(2999, 1, 1, tzinfo=UTC)) == []


def test_a_draft_is_checked_all_the_same(corner: Corner) -> None:
    assert corners.found(corner({FAIR: release(status="draft", topics="[boat]"), FAIR_ZH: None})) != []


def test_a_withdrawn_release_is_still_seen(corner: Corner) -> None:
    root = corner({FAIR: release(withdrawn="{date: 2021-03-02, reason: None.}"), FAIR_ZH: None})
    assert _seen(root, corners.NOW) == ["2021/fair"]


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("", True),
        ("issued: 2026-01-02", False),
        ("publish_at: 2026-01-02", False),
        ("publish_at: 2025-12-31", True),
        ("status: draft", False),
    ],
)
def test_a_summary_is_seen_from_its_moment_on_if_it_has_one(corner: Corner, change: str, seen: bool) -> None:  # noqa: FBT001
    text = corners.GOOD[SUMMARY].replace("title:", f"{change}\n        title:", 1)
    assert ("summaries/2020" in corners.catalogue(corner({SUMMARY: text})).summaries) is seen


def test_the_newest_comes_first_and_on_one_moment_the_order_is_that_of_the_keys(corner: Corner) -> None:
    days = {"c": "2021-05-01", "a": "2021-05-01", "b": "2021-05-01 00:00", "d": "2021-05-02", "e": "2021-05-01 23:00"}
    # 23:30 in Lisbon's summer is half past seven of the next morning in Tokyo.
    days["f"] = "2021-05-01T23:30+01:00"
    files = {f"news/releases/2021/{name}.en.md": release(issued=day) for name, day in days.items()}
    root = corner({FAIR: None, FAIR_ZH: None, **files})
    assert _seen(root, corners.NOW) == [f"2021/{name}" for name in "fdeabc"]


def test_the_latest_period_comes_first_among_summaries(corner: Corner) -> None:
    def summary(start: str, end: str) -> str:
        text = corners.GOOD[SUMMARY].replace("{start: 2020-01-01, end: 2020-12-31}", f"{{start: {start}, end: {end}}}")
        return text.replace("state: new, ", "")

    files = {
        "news/summaries/b.en.md": summary("2021-01-01", "2021-12-31"),
        "news/summaries/a.en.md": summary("2021-07-01", "2021-12-31"),
        "news/summaries/c.en.md": summary("2019-01-01", "2022-06-30"),
    }
    found = corners.catalogue(corner(files)).summaries
    assert list(found) == ["summaries/c", "summaries/a", "summaries/b", "summaries/2020"]


def test_only_the_files_of_visible_news_are_published(corner: Corner) -> None:
    files = {
        "news/releases/2021/seen.en.md": release("![x](shown.png)"),
        "news/releases/2021/draft.en.md": release("![x](secret.png)", status="draft"),
        "news/releases/2021/later.en.md": release(
            publish_at="2030-01-01", attachments="[{file: secret.pdf, label: Figures}]"
        ),
    }
    names = {"shown.png", "secret.png", "secret.pdf"}
    root = corner({**files, **{f"news/releases/2021/{name}": "x" for name in names}})
    assert list(corners.catalogue(root).assets) == ["releases/2021/shown.png"]
    assert set(corners.catalogue(root, datetime(2030, 1, 2, tzinfo=UTC)).assets) == {
        "releases/2021/shown.png",
        "releases/2021/secret.pdf",
    }


def test_a_link_to_news_that_comes_later_is_fine_from_then_on(corner: Corner) -> None:
    later = {"news/releases/2026/x.en.md": release(issued="2026-05-01")}
    root = corner({FAIR: release("[x](../2026/x.en.md)"), FAIR_ZH: None, **later})
    assert [problem.code for problem in load(root, corners.NOW).problems] == ["unpublished-link"]
    assert load(root, datetime(2026, 5, 1, tzinfo=UTC)).problems == ()


def test_a_draft_may_link_to_another(corner: Corner) -> None:
    draft = release("[x](fair.en.md)", status="draft")
    assert (
        corners.found(corner({FAIR: release(status="draft"), FAIR_ZH: None, "news/releases/2021/x.en.md": draft})) == []
    )


def test_what_has_no_text_in_a_language_is_read_in_its_original(corner: Corner) -> None:
    catalogue = corners.catalogue(corner({"news/releases/2021/x.zh-Hant.md": release(), SUMMARY_ZH: None}))
    both, chinese = catalogue.releases["releases/2021/fair"], catalogue.releases["releases/2021/x"]
    english = catalogue.summaries["summaries/2020"]
    assert catalogue.address(both, "en") == "news/2021/fair/"
    assert catalogue.address(both, "zh-Hant") == "zh-Hant/news/2021/fair/"
    assert catalogue.address(chinese, "en") == "zh-Hant/news/2021/x/"
    assert catalogue.address(english, "zh-Hant") == "summaries/2020/"


def test_a_catalogue_tells_for_which_time_it_holds(corner: Corner) -> None:
    files = {
        "news/releases/2021/a.en.md": release(issued="2021-05-01T00:00Z"),
        "news/releases/2021/b.en.md": release(issued="2021-06-01", publish_at="2021-09-01T00:00Z"),
        "news/releases/2021/c.en.md": release(issued="2021-07-01T00:00Z", status="draft"),
    }
    root = corner({FAIR: None, FAIR_ZH: None, **files})
    first, second = datetime(2021, 5, 1, tzinfo=UTC), datetime(2021, 9, 1, tzinfo=UTC)
    spans = [tuple(corners.catalogue(root, now).span) for now in (first - SECOND, first, second - SECOND, second)]
    assert spans == [(None, first), (first, second), (first, second), (second, None)]


def test_the_corner_can_be_published_at_another_address(corner: Corner) -> None:
    loaded = load(corner(), corners.NOW, "https://preview.example/x")
    assert loaded.catalogue is not None
    assert loaded.catalogue.addresses.absolute("news/") == "https://preview.example/x/news/"


@pytest.mark.parametrize(
    ("now", "state"),
    [(datetime(2026, 5, 31, 14, 59, tzinfo=UTC), "current"), (datetime(2026, 5, 31, 15, tzinfo=UTC), "replaced")],
)
def test_the_state_of_a_record_follows_the_day_in_the_zone_of_the_corner(
    corner: Corner, now: datetime, state: str
) -> None:
    # 15:00 UTC is midnight in Tokyo.
    catalogue = corners.catalogue(corner(berths.BERTHS), now)
    record = catalogue.contents["berths"]["berths/east"]
    assert isinstance(record, Record)
    assert record.state(catalogue.now.date()) == state
