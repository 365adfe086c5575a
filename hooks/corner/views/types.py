"""What pages show, as plain values in one language: all that a template is handed.

Views hold words, dates and addresses ready to print, never domain objects; the texts' HTML stands beside
them. What a view depends on is told where it is made.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A place to go to."""

    title: str
    address: str
    lang: str = ""
    """The language of title and target, where it is not the page's."""
    only: str = ""
    """The mark of a text that there is in that language only."""


class Words(NamedTuple):
    """Words that may be in another language than the page."""

    text: str
    lang: str = ""


class FeedLink(NamedTuple):
    """A feed that a page offers, in three formats."""

    kind: str
    """`all`, `topics`, `bodies` or `types`."""
    key: str
    title: str
    """With the site's name."""
    name: Words
    """What it is of."""
    stem: str
    """Its address without the ending that names the format."""

    @property
    def address(self) -> str:
        """The address of its RSS."""
        return f"{self.stem}.xml"

    @property
    def atom(self) -> str:
        """The address of its Atom."""
        return f"{self.stem}.atom"

    @property
    def json(self) -> str:
        """The address of its JSON Feed."""
        return f"{self.stem}.json"


class FigureRow(NamedTuple):
    """A figure, ready to read."""

    name: Words
    value: str
    period: str
    address: str = ""
    """Where its values over time stand."""


class SourceView(NamedTuple):
    """Where facts come from."""

    name: Words
    url: str
    retrieved: str


class Notice(NamedTuple):
    """A dated word to readers: a correction, a withdrawal."""

    datetime: str
    date: str
    text: str


class Neighbours(NamedTuple):
    """The releases before and after one in a topic."""

    heading: str
    older: Link | None
    newer: Link | None


class Hidden(NamedTuple):
    """The word of a preview on news that the public may not see."""

    title: str
    text: str
    others: Link
    """The way to all such news."""


class StatusRow(NamedTuple):
    """How news that the public may not see stands."""

    news: Link
    state: str
    due: str
    languages: tuple[str, ...]
    """The state of its text in each language that news is written in."""


class StatusView(NamedTuple):
    """All news that the public may not see, in a preview."""

    languages: tuple[str, ...]
    rows: tuple[StatusRow, ...]


class ReleaseView(NamedTuple):
    """A release."""

    type: str
    datetime: str
    issued: str
    year: Link
    """The way to the news of its year."""
    translated: str
    """The mark of a translation, which names the original's language."""
    only: str
    """The mark of a text that there is in this language only."""
    versions: tuple[Link, ...]
    """The ways to its translations, each titled by its language."""
    title: str
    description: str
    topics: tuple[Link, ...]
    withdrawn: Notice | None
    corrections: tuple[Notice, ...]
    figures: tuple[FigureRow, ...]
    when: str
    calendar: str
    """Where its event can be had for a calendar, if it tells of one ahead."""
    where: str
    updated: str
    places: str
    bodies: tuple[Link, ...]
    items: tuple[Link, ...]
    attachments: tuple[Link, ...]
    source: SourceView | None
    related: tuple[Link, ...]
    neighbours: tuple[Neighbours, ...]
    outdated: Link | None
    """The original, where it has changed since it was translated."""
    hidden: Hidden | None
    """What a preview says of it, where the public may not see it."""


class CardView(NamedTuple):
    """A release in a list."""

    datetime: str
    date: str
    kind: str
    """The key of its type."""
    type: str
    withdrawn: bool
    link: Link
    description: Words


class ItemView(NamedTuple):
    """An item of a summary."""

    number: int
    title: str
    new: bool
    topics: tuple[Link, ...]
    figures: tuple[FigureRow, ...]
    reports: tuple[Link, ...]
    """The releases that report on it."""


