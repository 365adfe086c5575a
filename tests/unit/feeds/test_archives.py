"""Feeds and their archives (RFC 5005), and that together they hold everything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import lxml.etree
import pytest

from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
SITE = "https://corner.example/base/"

_DAYS = ["2018-02-03", "2019-01-01", "2019-12-31 23:30", "2021-03-01", "2021-03-02", "2021-04-01", "2021-06-01"]


def _years(**more: str) -> dict[str, str | None]:
    """Return the files of a release for each of the days, in English."""
    files: dict[str, str | None] = {FAIR: None, FAIR_ZH: None}
    for number, day in enumerate(_DAYS):
        files[f"news/releases/{day[:4]}/r{number}.en.md"] = release(issued=day, title=f"News {number}")
    return files | more


def _titles(feed: bytes) -> list[str]:
    return [str(title.text) for title in lxml.etree.fromstring(feed).iterfind(f"{ATOM}entry/{ATOM}title")]


def _links(feed: bytes) -> dict[str, str]:
    links = lxml.etree.fromstring(feed).iterfind(f"{ATOM}link")
    return {str(link.get("rel")): str(link.get("href")) for link in links}


def _walk(feeds: Mapping[str, bytes], address: str) -> list[str]:
    """Return the addresses that a new subscriber fetches one after the other."""
    paths = [address]
    while "prev-archive" in (links := _links(feeds[paths[-1]])):
        paths.append(links["prev-archive"].removeprefix(SITE))
    return paths


@pytest.fixture
def feeds(corner: Corner) -> dict[str, bytes]:
    return corners.feeds(corners.edition(corner(_years())))


@pytest.mark.parametrize("stem", ["feeds/all", "feeds/topics/boats"])
def test_a_new_subscriber_who_follows_the_archives_gets_everything_once(feeds: dict[str, bytes], stem: str) -> None:
    walked = _walk(feeds, f"{stem}.atom")
    assert walked == [f"{stem}.atom", f"{stem}/2019.atom", f"{stem}/2018.atom"]
    paths = [title for address in walked for title in _titles(feeds[address])]
    assert paths == [f"News {number}" for number in reversed(range(len(_DAYS)))]


def test_the_feed_holds_the_whole_open_year_for_a_closed_one_alone_never_changes(feeds: dict[str, bytes]) -> None:
    assert _titles(feeds["feeds/all.atom"]) == ["News 6", "News 5", "News 4", "News 3"]
    assert _titles(feeds["feeds/all/2019.atom"]) == ["News 2", "News 1"]


def test_an_archive_says_what_it_is_and_leads_to_the_feed(feeds: dict[str, bytes]) -> None:
    archive, feed = (lxml.etree.fromstring(feeds[f"feeds/all{end}.atom"]) for end in ("/2019", ""))
    assert archive.find(ARCHIVE) is not None
    assert feed.find(ARCHIVE) is None
    assert _links(feeds["feeds/all/2019.atom"]) == {
        "self": f"{SITE}feeds/all/2019.atom",
        "current": f"{SITE}feeds/all.atom",
        "prev-archive": f"{SITE}feeds/all/2018.atom",
        "alternate": f"{SITE}news/",
    }
    assert archive.findtext(f"{ATOM}id") == feed.findtext(f"{ATOM}id")


def test_a_closed_year_stays_as_it_is_when_news_arrives_even_in_a_new_year(corner: Corner, tmp_path: Path) -> None:
    before = corners.feeds(corners.edition(corner(_years())))
    (tmp_path / "news/releases/2022").mkdir()
    (tmp_path / "news/releases/2022/new.en.md").write_text(release(issued="2022-01-01"), "utf-8")
    after = corners.feeds(corners.edition(tmp_path))
    closed = [address for address in before if address.count("/") and address.endswith(("2018.atom", "2019.atom"))]
    assert len(closed) == 4
    assert {address: after[address] for address in closed} == {address: before[address] for address in closed}
    assert _walk(after, "feeds/all.atom")[1] == "feeds/all/2021.atom"
    assert _titles(after["feeds/all/2021.atom"]) == ["News 6", "News 5", "News 4", "News 3"]


def test_an_archive_holds_the_mended_text(corner: Corner, tmp_path: Path) -> None:
    corner(_years())
    mended = release("Mended.", issued="2018-02-03", title="News 0", updated="2021-05-05")
    (tmp_path / "news/releases/2018/r0.en.md").write_text(mended, "utf-8")
    archive = lxml.etree.fromstring(corners.feeds(corners.edition(tmp_path))["feeds/all/2018.atom"])
    assert "Mended." in (archive.findtext(f"{ATOM}entry/{ATOM}content") or "")
    assert archive.findtext(f"{ATOM}entry/{ATOM}updated") == "2021-05-05T00:00:00+09:00"


def test_a_year_begins_in_the_corners_time_zone(corner: Corner) -> None:
    # 2019-12-31 23:30 in New York is 2020-01-01 in Tokyo.
    files = _years() | {"news/releases/2019/r2.en.md": release(issued="2019-12-31T23:30-05:00", title="News 2")}
    feeds = corners.feeds(corners.edition(corner(files)))
    assert _titles(feeds["feeds/all/2020.atom"]) == ["News 2"]


@pytest.mark.parametrize(("months", "titles"), [(0, 3), (2, 3), (3, 4), (18, 5)])
def test_a_feed_holds_the_newest_and_all_of_the_last_months_if_that_is_more(
    corner: Corner, months: int, titles: int
) -> None:
    settings = corners.MKDOCS.replace("feed_size: 3", f"feed_size: 3\n        feed_months: {months}")
    feeds = corners.feeds(corners.edition(corner(_years() | {"mkdocs.yml": settings})))
    assert feeds["feeds/all.xml"].count(b"<item>") == titles


def test_an_edition_without_news_has_no_archives(corner: Corner) -> None:
    files = _years() | {"news/releases/2018/r0.zh-Hant.md": translation(title="消息0")}
    feeds = corners.feeds(corners.edition(corner(files), "zh-Hant"))
    assert _walk(feeds, "zh-Hant/feeds/all.atom") == ["zh-Hant/feeds/all.atom"]
    assert _titles(feeds["zh-Hant/feeds/topics/tides.atom"]) == []
