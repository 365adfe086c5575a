"""The pages of a listing: releases in a list, with what it can be narrowed down by."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from corner.content import urls
from corner.content.record import Record
from corner.content.taxonomies import BodyName
from corner.site.listings import Listing
from corner.views.edition import Edition
from corner.views.record import RecordView, record_dependencies, record_view
from corner.views.taxonomy_index import topic_links_of_year
from corner.views.types import CardView, ExternalLink, FeedLink, Link, LocalizedText


class PagerLink(NamedTuple):
    """A page of a listing in its pager; one without a number is a gap."""

    number: int
    address: str


class TypeChoice(NamedTuple):
    """A type of release that a list can be narrowed to."""

    key: str
    name: str
    number: int


class EarlierName(NamedTuple):
    """A name that a body had, and when."""

    name: LocalizedText
    period: str


class BodyView(NamedTuple):
    """What is known of a body."""

    since: str
    """From when it has its name, where that is known."""
    earlier: tuple[EarlierName, ...]
    place: str
    url: str
    website: ExternalLink
    """What its address leads to."""
    record: RecordView | None
    """What a register says about it."""


class ListingView(NamedTuple):
    """One page of a listing."""

    up: Link | None
    """The link to the list that it is a part of."""
    title: LocalizedText
    intro: str
    size: str
    """How many releases, in words."""
    place: str
    """Which page of how many, when there are several."""
    feed: FeedLink | None
    years: tuple[Link, ...]
    """All news or all of the topic, and the same by year."""
    year: str
    """The address, among these, of the listing itself."""
    topics: tuple[Link, ...]
    """Of a year, the topics that it has news of."""
    types: tuple[TypeChoice, ...]
    """The types to choose from, where the listing has one page and several types."""
    body: BodyView | None
    """The body whose news it lists."""
    records: tuple[tuple[str, tuple[Link, ...]], ...]
    """The records of registers that name the topic, by register."""
    cards: tuple[CardView, ...]
    page: int
    newer: str
    """The address of the page before, if there is one."""
    older: str
    pager: tuple[PagerLink, ...]


def listing_dependencies(edition: Edition, listing: Listing, number: int) -> object:
    """Return all that page `number` of a listing depends on, besides what the edition's digest covers: plain values."""
    digests = [edition.card_digest(release) for release in listing.page(number, edition.catalogue.settings.page_size)]
    return digests, _common_dependencies(edition, listing, number)


def group_dependencies(edition: Edition, listing: Listing, numbers: range) -> object:
    """Return all that pages of a listing depend on, besides what the edition's digest covers: plain values.

    Args:
        edition: the site in one language.
        listing: the listing.
        numbers: the numbers of the pages, one after the other.
    """
    size = edition.catalogue.settings.page_size
    # Only the first page depends on more than its own releases and what all have in common.
    return len(numbers), listing.digest_pages(numbers, size), _common_dependencies(edition, listing, numbers[0])


def _common_dependencies(edition: Edition, listing: Listing, number: int) -> object:
    """Return what page `number` of a listing depends on besides the releases on it."""
    lists = edition.listings
    years = lists.topic_years[listing.key] if listing.kind == "topics" else lists.years
    topics = [key for key, topic_years in lists.topic_years.items() if listing.key in topic_years]
    identity = (listing.kind, listing.key, listing.year, number, len(listing.releases))
    record = _find_record(edition, listing.key) if listing.kind == "bodies" and number == 1 else None
    described = record_dependencies(edition, record) if record else None
    records = _topic_records(edition, listing, number)
    return identity, described, records, tuple(years) if listing.kind != "bodies" else (), topics


