"""The page of figures: every value that releases and summaries report, and which of them a chart may show together.

A chart shows values of one figure whose periods are alike, and no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from corner.content.dates import Period
from corner.content.frontmatter import Figure
from corner.content.item_history import ItemHistory
from corner.views.edition import Edition
from corner.views.summary import period_name
from corner.views.types import Link, LocalizedText

MOST_BARS = 12
"""The newest values that a chart shows."""
MOST_VALUES = 50
"""The newest values of a figure that its table shows."""


class _ReportedFigure(NamedTuple):
    """A value, with the content that reports it."""

    figure: Figure
    day: date
    """The last day that it counts, or else the day of the report."""
    start: date
    text: str
    period: str
    sources: tuple[Link, ...]


_Reported = tuple[Figure, date, str, Link]
"""A figure, the day of its report, what is shown where it has no period, and the link to the report."""


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
    has_uncharted: bool
    """Whether some values are not in the chart."""
    left_out: str
    """The number of older values that are left out, in words."""


class FiguresView(NamedTuple):
    """All figures that the news reports."""

    charted: tuple[FigureView, ...]
    others: tuple[FigureView, ...]


def figures_dependencies(edition: Edition) -> object:
    """Return all that the page depends on, besides what the edition's digest covers: plain values."""
    return [
        (
            edition.link(release),
            release.issued.day,
            [
                (figure.figure, figure.value, figure.qualifier, figure.period and figure.period.text)
                for figure in release.facts.figures
            ],
        )
        for release in edition.catalogue.releases.values()
        if release.facts.figures and not release.is_withdrawn
    ]


def figures_view(edition: Edition) -> FiguresView:
    """Return all figures of an edition with their values, the oldest first."""
    reports = _collect_reports(edition, _iter_reported(edition))
    kinds = edition.catalogue.taxonomies.figures
    views = [_figure_view(edition, key, reports[key]) for key in kinds if key in reports]
    return FiguresView(
        charted=tuple(view for view in views if view.chart), others=tuple(view for view in views if not view.chart)
    )


def item_figures(edition: Edition, history: ItemHistory) -> tuple[FigureView, ...]:
    """Return the figures that the summaries report of an item and that have several values.

    Values of the same figures in releases that report on the item are among them.
    """
    reports = _collect_reports(edition, _iter_reported_of_item(edition, history))
    kinds = edition.catalogue.taxonomies.figures
    return tuple(_figure_view(edition, key, reports[key]) for key in kinds if len(reports.get(key, ())) > 1)


def _iter_reported_of_item(edition: Edition, history: ItemHistory) -> Iterator[_Reported]:
    """Yield each figure that summaries report of an item, and its values in releases that report on the item."""
    messages, formats = edition.messages, edition.formats
    listed = [(period, period.item) for period in reversed(history.listed)]
    keys = {figure.figure for _, item in listed if item for figure in item.figures}
    for release in reversed(edition.reports.get(history.item_key, [])):
        if not release.is_withdrawn:
            day = release.issued.day
            reported = messages("reported_on", date=formats.format_date(day))
            for figure in release.facts.figures:
                if figure.figure in keys:
                    yield figure, day, reported, edition.link(release)
    for period, item in listed:
        name = period_name(edition, period.summary)
        base = edition.link(period.summary)
        link = base._replace(address=f"{base.address}#item-{period.number}")
        for figure in item.figures if item else ():
            yield figure, period.summary.sort_value, messages("reported_for", period=name), link


def _iter_reported(edition: Edition) -> Iterator[_Reported]:
    """Yield each figure that visible content reports, the oldest first.

    With it come the day of the report, what is shown where it has no period, and the link to the report.
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
        day = summary.sort_value
        reported = messages("reported_for", period=period_name(edition, summary))
        for figure in summary.facts.figures:
            yield figure, day, reported, base
        for number, item in enumerate(summary.items, 1):
            link = base._replace(title=text.sections[number - 1].title, address=f"{base.address}#item-{number}")
            for figure in item.figures:
                yield figure, day, reported, link


def _collect_reports(edition: Edition, reported_figures: Iterable[_Reported]) -> dict[str, list[_ReportedFigure]]:
    """Return the values of each figure in the order of time; a value that is reported twice is listed once."""
    reports: dict[str, dict[object, _ReportedFigure]] = {}
    for figure, day, reported, source in reported_figures:
        identity = (figure.period or reported, figure.value, figure.qualifier)
        values = reports.setdefault(figure.figure, {})
        known = values.get(identity)
        if known:
            values[identity] = known._replace(sources=tuple(dict.fromkeys((*known.sources, source))))
            continue
        (row,) = edition.figures((figure,))
        ends = (figure.period.end, figure.period.start) if figure.period else (day, day)
        values[identity] = _ReportedFigure(figure, *ends, row.value, row.period or reported, (source,))
    return {
        key: sorted(values.values(), key=lambda report: (report.day, report.start, report.figure.value))
        for key, values in reports.items()
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
    newest = reports[-MOST_VALUES:]
    left_out = len(reports) - len(newest)
    return FigureView(
        key=key,
        name=name,
        chart=chart,
        values=tuple(FigureValue(report.period, report.text, report.sources) for report in newest),
        has_uncharted=bool(charted) and len(charted) < len(newest),
        left_out=edition.messages("values_left_out", count=edition.formats.format_number(left_out)) if left_out else "",
    )


def _select_comparable(reports: list[_ReportedFigure], series: str) -> list[_ReportedFigure]:
    """Return the values that one chart may show together: none, or at least two of periods that are alike."""
    if series == "none":
        return []
    kinds: dict[object, list[_ReportedFigure]] = {}
    for report in reports:
        if report.figure.period and report.figure.value >= 0:
            kind = "to-date" if series == "to-date" else _period_length(report.figure.period)
            kinds.setdefault(kind, []).append(report)
    several = [
        group
        for group in kinds.values()
        if len({report.period for report in group}) > 1 and any(report.figure.value for report in group)
    ]
    return max(several, key=lambda group: (len(group), group[-1].day), default=[])


def _period_length(period: Period) -> tuple[str, int]:
    """Return what alike periods have in common: the number of years, that of months, or that they are days."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    precision = len(period.text.split("/")[0])
    return {4: ("years", months // 12), 7: ("months", months)}.get(precision, ("days", 0))


def _bar_labels(edition: Edition, reports: list[_ReportedFigure], series: str) -> list[str]:
    """Return a short name for each period, or the full one where two periods would share the short name."""
    short = []
    for report in reports:
        assert report.figure.period is not None
        short.append(edition.formats.format_short_period(report.figure.period, only_end=series == "to-date"))
    days: dict[str, set[str]] = {}
    for label, report in zip(short, reports, strict=True):
        days.setdefault(label, set()).add(report.period)
    taken = Counter({label: len(periods) for label, periods in days.items()})
    return [label if taken[label] == 1 else report.period for label, report in zip(short, reports, strict=True)]
