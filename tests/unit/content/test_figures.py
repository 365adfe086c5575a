"""Values: which reports are one value, its key, how far rounded numbers reach, and what sums calculate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corner.content.figures import Value, find_bounds
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, GOOD, SUMMARY, Corner, release

KINDS = """\
    visitors:
      name: {en: Visitors, zh-Hant: 訪客}
      bases:
        by-land: {en: By land, zh-Hant: 經陸路}
        by-sea: {en: By sea, zh-Hant: 經海路}
      sums: SUMS
    boats:
      name: {en: Boats, zh-Hant: 船隻}
    """


def _value(value: float, period: str = "", *others: str, figure: str = "visitors") -> str:
    parts = [f"figure: {figure}", f"value: {value}", *([f'period: "{period}"'] if period else []), *others]
    return "{" + ", ".join(parts) + "}"


def _values(corner: Corner, *figures: str, sums: str = "[]", **files: str | None) -> tuple[Value, ...]:
    text = release(title="Fair", figures=f"[{', '.join(figures)}]")
    files = {"news/figures.yml": KINDS.replace("SUMS", sums), FAIR: text, FAIR_ZH: None, **files}
    return corners.catalogue(corner(files)).values


def _keys(values: tuple[Value, ...]) -> list[str]:
    return [value.key for value in values]


@pytest.mark.parametrize(
    ("period", "span"),
    [
        ("2021", "2021"),
        ("2021-01/2021-12", "2021"),
        ("2019/2021", "2019--2021"),
        ("2021-05", "2021-05"),
        ("2021-05-01/2021-05-31", "2021-05"),
        ("2020-01/2022-06", "2020-01--2022-06"),
        ("2020/2022-06", "2020-01--2022-06"),
        ("2021-05-15", "2021-05-15"),
        ("2021-05-01/2021-05-15", "2021-05-01--2021-05-15"),
        ("2021-05-15/2021-05-31", "2021-05-15--2021-05-31"),
        ("2021-05-15/2021-06-30", "2021-05-15--2021-06-30"),
    ],
)
def test_a_key_names_the_period_in_its_shortest_form(corner: Corner, period: str, span: str) -> None:
    assert _keys(_values(corner, _value(1, period, figure="boats"))) == [f"boats.{span}"]


def test_a_key_names_a_basis_unless_it_is_the_first(corner: Corner) -> None:
    values = _values(corner, _value(3, "2020", "basis: by-sea"), _value(2, "2020", "basis: by-land"), _value(1, "2019"))
    assert [(value.key, value.basis) for value in values] == [
        ("visitors.2019", "by-land"),
        ("visitors.2020", "by-land"),
        ("visitors.by-sea.2020", "by-sea"),
    ]


def test_a_value_without_a_period_has_the_key_of_its_release_or_item(corner: Corner) -> None:
    text = GOOD[SUMMARY].replace("topics: [boats]}", f"topics: [boats], figures: [{_value(4, figure='boats')}]}}")
    values = _values(corner, _value(1, figure="boats"), **{SUMMARY: text})
    assert _keys(values) == ["boats.summaries-2020-item-2", "boats.releases-2021-fair"]


def test_a_value_that_several_report_is_one_with_all_sources(corner: Corner) -> None:
    again = release(title="Again", issued="2021-05-01", figures=f"[{_value(1, '2018-01/2018-12', 'basis: by-land')}]")
    (value,) = _values(corner, _value(1, "2018"), **{"news/releases/2021/again.en.md": again})
    assert [source.content.key for source in value.sources] == ["releases/2021/fair", "releases/2021/again"]
    assert value.key == "visitors.2018"


def test_values_that_differ_have_keys_of_their_own(corner: Corner) -> None:
    values = _values(
        corner,
        _value(1, "2018"),
        _value(2, "2018"),
        _value(1, "2018", "qualifier: over"),
        _value(1, "2018.")[:0] or _value(1, "2018"),
    )
    assert sorted(_keys(values)) == ["visitors.2018", "visitors.2018.2", "visitors.2018.3"]


@pytest.mark.parametrize(
    ("number", "qualifier", "low", "high"),
    [
        (170_000, None, "170000", "170000"),
        (170_000, "about", "165000", "175000"),
        (1_998, "about", "1997.5", "1998.5"),
        (6.98, "about", "6.975", "6.985"),
        (6.5, "over", "6.5", "6.6"),
        (250, "at-least", "250", "260"),
        (400, "nearly", "300", "400"),
        (30, "under", "20", "30"),
        (0, "about", "-0.5", "0.5"),
        (-120, "about", "-125", "-115"),
    ],
)
def test_a_number_reaches_as_far_as_it_is_rounded(number: float, qualifier: str | None, low: str, high: str) -> None:
    assert find_bounds(number, qualifier) == (Decimal(low), Decimal(high))


def test_a_part_is_calculated_from_the_total_and_the_other_parts(corner: Corner) -> None:
    # About 470 in two years and about 210 in the second leave about 260, from 250 to 270.
    values = _values(
        corner,
        _value(470, "2020/2021", "qualifier: about"),
        _value(210, "2021", "qualifier: about"),
        sums="[{total: {period: 2020/2021}, parts: [{period: 2020, calculated: true}, {period: 2021}]}]",
    )
    first = values[0]
    assert (first.key, first.number, first.qualifier, first.is_calculated) == ("visitors.2020", 260, "about", True)
    assert first.bounds == (Decimal(250), Decimal(270))
    assert [value.key for value in first.added] == ["visitors.2020--2021"]
    assert [value.key for value in first.subtracted] == ["visitors.2021"]
    assert [source.figure.value for source in first.reports] == [470, 210]
    assert first.sources == ()
    assert [value.is_calculated for value in values] == [True, False, False]


def test_a_total_is_calculated_and_a_later_sum_goes_on_from_it(corner: Corner) -> None:
    # 2 699 and 809 are 3 508; 4 655 less these are 1 147.
    sums = (
        "[{total: {period: 2019/2023, calculated: true}, parts: [{period: 2019/2022}, {figure: boats, period: 2023}]},"
        " {total: {period: 2019/2024}, parts: [{period: 2019/2023}, {figure: boats, period: 2024, calculated: true}]}]"
    )
    values = _values(
        corner, _value(2699, "2019/2022"), _value(809, "2023", figure="boats"), _value(4655, "2019/2024"), sums=sums
    )
    numbers = {value.key: (value.number, value.qualifier) for value in values if value.is_calculated}
    assert numbers == {"visitors.2019--2023": (3508, None), "boats.2024": (1147, None)}
    assert [source.figure.value for source in next(v for v in values if v.key == "boats.2024").reports] == [
        4655,
        2699,
        809,
    ]


@pytest.mark.parametrize(("qualifier", "expected"), [("", None), ("qualifier: nearly", "about")])
def test_what_follows_from_one_rounded_value_is_rounded(corner: Corner, qualifier: str, expected: str | None) -> None:
    sums = "[{total: {period: 2021, calculated: true}, parts: [{period: 2019}, {period: 2020}]}]"
    others = [qualifier] if qualifier else []
    values = _values(corner, _value(2, "2019"), _value(30, "2020", *others), sums=sums)
    assert (values[-1].number, values[-1].qualifier) == (32, expected)


def test_decimals_add_up_as_they_are_written(corner: Corner) -> None:
    sums = "[{total: {period: 2021, calculated: true}, parts: [{period: 2019}, {period: 2020}]}]"
    values = _values(corner, _value(0.1, "2019"), _value(0.2, "2020"), sums=sums)
    assert values[-1].number == 0.3


def test_what_visible_news_does_not_report_is_not_calculated_from(corner: Corner) -> None:
    sums = "[{total: {period: 2020/2021}, parts: [{period: 2020, calculated: true}, {period: 2021}]}]"
    later = release(title="Later", issued="2021-06-01", publish_at="2027-01-01", figures=f"[{_value(5, '2021')}]")
    values = _values(corner, _value(9, "2020/2021"), sums=sums, **{"news/releases/2021/later.en.md": later})
    assert _keys(values) == ["visitors.2020--2021"]


def test_a_value_on_another_basis_is_no_part_of_a_sum(corner: Corner) -> None:
    sums = "[{total: {period: 2020/2021}, parts: [{period: 2020, calculated: true}, {period: 2021}]}]"
    values = _values(corner, _value(9, "2020/2021"), _value(5, "2021"), _value(3, "2021", "basis: by-sea"), sums=sums)
    assert [value.number for value in values if value.is_calculated] == [4]


def test_the_values_of_a_corner_follow_the_taxonomy_and_the_time(corner: Corner) -> None:
    values = _values(
        corner,
        _value(1, "2021", figure="boats"),
        _value(1, "2021", "basis: by-sea"),
        _value(1, "2020", "basis: by-sea"),
        _value(2, "2021"),
    )
    assert _keys(values) == ["visitors.2021", "visitors.by-sea.2020", "visitors.by-sea.2021", "boats.2021"]


def test_a_remark_needs_its_words_in_the_translation(corner: Corner) -> None:
    original = release("5 people.", figures=f"[{_value(5, '2020-01/2021-06', 'remark: at the gate', 'basis: by-sea')}]")
    found = corners.found(corner({"news/figures.yml": KINDS.replace("SUMS", "[]"), FAIR: original}))
    assert len(found) == 1
    assert "found no label 'figures.visitors.by-sea.2020-01/2021-06'" in found[0]
    assert found[0].endswith("[missing-label]")


def test_a_corner_without_figures_has_no_values(corner: Corner) -> None:
    assert corners.catalogue(corner({"news/figures.yml": None})).values == ()
