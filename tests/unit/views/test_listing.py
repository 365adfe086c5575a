"""Pages that lead to others: what a listing says of itself, and how it is narrowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corner.site.listings import Listing
from corner.views import listing as indexes
from corner.views import taxonomy_index
from corner.views.listing import EarlierName, ListingView, TypeChoice
from corner.views.taxonomy_index import BodyCard
from corner.views.types import Link, LocalizedText
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation


def _of(corner: Corner, kind: str, key: str, year: str = "", locale: str = "en", **files: str) -> ListingView:
    root = corner({f"news/releases/{name[1:5]}/{name[5:]}.en.md": text for name, text in files.items()})
    edition = corners.edition(root, locale)
    (listing,) = (each for each in edition.listings if (each.kind, each.key, each.year) == (kind, key, year))
    return indexes.listing_view(edition, listing, 1)


def test_a_topic_leads_to_its_years_and_a_year_of_it_back(corner: Corner) -> None:
    files = {"y2019a": release(issued="2019-05-01"), "y2020b": release(issued="2020-05-01", topics="[tides]")}
    years = (
        Link("All", "topics/boats/"),
        Link("2021", "topics/boats/2021/"),
        Link("2019", "topics/boats/2019/"),
    )
    topic = _of(corner, "topics", "boats", **files)
    assert (topic.years, topic.year) == (years, "topics/boats/")
    assert topic.up == Link("Topics", "topics/")


def test_a_year_of_a_topic_stands_whole_on_one_page(corner: Corner) -> None:
    files = {f"y2021r{n}": release(issued=f"2021-05-0{n}") for n in range(1, 5)}  # two stand on a page elsewhere
    view = _of(corner, "topics", "boats", "2021", **files)
    assert len(view.cards) == 5
    assert (view.place, view.newer, view.older) == ("", "", "")
    assert view.title == LocalizedText("Boats, 2021")
    assert view.up == Link("Boats", "topics/boats/")
    assert view.feed is not None
    assert view.feed.address == "feeds/topics/boats.xml"


def test_a_year_leads_to_what_each_topic_has_of_it(corner: Corner) -> None:
    view = _of(corner, "year", "2021", y2019a=release(issued="2019-05-01", topics="[tides]"))
    assert view.topics == (Link("Boats", "topics/boats/2021/"),)
    assert (view.year, view.up) == ("news/2021/", Link("News", "news/"))


def test_a_list_on_one_page_is_narrowed_by_type_and_a_longer_one_is_not(corner: Corner) -> None:
    two = {"y2021a": release(type="notice")}
    assert _of(corner, "topics", "boats", **two).types == (
        TypeChoice("notice", "Notice", 1),
        TypeChoice("event", "Event", 1),
    )


def test_a_list_of_one_type_or_of_several_pages_has_no_types_to_choose_from(corner: Corner) -> None:
    same = release(type="event")
    assert _of(corner, "topics", "boats", y2021a=same).types == ()


def test_a_list_of_several_pages_has_no_types_to_choose_from(corner: Corner) -> None:
    assert _of(corner, "topics", "boats", y2021a=release(), y2021b=release()).types == ()


def test_a_body_tells_its_names_over_time_its_place_and_its_site(corner: Corner) -> None:
    bodies = """\
        harbour-office:
          names:
            - {name: {en: Authority, zh-Hant: 局}, from: 2020-07, grade: A}
            - {name: {en: Office}, from: 2010, until: 2020-07, grade: B}
            - {name: {en: Post}, until: 2010, grade: B}
          place: quay
          url: https://harbour.example
        """
    root = corner({"news/bodies.yml": bodies, FAIR: release(bodies="[harbour-office]")})
    edition = corners.edition(root, "zh-Hant")
    view = indexes.listing_view(edition, edition.listings.bodies["harbour-office"], 1).body
    assert view is not None
    assert (view.since, view.place, view.url) == ("2020年7月起", "碼頭", "https://harbour.example")
    assert view.earlier == (
        EarlierName(LocalizedText("Office", "en"), "2010年至2020年7月"),
        EarlierName(LocalizedText("Post", "en"), "至2010年"),
    )


def test_bodies_stand_by_place_those_of_none_last_and_those_without_news_not_at_all(corner: Corner) -> None:
    bodies = """\
        club: {names: [{name: {en: Club}, grade: D}]}
        guild: {names: [{name: {en: Guild}, grade: D}], place: quay}
        silent: {names: [{name: {en: Silent}, grade: D}], place: quay}
        """
    edition = corners.edition(corner({"news/bodies.yml": bodies, FAIR: release(bodies="[club, guild]")}))
    assert taxonomy_index.bodies_view(edition).places == (
        (LocalizedText("The quay"), (BodyCard(Link("Guild", "bodies/guild/"), "1 release"),)),
        (LocalizedText("Other bodies"), (BodyCard(Link("Club", "bodies/club/"), "1 release"),)),
    )


def test_a_listing_without_news_has_no_years_but_all(corner: Corner) -> None:
    edition = corners.edition(corner())
    empty = Listing(kind="topics", key="tides", releases=())
    assert indexes.listing_view(edition, empty, 1).years == (Link("All", "topics/tides/"),)


def _depends(root: Path, kind: str, key: str) -> tuple[object, object]:
    """Return what the first two pages of a listing depend on, one by one and as a group."""
    edition = corners.edition(root)
    (listing,) = (each for each in edition.listings if (each.kind, each.key, each.year) == (kind, key, ""))
    pages = [indexes.listing_dependencies(edition, listing, number) for number in (1, 2)]
    return pages, indexes.group_dependencies(edition, listing, range(1, 3))


def test_an_edit_of_a_release_changes_what_other_pages_of_its_listing_depend_on_in_no_group_but_its_own(
    corner: Corner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    some = {f"news/releases/20{year}/a.en.md": release(issued=f"20{year}-05-01") for year in range(15, 20)}
    edited = {"news/releases/2019/a.en.md": release(issued="2019-05-01", title="Other")}
    roots = corner(some), corners.write(tmp_path_factory.mktemp("after"), {**some, **edited})
    before, after = (
        [indexes.group_dependencies(edition, edition.listings.all, numbers) for numbers in (range(1, 2), range(2, 4))]
        for edition in map(corners.edition, roots)
    )
    assert before[0] != after[0]
    assert before[1] == after[1]


@pytest.mark.parametrize(
    ("kind", "key", "files", "changes"),
    [
        ("topics", "boats", {"news/releases/2019/a.en.md": release(issued="2019-05-01", title="Other")}, True),
        ("topics", "boats", {"news/releases/2019/a.zh-Hant.md": None}, True),
        ("topics", "boats", {"news/releases/2019/a.en.md": None, "news/releases/2019/a.zh-Hant.md": None}, True),
        ("topics", "boats", {"news/releases/2018/b.en.md": release(issued="2018-05-01", topics="[tides]")}, True),
        ("topics", "boats", {"news/releases/2022/c.en.md": release(issued="2022-05-01")}, True),
        ("year", "2021", {FAIR: release(topics="[boats, tides]"), FAIR_ZH: None}, True),
        ("year", "2021", {"news/releases/2022/c.en.md": release(issued="2022-05-01")}, True),
        ("topics", "tides", {FAIR: release(title="Other"), FAIR_ZH: None}, False),
        ("bodies", "harbour-office", {FAIR: release(title="Other"), FAIR_ZH: None}, False),
    ],
)
def test_pages_of_a_listing_depend_as_a_group_on_what_one_of_them_depends_on(
    corner: Corner,
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    key: str,
    files: dict[str, str | None],
    *,
    changes: bool,
) -> None:
    some: dict[str, str | None] = {
        "news/releases/2019/a.zh-Hant.md": translation(),
        "news/releases/2019/a.en.md": release(issued="2019-05-01"),
        "news/releases/2018/b.en.md": release(issued="2018-05-01"),
        "news/releases/2018/d.en.md": release(issued="2018-05-02", bodies="[harbour-office]", topics="[tides]"),
    }
    before = _depends(corner(some), kind, key)
    after = _depends(corners.write(tmp_path_factory.mktemp("after"), {**some, **files}), kind, key)
    assert after[1] != before[1] or after[0] == before[0]
    assert (after[1] != before[1]) == changes
