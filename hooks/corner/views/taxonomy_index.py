"""The index pages of topics, bodies and summaries."""

from __future__ import annotations

from typing import NamedTuple

from corner.views.edition import Edition
from corner.views.summary import SummaryCard, summary_card
from corner.views.types import CardView, Link, LocalizedText


class TopicCard(NamedTuple):
    """A topic in a list."""

    link: Link
    description: str
    size: str
    """The number of releases, in words."""
    newest: CardView | None


class BodyCard(NamedTuple):
    """A body in a list."""

    link: Link
    size: str
    """The number of releases, in words."""


class BodiesView(NamedTuple):
    """All bodies that releases name, by place."""

    places: tuple[tuple[LocalizedText, tuple[BodyCard, ...]], ...]


class TopicsView(NamedTuple):
    """All topics."""

    topics: tuple[TopicCard, ...]


class SummariesView(NamedTuple):
    """All summaries."""

    items: Link | None
    """The link to all items by period, where there are any."""
    summaries: tuple[SummaryCard, ...]
    overviews: tuple[SummaryCard, ...]
    """The periods of which the items are not known."""


def topic_links_of_year(edition: Edition, year: str) -> tuple[Link, ...]:
    """Return a link to the listing of each topic in a year, where there is one."""
    links = []
    for key, years in edition.listings.topic_years.items():
        if year in years:
            name = edition.name("topics", key)
            links.append(Link(name.text, edition.listing_address("topics", key, year), name.lang))
    return tuple(links)


def topics_view(edition: Edition) -> TopicsView:
    """Return all topics, each with its description, size and newest release."""
    cards = []
    for key, listing in edition.listings.topics.items():
        link = edition.topic_links((key,))[0]
        size = edition.formats.format_count(len(listing.releases))
        newest = edition.card(listing.releases[0]) if listing.releases else None
        cards.append(TopicCard(link, edition.topic_description(key), size, newest))
    return TopicsView(tuple(cards))


def bodies_view(edition: Edition) -> BodiesView:
    """Return all bodies that releases name, by place; those without a place come last."""
    cards: dict[str, list[BodyCard]] = {key: [] for key in (*edition.catalogue.taxonomies.places, "")}
    for key, listing in edition.listings.bodies.items():
        name = edition.name("bodies", key)
        link = Link(name.text, edition.listing_address("bodies", key), name.lang)
        place = edition.catalogue.taxonomies.bodies[key].place or ""
        cards[place].append(BodyCard(link, edition.formats.format_count(len(listing.releases))))
    elsewhere = LocalizedText(edition.messages("bodies_elsewhere"))
    return BodiesView(
        tuple(
            (edition.name("places", place) if place else elsewhere, tuple(group))
            for place, group in cards.items()
            if group
        )
    )


def summaries_view(edition: Edition) -> SummariesView:
    """Return all summaries, and the overviews of other periods."""
    summaries = edition.catalogue.summaries.values()
    items = Link(edition.messages("all_items"), edition.at("items/")) if edition.catalogue.items else None
    return SummariesView(
        items=items,
        summaries=tuple(summary_card(edition, summary) for summary in summaries if summary.items),
        overviews=tuple(summary_card(edition, summary) for summary in summaries if not summary.items),
    )
