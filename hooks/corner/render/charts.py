"""Where the parts of a chart stand. The only module that knows pygal.

A template prints the picture, so that its words are text, its colours are the style sheet's, and nothing of
it is script. Layouts are kept from one build to the next, and pygal is loaded only when one is missing.
"""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from corner.storage import fingerprint
from corner.storage.cache import Cache
from corner.views.figures import ChartView

WIDTH = 400
"""Of a chart, in units of its own: on a phone a unit is about a pixel."""
_ROW = 34
_LETTER = 13
"""The size of letters."""
_GAP = 6
_LINE = 18
"""What a line of words needs."""


class BarRow(NamedTuple):
    """One bar with its words, in units of the chart."""

    x: float
    y: float
    width: float
    height: float
    label_base: float
    """The line that the label stands on."""
    value_base: float
    end: float
    """Where the value begins."""
    label: str
    value: str


class ChartLayout(NamedTuple):
    """A chart, ready to print."""

    width: int
    height: int
    rows: tuple[BarRow, ...]


class ChartRenderer:
    """Lays charts out."""

    def __init__(self, cache: Path) -> None:
        """Keep what is laid out in the file `cache`."""
        self._path = cache

    @cached_property
    def _cache(self) -> Cache:
        return Cache(self._path)

    def layout(self, chart: ChartView) -> ChartLayout:
        """Return where the bars of a chart stand, the oldest on top."""
        labels = [bar.label for bar in chart.bars]
        values = [bar.value for bar in chart.bars]
        key = fingerprint.digest((version("pygal"), labels, values, [bar.number for bar in chart.bars]))
        rectangles = self._cache.get(key)
        if rectangles is None:
            rectangles = _bar_rectangles(chart)
            self._cache.put(key, rectangles)
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
            for (x, y, width, height), bar in zip(rectangles, chart.bars, strict=True)
        )
        return ChartLayout(WIDTH, _chart_height(chart), rows)

    def save(self) -> None:
        """Keep what this run laid out, if it laid out anything."""
        if "_cache" in self.__dict__:
            self._cache.save()


def _has_labels_above(chart: ChartView) -> bool:
    """Return whether labels stand above their bars, because one is too long to stand beside them."""
    return max(_text_width(bar.label) for bar in chart.bars) > WIDTH * 0.3


def _chart_height(chart: ChartView) -> int:
    return (_ROW + _LINE * _has_labels_above(chart)) * len(chart.bars)


def _bar_rectangles(chart: ChartView) -> list[tuple[float, float, float, float]]:
    """Return left, top, width and height of each bar, beside the widest label or below it, with room for each value."""
    import pygal  # noqa: PLC0415 -- a build that lays nothing out need not load it

    left = 0 if _has_labels_above(chart) else max(_text_width(bar.label) for bar in chart.bars) + _GAP
    highest = max(bar.number for bar in chart.bars)
    # The bar that comes nearest to the edge with its value decides how long the bars may be.
    room = WIDTH - left - _GAP
    reach = min(
        (room - _text_width(bar.value) - _GAP) / bar.number * highest if bar.number else room for bar in chart.bars
    )
    options: dict[str, Any] = {"show_x_labels": False, "show_y_labels": False, "show_legend": False}
    plot = pygal.HorizontalBar(
        width=WIDTH,
        height=_chart_height(chart),
        margin=0,
        margin_left=left,
        spacing=0,
        range=(0, highest * room / max(min(reach, room), room / 8)),
        **options,
    )
    # pygal puts the first bar at the bottom, and leaves out what is zero.
    plot.add("", [bar.number for bar in reversed(chart.bars)])
    found = []
    for bar in plot.render_tree().iterfind(".//{*}rect[@class='rect reactive tooltip-trigger']"):
        x, y, width, height = (float(bar.get(name) or 0) for name in ("x", "y", "width", "height"))
        found.append((round(left + x, 1), round(y, 1), round(width, 1), round(height, 1)))
    return found[::-1]


def _text_width(text: str) -> float:
    """Return about how wide a text is in any font."""
    return sum(_LETTER * (1.02 if east_asian_width(letter) in "WFA" else 0.6) for letter in text)
