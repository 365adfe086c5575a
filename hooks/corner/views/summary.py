"""The page of a summary."""

from __future__ import annotations

from typing import NamedTuple

from corner.content.frontmatter import Item
from corner.content.summary import Summary
from corner.content.taxonomies import LocalizedName
from corner.content.types import LocalizedContent
from corner.views import drafts
from corner.views.edition import Edition
from corner.views.types import FigureRow, Hidden, Link, LocalizedText, SourceView


class ItemView(NamedTuple):
    """An item of a summary."""

    number: int
    title: str
    new: bool
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
    items: tuple[ItemView, ...]
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
    new_items: tuple[Link, ...]


def summary_view(edition: Edition, summary: Summary) -> SummaryView:
    """Return what the page of a summary shows; the summary has a text in the edition's language."""
    text = summary.texts[edition.locale]
    return SummaryView(
        period=edition.formats.format_date_range(summary.facts.period.start, summary.facts.period.end),
        title=text.title,
        versions=edition.versions(summary),
        items=tuple(_item_view(edition, item, number, text) for number, item in enumerate(summary.items, 1)),
        source=edition.source(summary),
        outdated=edition.changed_original(summary),
        hidden=drafts.hidden_notice(edition, summary),
    )


def _item_view(edition: Edition, item: Item, number: int, text: LocalizedContent) -> ItemView:
    return ItemView(
        number=number,
        title=text.sections[number - 1].title,
        new=item.new,
        topics=edition.topic_links(item.topics),
        figures=edition.figures(item.figures),
        records=edition.record_groups(item.records),
        reports=tuple(edition.link(release) for release in edition.reports.get(item.key, ())),
    )


def summary_card(edition: Edition, summary: Summary) -> SummaryCard:
    """Return a summary as lists show it."""
    text = summary.text(edition.locale)
    link = edition.link(summary)
    return SummaryCard(
        period=edition.formats.format_date_range(summary.facts.period.start, summary.facts.period.end),
        link=link,
        description=edition.foreign(LocalizedName(text.description, text.locale)),
        new_items=tuple(
            Link(text.sections[number - 1].title, f"{link.address}#item-{number}", link.lang)
            for number, item in enumerate(summary.items, 1)
            if item.new
        ),
    )