class SummaryView(NamedTuple):
    """A summary."""

    period: str
    title: str
    versions: tuple[Link, ...]
    """The ways to its translations, each titled by its language."""
    items: tuple[ItemView, ...]
    source: SourceView | None
    outdated: Link | None
    """The original, where it has changed since it was translated."""
    hidden: Hidden | None
    """What a preview says of it, where the public may not see it."""


class SummaryCard(NamedTuple):
    """A summary in a list."""

    period: str
    link: Link
    description: Words
    new_items: tuple[Link, ...]


class PagerLink(NamedTuple):
    """A page of a listing in its pager; one without a number stands for a gap."""

    number: int
    address: str


class TypeChoice(NamedTuple):
    """A type of release that a list can be narrowed to."""

    key: str
    name: str
    number: int


class EarlierName(NamedTuple):
    """A name that a body had, and when."""

    name: Words
    period: str


class BodyView(NamedTuple):
    """What is known of a body."""

    since: str
    """From when it has its name, where that is known."""
    earlier: tuple[EarlierName, ...]
    place: str
    url: str


class ListingView(NamedTuple):
    """One page of a listing."""

    up: Link | None
    """The way to the list that it is a part of."""
    title: Words
    intro: str
    size: str
    """How many releases, in words."""
    place: str
    """Which page of how many, when there are several."""
    feed: FeedLink | None
    years: tuple[Link, ...]
    """All news or all of the topic, and the same by year."""
    year: str
    """The address among these that it stands at."""
    topics: tuple[Link, ...]
    """Of a year, the topics that it has news of."""
    types: tuple[TypeChoice, ...]
    """The types to choose from, where it stands on one page and has several."""
    body: BodyView | None
    """The body whose news it lists."""
    cards: tuple[CardView, ...]
    page: int
    newer: str
    """The address of the page before, if there is one."""
    older: str
    pager: tuple[PagerLink, ...]


class TopicCard(NamedTuple):
    """A topic in a list."""

    link: Link
    description: str
    size: str
    """How many releases, in words."""
    newest: CardView | None


class BodyCard(NamedTuple):
    """A body in a list."""

    link: Link
    size: str
    """How many releases, in words."""


class BodiesView(NamedTuple):
    """All bodies that there is news of, by place."""

    places: tuple[tuple[Words, tuple[BodyCard, ...]], ...]


class TopicsView(NamedTuple):
    """All topics."""

    topics: tuple[TopicCard, ...]


class SummariesView(NamedTuple):
    """All summaries."""

    summaries: tuple[SummaryCard, ...]


class NotFoundView(NamedTuple):
    """What a server shows where there is no page."""

    home: str
    links: tuple[Link, ...]
    """The ways to everything."""


class EventCard(NamedTuple):
    """A dated event in a list."""

    datetime: str
    when: str
    where: Words
    link: Link


class FigureCard(NamedTuple):
    """The newest value of a figure, and the release that reports it."""

    figure: FigureRow
    link: Link


class SearchView(NamedTuple):
    """Where a search begins."""

    address: str
    """What its script and its index stand below."""
    ways: tuple[Link, ...]
    """What leads to all news without a search."""


class MovedView(NamedTuple):
    """Where to find what stood at a former address."""

    link: Link


class HomeView(NamedTuple):
    """What the front page shows of the news."""

    lead: CardView | None
    cards: tuple[CardView, ...]
    all_news: str
    upcoming: bool
    """Whether the events are still to come; else they are the latest ones."""
    events: tuple[EventCard, ...]
    figures: tuple[FigureCard, ...]
    topics: tuple[TopicCard, ...]
    summary: SummaryCard | None
    years: tuple[Link, ...]


class FollowView(NamedTuple):
    """The feeds of an edition."""

    groups: tuple[tuple[str, tuple[FeedLink, ...]], ...]
    """Feeds below their headings; that of all news has none."""
    calendars: tuple[Link, ...]
    lists: tuple[Link, ...]
    """The lists of all feeds, of this edition and of all."""
