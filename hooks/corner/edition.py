"""The site in one language, as templates and feeds see it: names, dates and addresses are in that language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corner import addresses
from corner.catalogue import Catalogue
from corner.listings import Listing, Listings
from corner.locales import Words
from corner.model import Attachment, Figure, Item
from corner.news import Release, Summary
from corner.settings import Language
from corner.vocabulary import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that a page offers."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go to."""

    title: str
    address: str
    locale: str
    """The language of the title and of what is found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure of a release, ready to read."""

    name: Named
    value: str
    period: str


class Edition:
    """The site in one language."""

    def __init__(self, catalogue: Catalogue, listings: Listings, locale: str) -> None:
        """Show `catalogue` and its `listings` in `locale`."""
        self.catalogue = catalogue
        self.listings = listings
        self.locale = locale
        self.words: Words = catalogue.words[locale]
        self.language: Language = catalogue.settings.names[locale]

    def at(self, address: str) -> str:
        """Return where an address of the default edition stands in this one."""
        return self.catalogue.addresses.edition(self.locale, address)

    def absolute(self, address: str) -> str:
        """Return the whole URL of an address."""
        return self.catalogue.addresses.absolute(address)

    @property
    def home(self) -> str:
        """The address of the front page."""
        return self.at("")

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the site."""
        return self.catalogue.settings.languages

    # Names

    def name(self, kind: str, key: str, day: date | None = None) -> Named:
        """Return the name of a vocabulary's entry, for a body the one of `day`."""
        return self.catalogue.vocabulary.name(kind, key, self.locale, day)

    def topic_description(self, key: str) -> str:
        """Return what a topic holds."""
        return self.catalogue.vocabulary.pick(self.catalogue.vocabulary.topics[key].description, self.locale).text

    def title(self, listing: Listing) -> Named:
        """Return the heading of a listing."""
        if listing.kind == "all":
            return Named(self.words("news"), self.locale)
        if listing.kind == "year":
            return Named(self.words("news_of_year", year=listing.key), self.locale)
        return self.name(listing.kind, listing.key)

    # Texts and files

    def body(self, html: str, base: str) -> str:
        """Return a rendered text with its links within the corner written out from `base`, the way to the root."""
        return addresses.link_up(html, base, self._targets)

    @cached_property
    def _targets(self) -> dict[str, str]:
        return self.catalogue.targets(self.locale)

    def attachment(self, release: Release, attachment: Attachment) -> str:
        """Return where a file to download stands."""
        return addresses.of_asset(f"{release.key.rpartition('/')[0]}/{attachment.file}")

    # Links

    def link(self, content: Release | Summary) -> Link:
        """Return the way to a release or summary: in this language, or else to its original."""
        text = content.text(self.locale)
        return Link(title=text.title, address=self.catalogue.address(content, self.locale), locale=text.locale)

    def listing_address(self, kind: str, key: str = "") -> str:
        """Return where the first page of a listing stands."""
        return self.at(addresses.of_listing(kind, key))

    def topic_links(self, keys: tuple[str, ...] | None = None) -> Iterator[Link]:
        """Yield the ways to the topics, all of them by default."""
        for key in self.catalogue.vocabulary.topics if keys is None else keys:
            name = self.name("topics", key)
            yield Link(title=name.text, address=self.listing_address("topics", key), locale=name.locale)

    def body_links(self, release: Release) -> Iterator[Link]:
        """Yield the ways to the bodies of a release, under the names that they had on its day."""
        for key in release.facts.bodies:
            name = self.name("bodies", key, release.issued.day)
            yield Link(title=name.text, address=self.listing_address("bodies", key), locale=name.locale)

    def related(self, release: Release) -> Iterator[Link]:
        """Yield the ways to the visible news that a release names as related."""
        for key in release.facts.related:
            content = self.catalogue.content(key)
            if content is not None:
                yield self.link(content)

    def in_topics(self, release: Release) -> Iterator[tuple[Link, Link | None, Link | None]]:
        """Yield, for each topic of a release, the topic and the releases before and after it there."""
        for key, topic in zip(release.facts.topics, self.topic_links(release.facts.topics), strict=True):
            older, newer = self.listings.topics[key].neighbours(release)
            yield topic, self.link(older) if older else None, self.link(newer) if newer else None

    def item_links(self, release: Release) -> Iterator[tuple[int, Link]]:
        """Yield number of and way to each item that a release reports on, in the latest summary that has it."""
        for key in release.facts.items:
            for summary in self.catalogue.summaries.values():
                number = next((n for n, item in enumerate(summary.items, 1) if item.key == key), None)
                if number is not None:
                    text = summary.text(self.locale)
                    address = f"{self.catalogue.address(summary, self.locale)}#item-{number}"
                    yield number, Link(title=text.sections[number - 1].title, address=address, locale=text.locale)
                    break

    def reports_on(self, item: Item) -> Iterator[Link]:
        """Yield the ways to the releases that report on an item, the newest first."""
        yield from (self.link(release) for release in self._by_item.get(item.key, ()))

    @cached_property
    def _by_item(self) -> dict[str, list[Release]]:
        found: dict[str, list[Release]] = {}
        for release in self.listings.all.releases:
            for key in release.facts.items:
                found.setdefault(key, []).append(release)
        return found

    # Figures

    def figures(self, figures: tuple[Figure, ...]) -> Iterator[FigureRow]:
        """Yield figures ready to read: with unit, qualifier and period in this language."""
        for figure in figures:
            kind = self.catalogue.vocabulary.figures[figure.figure]
            number = self.words.number(figure.value)
            if kind.unit:
                number = self.catalogue.vocabulary.pick(kind.unit, self.locale).text.replace("{value}", number)
            if figure.qualifier:
                number = self.words(f"qualifier.{figure.qualifier}", value=number)
            period = self.words.period(figure.period) if figure.period else ""
            yield FigureRow(name=self.name("figures", figure.figure), value=number, period=period)

    # Feeds

    def feed(self, kind: str = "all", key: str = "") -> FeedLink:
        """Return the feed of a listing."""
        name = self.words("feed_of_all") if kind == "all" else self.name(kind, key).text
        title = self.words("feed_title", site=self.language.site_name, name=name)
        return FeedLink(title=title, address=self.at(addresses.of_feed(kind, key)))

    @property
    def topic_feeds(self) -> Iterator[tuple[Link, FeedLink]]:
        """The feed of each topic."""
        for key, link in zip(self.catalogue.vocabulary.topics, self.topic_links(), strict=True):
            yield link, self.feed("topics", key)

    # What the front page shows

    def latest(self, count: int) -> tuple[Release, ...]:
        """Return the newest releases."""
        return self.listings.all.releases[:count]

    @property
    def latest_summary(self) -> Summary | None:
        """The summary of the latest period."""
        return next(iter(self.catalogue.summaries.values()), None)

    def only(self, locale: str) -> str:
        """Return the mark of a text that there is in `locale` only."""
        return self.words("only", language=self.words.language(locale))
