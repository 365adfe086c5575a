"""The front page: what is new, which events are still to come, and the newest value of what is reported often."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corner.views import home
from corner.views.home import HomeView
from corner.views.types import Link
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, SUMMARY, SUMMARY_ZH, Corner, release


def _front(root: Path, now: datetime = corners.NOW) -> HomeView:
    return home.home_view(corners.edition(root, now=now))


def _events(root: Path, now: datetime) -> tuple[bool, list[str]]:
    front = _front(root, now)
    return front.upcoming, [event.link.title for event in front.events]


def test_the_front_page_shows_the_latest_news_and_summary(corner: Corner) -> None:
    files = {f"news/releases/2021/r{n}.en.md": release(issued=f"2021-0{n}-01", title=f"News {n}") for n in range(3, 10)}
    files["news/releases/2021/r3.en.md"] = release(issued="2021-03-01", title="News 3", topics="[boats, tides]")
    files["news/summaries/2021.en.md"] = corners.summary(2021, "buoys new", "dredging", "lights completed")
    files["news/summaries/2022.en.md"] = corners.summary(2022, coverage="counts")
    front = home.home_view(corners.edition(corner(files)))
    assert front.lead is not None
    assert front.lead.link.title == "News 9"
    assert [card.link.title for card in front.cards] == [f"News {n}" for n in range(8, 3, -1)]
    assert front.summary is not None
    assert front.summary.new_items == (Link("Buoys", "summaries/2021/#item-1"),)
    assert [(card.link.title, card.size) for card in front.topics] == [("Boats", "8 releases"), ("Tides", "1 release")]


def test_the_front_page_leads_to_items_and_registers_of_the_menu(corner: Corner) -> None:
    declaration = """name: {{en: {name}, zh-Hant: 冊}}
