"""The content type of releases: what there is about them, from their files to their feeds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from corner.content import urls
from corner.content.release import Release
from corner.content.types import Content, ContentType
from corner.content_types import release_text
from corner.data import news, vocabularies
from corner.feeds import release_entries
from corner.render import front_matter, jsonld
from corner.render.page import ContentView, Page, PageGroup, all_editions, content_page, index_page
from corner.search import index
from corner.site.listings import Listing
from corner.social import cards
from corner.views import listing as listing_views
from corner.views import release as views
from corner.views import taxonomy_index
from corner.views.edition import Edition
from corner.views.sections import has_section
from corner.views.types import FeedLink
from corner.workers.pool import divide

_SECTION = "news"
"""The section of releases, and of the listings of all and of a year."""
_LISTING_PAGES = 20
"""The most pages of a listing that are compared as a whole: an edit of one release changes one group of them."""


def _page(edition: Edition, release: Release) -> Page:
    return content_page(
        edition,
        release,
        "release",
        ContentView(views.release_view, edition, release),
        depends=ContentView(views.release_dependencies, edition, release),
        topics=release.facts.topics,
    )


def _page_groups(edition: Edition) -> Iterator[PageGroup]:
    """Yield the pages of the releases of each year, and those of each listing: most edits change few of these."""
    listings, start = edition.listings, 0
    for listing in listings.years.values():
        end = start + len(listing.releases)
        # With UTC offsets far apart, the first release of a year can be earlier than the last of the year before.
        is_closed = listings.all.releases[start:end] == listing.releases
        yield _year_group(edition, listing, compare_as_one=is_closed)
        start = end
    for listing in listings:
        numbers = range(1, listing.pages(edition.catalogue.settings.page_size) + 1)
        for part in divide(numbers, _LISTING_PAGES):
            yield _listing_group(edition, listing, range(part[0], part[-1] + 1))


def _year_group(edition: Edition, listing: Listing, *, compare_as_one: bool) -> PageGroup:
    """Return the pages of the releases of a year."""
    locale, list_addresses = edition.locale, edition.catalogue.list_addresses
    releases = [release for release in listing.releases if locale in release.texts]
    addresses = [list_addresses(release)[locale] for release in releases]
    return PageGroup(
        section=_SECTION,
        addresses=addresses,
        texts=addresses,
        depends=partial(views.group_dependencies, edition, listing) if compare_as_one else None,
        make=lambda: (_page(edition, release) for release in releases),
        contents=releases,
    )


def _listing_group(edition: Edition, listing: Listing, numbers: range) -> PageGroup:
    """Return the pages of a listing with these numbers."""
    addresses = [edition.at(urls.listing_path(listing.kind, listing.key, number, listing.year)) for number in numbers]
    return PageGroup(
        section=_listing_section(listing),
        addresses=addresses,
        texts=[
            address for address, number in zip(addresses, numbers, strict=True) if _find_body(edition, listing, number)
        ],
        depends=partial(listing_views.group_dependencies, edition, listing, numbers),
        make=partial(_listing_pages, edition, listing, numbers),
    )


def _listing_section(listing: Listing) -> str:
    return _SECTION if listing.kind in ("all", "year") else listing.kind


def _find_body(edition: Edition, listing: Listing, number: int) -> Content | None:
    """Return the record of a body that a page of its listing describes: the first one, where there is such a text."""
    content = edition.catalogue.content(f"bodies/{listing.key}") if listing.kind == "bodies" and number == 1 else None
    return content if content and edition.locale in content.texts else None


def _index_pages(edition: Edition) -> Iterator[Page]:
    """Yield the indexes of topics and bodies."""
    newest = edition.listings.all.last_change
    if has_section(edition, "topics"):
        yield index_page(edition, "topics", partial(taxonomy_index.topics_view, edition), newest)
    if has_section(edition, "bodies") and not edition.catalogue.contents.get("bodies"):
        yield index_page(edition, "bodies", partial(taxonomy_index.bodies_view, edition), newest)


def _listing_pages(edition: Edition, listing: Listing, numbers: range) -> Iterator[Page]:
    size = edition.catalogue.settings.page_size
    title, lang = edition.title(listing)
    description = edition.topic_description(listing.key) if listing.kind == "topics" else edition.language.description
    feeds: tuple[FeedLink, ...] = (edition.feed(),)
    if listing.kind in ("topics", "bodies") and (listing.releases or listing.kind == "topics"):
        feeds = (*feeds, edition.feed(listing.kind, listing.key))
    for number in numbers:
        path = urls.listing_path(listing.kind, listing.key, number, listing.year)
        content = _find_body(edition, listing, number)
        text = content.texts[edition.locale] if content else None
        yield Page(
            kind="listing",
            section=_listing_section(listing),
            locale=edition.locale,
            address=edition.at(path),
            title=f"{title} · {listing_views.page_position(edition, listing, number)}" if number > 1 else title,
            description=(text and text.description) or description,
            lang=lang,
            alternates=all_editions(edition, path),
            default=path,
            feeds=feeds,
            modified=listing.changed_on(number, size),
            content=content,
            view=partial(listing_views.listing_view, edition, listing, number),
            depends=partial(listing_views.listing_dependencies, edition, listing, number),
        )


def _feed_links(edition: Edition) -> Iterator[tuple[str, tuple[FeedLink, ...]]]:
    messages, listings = edition.messages, edition.listings
    yield messages("topics"), tuple(edition.feed("topics", key) for key in listings.topics)
    yield messages("types"), tuple(edition.feed("types", key) for key in edition.catalogue.taxonomies.types)
    yield (
        messages("bodies"),
        tuple(edition.feed("bodies", key) for key, body in listings.bodies.items() if body.releases),
    )


def _search_types(edition: Edition) -> Iterator[tuple[str, str]]:
    for kind in sorted({release.facts.type for release in edition.listings.all.releases}):
        yield kind, edition.type_name(kind)


CONTENT_TYPE: ContentType[Release] = ContentType(
    **release_text.FIELDS,
    snippet_fields=("title", "description", "type", "issued", "topics", "bodies", "places", "source"),
    form_date="issued",
    # With a plain `{{slug}}`, Sveltia CMS 0.221 takes files of the same name in two folders for one entry.
    form_path="{{fields.issued | date('YYYY')}}/{{slug | lower}}",
    is_shared=False,
    page=_page,
    page_groups=_page_groups,
    index_pages=_index_pages,
    json_ld=jsonld.describe_release,
    head_properties=jsonld.release_properties,
    head_description=jsonld.describe_withdrawal,
    markdown_fields=front_matter.release_fields,
    card=cards.release_card,
    feed_links=_feed_links,
    feed_entries=release_entries.release_entries,
    render_entry=release_entries.render_release_entry,
    is_archived=True,
    tables=news.release_tables,
    derived_tables=vocabularies.derived_tables,
    search_record=index.release_record,
    search_types=_search_types,
)
