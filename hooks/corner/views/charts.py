"""What the pages on times show, as plain values in one language: figures over time, and the timeline."""

from __future__ import annotations

from typing import NamedTuple

from corner.views.types import Link, Words


class Bar(NamedTuple):
    """A value in a chart."""

    label: str
    """Its period, in short."""
    value: str
    """The value in words, with unit and qualifier."""
    number: float
    period: str
    """Its period in full."""


class ChartView(NamedTuple):
    """A figure's values that can be compared, the oldest first."""

    key: str
    name: Words
    bars: tuple[Bar, ...]


class FigureValue(NamedTuple):
    """A value of a figure, with the news that reports it."""

    period: str
    value: str
    sources: tuple[Link, ...]


class FigureView(NamedTuple):
    """A figure with all its values, the oldest first."""

    key: str
    name: Words
    chart: ChartView | None
    values: tuple[FigureValue, ...]
    apart: bool
    """Whether some values are not in the chart."""
    left_out: str
    """How many older values are left out, in words."""


class FiguresView(NamedTuple):
    """All figures that the news reports."""

    charted: tuple[FigureView, ...]
    others: tuple[FigureView, ...]


class Share(NamedTuple):
    """How many releases of one type a year has."""

    type: str
    """The type's key."""
    name: str
    number: str
    """How many, in words."""
    x: float
    """Where its part of the year's bar begins, in hundredths of the longest bar."""
    width: float


class TimelineEvent(NamedTuple):
    """An event of a year, on its own day."""

    datetime: str
    date: str
    link: Link


class TimelineYear(NamedTuple):
    """A year of the timeline."""

    link: Link
    size: str
    """How many releases, in words."""
    shares: tuple[Share, ...]
    events: tuple[TimelineEvent, ...]
    """Its events, the oldest first."""
    more: bool
    """Whether it has more events than these."""


class TimelineView(NamedTuple):
    """The years of the news, the newest first."""

    years: tuple[TimelineYear, ...]
    types: tuple[tuple[str, str], ...]
    """Keys and names of the types that occur."""
