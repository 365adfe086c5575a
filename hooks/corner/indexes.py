"""What the pages that lead to others show: listings, and all topics, summaries and feeds."""

from __future__ import annotations

from corner import addresses
from corner.edition import Edition
from corner.listings import Listing
from corner.news import Summary
from corner.views import (
    FollowView,
    Link,
    ListingView,
    NotFoundView,
    PagerLink,
    SummariesView,
    SummaryCard,
    TopicCard,
    TopicsView,
)
from corner.vocabulary import Named


def depends(edition: Edition, listing: Listing, number: int) -> object:
    """Return all that page `number` of a listing depends on, besides what `digest` tells: plain values."""
    digests = [edition.card_digest(release) for release in listing.page(number, edition.catalogue.settings.page_size)]
    years = tuple(edition.listings.years) if listing.kind in ("all", "year") else ()
    return listing.kind, listing.key, number, len(listing.releases), years, digests


def listing(edition: Edition, listing: Listing, number: int) -> ListingView:
    """Return what page `number` of a listing shows."""
    size = edition.catalogue.settings.page_size
    pages = listing.pages(size)

    def address(page: int) -> str:
        return edition.at(addresses.of_listing(listing.kind, listing.key, page)) if 1 <= page <= pages else ""

    has_feed = listing.kind in ("all", "topics")
    return ListingView(
        title=edition.title(listing),
        intro=edition.topic_description(listing.key) if listing.kind == "topics" else "",
        size=edition.words.count(len(listing.releases)),
        place=place(edition, listing, number) if pages > 1 else "",
        feed=edition.feed(listing.kind, listing.key) if has_feed else None,
        years=edition.years if listing.kind in ("all", "year") else (),
        year=listing.key if listing.kind == "year" else "",
        cards=tuple(edition.card(release) for release in listing.page(number, size)),
        page=number,
        newer=address(number - 1),
        older=address(number + 1),
        pager=tuple(PagerLink(page, address(page)) for page in listing.window(number, size)),
    )


def place(edition: Edition, listing: Listing, number: int) -> str:
    """Return in words which page of a listing number `number` is."""
    return edition.words("page_of", page=number, pages=listing.pages(edition.catalogue.settings.page_size))


def summary_card(edition: Edition, summary: Summary) -> SummaryCard:
    """Return what a list shows of a summary."""
    text = summary.text(edition.locale)
    link = edition.link(summary)
    return SummaryCard(
        period=edition.words.days(summary.facts.period.start, summary.facts.period.end),
        link=link,
        description=edition.foreign(Named(text.description, text.locale)),
        new_items=tuple(
            Link(text.sections[number - 1].title, f"{link.address}#item-{number}", link.lang)
            for number, item in enumerate(summary.items, 1)
            if item.new
        ),
    )


def topics(edition: Edition) -> TopicsView:
    """Return all topics with what each holds."""
    found = []
    for key, listing in edition.listings.topics.items():
        link = edition.topic_links((key,))[0]
        found.append(TopicCard(link, edition.topic_description(key), edition.words.count(len(listing.releases))))
    return TopicsView(tuple(found))


def summaries(edition: Edition) -> SummariesView:
    """Return all summaries."""
    return SummariesView(tuple(summary_card(edition, summary) for summary in edition.catalogue.summaries.values()))


def not_found(edition: Edition) -> NotFoundView:
    """Return what stands where there is no page."""
    return NotFoundView(edition.home)


def follow(edition: Edition) -> FollowView:
    """Return all feeds."""
    keys = tuple(edition.catalogue.vocabulary.topics)
    links = edition.topic_links(keys)
    return FollowView(
        edition.feed(), tuple((link, edition.feed("topics", key)) for key, link in zip(keys, links, strict=True))
    )
