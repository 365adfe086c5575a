"""The page of a summary."""

from __future__ import annotations

from typing import NamedTuple

from corner.content.frontmatter import Item, ItemState
from corner.content.summary import Summary
from corner.content.taxonomies import LocalizedName
from corner.views import drafts
from corner.views.edition import Edition
from corner.views.types import FigureRow, Hidden, Link, LocalizedText, SourceView


class ItemView(NamedTuple):
    """An item of a summary."""

    number: int
    title: str
    state: ItemState
    words: str
    """The state in words."""
    history: str
    """The address of the item's page; empty where it has none yet, in a preview."""
    topics: tuple[Link, ...]
    figures: tuple[FigureRow, ...]
    records: tuple[tuple[str, tuple[Link, ...]], ...]
    """The records that it is about, by register: its name, and the links."""
    reports: tuple[Link, ...]
    """The releases that report on it."""


class SummaryView(NamedTuple):
    """A summary."""

    period: str
    title: str
    versions: tuple[Link, ...]
    """The links to its translations, each titled by its language."""
    coverage: str
    """What is known of the period, in words; empty where all items are known."""
    items: tuple[ItemView, ...]
    left_out: tuple[tuple[Link, str], ...]
    """The items of the summary before that this one leaves out, each with its state in words."""
    records: tuple[tuple[str, tuple[Link, ...]], ...]
    """The records that it is about as a whole, by register: its name, and the links."""
    figures: tuple[FigureRow, ...]
    source: SourceView | None
    outdated: Link | None
    """The original, where it has changed since it was translated."""
    hidden: Hidden | None
    """The notice of a preview, where the public may not see it."""


class SummaryCard(NamedTuple):
    """A summary in a list."""

    period: str
    link: Link
    description: LocalizedText
    coverage: str
    """What is known of the period, in words; empty where all items are known."""
    figures: tuple[FigureRow, ...]
    """Figures of the period as a whole."""
    source: SourceView | None
    new_items: tuple[Link, ...]


def period_name(edition: Edition, summary: Summary) -> str:
    """Return the period of a summary, in words."""
    return edition.formats.format_span(summary.facts.period.start, summary.facts.period.end)


def _coverage(edition: Edition, summary: Summary) -> str:
    coverage = summary.facts.coverage
    return "" if coverage == "items" else edition.messages(f"coverage.{coverage}")


def summary_view(edition: Edition, summary: Summary) -> SummaryView:
    """Return what the page of a summary shows; the summary has a text in the edition's language."""
    text = summary.texts[edition.locale]
    return SummaryView(
        period=period_name(edition, summary),
        title=text.title,
        versions=edition.versions(summary),
        coverage=_coverage(edition, summary),
        items=tuple(_item_view(edition, summary, item, number) for number, item in enumerate(summary.items, 1)),
        left_out=tuple(
            (edition.items[item.key], edition.messages(f"item.{item.state}"))
            for item in summary.facts.left_out
            if item.key in edition.items
        ),
        records=edition.record_groups(summary.facts.records),
        figures=edition.figures(summary, summary.facts.figures),
        source=edition.source(summary),
        outdated=edition.changed_original(summary),
        hidden=drafts.hidden_notice(edition, summary),
    )


def _item_view(edition: Edition, summary: Summary, item: Item, number: int) -> ItemView:
    text = summary.texts[edition.locale]
    return ItemView(
        number=number,
        title=text.sections[number - 1].title,
        state=item.state,
        words=edition.messages(f"item.{item.state}"),
        history=edition.items[item.key].address if item.key in edition.items else "",
        topics=edition.topic_links(item.topics),
        figures=edition.figures(summary, item.figures),
        records=edition.record_groups(item.records),
        reports=tuple(edition.link(release) for release in edition.reports.get(item.key, ())),
    )


def summary_card(edition: Edition, summary: Summary) -> SummaryCard:
    """Return a summary as lists show it."""
    text = summary.text(edition.locale)
    link = edition.link(summary)
    return SummaryCard(
        period=period_name(edition, summary),
        link=link,
        description=edition.foreign(LocalizedName(text.description, text.locale)),
        coverage=_coverage(edition, summary),
        figures=edition.figures(summary, summary.facts.figures),
        source=edition.source(summary),
        new_items=tuple(
            Link(text.sections[number - 1].title, f"{link.address}#item-{number}", link.lang)
            for number, item in enumerate(summary.items, 1)
            if item.state == "new"
        ),
    )
