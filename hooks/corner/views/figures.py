"""The page of figures: every value that releases and summaries report, and which of them a chart may show together.

A chart shows values of one figure and one basis whose periods are alike, and no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, cast

from corner.content.dates import Period
from corner.content.figures import Value, ValueSource
from corner.content.frontmatter import Figure
from corner.content.item_history import ItemHistory
from corner.content.release import Release
from corner.content.summary import Summary
from corner.views.edition import Edition
from corner.views.summary import period_name
from corner.views.types import Link, LocalizedText

MOST_BARS = 12
"""The newest values that a chart shows."""
MOST_VALUES = 50
"""The newest values of a figure that its table shows."""


class Bar(NamedTuple):
    """A value in a chart."""

    label: str
    """Its period, in short."""
    value: str
    """The value in words, with unit and qualifier."""
    number: float
    period: str
    """Its period in full."""


class _ShownValue(NamedTuple):
    """A value, ready to read."""

    value: Value
    text: str
    period: str


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
    calculation: str = ""
    """Of a calculated value, how it follows from others, in words."""
    remarks: tuple[LocalizedText, ...] = ()
    """Why it differs from another value."""


class FigureView(NamedTuple):
    """A figure with all its values on one basis, the oldest first."""

    key: str
    """Its id on the page."""
    name: LocalizedText
    basis: LocalizedText | None
    """How it was counted, where a figure has several bases."""
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
        (edition.link(release), release.issued.day, [_describe_figure(edition, release, figure) for figure in figures])
        for release in edition.catalogue.releases.values()
        if (figures := release.facts.figures) and not release.is_withdrawn
    ]


def _describe_figure(edition: Edition, release: Release, figure: Figure) -> object:
    """Return what the page shows of one figure that a release reports, as plain values."""
    remark = edition.remark(release, figure)
    return figure.figure, figure.basis, figure.value, figure.qualifier, figure.period and figure.period.text, remark


def figures_view(edition: Edition) -> FiguresView:
    """Return all figures of an edition with their values, the oldest first."""
    views = list(_iter_views(edition, edition.catalogue.values))
    return FiguresView(
        charted=tuple(view for view in views if view.chart), others=tuple(view for view in views if not view.chart)
    )


def item_figures(edition: Edition, history: ItemHistory) -> tuple[FigureView, ...]:
    """Return the figures that the summaries report of an item and that have several values.

    Values of the same figures in releases that report on the item are among them.
    """
    listed = [(period.summary.key, period.number) for period in history.listed]
    keys = {figure.figure for period in history.listed if period.item for figure in period.item.figures}
    places: set[tuple[str, int | None]] = {(release.key, None) for release in edition.reports.get(history.item_key, ())}
    places |= {(key, number - 1) for key, number in listed if number}

    def is_own(source: ValueSource) -> bool:
        return (source.content.key, source.section) in places

    values = []
    for value in edition.catalogue.values:
        sources = tuple(filter(is_own, value.sources))
        terms = (*value.added, *value.subtracted)
        follows = value.is_calculated and all(any(map(is_own, term.reports)) for term in terms)
        if value.figure in keys and (sources or follows):
            values.append(replace(value, sources=sources))
    return tuple(view for view in _iter_views(edition, values) if len(view.values) > 1)


def _iter_views(edition: Edition, values: Iterable[Value]) -> Iterator[FigureView]:
    """Yield each figure on each of its bases with its values."""
    for (figure, basis), group in groupby(values, key=lambda value: (value.figure, value.basis)):
        yield _figure_view(edition, figure, basis, [_show_value(edition, value) for value in group])


def _show_value(edition: Edition, value: Value) -> _ShownValue:
    """Return a value with its number and its period in words."""
    text = edition.amount(value.figure, value.number, value.qualifier)
    if value.is_calculated:
        text = edition.messages("calculated_value", value=text)
    if value.period:
        return _ShownValue(value, text, edition.formats.format_period(value.period))
    return _ShownValue(value, text, _describe_report(edition, value.sources[0]))


def _describe_report(edition: Edition, source: ValueSource) -> str:
    """Return what is shown where a value has no period: the day of the report, or the period of the summary."""
    first, last = source.content.covered_days
    if first == last:
        return edition.messages("reported_on", date=edition.formats.format_date(last))
    return edition.messages("reported_for", period=period_name(edition, cast("Summary", source.content)))


def _iter_shown_sources(value: Value) -> Iterator[ValueSource]:
    """Yield the sources of a value; of a calculated one, the first source of each value that it follows from."""
    yield from value.sources
    for term in (*value.added, *value.subtracted):
        yield from (_iter_shown_sources(term) if term.is_calculated else term.sources[:1])


def _link_sources(edition: Edition, sources: Iterable[ValueSource]) -> tuple[Link, ...]:
    """Return the links to the news and the items that report a value, each once."""
    links = []
    for content, _, section, _ in sources:
        link = edition.link(content)
        if section is not None:
            title = content.text(edition.locale).sections[section].title
            link = link._replace(title=title, address=f"{link.address}#item-{section + 1}")
        links.append(link)
    return tuple(dict.fromkeys(links))


def _describe_calculation(edition: Edition, value: Value) -> str:
    """Return how a value was calculated: `about 470 people − about 210 people`."""
    added, subtracted = (
        [edition.amount(term.figure, term.number, term.qualifier) for term in terms]
        for terms in (value.added, value.subtracted)
    )
    return " − ".join([" + ".join(added), *subtracted])


def _value_row(edition: Edition, shown: _ShownValue) -> FigureValue:
    value = shown.value
    remarks = (edition.remark(source.content, source.figure) for source in value.sources)
    return FigureValue(
        period=shown.period,
        value=shown.text,
        sources=_link_sources(edition, _iter_shown_sources(value)),
        calculation=_describe_calculation(edition, value) if value.is_calculated else "",
        remarks=tuple(dict.fromkeys(remark for remark in remarks if remark)),
    )


def _figure_view(edition: Edition, figure: str, basis: str, reports: list[_ShownValue]) -> FigureView:
    kind = edition.catalogue.taxonomies.figures[figure]
    name = edition.name("figures", figure)
    key = kind.series_key(figure, basis)
    charted = _select_comparable(reports, kind.series)[-MOST_BARS:]
    chart = None
    if charted:
        labels = _bar_labels(edition, charted, kind.series)
        bars = tuple(
            Bar(label, report.text, report.value.number, report.period)
            for label, report in zip(labels, charted, strict=True)
        )
        chart = ChartView(key, name, bars)
    newest = reports[-MOST_VALUES:]
    left_out = len(reports) - len(newest)
    return FigureView(
        key=key,
        name=name,
        basis=edition.basis(figure, basis),
        chart=chart,
        values=tuple(_value_row(edition, report) for report in newest),
        has_uncharted=bool(charted) and len(charted) < len(newest),
        left_out=edition.messages("values_left_out", count=edition.formats.format_number(left_out)) if left_out else "",
    )


def _select_comparable(reports: list[_ShownValue], series: str) -> list[_ShownValue]:
    """Return the values that one chart may show together: none, or at least two of periods that are alike."""
    if series == "none":
        return []
    kinds: dict[object, list[_ShownValue]] = {}
    for report in reports:
        if report.value.period and report.value.number >= 0:
            kind = "to-date" if series == "to-date" else _period_length(report.value.period)
            kinds.setdefault(kind, []).append(report)
    several = [
        group
        for group in kinds.values()
        if len({report.period for report in group}) > 1 and any(report.value.number for report in group)
    ]
    return max(several, key=lambda group: (len(group), group[-1].value.days), default=[])


def _period_length(period: Period) -> tuple[str, int]:
    """Return what alike periods have in common: the number of years, that of months, or that they are days."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    precision = len(period.text.split("/")[0])
    return {4: ("years", months // 12), 7: ("months", months)}.get(precision, ("days", 0))


def _bar_labels(edition: Edition, reports: list[_ShownValue], series: str) -> list[str]:
    """Return a short name for each period, or the full one where two periods would share the short name."""
    short = []
    for report in reports:
        assert report.value.period is not None
        short.append(edition.formats.format_short_period(report.value.period, only_end=series == "to-date"))
    days: dict[str, set[str]] = {}
    for label, report in zip(short, reports, strict=True):
        days.setdefault(label, set()).add(report.period)
    taken = Counter({label: len(periods) for label, periods in days.items()})
    return [label if taken[label] == 1 else report.period for label, report in zip(short, reports, strict=True)]
