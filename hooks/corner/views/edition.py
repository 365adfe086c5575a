"""The edition: the site in one language, with the names, links and cards that many pages show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from html import escape

from corner.content import links, urls
from corner.content.frontmatter import Figure
from corner.content.release import Release
from corner.content.taxonomies import LocalizedName
from corner.content.types import Content
from corner.site.catalogue import Catalogue
from corner.site.listings import Listing, Listings
from corner.storage import fingerprint
from corner.views.types import CardView, ExternalLink, FeedLink, FigureRow, Link, LocalizedText, SourceView

_MOST_RELEASES = 10_000
"""The number of releases whose links and cards are kept: each takes a few hundred bytes in every worker."""
_RECENT_LINKS = 1_000
"""The number of other links that are kept: pages that are made one after the other show the same ones."""

PAGES_AT_ONCE = 50
"""The number of pages that are made at once, step by step."""


class Edition:
    """The site in one language."""

    def __init__(self, catalogue: Catalogue, listings: Listings, locale: str) -> None:
        """Show `catalogue` and its `listings` in `locale`."""
        self.catalogue = catalogue
        self.listings = listings
        self.locale = locale
        self.messages = catalogue.messages[locale]
        self.formats = catalogue.formats[locale]
        self.language = catalogue.settings.names[locale]
        self.languages = catalogue.settings.languages
        # Many pages show these: each is computed once, but for old ones of a large corner.
        self.link = lru_cache(_MOST_RELEASES)(self._link)
        self.topic_links = cache(self._topic_links)
        self.card = lru_cache(_MOST_RELEASES)(self._card)
        # Every listing asks for those of all its releases, and they are small.
        self.card_digest = cache(self._card_digest)
        self.only = cache(lambda locale: self.messages("only", language=self.formats.format_language(locale)))
        self.translated = cache(
            lambda locale: self.messages("translated", language=self.formats.format_language(locale))
        )
        self.years = cache(self._years)
        self.absolute = lru_cache(_RECENT_LINKS)(catalogue.addresses.absolute)
        self.feed = cache(self._feed)
        self.feeds = cache(self._feeds)
        self.body_link = lru_cache(_RECENT_LINKS)(self._body_link)
        self._named_body = cache(self._link_body)
        self.name = lru_cache(_MOST_RELEASES)(self._name)
        self.term = cache(self._term)
        # A page and its Markdown, which is made soon after it, show the same.
        self.latest = lru_cache(PAGES_AT_ONCE)(lambda make_view, content: make_view(self, content))
        # What many pages or feeds show in the same way is made once.
        self.once = cache(lambda make_view: make_view(self))
        self.type_name = cache(lambda key: self.name("types", key).text)
        self.year = cache(self._year)
        self.heading = cache(lambda key: self.messages("in_topic", topic=self.name("topics", key).text))
        self.places = cache(lambda keys: self.messages.separator.join(self.name("places", key).text for key in keys))
        self._read_on = cache(lambda day: self.messages("retrieved", date=self.formats.format_date(day)))

        self.converter = catalogue.converters.get(locale)
        self.written = self.converter.source if self.converter else locale
        """The locale that its texts were written in."""

    def convert(self, text: str, *, html: bool = False) -> str:
        """Return text of the edition that this one is converted from, converted; other editions return it unchanged."""
        if self.converter is None:
            return text
        return self.converter.convert_html(text) if html else self.converter.convert_text(text)

    # Addresses

    def own(self, address: str) -> str:
        """Return the address of a page in this edition, given its address in the one that this is converted from."""
        if self.converter is None:
            return address
        prefix = self.catalogue.addresses.edition_path(self.converter.source)
        return self.at(address.removeprefix(prefix))

    def at(self, address: str) -> str:
        """Return an address of the default edition as it is in this one."""
        return self.catalogue.addresses.edition_path(self.locale, address)

    @property
    def home(self) -> str:
        """The address of the front page."""
        return self.at("")

    def switch(self, alternates: Mapping[str, str], locale: str) -> str:
        """Return the target of the language switch: the page in `locale`, or else that edition's front page."""
        return alternates.get(locale, self.catalogue.addresses.edition_path(locale))

    def listing_address(self, kind: str, key: str = "", year: str = "") -> str:
        """Return the address of a listing's first page."""
        return self.at(urls.listing_path(kind, key, year=year))

    # Names

    def _name(self, kind: str, key: str, day: date | None = None) -> LocalizedText:
        """Return the name of a term of a taxonomy; of a body, the one that was valid on `day`."""
        return self.foreign(self.catalogue.taxonomies.name(kind, key, self.locale, day))

    def pick(self, texts: Mapping[str, str]) -> str:
        """Return the text in the edition's language, converted where it is, or else in the default one."""
        return self.words(texts).text

    def words(self, texts: Mapping[str, str]) -> LocalizedText:
        """Return the text in the edition's language, converted where it is, or else another one with its language."""
        if self.locale not in texts and self.converter and self.converter.source in texts:
            return LocalizedText(self.converter.convert_text(texts[self.converter.source]))
        return self.foreign(self.catalogue.taxonomies.pick(texts, self.locale))

    def topic_description(self, key: str) -> str:
        """Return the description of a topic."""
        return self.catalogue.taxonomies.pick(self.catalogue.taxonomies.topics[key].description, self.locale).text

    def title(self, listing: Listing) -> LocalizedText:
        """Return the heading of a listing."""
        if listing.kind == "all":
            return LocalizedText(self.messages("news"))
        if listing.kind == "year":
            return LocalizedText(self.messages("news_of_year", year=listing.key))
        if listing.year:
            topic = self.name("topics", listing.key)
            return LocalizedText(self.messages("topic_of_year", topic=topic.text, year=listing.year), topic.lang)
        return self.name(listing.kind, listing.key)

    def foreign(self, named: LocalizedName) -> LocalizedText:
        """Return a name, marked where it is in another language than the edition."""
        return LocalizedText(named.text, "" if named.locale == self.locale else named.locale)

    # Links

    def _link(self, content: Content) -> Link:
        """Return the link to content in this language, or else to its original."""
        text = content.text(self.locale)
        lang = "" if text.locale == self.locale else text.locale
        only = self.only(text.locale) if lang else ""
        return Link(text.title, self.catalogue.address(content, self.locale), lang, only)

    def record_groups(self, keys: tuple[str, ...]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """Return the links to records by register: its name, and the links to those records that there are."""
        groups: dict[str, list[Link]] = {}
        for content in map(self.catalogue.content, keys):
            if content is not None:
                groups.setdefault(content.content_type.menu_title(self), []).append(self.link(content))
        return tuple((name, tuple(links)) for name, links in groups.items())

    def changed_original(self, content: Content) -> Link | None:
        """Return the link to the original of content, where it has changed since it was translated."""
        original = self.catalogue.original_since(content, self.locale)
        return Link(*original) if original else None

    def _term(self, taxonomy: str, key: str) -> Link:
        """Return the name of a topic, body or place, with its address where it has a page."""
        name = self.name(taxonomy, key)
        listed = {"topics": self.listings.topics, "bodies": self.listings.bodies}.get(taxonomy, {})
        return Link(name.text, self.listing_address(taxonomy, key) if key in listed else "", name.lang)

    def _topic_links(self, keys: tuple[str, ...]) -> tuple[Link, ...]:
        names = [self.name("topics", key) for key in keys]
        return tuple(
            Link(name.text, self.listing_address("topics", key), name.lang)
            for key, name in zip(keys, names, strict=True)
        )

    def _body_link(self, key: str, day: date) -> Link:
        # Most bodies have had one name, which needs no day.
        has_several = len(self.catalogue.taxonomies.bodies[key].names) > 1
        return self._named_body(key, *(self._name("bodies", key, day) if has_several else self.name("bodies", key)))

    def _link_body(self, key: str, name: str, lang: str) -> Link:
        """Return the link to a body by one of its names."""
        # A draft may be the first to name a body, or the first of a year: neither has a listing yet.
        address = self.listing_address("bodies", key) if key in self.listings.bodies else self.at("bodies/")
        return Link(name, address, lang)

    def _year(self, year: str) -> Link:
        if year not in self.listings.years:
            return Link(self.messages("more"), self.listing_address("all"))
        return Link(self.messages("news_of_year", year=year), self.listing_address("year", year))

    def _years(self, topic: str) -> tuple[Link, ...]:
        """Return the links to all news, or all of a topic, and to each of its years, the newest first."""
        kind, key = ("topics", topic) if topic else ("all", "")
        years = [Link(self.messages("all_years"), self.listing_address(kind, key))]
        for year in self.listings.topic_years[topic] if topic else self.listings.years:
            address = self.listing_address(kind, key, year) if topic else self.listing_address("year", year)
            years.append(Link(year, address))
        return tuple(years)

    @cached_property
    def items(self) -> dict[str, Link]:
        """The link to the page of each item."""
        return {item.item_key: self.link(item) for item in self.catalogue.items.values()}

    @cached_property
    def reports(self) -> dict[str, list[Release]]:
        """The releases that report on each item, the newest first."""
        reports: dict[str, list[Release]] = {}
        for release in self.listings.all.releases:
            for key in release.facts.items:
                reports.setdefault(key, []).append(release)
        return reports

    # Texts

    def html(self, html: str, base: str) -> str:
        """Return a rendered text with its links within the corner resolved; `base` leads to the site's root."""
        return links.resolve_links(self.replace_gone(html), base, self.find_target)

    def replace_gone(self, html: str) -> str:
        """Return a rendered text whose links to what is gone lead to the archived copies."""
        if not self.catalogue.links.has_gone:
            return html
        archived, gone = (escape(self.messages.texts[name]) for name in ("archived_link", "gone_link"))
        return self.catalogue.links.replace_gone(
            html, lambda words: archived.replace("{text}", words), lambda words: gone.replace("{text}", words)
        )

    def external(self, url: str | None) -> ExternalLink:
        """Return the link to another site: to its archived copy where it is gone."""
        entry = self.catalogue.links.find(url) if url else None
        if not entry or not entry.gone:
            return ExternalLink(url or "", "")
        name = "archived_since" if entry.archived else "gone_since"
        return ExternalLink(entry.archived or "", self.messages(name, date=self.formats.format_date(entry.gone)))

    def find_target(self, name: str) -> str:
        """Return the address of what a text links to, by key or path in `news/`; empty where there is none."""
        return self.catalogue.find_target(name, self.locale)

    def figures(self, content: Content, figures: tuple[Figure, ...]) -> tuple[FigureRow, ...]:
        """Return figures that content reports ready to read, each value with its unit."""
        return tuple(
            FigureRow(
                self.name("figures", figure.figure),
                self.amount(figure.figure, figure.value, figure.qualifier),
                self.formats.format_period(figure.period) if figure.period else "",
                self._figure_address(figure),
                self.basis(figure.figure, figure.basis),
                self.remark(content, figure),
            )
            for figure in figures
        )

    def amount(self, figure: str, value: float, qualifier: str | None) -> str:
        """Return a value of a figure with its unit and its qualifier in words."""
        unit = self.catalogue.taxonomies.figures[figure].unit
        number = self.formats.format_amount(value)
        if unit:
            number = self.catalogue.taxonomies.pick(unit, self.locale).text.replace("{value}", number)
        return self.messages(f"qualifier.{qualifier}", value=number) if qualifier else number

    def basis(self, figure: str, basis: str | None) -> LocalizedText | None:
        """Return the name of a basis, or of the usual one, where a figure has several."""
        kind = self.catalogue.taxonomies.figures[figure]
        names = kind.bases.get(kind.find_basis(basis))
        return self.foreign(self.catalogue.taxonomies.pick(names, self.locale)) if names else None

    def remark(self, content: Content, figure: Figure) -> LocalizedText | None:
        """Return why a value that content reports differs from another."""
        return self.foreign(content.label(figure.label, self.locale)) if figure.remark else None

    def _figure_address(self, figure: Figure) -> str:
        """Return the address of the values of a figure on the same basis."""
        kind = self.catalogue.taxonomies.figures[figure.figure]
        return f"{self.at(urls.FIGURES)}#{kind.series_key(figure.figure, kind.find_basis(figure.basis))}"

    def source(self, content: Content) -> SourceView | None:
        """Return the source of the facts of content, where one is named."""
        source = content.facts.source
        if source is None:
            return None
        retrieved = self._read_on(source.retrieved) if source.retrieved else ""
        grade = self.messages(f"grade.{source.grade}") if source.grade else ""
        link = self.external(source.url)
        return SourceView(
            self.foreign(content.label("source.name", self.locale)), link.url, retrieved, grade, link.note
        )

    def where(self, release: Release) -> LocalizedText:
        """Return the venue of a release's event, as far as it is known."""
        event = release.facts.event
        if event is None:
            return LocalizedText("")
        venue = self.foreign(release.label("event.venue", self.locale)) if event.venue else LocalizedText("")
        online = self.messages("online") if event.online else ""
        return LocalizedText(self.messages.separator.join(part for part in (venue.text, online) if part), venue.lang)

    def versions(self, content: Content) -> tuple[Link, ...]:
        """Return the links to the other languages of content, each titled by its language."""
        names = self.catalogue.settings.names
        return tuple(
            Link(names[locale].name, self.catalogue.address(content, locale), locale)
            for locale in content.texts
            if locale != self.locale
        )

    # Cards and feeds

    def _card_digest(self, release: Release) -> str:
        """Return a fingerprint of all that a card depends on, besides what `digest` covers."""
        text, facts = release.text(self.locale), release.facts
        inputs = (release.key, text.locale, text.title, text.description, facts.type, release.issued.day)
        return fingerprint.digest((inputs, release.is_withdrawn))

    def _card(self, release: Release) -> CardView:
        text = release.text(self.locale)
        day = release.issued.day
        return CardView(
            datetime=day.isoformat(),
            date=self.formats.format_date(day),
            kind=release.facts.type,
            type=self.type_name(release.facts.type),
            withdrawn=release.is_withdrawn,
            link=self.link(release),
            description=self.foreign(LocalizedName(text.description, text.locale)),
        )

    def _feed(self, kind: str = "all", key: str = "") -> FeedLink:
        """Return the feed of all news, or of a topic, body or type."""
        name = self.name(kind, key) if key else LocalizedText(self.messages("feed_of_all"))
        title = self.messages("feed_title", site=self.language.site_name, name=name.text)
        return FeedLink(kind, key, title, name, self.at(urls.feed_path(kind, key)))

    def _feeds(self, topics: tuple[str, ...]) -> tuple[FeedLink, ...]:
        """Return the feed of all news and those of topics."""
        return (self.feed(), *(self.feed("topics", key) for key in topics))

    def listing_of(self, feed: FeedLink) -> str:
        """Return the address of the listing of a feed's entries; types have none but that of all news."""
        return self.listing_address("all") if feed.kind == "types" else self.listing_address(feed.kind, feed.key)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what every page of the edition may show."""
        return fingerprint.digest((self.locale, self.messages.digest, self.catalogue.digest))
