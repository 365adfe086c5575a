"""The pages of items over time: the matrix of items and periods, and the history of one item."""

from __future__ import annotations

from typing import NamedTuple

from corner.content.item_history import ItemHistory, ItemPeriod, PeriodState
from corner.content.summary import Summary
from corner.views import figures
from corner.views.edition import Edition
from corner.views.figures import FigureView
from corner.views.summary import SummaryCard, period_name, summary_card
from corner.views.types import FigureRow, Link


class MatrixCell(NamedTuple):
    """What one summary says of one item."""

    period: str
    state: PeriodState | None
    """`None` in periods before the item."""
    words: str
    """The state in words."""
    number: str
    """Its number in words; empty where the summary does not list it."""
    address: str
    """The address of its text in the summary; empty where the summary does not list it."""


class MatrixRow(NamedTuple):
    """An item with its state in each period."""

    link: Link
    cells: tuple[MatrixCell, ...]


class MatrixView(NamedTuple):
    """All items by period."""

    periods: tuple[Link, ...]
    """The summaries that list items, the latest first, each titled by its period."""
    rows: tuple[MatrixRow, ...]
    has_unreported: bool
    """Whether a summary says nothing of some item."""
    overviews: tuple[SummaryCard, ...]
    """The periods of which the items are not known, the latest first."""


class HistoryPeriod(NamedTuple):
    """What one summary says of the item of a page."""

    anchor: str
    period: str
    summary: Link
    cell: MatrixCell
    title: str
    """The title of its text in the summary, where it is another than the page's."""
    lang: str
    """The language of its text, where it is not the page's."""
    body: int | None
    """The position of its text among those of the page; `None` where the summary does not list it."""
    figures: tuple[FigureRow, ...]
    records: tuple[tuple[str, tuple[Link, ...]], ...]
    """The records that it is about, by register: its name, and the links."""


class HistoryView(NamedTuple):
    """An item through all periods."""

    up: Link
    title: str
    state: MatrixCell
    """What the latest summary says of it."""
    topics: tuple[Link, ...]
    bodies: tuple[Link, ...]
    versions: tuple[Link, ...]
    periods: tuple[HistoryPeriod, ...]
    """The latest first."""
    figures: tuple[FigureView, ...]
    """Its figures over time."""
    reports: tuple[Link, ...]
    """The releases that report on it, the newest first."""


def matrix_view(edition: Edition) -> MatrixView:
    """Return all items with their state in each period."""
    summaries = edition.catalogue.summaries.values()
    itemised = [summary for summary in summaries if summary.items]
    names = {summary: period_name(edition, summary) for summary in itemised}
    rows = []
    for history in edition.catalogue.items.values():
        periods = {period.summary: period for period in history.periods}
        cells = tuple(_cell(edition, periods.get(summary), names[summary]) for summary in itemised)
        rows.append(MatrixRow(edition.link(history), cells))
    return MatrixView(
        periods=tuple(Link(names[summary], edition.link(summary).address) for summary in itemised),
        rows=tuple(rows),
        has_unreported=any(cell.state == "not-reported" for row in rows for cell in row.cells),
        overviews=tuple(summary_card(edition, summary) for summary in summaries if not summary.items),
    )


def history_view(edition: Edition, history: ItemHistory) -> HistoryView:
    """Return what the page of an item shows; it has a text in the edition's language."""
    day = history.listed[0].summary.sort_value
    periods = tuple(_iter_periods(edition, history))
    return HistoryView(
        up=Link(edition.messages("items"), edition.at(f"{history.content_type.section}/")),
        title=history.texts[edition.locale].title,
        state=periods[0].cell,
        topics=edition.topic_links(history.topics),
        bodies=tuple(edition.body_link(key, day) for key in history.bodies),
        versions=edition.versions(history),
        periods=periods,
        figures=figures.item_figures(edition, history),
        reports=tuple(edition.link(release) for release in edition.reports.get(history.item_key, ())),
    )


def _iter_periods(edition: Edition, history: ItemHistory) -> list[HistoryPeriod]:
    text = history.texts[edition.locale]
    periods, position = [], 0
    for period in history.periods:
        name = period_name(edition, period.summary)
        title, lang, body = "", "", None
        if period.number:
            section = text.sections[position]
            position += 1
            title, body = "" if section.title == text.title else section.title, position
            lang = _foreign_locale(edition, period.summary)
        item = period.item
        periods.append(
            HistoryPeriod(
                anchor=f"in-{period.summary.key.partition('/')[2]}",
                period=name,
                summary=edition.link(period.summary),
                cell=_cell(edition, period, name),
                title=title,
                lang=lang,
                body=body,
                figures=edition.figures(period.summary, item.figures) if item else (),
                records=edition.record_groups(item.records) if item else (),
            )
        )
    return periods


def _foreign_locale(edition: Edition, summary: Summary) -> str:
    locale = summary.text(edition.locale).locale
    return "" if locale == edition.locale else locale


def _cell(edition: Edition, period: ItemPeriod | None, name: str) -> MatrixCell:
    """Return the state of an item in a period; `None` stands for a period before the item."""
    messages = edition.messages
    if period is None:
        return MatrixCell(name, None, messages("item.none"), "", "")
    words = messages(f"item.{period.state}")
    if not period.number:
        return MatrixCell(name, period.state, words, "", "")
    address = f"{edition.link(period.summary).address}#item-{period.number}"
    return MatrixCell(name, period.state, words, messages("item_number", number=period.number), address)
