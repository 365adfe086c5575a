"""The site in one language: turns the catalogue into views, with names, dates and addresses of that language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property

from corner import addresses, fingerprint
from corner.catalogue import Catalogue
from corner.listings import Listing, Listings
from corner.locales import Words as Language
from corner.model import Figure, Item
from corner.news import Release, Summary, Text
from corner.views import (
    CardView,
    FeedLink,
    FigureRow,
    FollowView,
    HomeView,
    ItemView,
    Link,
    ListingView,
    Neighbours,
    NotFoundView,
    Notice,
    PagerLink,
    ReleaseView,
    SourceView,
    SummariesView,
    SummaryCard,
    SummaryView,
    TopicCard,
    TopicsView,
    Words,
)
from corner.vocabulary import Named


class Edition:
    """The site in one language."""

    def __init__(self, catalogue: Catalogue, listings: Listings, locale: str) -> None:
        """Show `catalogue` and its `listings` in `locale`."""
        self.catalogue = catalogue
        self.listings = listings
        self.locale = locale
        self.words: Language = catalogue.words[locale]
        self.language = catalogue.settings.names[locale]
        self.languages = catalogue.settings.languages
        # What many pages show is made once.
        self.link = cache(self._link)
        self.card = cache(self._card)
        self._card_digest = cache(self._digest_of_card)
        self._topics = cache(self._topic_links)
        self.absolute = cache(catalogue.addresses.absolute)
        self.feed = cache(self._feed)
        self._body_link = cache(self._one_body_link)
        self._heading = cache(lambda key: self.words("in_topic", topic=self.name("topics", key).text))
        self._places = cache(lambda keys: self.words.separator.join(self.name("places", key).text for key in keys))
        self._read_on = cache(lambda day: self.words("retrieved", date=self.words.date(day)))

        self.converter = catalogue.converters.get(locale)

    def convert(self, words: str, *, html: bool = False) -> str:
        """Return words of the edition that this one is made from by machine, if it is, as they stand in this one."""
        if self.converter is None:
            return words
        return self.converter.html(words) if html else self.converter.text(words)

    # Addresses

    def own(self, address: str) -> str:
        """Return where a page stands in this edition that stands at `address` in the one it is made from."""
        if self.converter is None:
            return address
        prefix = self.catalogue.addresses.edition(self.converter.source)
        return self.at(address.removeprefix(prefix))

    def at(self, address: str) -> str:
        """Return where an address of the default edition stands in this one."""
        return self.catalogue.addresses.edition(self.locale, address)

    @property
    def home(self) -> str:
        """The address of the front page."""
        return self.at("")

    def switch(self, alternates: Mapping[str, str], locale: str) -> str:
        """Return where the language switch leads: to the page in `locale`, or else to that edition's front page."""
        return alternates.get(locale, self.catalogue.addresses.edition(locale))

    def listing_address(self, kind: str, key: str = "") -> str:
        """Return where the first page of a listing stands."""
        return self.at(addresses.of_listing(kind, key))

    # Names

    def name(self, kind: str, key: str, day: date | None = None) -> Words:
        """Return the name of a vocabulary's entry, for a body the one of `day`."""
        return self._foreign(self.catalogue.vocabulary.name(kind, key, self.locale, day))

    def topic_description(self, key: str) -> str:
        """Return what a topic holds."""
        return self.catalogue.vocabulary.pick(self.catalogue.vocabulary.topics[key].description, self.locale).text

    def title(self, listing: Listing) -> Words:
        """Return the heading of a listing."""
        if listing.kind == "all":
            return Words(self.words("news"))
        if listing.kind == "year":
            return Words(self.words("news_of_year", year=listing.key))
        return self.name(listing.kind, listing.key)

    def _foreign(self, named: Named) -> Words:
        return Words(named.text, "" if named.locale == self.locale else named.locale)

    # Links

    def _link(self, content: Release | Summary) -> Link:
        """Return the way to a release or summary: in this language, or else to its original."""
        text = content.text(self.locale)
        lang = "" if text.locale == self.locale else text.locale
        return Link(text.title, self.catalogue.address(content, self.locale), lang, self._only(text.locale))

    def _only(self, locale: str) -> str:
        if locale == self.locale:
            return ""
        return self.words("only", language=self.words.language(locale))

    def _topic_links(self, keys: tuple[str, ...]) -> tuple[Link, ...]:
        found = []
        for key in keys:
            name = self.name("topics", key)
            found.append(Link(name.text, self.listing_address("topics", key), name.lang))
        return tuple(found)

    def _one_body_link(self, key: str, day: date) -> Link:
        name = self.name("bodies", key, day)
        return Link(name.text, self.listing_address("bodies", key), name.lang)

    def _related(self, release: Release) -> tuple[Link, ...]:
        """Return the ways to the visible news that a release names as related."""
        found = (self.catalogue.content(key) for key in release.facts.related)
        return tuple(self.link(content) for content in found if content is not None)

    def _neighbours(self, release: Release) -> tuple[Neighbours, ...]:
        found = []
        for key in release.facts.topics:
            older, newer = self.listings.topics[key].neighbours(release)
            if older or newer:
                before, after = self.link(older) if older else None, self.link(newer) if newer else None
                found.append(Neighbours(self._heading(key), before, after))
        return tuple(found)

    def _item_links(self, release: Release) -> tuple[Link, ...]:
        """Return the ways to the items that a release reports on, in the latest summary that has each."""
        return tuple(self._items[key] for key in release.facts.items if key in self._items)

    @cached_property
    def _items(self) -> dict[str, Link]:
        found: dict[str, Link] = {}
        for summary in self.catalogue.summaries.values():
            base = self.link(summary)
            text = summary.text(self.locale)
            for number, item in enumerate(summary.items, 1):
                address = f"{base.address}#item-{number}"
                found.setdefault(item.key, Link(text.sections[number - 1].title, address, base.lang))
        return found

    @cached_property
    def _reports(self) -> dict[str, list[Release]]:
        """The releases that report on each item, the newest first."""
        found: dict[str, list[Release]] = {}
        for release in self.listings.all.releases:
            for key in release.facts.items:
                found.setdefault(key, []).append(release)
        return found

    # Texts

    def html(self, html: str, base: str) -> str:
        """Return a rendered text with its links within the corner written out from `base`, the way to the root."""
        return addresses.link_up(html, base, self._targets)

    @cached_property
    def _targets(self) -> dict[str, str]:
        return self.catalogue.targets(self.locale)

    def _figures(self, figures: tuple[Figure, ...]) -> tuple[FigureRow, ...]:
        found = []
        for figure in figures:
            unit = self.catalogue.vocabulary.figures[figure.figure].unit
            number = self.words.number(figure.value)
            if unit:
                number = self.catalogue.vocabulary.pick(unit, self.locale).text.replace("{value}", number)
            if figure.qualifier:
                number = self.words(f"qualifier.{figure.qualifier}", value=number)
            period = self.words.period(figure.period) if figure.period else ""
            found.append(FigureRow(self.name("figures", figure.figure), number, period))
        return tuple(found)

    def _source(self, content: Release | Summary) -> SourceView | None:
        source = content.facts.source
        if source is None:
            return None
        retrieved = self._read_on(source.retrieved) if source.retrieved else ""
        return SourceView(self._foreign(content.label("source.name", self.locale)), source.url or "", retrieved)

    def _where(self, release: Release) -> str:
        event = release.facts.event
        if event is None:
            return ""
        venue = release.label("event.venue", self.locale).text if event.venue else ""
        online = self.words("online") if event.online else ""
        return self.words.separator.join(part for part in (venue, online) if part)

    def _withdrawal(self, release: Release, text: Text) -> Notice | None:
        withdrawn = release.facts.withdrawn
        if withdrawn is None:
            return None
        shown = self.words("withdrawn_notice", date=self.words.date(withdrawn.date))
        return Notice(withdrawn.date.isoformat(), shown, text.labels["withdrawn.reason"])

    # Views

    def depends(self, release: Release) -> object:
        """Return all that a release's page depends on, besides what `digest` tells: plain values."""
        others = [self.link(content) for content in map(self.catalogue.content, release.facts.related) if content]
        beside = [
            other and self.link(other)
            for key in release.facts.topics
            for other in self.listings.topics[key].neighbours(release)
        ]
        targets = [self._targets[target] for target in release.texts[self.locale].targets]
        return release.digest, others, beside, targets

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what every page of the edition may show."""
        return fingerprint.of((self.locale, self.words.digest, self.catalogue.digest))

    def release(self, release: Release) -> ReleaseView:
        """Return what a release's page shows; the release has a text in this language."""
        facts, words = release.facts, self.words
        text = release.texts[self.locale]
        day = release.issued.day
        folder = release.key.rpartition("/")[0]
        return ReleaseView(
            type=words(f"type.{facts.type}"),
            datetime=release.issued.at.isoformat() if release.issued.timed else day.isoformat(),
            issued=words.moment(release.issued),
            title=text.title,
            description=text.description,
            topics=self._topics(facts.topics),
            withdrawn=self._withdrawal(release, text),
            corrections=tuple(
                Notice(each.date.isoformat(), words.date(each.date), text.labels[f"corrections.{each.date}"])
                for each in facts.corrections
            ),
            figures=self._figures(facts.figures),
            when=words.moments(facts.event.start, facts.event.end) if facts.event else "",
            where=self._where(release),
            updated=words.moment(facts.updated) if facts.updated else "",
            places=self._places(facts.places),
            bodies=tuple(self._body_link(key, day) for key in facts.bodies),
            items=self._item_links(release),
            attachments=tuple(
                Link(text.labels[f"attachments.{each.file}"], addresses.of_asset(f"{folder}/{each.file}"))
                for each in facts.attachments
            ),
            source=self._source(release),
            related=self._related(release),
            neighbours=self._neighbours(release),
        )

    def _digest_of_card(self, release: Release) -> str:
        """Return a fingerprint of all that a card depends on, besides what `digest` tells."""
        text, facts = release.text(self.locale), release.facts
        told = (release.key, text.locale, text.title, text.description, facts.type, release.issued.day)
        return fingerprint.of((told, facts.withdrawn is not None))

    def _card(self, release: Release) -> CardView:
        text = release.text(self.locale)
        day = release.issued.day
        return CardView(
            datetime=day.isoformat(),
            date=self.words.date(day),
            type=self.words(f"type.{release.facts.type}"),
            withdrawn=release.facts.withdrawn is not None,
            link=self.link(release),
            description=self._foreign(Named(text.description, text.locale)),
        )

    def summary(self, summary: Summary) -> SummaryView:
        """Return what a summary's page shows; the summary has a text in this language."""
        text = summary.texts[self.locale]
        return SummaryView(
            period=self.words.days(summary.facts.period.start, summary.facts.period.end),
            title=text.title,
            items=tuple(self._item(item, number, text) for number, item in enumerate(summary.items, 1)),
            source=self._source(summary),
        )

    def _item(self, item: Item, number: int, text: Text) -> ItemView:
        return ItemView(
            number=number,
            title=text.sections[number - 1].title,
            new=item.new,
            topics=self._topics(item.topics),
            figures=self._figures(item.figures),
            reports=tuple(self.link(release) for release in self._reports.get(item.key, ())),
        )

    def summary_card(self, summary: Summary) -> SummaryCard:
        """Return what a list shows of a summary."""
        text = summary.text(self.locale)
        link = self.link(summary)
        return SummaryCard(
            period=self.words.days(summary.facts.period.start, summary.facts.period.end),
            link=link,
            description=self._foreign(Named(text.description, text.locale)),
            new_items=tuple(
                Link(text.sections[number - 1].title, f"{link.address}#item-{number}", link.lang)
                for number, item in enumerate(summary.items, 1)
                if item.new
            ),
        )

    def listing_depends(self, listing: Listing, number: int) -> object:
        """Return all that page `number` of a listing depends on, besides what `digest` tells: plain values."""
        digests = [self._card_digest(release) for release in listing.page(number, self.catalogue.settings.page_size)]
        years = tuple(self.listings.years) if listing.kind in ("all", "year") else ()
        return listing.kind, listing.key, number, len(listing.releases), years, digests

    def listing(self, listing: Listing, number: int) -> ListingView:
        """Return what page `number` of a listing shows."""
        size = self.catalogue.settings.page_size
        pages = listing.pages(size)

        def address(page: int) -> str:
            return self.at(addresses.of_listing(listing.kind, listing.key, page)) if 1 <= page <= pages else ""

        has_feed = listing.kind in ("all", "topics")
        return ListingView(
            title=self.title(listing),
            intro=self.topic_description(listing.key) if listing.kind == "topics" else "",
            size=self.words.count(len(listing.releases)),
            place=self.place(listing, number) if pages > 1 else "",
            feed=self.feed(listing.kind, listing.key) if has_feed else None,
            years=self._years if listing.kind in ("all", "year") else (),
            year=listing.key if listing.kind == "year" else "",
            cards=tuple(self.card(release) for release in listing.page(number, size)),
            page=number,
            newer=address(number - 1),
            older=address(number + 1),
            pager=tuple(PagerLink(page, address(page)) for page in listing.window(number, size)),
        )

    def place(self, listing: Listing, number: int) -> str:
        """Return in words which page of a listing number `number` is."""
        return self.words("page_of", page=number, pages=listing.pages(self.catalogue.settings.page_size))

    @cached_property
    def _years(self) -> tuple[Link, ...]:
        return tuple(Link(year, self.listing_address("year", year)) for year in self.listings.years)

    @cached_property
    def topics(self) -> TopicsView:
        """All topics with what each holds."""
        found = []
        for key, listing in self.listings.topics.items():
            link = self._topics((key,))[0]
            found.append(TopicCard(link, self.topic_description(key), self.words.count(len(listing.releases))))
        return TopicsView(tuple(found))

    @property
    def summaries(self) -> SummariesView:
        """All summaries."""
        return SummariesView(tuple(self.summary_card(summary) for summary in self.catalogue.summaries.values()))

    @property
    def not_found(self) -> NotFoundView:
        """What stands where there is no page."""
        return NotFoundView(self.home)

    @property
    def front(self) -> HomeView:
        """What the front page shows of the news."""
        return HomeView(
            cards=tuple(self.card(release) for release in self.listings.all.releases[:6]),
            all_news=self.listing_address("all"),
            topics=self.topics.topics,
            summary=next((self.summary_card(summary) for summary in self.catalogue.summaries.values()), None),
        )

    # Feeds

    def _feed(self, kind: str = "all", key: str = "") -> FeedLink:
        """Return the feed of a listing."""
        name = self.words("feed_of_all") if kind == "all" else self.name(kind, key).text
        title = self.words("feed_title", site=self.language.site_name, name=name)
        return FeedLink(title, self.at(addresses.of_feed(kind, key)))

    @property
    def feeds(self) -> FollowView:
        """All feeds."""
        keys = tuple(self.catalogue.vocabulary.topics)
        links = self._topics(keys)
        return FollowView(
            self.feed(), tuple((link, self.feed("topics", key)) for key, link in zip(keys, links, strict=True))
        )
