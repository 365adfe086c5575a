"""Figures over time: every value that the news reports, and of which of them a chart may be drawn.

A chart joins values of one figure whose periods are alike; what does not belong together stays apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corner.content.dates import Period
from corner.content.frontmatter import Figure
from corner.views.edition import Edition
from corner.views.types import Link, LocalizedText

MOST_BARS = 12
"""The newest values that a chart shows."""
MOST_VALUES = 50
"""The newest values of a figure that its table shows."""


class _ReportedFigure(NamedTuple):
    """A value with those who report it."""

    figure: Figure
    day: date
    """The last day that it counts, or else the day of the report."""
    start: date
    text: str
    period: str
    sources: tuple[Link, ...]


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
    name: LocalizedText
    bars: tuple[Bar, ...]


class FigureValue(NamedTuple):
    """A value of a figure, with the news that reports it."""

    period: str
    value: str
    sources: tuple[Link, ...]


class FigureView(NamedTuple):
    """A figure with all its values, the oldest first."""

    key: str
    name: LocalizedText
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


def figures_dependencies(edition: Edition) -> object:
    """Return all that the figures depend on, besides what the edition's digest tells: plain values."""
    return [
        (
            edition.link(release),
            release.issued.day,
            [(each.figure, each.value, each.qualifier, each.period and each.period.text) for each in told.figures],
        )
        for release in edition.catalogue.releases.values()
        if (told := release.facts).figures and not told.withdrawn
    ]


def figures_view(edition: Edition) -> FiguresView:
    """Return all figures of an edition with their values, the oldest first."""
    reports = _collect_reports(edition)
    kinds = edition.catalogue.taxonomies.figures
    views = [_figure_view(edition, key, reports[key]) for key in kinds if key in reports]
    return FiguresView(
        charted=tuple(view for view in views if view.chart), others=tuple(view for view in views if not view.chart)
    )


def _iter_reported(edition: Edition) -> Iterator[tuple[Figure, date, str, Link]]:
    """Yield each figure that visible news reports, the oldest first.

    With it come the day of the report, what stands for a period where none is told, and the way to the report.
    """
    messages = edition.messages
    catalogue = edition.catalogue
    for release in reversed(tuple(catalogue.releases.values())):
        if release.facts.figures and not release.facts.withdrawn:
            day = release.issued.day
            for figure in release.facts.figures:
                yield figure, day, messages("reported_on", date=edition.formats.format_date(day)), edition.link(release)
    for summary in reversed(tuple(catalogue.summaries.values())):
        base = edition.link(summary)
        text = summary.text(edition.locale)
        span = summary.facts.period
        told = messages("reported_for", period=edition.formats.format_date_range(span.start, span.end))
        for number, item in enumerate(summary.items, 1):
            way = base._replace(title=text.sections[number - 1].title, address=f"{base.address}#item-{number}")
            for figure in item.figures:
                yield figure, span.end, told, way


def _collect_reports(edition: Edition) -> dict[str, list[_ReportedFigure]]:
    """Return the values of each figure in the order of time; a value that is reported again stands once."""
    found: dict[str, dict[object, _ReportedFigure]] = {}
    for figure, day, told, source in _iter_reported(edition):
        same = (figure.period or told, figure.value, figure.qualifier)
        values = found.setdefault(figure.figure, {})
        known = values.get(same)
        if known:
            values[same] = known._replace(sources=tuple(dict.fromkeys((*known.sources, source))))
            continue
        (row,) = edition.figures((figure,))
        ends = (figure.period.end, figure.period.start) if figure.period else (day, day)
        values[same] = _ReportedFigure(figure, *ends, row.value, row.period or told, (source,))
    return {
        key: sorted(values.values(), key=lambda report: (report.day, report.start, report.figure.value))
        for key, values in found.items()
    }


def _figure_view(edition: Edition, key: str, reports: list[_ReportedFigure]) -> FigureView:
    name = edition.name("figures", key)
    kind = edition.catalogue.taxonomies.figures[key]
    charted = _select_comparable(reports, kind.series)[-MOST_BARS:]
    chart = None
    if charted:
        labels = _bar_labels(edition, charted, kind.series)
        bars = tuple(
            Bar(label, report.text, report.figure.value, report.period)
            for label, report in zip(labels, charted, strict=True)
        )
        chart = ChartView(key, name, bars)
    shown = reports[-MOST_VALUES:]
    left_out = len(reports) - len(shown)
    return FigureView(
        key=key,
        name=name,
        chart=chart,
        values=tuple(FigureValue(report.period, report.text, report.sources) for report in shown),
        apart=bool(charted) and len(charted) < len(shown),
        left_out=edition.messages("values_left_out", count=edition.formats.format_number(left_out)) if left_out else "",
    )


def _select_comparable(reports: list[_ReportedFigure], series: str) -> list[_ReportedFigure]:
    """Return the values that one chart may join: none, or at least two of periods that are alike."""
    if series == "none":
        return []
    kinds: dict[object, list[_ReportedFigure]] = {}
    for report in reports:
        if report.figure.period and report.figure.value >= 0:
            kind = "to-date" if series == "to-date" else _bar_length(report.figure.period)
            kinds.setdefault(kind, []).append(report)
    several = [
        found
        for found in kinds.values()
        if len({report.period for report in found}) > 1 and any(report.figure.value for report in found)
    ]
    return max(several, key=lambda found: (len(found), found[-1].day), default=[])


def _bar_length(period: Period) -> tuple[str, int]:
    """Return what makes periods alike: as many years, as many months, or any number of days."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    written = len(period.text.split("/")[0])
    return {4: ("years", months // 12), 7: ("months", months)}.get(written, ("days", 0))


def _bar_labels(edition: Edition, reports: list[_ReportedFigure], series: str) -> list[str]:
    """Return a short name for each period, or the whole one where the short would be another's too."""
    short = []
    for report in reports:
        assert report.figure.period is not None
        short.append(edition.formats.format_short_period(report.figure.period, only_end=series == "to-date"))
    days: dict[str, set[str]] = {}
    for label, report in zip(short, reports, strict=True):
        days.setdefault(label, set()).add(report.period)
    taken = Counter({label: len(periods) for label, periods in days.items()})
    return [label if taken[label] == 1 else report.period for label, report in zip(short, reports, strict=True)]
