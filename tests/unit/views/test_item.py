"""The pages of items over time."""

from __future__ import annotations

from corner.search.index import build_facets
from corner.views import item as views
from corner.views import taxonomy_index
from corner.views.navigation import build_menu
from corner.views.summary import summary_view
from corner.views.types import Link
from tests.support import corners
from tests.support.corners import SUMMARY, SUMMARY_ZH, Corner, release, summary

FILES = {
    "news/summaries/2021.en.md": summary(
        2021, "buoys new", "dredging", left_out="[{key: lights, state: not-reported}]"
    ),
    "news/summaries/2022.en.md": summary(2022, coverage="areas", source="{name: A book, grade: B}"),
}


def test_the_matrix_has_a_cell_for_each_item_and_each_period_with_items(corner: Corner) -> None:
    view = views.matrix_view(corners.edition(corner(FILES)))
    assert view.periods == (Link("2021", "summaries/2021/"), Link("2020", "summaries/2020/"))
    rows = {row.link.title: [(cell.number, cell.words, cell.address) for cell in row.cells] for row in view.rows}
    assert rows == {
        "Buoys": [("Item 1", "New", "summaries/2021/#item-1"), ("", "Not yet an item", "")],
        "Dredging": [
            ("Item 2", "Continued", "summaries/2021/#item-2"),
            ("Item 1", "Continued", "summaries/2020/#item-1"),
        ],
        "Lights": [("", "Not reported", ""), ("Item 2", "New", "summaries/2020/#item-2")],
    }
    (overview,) = view.overviews
    assert (overview.period, overview.coverage) == ("2022", "The areas of work are known, the items are not")
    assert overview.source is not None
    assert overview.source.grade == "from another publisher"


def test_an_item_goes_through_its_periods_the_latest_first(corner: Corner) -> None:
    edition = corners.edition(corner({**FILES, "news/releases/2021/x.en.md": release(items="[lights]", title="Lamps")}))
    view = views.history_view(edition, edition.catalogue.items["items/lights"])
    assert [(period.period, period.cell.words, period.body) for period in view.periods] == [
        ("2021", "Not reported", None),
        ("2020", "New", 1),
    ]
    assert view.state.words == "Not reported"
    assert [link.title for link in view.reports] == ["Lamps"]
    assert view.topics == (Link("Boats", "topics/boats/"),)


def test_a_text_in_another_language_and_another_title_are_marked(corner: Corner) -> None:
    files = {"news/summaries/2021.en.md": summary(2021, "dredging", "lights")}
    edition = corners.edition(corner(files), "zh-Hant")
    view = views.history_view(edition, edition.catalogue.items["items/dredging"])
    assert view.title == "疏浚"
    assert [(period.title, period.lang, period.body) for period in view.periods] == [("Dredging", "en", 1), ("", "", 2)]


def test_figures_over_time_are_those_of_the_items_own_kind(corner: Corner) -> None:
    figures = "figures: [{{figure: visitors, value: {0}, period: {1}}}], topics: [boats]"
    first = corners.GOOD[SUMMARY].replace("topics: [tides]", figures.format(3, 2020)).replace("deeper.", "deeper by 3.")
    second = summary(2021, "dredging", "lights").replace("topics: [boats]", figures.format(5, 2021), 1)
    second = second.replace("In 2021, dredging", "In 2021, 5 ships and dredging")
    other = release("7 came.", items="[dredging]", figures="[{figure: visitors, value: 7, period: 2022}]")
    files = {SUMMARY: first, SUMMARY_ZH: None, "news/summaries/2021.en.md": second, "news/releases/2021/x.en.md": other}
    edition = corners.edition(corner(files))
    (figure,) = views.history_view(edition, edition.catalogue.items["items/dredging"]).figures
    assert [(value.period, value.value) for value in figure.values] == [
        ("2020", "3 people"),
        ("2021", "5 people"),
        ("2022", "7 people"),
    ]
    assert figure.chart is not None
    assert views.history_view(edition, edition.catalogue.items["items/lights"]).figures == ()


def test_a_summary_names_what_it_leaves_out(corner: Corner) -> None:
    edition = corners.edition(corner(FILES))
    view = summary_view(edition, edition.catalogue.summaries["summaries/2021"])
    assert view.left_out == ((Link("Lights", "items/lights/"), "Not reported"),)


def test_the_page_of_summaries_leads_to_the_items_and_lists_overviews_by_themselves(corner: Corner) -> None:
    view = taxonomy_index.summaries_view(corners.edition(corner(FILES)))
    assert view.items == Link("All items by period", "items/")
    assert [card.period for card in view.summaries] == ["2021", "2020"]
    assert [card.period for card in view.overviews] == ["2022"]


def test_a_corner_without_summaries_shows_no_trace_of_items(corner: Corner) -> None:
    edition = corners.edition(corner({SUMMARY: None, SUMMARY_ZH: None}))
    assert taxonomy_index.summaries_view(edition) == (None, (), ())
    assert [page.address for page in corners.pages(edition) if page.address.startswith("items/")] == []
    assert [entry.address for entry in build_menu(edition, []) if entry.address.startswith("items/")] == []
    assert "item" not in [value for facet in build_facets(edition) for value, _, _ in facet.values]
