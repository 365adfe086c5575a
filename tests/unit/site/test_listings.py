"""Ordered sets of releases: who is in, in what order, on which page, and who stands beside whom."""

from __future__ import annotations

import math
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.content.release import Release
from corner.site import listings
from corner.site.listings import Listing
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release

MOST = 60


@pytest.fixture(scope="module")
def newest_first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, ...]:
    """Return many releases."""
    files = {f"news/releases/2021/r{n}.en.md": release(issued=f"2021-05-01 12:{n:02}") for n in range(MOST)}
    root = corners.write(tmp_path_factory.mktemp("many"), {FAIR: None, FAIR_ZH: None, **files})
    return tuple(corners.catalogue(root).releases.values())


def _listing(releases: tuple[Release, ...]) -> Listing:
    return Listing(kind="all", key="", releases=releases)


@given(count=st.integers(0, MOST), size=st.integers(1, 25))
def test_the_pages_together_are_the_listing(newest_first: tuple[Release, ...], count: int, size: int) -> None:
    listing = _listing(newest_first[:count])
    pages = [listing.page(number, size) for number in range(1, listing.pages(size) + 1)]
    assert tuple(chain.from_iterable(pages)) == listing.releases
    assert len(pages) == max(1, math.ceil(count / size))
    assert all(len(page) == size for page in pages[:-1])
    assert count == 0 or pages[-1]


@pytest.mark.parametrize(
    ("pages", "number", "shown"),
    [
        (1, 1, [1]),
        (5, 3, [1, 2, 3, 4, 5]),
        (9, 1, [1, 2, 3, 0, 9]),
        (9, 5, [1, 0, 3, 4, 5, 6, 7, 0, 9]),
        (9, 9, [1, 0, 7, 8, 9]),
        (9, 4, [1, 2, 3, 4, 5, 6, 0, 9]),
    ],
)
def test_a_pager_shows_the_ends_and_those_around(
    newest_first: tuple[Release, ...], pages: int, number: int, shown: list[int]
) -> None:
    assert list(_listing(newest_first[: pages * 2]).window(number, 2)) == shown


@given(count=st.integers(1, 20))
def test_each_release_stands_between_its_neighbours(newest_first: tuple[Release, ...], count: int) -> None:
    listing = _listing(newest_first[:count])
    for place, each in enumerate(listing.releases):
        older, newer = listing.neighbours(each)
        assert older is (newest_first[place + 1] if place + 1 < count else None)
        assert newer is (newest_first[place - 1] if place > 0 else None)


def _of(corner: Corner, **releases: str) -> listings.Listings:
    """Return the listings of a corner with these releases, named YEAR_NAME."""
    files = {f"news/releases/{name[1:5]}/{name[6:]}.en.md": text for name, text in releases.items()}
    return listings.build_listings(corners.catalogue(corner({FAIR: None, FAIR_ZH: None, **files})))


def _keys(listing: Listing) -> list[str]:
    return [each.key.removeprefix("releases/") for each in listing.releases]


def test_a_release_stands_in_each_of_its_topics_bodies_and_its_year(corner: Corner) -> None:
    found = _of(
        corner,
        y2020_a=release(issued="2020-05-01", topics="[boats, tides]"),
        y2021_b=release(issued="2021-05-01", topics="[tides]", bodies="[harbour-office]"),
    )
    assert _keys(found.all) == ["2021/b", "2020/a"]
    assert {year: _keys(listing) for year, listing in found.years.items()} == {"2021": ["2021/b"], "2020": ["2020/a"]}
    assert {key: _keys(listing) for key, listing in found.topics.items()} == {
        "boats": ["2020/a"],
        "tides": ["2021/b", "2020/a"],
    }
    assert {key: _keys(listing) for key, listing in found.bodies.items()} == {"harbour-office": ["2021/b"]}


def test_years_are_listed_from_the_newest_and_topics_as_in_their_file(corner: Corner) -> None:
    found = _of(corner, y2019_a=release(issued="2019-05-01"), y2021_b=release(issued="2021-05-01"))
    assert list(found.years) == ["2021", "2019"]
    assert list(found.topics) == ["boats", "tides"]
    assert [(listing.kind, listing.key, listing.year) for listing in found] == [
        ("all", "", ""),
        ("year", "2021", ""),
        ("year", "2019", ""),
        ("topics", "boats", ""),
        ("topics", "tides", ""),
        ("topics", "boats", "2021"),
        ("topics", "boats", "2019"),
    ]


def test_a_corner_without_news_has_listings_without_releases(corner: Corner) -> None:
    found = _of(corner)
    assert [listing.releases for listing in found] == [(), (), ()]