def listing_view(edition: Edition, listing: Listing, number: int) -> ListingView:
    """Return what page `number` of a listing shows."""
    size = edition.catalogue.settings.page_size
    pages = listing.pages(size)

    def address(page: int) -> str:
        if not 1 <= page <= pages:
            return ""
        return edition.at(urls.listing_path(listing.kind, listing.key, page, listing.year))

    # A body that only a register names has no feed.
    has_feed = listing.kind in ("all", "topics") or (listing.kind == "bodies" and bool(listing.releases))
    return ListingView(
        up=_parent_link(edition, listing),
        title=edition.title(listing),
        intro=edition.topic_description(listing.key) if listing.kind == "topics" else "",
        size=edition.formats.format_count(len(listing.releases)),
        place=page_position(edition, listing, number) if pages > 1 else "",
        feed=edition.feed(listing.kind, listing.key) if has_feed else None,
        years=edition.years(listing.key if listing.kind == "topics" else "") if listing.kind != "bodies" else (),
        year=address(1),
        topics=topic_links_of_year(edition, listing.key) if listing.kind == "year" else (),
        types=_type_choices(edition, listing) if pages == 1 else (),
        body=_body_view(edition, listing.key, number) if listing.kind == "bodies" else None,
        records=_topic_records(edition, listing, number),
        cards=tuple(edition.card(release) for release in listing.page(number, size)),
        page=number,
        newer=address(number - 1),
        older=address(number + 1),
        pager=tuple(PagerLink(page, address(page)) for page in listing.window(number, size)),
    )


def _topic_records(edition: Edition, listing: Listing, number: int) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return the links to the records that name a topic, for the first page of its listing."""
    if listing.kind != "topics" or listing.year or number > 1:
        return ()
    naming = edition.catalogue.references.get(f"topics/{listing.key}", ())
    return edition.record_groups(tuple(content.key for content in naming))


def _parent_link(edition: Edition, listing: Listing) -> Link | None:
    """Return the link to the list that a listing is a part of."""
    if listing.kind == "all":
        return None
    if listing.year:
        return edition.topic_links((listing.key,))[0]
    section = "news" if listing.kind == "year" else listing.kind
    return Link(edition.messages(section), edition.at(f"{section}/"))


def _type_choices(edition: Edition, listing: Listing) -> tuple[TypeChoice, ...]:
    """Return the types of a listing's releases, in the order of their file, where there are several."""
    counts = Counter(release.facts.type for release in listing.releases)
    choices = [
        TypeChoice(key, edition.type_name(key), counts[key])
        for key in edition.catalogue.taxonomies.types
        if counts[key]
    ]
    return tuple(choices) if len(choices) > 1 else ()


def _body_view(edition: Edition, key: str, number: int) -> BodyView:
    taxonomies, messages = edition.catalogue.taxonomies, edition.messages
    body = taxonomies.bodies[key]
    newest, *earlier = body.names
    record = _find_record(edition, key)
    return BodyView(
        since=messages("since", date=edition.formats.format_period(newest.since)) if newest.since else "",
        earlier=tuple(
            EarlierName(edition.foreign(taxonomies.pick(name.name, edition.locale)), _format_validity(edition, name))
            for name in earlier
        ),
        place=edition.name("places", body.place).text if body.place else "",
        url=body.url or "",
        website=edition.external(body.url),
        record=record_view(edition, record) if record and number == 1 else None,
    )


def _find_record(edition: Edition, key: str) -> Record | None:
    """Return what a register says about a body, where there is such a record in the edition's language."""
    record = edition.catalogue.content(f"bodies/{key}")
    return record if isinstance(record, Record) and edition.locale in record.texts else None


def _format_validity(edition: Edition, name: BodyName) -> str:
    """Return when a name was valid."""
    messages = edition.messages
    start = edition.formats.format_period(name.since) if name.since else ""
    end = edition.formats.format_period(name.until) if name.until else ""
    if start and end:
        return messages("range", start=start, end=end)
    if end:
        return messages("until", date=end)
    return messages("since", date=start) if start else ""


def page_position(edition: Edition, listing: Listing, number: int) -> str:
    """Return the position of a page in its listing, in words: page 2 of 3."""
    return edition.messages("page_of", page=number, pages=listing.pages(edition.catalogue.settings.page_size))
