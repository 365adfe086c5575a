"""Charts: the positions of their bars, labels and values, and what the picture says to screen readers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from corner.render import charts
from corner.render.charts import WIDTH, layout_chart
from corner.render.templates import create_environment
from corner.views.figures import Bar, ChartView
from corner.views.types import LocalizedText
from tests.unit.render.test_renderer import TEMPLATES  # the house's own templates

_SVG = "{http://www.w3.org/2000/svg}"


def _chart(*bars: tuple[str, str, float]) -> ChartView:
    return ChartView(
        "visitors", LocalizedText("<Visitors> & more"), tuple(Bar(*bar, f"all of {bar[0]}") for bar in bars)
    )


CHART = _chart(("2019", "about 200 people", 200), ("2020", "400 people", 400), ("2021年4月", "0", 0))


def test_bars_are_as_long_as_their_values_from_one_line_on_the_oldest_on_top() -> None:
    rows = layout_chart(CHART).rows
    assert [row.label for row in rows] == ["2019", "2020", "2021年4月"]
    assert rows[1].width == pytest.approx(2 * rows[0].width, abs=0.2)
    assert rows[2].width == 0
    assert len({row.x for row in rows}) == 1
    assert all(below.y >= above.y + above.height for above, below in pairwise(rows))


def test_the_numbers_of_a_small_chart_are_those_worked_out_by_hand() -> None:
    # The label "a" is 13 * 0.6 = 7.8 wide, so that 320 - 7.8 - 6 = 306.2 are left for the plot. A margin of 0.02 on both
    # sides makes its unit 306.2 / 1.04 = 294.423. The value of the longest bar needs 7.8 and 6 on both sides of it: the
    # bar takes 286.4 / 300.2 of the plot, 0.95403 * 294.423 = 280.889. Two rows of 34 are 68, without margins
    # 68 / 1.04 = 65.385, half of it 32.692 for a bar's slot; 0.88 of that is 28.769, and 0.88 again 25.317 for the bar.
    # The first begins at 0.02 * 65.385 + 0.06 * 32.692 + 0.06 * 28.769 = 4.995, the next one slot below.
    first, second = layout_chart(_chart(("a", "1", 1), ("b", "2", 2))).rows
    assert (first.x, first.y, first.width, first.height) == (19.7, 5.0, 140.4, 25.3)
    assert (second.x, second.y, second.width, second.height) == (19.7, 37.7, 280.9, 25.3)
    assert (first.end, second.end) == (166.1, 306.6)


def test_a_bar_below_its_label_begins_where_the_label_does() -> None:
    rows = layout_chart(_chart(("December 31, 2025", "1", 1), ("January 12, 2026", "2", 2))).rows
    assert [row.x for row in rows] == [0, 0]


def test_bars_of_values_that_are_all_zero_have_no_length() -> None:
    assert [row.width for row in layout_chart(_chart(("2019", "0", 0), ("2020", "0", 0))).rows] == [0, 0]


@pytest.mark.parametrize(
    "chart",
    [
        CHART,
        _chart(("二○二○年一月一日至二○二○年二月二日", "約1 867 000 000元人民幣", 1_867_000_000), ("2020年", "9", 9)),
        _chart(("2019", "RMB 1 867 000 000", 1), ("2020", "x", 1000)),
        _chart(("2019", "1", 1), ("2020", "1", 1)),
    ],
)
def test_nothing_leaves_the_picture(chart: ChartView) -> None:
    layout = layout_chart(chart)
    for row in layout.rows:
        assert charts._text_width(row.label) <= row.x or row.label_base < row.y
        assert row.end + charts._text_width(row.value) <= WIDTH + 1
        assert 0 < row.label_base <= row.value_base < row.y + row.height <= layout.height


def test_the_picture_is_well_formed_named_and_says_its_values_in_words() -> None:
    templates = create_environment(TEMPLATES)
    words = {"colon": ": ", "semicolon": "; "}
    text = templates.get_template("partials/chart.html").render(
        chart=CHART, layout=layout_chart, messages=words, direction="ltr"
    )
    picture = etree.fromstring(text.replace("<svg", f'<svg xmlns="{_SVG[1:-1]}"', 1))
    named = [picture.find(f".//*[@id='{name}']") for name in str(picture.get("aria-labelledby")).split()]
    assert [element.text for element in named if element is not None] == [
        "<Visitors> & more",
        "all of 2019: about 200 people; all of 2020: 400 people; all of 2021年4月: 0",
    ]
    assert picture.get("role") == "img"
    assert [element.text for element in picture.iter(f"{_SVG}text")] == [
        *("2019", "about 200 people", "2020", "400 people", "2021年4月", "0")
    ]
    allowed = {"svg", "title", "desc", "text", "rect"}
    assert {etree.QName(element).localname for element in picture.iter()} == allowed
    assert [name for element in picture.iter() for name in element.attrib if name in ("style", "fill", "onload")] == []


def test_a_chart_is_mirrored_where_the_script_runs_from_the_right() -> None:
    plain, mirrored = layout_chart(CHART), layout_chart(CHART, is_mirrored=True)
    assert (plain.start, mirrored.start) == (0, WIDTH)
    for row, other in zip(plain.rows, mirrored.rows, strict=True):
        assert other.x + other.width == pytest.approx(WIDTH - row.x)
        assert other.end == pytest.approx(WIDTH - row.end)
        assert (other.y, other.width, other.label) == (row.y, row.width, row.label)
