"""Figures over time: which values there are, in which order, and which of them a chart joins."""

from __future__ import annotations

from pathlib import Path

import pytest

from corner.content.frontmatter import Figure
from corner.content.item_history import ItemHistory
from corner.content.release import Release
from corner.views import figures
from corner.views.edition import Edition
from corner.views.figures import Bar, FiguresView, FigureValue, FigureView
from corner.views.types import Link, LocalizedText
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, GOOD, SUMMARY, Corner, release

KINDS = """\
    visitors:
      name: {en: Visitors, zh-Hant: 訪客}
      unit: {en: "{value} people", zh-Hant: "{value}人"}
      series: SERIES
    boats:
      name: {en: Boats counted, zh-Hant: 船隻}
    """


def _value(value: float, period: str = "", qualifier: str = "", figure: str = "visitors") -> str:
    parts = [f"figure: {figure}", f"value: {value}"]
    parts += [f'period: "{period}"'] if period else []
    parts += [f"qualifier: {qualifier}"] if qualifier else []
    return "{" + ", ".join(parts) + "}"


def _corner(corner: Corner, *values: str, series: str = "period", **others: str) -> Path:
    files = {FAIR: release(title="Fair", figures=f"[{', '.join(values)}]"), FAIR_ZH: None}
    return corner({"news/figures.yml": KINDS.replace("SERIES", series), **files, **others})


def _figure(root: Path, locale: str = "en") -> FigureView:
    found = figures.figures_view(corners.edition(root, locale))
    (figure,) = (*found.charted, *found.others)
    return figure


def _charted(root: Path) -> list[tuple[str, float]]:
    chart = _figure(root).chart
    return [(bar.label, bar.number) for bar in chart.bars] if chart else []


def test_the_values_stand_in_the_order_of_their_periods_whoever_reports_them(corner: Corner) -> None:
    later = release(title="Earlier figures", issued="2021-05-01", figures=f"[{_value(7, '2018')}]")
    root = _corner(corner, _value(9, "2020"), _value(8, "2019"), **{"news/releases/2021/x.en.md": later})
    assert _figure(root).values == (
        FigureValue("2018", "7 people", (Link("Earlier figures", "news/2021/x/"),)),
        FigureValue("2019", "8 people", (Link("Fair", "news/2021/fair/"),)),
        FigureValue("2020", "9 people", (Link("Fair", "news/2021/fair/"),)),
    )
    assert _charted(root) == [("2018", 7), ("2019", 8), ("2020", 9)]


def test_a_bar_has_unit_qualifier_and_period_in_the_language(corner: Corner) -> None:
    root = _corner(corner, _value(1090, "2020-04", "over"), _value(2, "2020-05"))
    chart = _figure(root, "zh-Hant").chart
    assert chart is not None
    assert chart.bars == (
        Bar("2020年4月", "逾1\u00a0090人", 1090, "2020年4月"),
        Bar("2020年5月", "2人", 2, "2020年5月"),
    )
    english = _figure(root).chart
    assert english is not None
    assert english.bars[0] == Bar("Apr 2020", "over 1\u00a0090 people", 1090, "April 2020")


def test_a_chart_joins_periods_of_one_kind_and_says_that_others_are_apart(corner: Corner) -> None:
    values = [_value(1, "2018"), _value(3, "2018/2019"), _value(2, "2019"), _value(9, "2020-01"), _value(5)]
    root = _corner(corner, *values)
    assert _charted(root) == [("2018", 1), ("2019", 2)]
    assert _figure(root).has_uncharted
    assert [value.value for value in _figure(root).values] == [f"{n} people" for n in (1, 3, 2, 9, 5)]


