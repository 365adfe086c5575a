"""The pages that the news makes: which there are, where they stand, and what their heads say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from corner import addresses
from corner.edition import Edition, FeedLink
from corner.listings import Listing, Pager, pager
from corner.news import Release, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """One page of a listing."""

    listing: Listing
    releases: tuple[Release, ...]
    """The releases on this page."""
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of one edition."""

    kind: str
    """What it shows, which names its template: `release`, `summary`, `listing`, `topics`, `summaries`, …"""
    locale: str
    address: str
    """From the site's root, with the edition's prefix; empty for the home page."""
    title: str
    description: str
    alternates: Mapping[str, str]
    """The address of the page in each language that has it, itself included; empty where it is the only one."""
    default: str | None = None
    """The address for readers of other languages: the default edition's, where the page is there."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds that it offers to feed readers."""
    modified: date | None = None
    """When its content last changed, where that is known."""
    subject: Release | Summary | ListingPage | None = None
    """What it shows."""
    indexed: bool = True
    """Whether search engines and the sitemap should know it."""

    home: bool = False
    """Whether it is an edition's front page."""
    root: str | None = None
    """What leads to the site's root, where it is not told by the address."""

    @property
    def base(self) -> str:
        """What leads from the page to the site's root, with a closing slash."""
        return self.root or "../" * self.depth or "./"

    @property
    def section(self) -> str:
        """The part of the site that the page belongs to, as the menu shows it."""
        if self.home:
            return "home"
        if isinstance(self.subject, ListingPage):
            return {"all": "news", "year": "news"}.get(self.subject.listing.kind, self.subject.listing.kind)
        return {"release": "news", "summary": "summaries"}.get(self.kind, self.kind)

    @property
    def depth(self) -> int:
        """How many folders deep the page stands; pages of one depth share what leads to the root."""
        return self.address.count("/")

    @property
    def file(self) -> str:
        """The file that the page is written to, from the site's root."""
        return self.address + "index.html" if self.address.endswith("/") or not self.address else self.address


def of(edition: Edition) -> Iterator[Page]:
    """Yield every page that the news makes in an edition."""
    catalogue = edition.catalogue
    for release in catalogue.releases.values():
        if edition.locale in release.texts:
            yield _content(edition, release)
    for summary in catalogue.summaries.values():
        if edition.locale in summary.texts:
            yield _content(edition, summary)
    for listing in edition.listings:
        yield from _listing(edition, listing)
    newest = max((release.changed.day for release in catalogue.releases.values()), default=None)
    yield _index(edition, "topics", newest)
    yield _index(edition, "summaries", None)


def not_found(edition: Edition) -> Page:
    """Return the page that a server shows where there is none."""
    address = addresses.NOT_FOUND
    return Page(
        kind="not-found",
        locale=edition.locale,
        address=edition.at(address),
        title=edition.words("not_found"),
        description=edition.language.description,
        alternates={},
        indexed=False,
        root=edition.catalogue.addresses.root_path,
    )


def _everywhere(edition: Edition, address: str) -> tuple[dict[str, str], str]:
    """Return the addresses of a page that each edition has, and the default edition's."""
    site = edition.catalogue.addresses
    found = {language.locale: site.edition(language.locale, address) for language in edition.languages}
    return found, address


def _content(edition: Edition, content: Release | Summary) -> Page:
    site = edition.catalogue.addresses
    text = content.text(edition.locale)
    address = addresses.of_content(content.key)
    found = {locale: site.edition(locale, address) for locale in content.texts}
    several = len(found) > 1
    topics = content.facts.topics if isinstance(content, Release) else ()
    changed = content.changed
    return Page(
        kind="release" if isinstance(content, Release) else "summary",
        locale=edition.locale,
        address=edition.at(address),
        title=text.title,
        description=text.description,
        alternates=found if several else {},
        default=address if several and site.default in found else None,
        feeds=(edition.feed(), *(edition.feed("topics", key) for key in topics)),
        modified=changed.day if changed else None,
        subject=content,
    )


def _listing(edition: Edition, listing: Listing) -> Iterator[Page]:
    size = edition.catalogue.settings.page_size
    title = edition.title(listing).text
    description = edition.topic_description(listing.key) if listing.kind == "topics" else edition.language.description
    feeds: tuple[FeedLink, ...] = (edition.feed(),)
    if listing.kind == "topics":
        feeds = (*feeds, edition.feed("topics", listing.key))
    for number in range(1, listing.pages(size) + 1):
        releases = listing.page(number, size)
        place = pager(listing, number, size)
        found, default = _everywhere(edition, place.addresses[number - 1])
        name = title
        if number > 1:
            name += " · " + edition.words("page_of", page=number, pages=place.pages)
        yield Page(
            kind="listing",
            locale=edition.locale,
            address=found[edition.locale],
            title=name,
            description=description,
            alternates=found,
            default=default,
            feeds=feeds,
            modified=max((release.changed.day for release in releases), default=None),
            subject=ListingPage(listing=listing, releases=releases, pager=place),
        )


def _index(edition: Edition, kind: str, modified: date | None) -> Page:
    found, default = _everywhere(edition, f"{kind}/")
    return Page(
        kind=kind,
        locale=edition.locale,
        address=found[edition.locale],
        title=edition.words(kind),
        description=edition.language.description,
        alternates=found,
        default=default,
        feeds=(edition.feed(),),
        modified=modified,
    )
