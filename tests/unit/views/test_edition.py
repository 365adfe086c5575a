"""The site in one language: names, links and figures as its pages show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corner.content.release import Release
from corner.views import release as articles
from corner.views import summary
from corner.views.edition import Edition
from corner.views.release import ReleaseView
from corner.views.types import FigureRow, Link, LocalizedText
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation


def _view(root: Path, locale: str = "en", name: str = "fair") -> ReleaseView:
    edition = corners.edition(root, locale)
    return articles.release_view(edition, edition.catalogue.releases[f"releases/2021/{name}"])


def _release(edition: Edition, name: str) -> Release:
    return edition.catalogue.releases[f"releases/2021/{name}"]


@pytest.mark.parametrize(
    ("issued", "locale", "name"),
    [
        ("2020-06-30", "en", "Harbour Office"),
        ("2020-06-30", "zh-Hant", "港務處"),
        ("2020-07-01", "en", "Harbour Authority"),
        ("2020-06-30T23:30-05:00", "zh-Hant", "港務處"),
    ],
)
def test_a_body_is_named_as_on_the_day_of_the_release(corner: Corner, issued: str, locale: str, name: str) -> None:
    files = {"news/releases/2020/x.en.md": release(issued=issued, bodies="[harbour-office]")}
    files["news/releases/2020/x.zh-Hant.md"] = translation()
    edition = corners.edition(corner(files), locale)
    (link,) = articles.release_view(edition, edition.catalogue.releases["releases/2020/x"]).bodies
    assert link == Link(name, edition.at("bodies/harbour-office/"))


def test_what_pages_show_that_are_made_at_once_is_kept_for_their_markdown(corner: Corner) -> None:
    edition = corners.edition(corner({"news/releases/2021/x.en.md": release(issued="2021-02-01")}))
    releases, shown = list(edition.catalogue.releases.values()), list[str]()

    def show(_edition: Edition, release: Release) -> str:
        shown.append(release.key)
        return release.key

    for _ in ("pages", "Markdown"):
        assert [edition.latest(show, release) for release in releases] == [release.key for release in releases]
    assert len(shown) == len(releases) > 1


def test_a_body_without_a_name_in_the_language_is_marked(corner: Corner) -> None:
    bodies = "club: {names: [{name: {en: Yacht Club}, grade: D}]}\n"
    root = corner({"news/bodies.yml": bodies, FAIR: release(bodies="[club]")})
    assert _view(root, "zh-Hant").bodies == (Link("Yacht Club", "zh-Hant/bodies/club/", "en"),)
    assert _view(root, "en").bodies == (Link("Yacht Club", "bodies/club/"),)


def test_the_words_among_the_facts_are_in_the_editions_language(corner: Corner) -> None:
    facts = {
        "event": "{start: 2021-03-01, venue: The quay, online: true}",
        "source": "{name: The Harbour News, url: https://news.example/, retrieved: 2021-04-01}",
        "attachments": "[{file: map.pdf, label: A map}]",
        "corrections": "[{date: 2021-03-02, note: The time was wrong.}]",
    }
    labels = "{event.venue: 碼頭, source.name: 港口報, attachments.map.pdf: 地圖, corrections.2021-03-02: 時間有誤。}"
    root = corner({FAIR: release(**facts), FAIR_ZH: translation(labels=labels), "news/releases/2021/map.pdf": "x"})
    english, chinese = _view(root), _view(root, "zh-Hant")
    assert english.where == "The quay, Online"
    assert chinese.where == "碼頭、網上舉行"
    assert english.attachments == (Link("A map", "news/2021/map.pdf"),)
    assert chinese.attachments == (Link("地圖", "news/2021/map.pdf"),)
    assert [notice.text for notice in english.corrections] == ["The time was wrong."]
    assert [notice.text for notice in chinese.corrections] == ["時間有誤。"]
    assert english.source is not None
    assert chinese.source is not None
    assert (english.source.name, english.source.url) == (LocalizedText("The Harbour News"), "https://news.example/")
    assert chinese.source.name == LocalizedText("港口報")


def test_figures_have_unit_qualifier_and_period_in_the_language(corner: Corner) -> None:
    figures = (
        '[{figure: visitors, value: 1090, qualifier: over, period: "2020-01/2020-06"}, {figure: visitors, value: 2}]'
    )
    root = corner({FAIR: release(figures=figures)})
    english, chinese = _view(root).figures, _view(root, "zh-Hant").figures
    assert english[0][:2] == (LocalizedText("Visitors"), "over 1\u00a0090 people")
    assert english[1] == FigureRow(LocalizedText("Visitors"), "2 people", "", "figures/#visitors")
    assert chinese[0][:2] == (LocalizedText("訪客"), "逾1\u00a0090人")


def test_a_link_to_a_text_in_another_language_is_marked(corner: Corner) -> None:
    root = corner({"news/releases/2021/x.zh-Hant.md": release(title="消息"), "news/releases/2021/y.en.md": release()})
    english, chinese = corners.edition(root), corners.edition(root, "zh-Hant")
    assert english.link(_release(english, "x")) == Link("消息", "zh-Hant/news/2021/x/", "zh-Hant", "Chinese only")
    assert chinese.link(_release(chinese, "x")) == Link("消息", "zh-Hant/news/2021/x/")
    assert chinese.link(_release(chinese, "y")) == Link("News", "news/2021/y/", "en", "只備英文版")


def test_related_news_that_is_not_visible_is_left_out(corner: Corner) -> None:
    files = {"news/releases/2021/draft.en.md": release(status="draft")}
    root = corner({FAIR: release(related="[releases/2021/draft, summaries/2020]"), **files})
    assert [link.title for link in _view(root, "zh-Hant").related] == ["二○二○年概要"]


def test_a_release_leads_to_the_pages_of_its_items(corner: Corner) -> None:
    root = corner({FAIR: release(items="[lights, dredging]")})
    assert _view(root).items == (Link("Lights", "items/lights/"), Link("Dredging", "items/dredging/"))
    assert _view(root, "zh-Hant").items == (
        Link("燈", "zh-Hant/items/lights/"),
        Link("疏浚", "zh-Hant/items/dredging/"),
    )


def test_a_summary_leads_to_the_releases_that_report_on_its_items_newest_first(corner: Corner) -> None:
    files = {
        f"news/releases/2021/{name}.en.md": release(issued=f"2021-0{month}-01", title=name, items="[lights]")
        for name, month in (("first", 4), ("second", 5))
    }
    edition = corners.edition(corner(files))
    dredging, lights = summary.summary_view(edition, edition.catalogue.summaries["summaries/2020"]).items
    assert [link.title for link in dredging.reports] == []
    assert [link.title for link in lights.reports] == ["second", "first"]
    assert [(item.number, item.title, item.state, item.words, item.history) for item in (dredging, lights)] == [
        (1, "Dredging", "continuing", "Continued", "items/dredging/"),
        (2, "Lights", "new", "New", "items/lights/"),
    ]


def test_neighbours_are_those_before_and_after_in_each_topic(corner: Corner) -> None:
    files = {
        f"news/releases/2021/{name}.en.md": release(issued=f"2021-0{month}-01", title=name, topics=topics)
        for name, month, topics in (("a", 4, "[boats]"), ("b", 5, "[boats, tides]"), ("c", 6, "[boats]"))
    }
    root = corner({FAIR: None, FAIR_ZH: None, **files})
    (boats,) = _view(root, name="b").neighbours
    assert (boats.older, boats.newer) == (Link("a", "news/2021/a/"), Link("c", "news/2021/c/"))
    (only,) = _view(root, name="c").neighbours
    assert (only.older, only.newer) == (Link("b", "news/2021/b/"), None)


def test_the_language_switch_stays_on_the_page_where_it_can(corner: Corner) -> None:
    edition = corners.edition(corner())
    assert edition.switch({"en": "a/", "zh-Hant": "zh-Hant/a/"}, "zh-Hant") == "zh-Hant/a/"
    assert edition.switch({}, "zh-Hant") == "zh-Hant/"
    assert edition.switch({}, "en") == ""