record: {{en: Record, zh-Hant: 項}}
description: {{en: All {name}., zh-Hant: 全部。}}
menu: {menu}
fields: {{}}
"""
    files = {
        f"news/registers/{name}/register.yml": declaration.format(name=name, menu=menu)
        for name, menu in (("piers", "main"), ("quays", "footer"), ("wrecks", "none"))
    }
    files |= {
        f"news/registers/{name}/records.yml": "one: {name: {en: One, zh-Hant: 甲}}\n"
        for name in ("piers", "quays", "wrecks")
    }
    front = home.home_view(corners.edition(corner(files)))
    assert [(card.link, card.description) for card in front.registers[1:]] == [
        (Link("piers", "piers/"), "All piers."),
        (Link("quays", "quays/"), "All quays."),
    ]
    assert front.registers[0].link.address == "items/"


def test_a_corner_without_a_summary_has_a_front_page(corner: Corner) -> None:
    assert home.home_view(corners.edition(corner({SUMMARY: None, SUMMARY_ZH: None}))).summary is None


def test_footnotes_in_two_items_of_a_summary_have_ids_of_their_own(corner: Corner) -> None:
    text = (
        corners.GOOD[SUMMARY]
        .replace("is deeper.", "is deeper.[^1]\n\n        [^1]: A.")
        .replace("are new.", "are new.[^1]\n\n        [^1]: B.")
    )
    summary = corners.catalogue(corner({SUMMARY: text})).summaries["summaries/2020"]
    ids = [
        part.split('"')[0]
        for section in summary.texts["en"].sections
        for part in section.passage.html.split(' id="')[1:]
    ]
    assert len(ids) >= 4
    assert len(set(ids)) == len(ids)


def test_a_withdrawn_release_does_not_lead_but_stays_in_its_place(corner: Corner) -> None:
    withdrawn = "{date: 2021-05-02, reason: It was wrong.}"
    files = {
        "news/releases/2021/a.en.md": release(issued="2021-05-01", title="Gone", withdrawn=withdrawn),
        "news/releases/2021/b.en.md": release(issued="2021-04-01", title="Stands"),
    }
    front = _front(corner(files))
    assert front.lead is not None
    assert front.lead.link.title == "Stands"
    assert [card.link.title for card in front.cards] == ["Gone", "Spring fair"]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        # The corner is in Tokyo: its day ends at 15:00 UTC.
        ("2021-05-01T14:59:59+00:00", (True, ["one day", "two days"])),
        ("2021-05-01T15:00:00+00:00", (True, ["two days"])),
        ("2021-05-09T14:59:59+00:00", (True, ["two days"])),
        ("2021-05-09T15:00:00+00:00", (False, ["two days", "one day"])),
    ],
)
def test_an_event_is_to_come_until_its_last_day_is_over(
    corner: Corner, now: str, shown: tuple[bool, list[str]]
) -> None:
    files = {
        "news/releases/2021/a.en.md": release(event="{start: 2021-05-08, end: 2021-05-09 10:00}", title="two days"),
        "news/releases/2021/b.en.md": release(event="{start: 2021-05-01}", title="one day"),
    }
    assert _events(corner(files), datetime.fromisoformat(now)) == shown


def test_what_was_built_holds_until_the_next_event_is_over(corner: Corner) -> None:
    root = corner({"news/releases/2021/a.en.md": release(event="{start: 2021-05-08 10:00}")})
    day_before = datetime(2021, 5, 7, tzinfo=UTC)
    over = datetime(2021, 5, 8, 15, tzinfo=UTC)
    assert corners.catalogue(root, day_before).span.until == over
    assert corners.catalogue(root, over).span.since == over


def test_the_event_of_a_draft_ends_nothing(corner: Corner) -> None:
    root = corner({"news/releases/2021/a.en.md": release(event="{start: 2030-05-08}", status="draft")})
    assert corners.catalogue(root).span.until is None


def test_an_event_in_another_language_is_marked_and_so_is_where_it_is(corner: Corner) -> None:
    event = "{start: 2030-05-08, venue: 碼頭, online: false}"
    root = corner({"news/releases/2021/a.zh-Hant.md": release(event=event, title="消息")})
    (shown,) = _front(root).events
    assert shown.where == ("碼頭", "zh-Hant")
    assert shown.link.lang == "zh-Hant"


def _reports(*values: tuple[str, int, str]) -> str:
    """Return the figures of a release: each a key, a value and a period, which may be empty."""
    figures = (f"{{figure: {key}, value: {value}{period and f', period: {period}'}}}" for key, value, period in values)
    return f"[{', '.join(figures)}]"


def test_a_figure_stands_with_its_newest_value_and_the_release_that_reports_it(corner: Corner) -> None:
    files = {
        # Reported later, but of an earlier year.
        "news/releases/2021/a.en.md": release(
            issued="2021-05-03", figures=_reports(("visitors", 1, "2019")), title="Of 2019"
        ),
        "news/releases/2021/b.en.md": release(
            issued="2021-05-02", figures=_reports(("visitors", 2, "2020")), title="Of 2020"
        ),
        "news/releases/2021/c.en.md": release(
            issued="2021-05-04",
            figures=_reports(("visitors", 3, "")),
            withdrawn="{date: 2021-05-05, reason: Wrong.}",
        ),
    }
    (shown,) = _front(corner(files)).figures
    assert (shown.year, shown.figure.value) == ("2020", "2 people")
    assert shown.link == Link("Of 2020", "news/2021/b/")


_KINDS = """\
    visitors: {name: {en: Visitors, zh-Hant: 訪客}}
    boats: {name: {en: Boats, zh-Hant: 船}}
    catch: {name: {en: Catch, zh-Hant: 漁獲}, series: to-date}
    """


@pytest.mark.parametrize(
    ("figure", "period", "shown"),
    [
        ("visitors", "2020", ("2020", "")),
        ("visitors", "2020-05", ("2020", "May 2020")),
        ("visitors", "2019/2020", ("2019 – 2020", "")),
        ("visitors", "2019-12-31/2020-01-12", ("2019 – 2020", "December 31, 2019 – January 12, 2020")),
        # What counts all up to a day is the figure of that day.
        ("catch", "2015/2020", ("2020", "2015 – 2020")),
        ("visitors", "", ("2021", "reported on March 1, 2021")),
    ],
)
def test_a_figure_has_its_year_in_front(corner: Corner, figure: str, period: str, shown: tuple[str, str]) -> None:
    files = {"news/figures.yml": _KINDS, FAIR: release(figures=_reports((figure, 1, period))), FAIR_ZH: None}
    (card,) = _front(corner(files)).figures
    assert (card.year, card.figure.period) == shown


@pytest.mark.parametrize(
    ("years", "shown"),
    [(1, ["Boats"]), (2, ["Boats"]), (3, ["Visitors", "Boats"]), (4, ["Visitors", "Boats", "Catch"])],
)
def test_a_figure_of_years_before_the_newest_one_is_left_out(corner: Corner, years: int, shown: list[str]) -> None:
    settings = corners.MKDOCS.replace("page_size: 2", f"page_size: 2\n        key_figure_years: {years}")
    files = {
        "mkdocs.yml": settings,
        "news/figures.yml": _KINDS,
        FAIR: release(figures=_reports(("visitors", 1, "2018-12"), ("boats", 2, "2020-01"), ("catch", 3, "2017"))),
        FAIR_ZH: None,
    }
    root = corner(files)
    assert [card.figure.name.text for card in _front(root).figures] == shown
    # The newest figure decides, and not the clock.
    assert _front(root, datetime(2040, 1, 1, tzinfo=UTC)) == _front(root)


def test_a_figure_that_is_too_old_gives_its_place_to_another(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "FIGURES", 1)
    files = {
        "news/figures.yml": _KINDS,
        "news/releases/2021/a.en.md": release(title="A", figures=_reports(("visitors", 1, "2010"))),
        "news/releases/2021/b.en.md": release(
            title="B", figures=_reports(("visitors", 2, "2011"), ("boats", 3, "2021-01"))
        ),
    }
    assert [card.figure.name.text for card in _front(corner(files)).figures] == ["Boats"]


def test_a_corner_without_news_has_a_front_page(corner: Corner) -> None:
    front = _front(corner({FAIR: None, FAIR_ZH: None}))
    assert (front.lead, front.cards, front.events, front.figures, front.years) == (None, (), (), (), ())