@pytest.mark.parametrize(
    ("periods", "alike"),
    [
        (("2018", "2019"), True),
        (("2018/2019", "2020/2021"), True),
        (("2018/2019", "2020"), False),
        (("2020-01", "2020-02"), True),
        (("2020-01", "2020-02/2020-03"), False),
        (("2020-01-05", "2020-02-01/2020-02-09"), True),
        (("2020", "2020"), False),
        (("2019", ""), False),
    ],
)
def test_which_periods_are_alike(corner: Corner, periods: tuple[str, str], *, alike: bool) -> None:
    root = _corner(corner, _value(1, periods[0]), _value(2, periods[1]))
    assert (_figure(root).chart is not None) is alike


def test_values_to_date_are_joined_by_the_end_of_their_periods(corner: Corner) -> None:
    root = _corner(corner, _value(5, "2018/2020-06"), _value(3, "2018/2019"), _value(4, "2020"), series="to-date")
    assert _charted(root) == [("2019", 3), ("Jun 2020", 5), ("2020", 4)]


def test_values_of_something_of_their_own_are_never_joined(corner: Corner) -> None:
    root = _corner(corner, _value(1, "2018"), _value(2, "2019"), series="none")
    assert _figure(root).chart is None
    assert len(_figure(root).values) == 2


def test_a_value_reported_again_stands_once_with_both_sources(corner: Corner) -> None:
    again = release(title="Again", issued="2021-05-01", figures=f"[{_value(1, '2018')}, {_value(3, '2018')}]")
    root = _corner(corner, _value(1, "2018"), **{"news/releases/2021/x.en.md": again})
    told = [(value.value, [source.title for source in value.sources]) for value in _figure(root).values]
    assert told == [("1 people", ["Fair", "Again"]), ("3 people", ["Again"])]


def test_a_summarys_value_leads_to_its_item_and_has_the_summarys_period_where_it_has_none(corner: Corner) -> None:
    text = GOOD[SUMMARY]
    assert isinstance(text, str)
    summary = text.replace("topics: [boats]}", f"topics: [boats], figures: [{_value(4)}]}}")
    value = _figure(_corner(corner, _value(1, "2018"), **{SUMMARY: summary})).values[1]
    assert value.period == "reported for 2020"
    assert value.sources == (Link("Lights", "summaries/2020/#item-2"),)


def test_a_value_of_a_release_without_a_period_has_the_day_of_the_report(corner: Corner) -> None:
    assert _figure(_corner(corner, _value(1))).values[0].period == "reported on March 1, 2021"


def test_a_withdrawn_release_reports_nothing(corner: Corner) -> None:
    withdrawn = release(figures=f"[{_value(1, '2018')}]", withdrawn="{date: 2021-04-01, reason: Wrong.}")
    root = corner({"news/figures.yml": KINDS.replace("SERIES", "period"), FAIR: withdrawn, FAIR_ZH: None})
    assert figures.figures_view(corners.edition(root)) == FiguresView((), ())


def test_periods_that_are_the_same_in_short_are_told_in_full(corner: Corner) -> None:
    root = _corner(corner, _value(1, "2020-02-01/2020-02-03"), _value(2, "2020-02-08"), _value(3, "2020-03-01"))
    labels = [label for label, _ in _charted(root)]
    assert labels == ["February 1, 2020 – February 3, 2020", "February 8, 2020", "Mar 2020"]


def test_old_values_of_many_are_left_out_and_counted(corner: Corner) -> None:
    root = _corner(corner, *(_value(year, str(year)) for year in range(1950, 2010)))
    figure = _figure(root)
    assert [value.period for value in figure.values] == [str(year) for year in range(1960, 2010)]
    assert figure.left_out == "10 older values are not listed."
    assert _charted(root) == [(str(year), year) for year in range(1998, 2010)]


BASES = """\
    visitors:
      name: {en: Visitors, zh-Hant: 訪客}
      unit: {en: "{value} people", zh-Hant: "{value}人"}
      bases:
        by-land: {en: By land, zh-Hant: 經陸路}
        by-sea: {en: By sea, zh-Hant: 經海路}
      sums:
        - total: {period: 2020/2021}
          parts: [{period: 2020, calculated: true}, {period: 2021}]
    """


