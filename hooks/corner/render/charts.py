"""The layout of a bar chart: the positions of its bars, labels and values.

A template prints the chart, so that its labels are text, its colours are the style sheet's, and it has no script.
"""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import east_asian_width

from corner.views.figures import ChartView

WIDTH = 320
"""Of a chart, in units of its own: on a phone a unit is about a pixel."""
_ROW = 34
"""The height of a bar with the space around it."""
_LETTER = 13
"""The size of letters."""
_GAP = 6
"""Between a bar and its label or its value."""
_LINE = 18
"""The height of a line of text."""
_MARGIN = 0.02
"""The part of the plot that is empty on each side of the bars."""
_SPACING = 0.06
"""The part of a bar's slot that is empty on each side of it, taken twice: around the slot, and within it."""


class BarRow(NamedTuple):
    """One bar with its label and value, in units of the chart."""

    x: float
    y: float
    width: float
    height: float
    label_base: float
    """The baseline of the label."""
    value_base: float
    """The baseline of the value."""
    end: float
    """The start of the value."""
    label: str
    value: str


class ChartLayout(NamedTuple):
    """A chart, ready to print."""

    width: int
    height: int
    start: int
    """Where labels begin: on the right, where the script runs from there."""
    rows: tuple[BarRow, ...]


def layout_chart(chart: ChartView, *, is_mirrored: bool = False) -> ChartLayout:
    """Return the layout of a chart, with the oldest value on top.

    Args:
        chart: the values.
        is_mirrored: whether bars begin on the right, as they do where the script runs from there.
    """
    above = _LINE if _has_labels_above(chart) else 0
    rows = tuple(
        BarRow(
            x=x,
            y=round(y + above, 1),
            width=width,
            height=round(height - above, 1),
            label_base=round(y + _LETTER if above else y + height / 2 + _LETTER * 0.36, 1),
            value_base=round(y + (above + height) / 2 + _LETTER * 0.36, 1),
            end=round(x + width + _GAP, 1),
            label=bar.label,
            value=bar.value,
        )
        for (x, y, width, height), bar in zip(_bar_rectangles(chart), chart.bars, strict=True)
    )
    if is_mirrored:
        rows = tuple(row._replace(x=round(WIDTH - row.x - row.width, 1), end=round(WIDTH - row.end, 1)) for row in rows)
    return ChartLayout(WIDTH, _chart_height(chart), WIDTH if is_mirrored else 0, rows)


def _has_labels_above(chart: ChartView) -> bool:
    """Return whether labels are above their bars, because one is too long to be beside them."""
    return max(_text_width(bar.label) for bar in chart.bars) > WIDTH * 0.3


def _chart_height(chart: ChartView) -> int:
    return (_ROW + _LINE * _has_labels_above(chart)) * len(chart.bars)


def _bar_rectangles(chart: ChartView) -> list[tuple[float, float, float, float]]:
    """Return left, top, width and height of each bar, with room for the labels on its left and for each value."""
    left = 0 if _has_labels_above(chart) else max(_text_width(bar.label) for bar in chart.bars) + _GAP
    scale = (WIDTH - left) / (1 + 2 * _MARGIN)
    largest = _largest_number(chart, left)
    plot_height = _chart_height(chart) / (1 + 2 * _MARGIN)
    slot = plot_height / len(chart.bars)
    inner = slot * (1 - 2 * _SPACING)
    return [
        (
            # Below its label, a bar begins where the label does.
            round(left + scale * _MARGIN, 1) if left else 0,
            round(plot_height * _MARGIN + slot * position + slot * _SPACING + inner * _SPACING, 1),
            round(scale * (bar.number / largest), 1),
            round(inner * (1 - 2 * _SPACING), 1),
        )
        for position, bar in enumerate(chart.bars)
    ]


def _largest_number(chart: ChartView, left: float) -> float:
    """Return the number that a bar over the whole plot would show, so that each value has room behind its bar."""
    # Where all values are zero, any number will do.
    highest = max(bar.number for bar in chart.bars) or 1
    room = WIDTH - left - _GAP
    # The bar that comes nearest to the edge with its value decides how long the bars may be.
    reach = min(
        (room - _text_width(bar.value) - _GAP) / bar.number * highest if bar.number else room for bar in chart.bars
    )
    return highest * room / max(min(reach, room), room / 8)


def _text_width(text: str) -> float:
    """Return the approximate width of a text in any font."""
    return sum(_LETTER * (1.02 if east_asian_width(letter) in "WFA" else 0.6) for letter in text)
