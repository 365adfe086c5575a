"""What the pages that lead to others show: listings, and all topics, summaries and feeds."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from corner.content import urls
from corner.content.frontmatter import BodyName, ReleaseType
from corner.content.release import Summary
from corner.content.taxonomies import Named
from corner.site.listings import Listing
from corner.views.edition import Edition
from corner.views.types import (
    BodiesView,
    BodyCard,
    BodyView,
    EarlierName,
    Link,
    ListingView,
    NotFoundView,
    PagerLink,
    SummariesView,
    SummaryCard,
    TopicCard,
    TopicsView,
    TypeChoice,
    Words,
)


def depends(edition: Edition, listing: Listing, number: int) -> object:
    """Return all that page `number` of a listing depends on, besides what `digest` tells: plain values."""
    digests = [edition.card_digest(release) for release in listing.page(number, edition.catalogue.settings.page_size)]
    lists = edition.listings
    years = lists.topic_years[listing.key] if listing.kind == "topics" else lists.years
    topics = [key for key, found in lists.topic_years.items() if listing.key in found]
    told = (listing.kind, listing.key, listing.year, number, len(listing.releases))
    return told, tuple(years) if listing.kind != "bodies" else (), topics, digests


def listing(edition: Edition, listing: Listing, number: int) -> ListingView:
    """Return what page `number` of a listing shows."""
    size = edition.catalogue.settings.page_size
    pages = listing.pages(size)

    def address(page: int) -> str:
        if not 1 <= page <= pages:
            return ""
        return edition.at(urls.of_listing(listing.kind, listing.key, page, listing.year))

    has_feed = listing.kind in ("all", "topics", "bodies")
    return ListingView(
        up=_up(edition, listing),
        title=edition.title(listing),
        intro=edition.topic_description(listing.key) if listing.kind == "topics" else "",
        size=edition.words.count(len(listing.releases)),
        place=place(edition, listing, number) if pages > 1 else "",
        feed=edition.feed(listing.kind, listing.key) if has_feed else None,
        years=edition.years(listing.key if listing.kind == "topics" else "") if listing.kind != "bodies" else (),
        year=address(1),
        topics=_topics_of(edition, listing.key) if listing.kind == "year" else (),
        types=_types(edition, listing) if pages == 1 else (),
        body=_body(edition, listing.key) if listing.kind == "bodies" else None,
        cards=tuple(edition.card(release) for release in listing.page(number, size)),
        page=number,
        newer=address(number - 1),
        older=address(number + 1),
        pager=tuple(PagerLink(page, address(page)) for page in listing.window(number, size)),
    )


def _up(edition: Edition, listing: Listing) -> Link | None:
    """Return the way to the list that a listing is a part of."""
    if listing.kind == "all":
        return None
    if listing.year:
        return edition.topic_links((listing.key,))[0]
    part = "news" if listing.kind == "year" else listing.kind
    return Link(edition.words(part), edition.at(f"{part}/"))


def _topics_of(edition: Edition, year: str) -> tuple[Link, ...]:
    """Return the ways to what each topic has of a year."""
    found = []
    for key, years in edition.listings.topic_years.items():
        if year in years:
            name = edition.name("topics", key)
            found.append(Link(name.text, edition.listing_address("topics", key, year), name.lang))
    return tuple(found)


def _types(edition: Edition, listing: Listing) -> tuple[TypeChoice, ...]:
    """Return the types of a listing's releases, in the order of the model, where there are several."""
    counts = Counter(release.facts.type for release in listing.releases)
    found = [TypeChoice(key, edition.words(f"type.{key}"), counts[key]) for key in get_args(ReleaseType) if counts[key]]
    return tuple(found) if len(found) > 1 else ()


def _body(edition: Edition, key: str) -> BodyView:
    vocabulary, words = edition.catalogue.vocabulary, edition.words
    body = vocabulary.bodies[key]
    newest, *earlier = body.names
    return BodyView(
        since=words("since", date=words.period(newest.since)) if newest.since else "",
        earlier=tuple(
            EarlierName(edition.foreign(vocabulary.pick(each.name, edition.locale)), _valid(edition, each))
            for each in earlier
        ),
        place=edition.name("places", body.place).text if body.place else "",
        url=body.url or "",
    )


def _valid(edition: Edition, name: BodyName) -> str:
    """Return when a name was valid."""
    words = edition.words
    start = words.period(name.since) if name.since else ""
    end = words.period(name.until) if name.until else ""
    if start and end:
        return words("range", start=start, end=end)
    if end:
        return words("until", date=end)
    return words("since", date=start) if start else ""


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
        size = edition.words.count(len(listing.releases))
        newest = edition.card(listing.releases[0]) if listing.releases else None
        found.append(TopicCard(link, edition.topic_description(key), size, newest))
    return TopicsView(tuple(found))


def bodies(edition: Edition) -> BodiesView:
    """Return all bodies that there is news of, by place; those of no place stand last."""
    places: dict[str, list[BodyCard]] = {key: [] for key in (*edition.catalogue.vocabulary.places, "")}
    for key, listing in edition.listings.bodies.items():
        name = edition.name("bodies", key)
        link = Link(name.text, edition.listing_address("bodies", key), name.lang)
        place = edition.catalogue.vocabulary.bodies[key].place or ""
        places[place].append(BodyCard(link, edition.words.count(len(listing.releases))))
    other = Words(edition.words("bodies_elsewhere"))
    return BodiesView(
        tuple(
            (edition.name("places", place) if place else other, tuple(found))
            for place, found in places.items()
            if found
        )
    )


def summaries(edition: Edition) -> SummariesView:
    """Return all summaries."""
    return SummariesView(tuple(summary_card(edition, summary) for summary in edition.catalogue.summaries.values()))


def not_found(edition: Edition) -> NotFoundView:
    """Return what stands where there is no page."""
    parts = ("news", "topics", "bodies", "summaries")
    return NotFoundView(edition.home, tuple(Link(edition.words(part), edition.at(f"{part}/")) for part in parts))