def test_values_on_different_bases_are_figures_of_their_own_that_name_the_basis(corner: Corner) -> None:
    by_sea = [_value(n, str(2010 + n)).replace("}", ", basis: by-sea}") for n in (1, 2)]
    files = {FAIR: release(title="Fair", figures=f"[{', '.join([_value(3, '2018'), _value(4, '2019'), *by_sea])}]")}
    shown = corners.edition(corner({"news/figures.yml": BASES, FAIR_ZH: None, **files}), "zh-Hant")
    by_key = {figure.key: figure for figure in figures.figures_view(shown).charted}
    assert {key: figure.basis for key, figure in by_key.items()} == {
        "visitors": LocalizedText("經陸路"),
        "visitors.by-sea": LocalizedText("經海路"),
    }
    bars = {key: [bar.number for bar in figure.chart.bars] for key, figure in by_key.items() if figure.chart}
    assert bars == {"visitors": [3, 4], "visitors.by-sea": [1, 2]}
    (release_figure,) = [row for row in shown.figures(*_reported(shown)) if row.value == "1人"]
    assert release_figure.address == "zh-Hant/figures/#visitors.by-sea"
    assert release_figure.basis == LocalizedText("經海路")


def _reported(shown: Edition) -> tuple[Release, tuple[Figure, ...]]:
    (fair,) = shown.catalogue.releases.values()
    return fair, fair.facts.figures


def test_a_calculated_value_says_so_and_how_with_the_sources_of_its_terms(corner: Corner) -> None:
    second = release(title="Second", issued="2021-05-01", figures=f"[{_value(210, '2021', 'about')}]")
    files = {FAIR: release(title="Both", figures=f"[{_value(470, '2020/2021', 'about')}]"), FAIR_ZH: None}
    root = corner({"news/figures.yml": BASES, "news/releases/2021/second.en.md": second, **files})
    first = _figure(root).values[0]
    assert first == FigureValue(
        "2020",
        "about 260 people (calculated)",
        (Link("Both", "news/2021/fair/"), Link("Second", "news/2021/second/")),
        "about 470 people − about 210 people",
    )
    assert _charted(root) == [("2020", 260), ("2021", 210)]


@pytest.mark.parametrize(
    ("own", "periods"), [(True, ["2019", "2020", "2020 – 2021", "2021"]), (False, ["2019", "2020 – 2021"])]
)
def test_the_page_of_an_item_has_a_calculated_value_only_if_the_item_reports_its_terms(
    corner: Corner, periods: list[str], *, own: bool
) -> None:
    text = GOOD[SUMMARY]
    assert isinstance(text, str)
    reported = [_value(9, "2020/2021"), _value(4, "2019"), *([_value(5, "2021")] if own else [])]
    summary = text.replace("topics: [boats]}", f"topics: [boats], figures: [{', '.join(reported)}]}}")
    other = release(title="Other", issued="2021-05-01", figures=f"[{_value(5, '2021')}]")
    root = corner({"news/figures.yml": BASES, SUMMARY: summary, "news/releases/2021/other.en.md": other})
    assert _item_values(root) == periods


def _item_values(root: Path) -> list[str]:
    shown = corners.edition(root)
    history = shown.catalogue.content("items/lights")
    assert isinstance(history, ItemHistory)
    (figure,) = figures.item_figures(shown, history)
    return [value.period for value in figure.values]


def test_a_remark_is_shown_in_the_language_of_the_page(corner: Corner) -> None:
    remarked = _value(5, "2019").replace("}", ", remark: at the gate}")
    files = {
        FAIR: release(figures=f"[{_value(4, '2019')}, {remarked}]"),
        FAIR_ZH: corners.translation(labels="{figures.visitors.2019: 閘口統計}"),
    }
    root = corner({"news/figures.yml": BASES, **files})
    assert [value.remarks for value in _figure(root, "zh-Hant").values] == [(), (LocalizedText("閘口統計"),)]
    assert [value.remarks for value in _figure(root).values] == [(), (LocalizedText("at the gate"),)]
