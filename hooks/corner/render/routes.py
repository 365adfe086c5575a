"""The pages that the news makes: which there are, where they stand, and what their heads say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from corner.content import urls
from corner.content.release import Release
from corner.content.summary import Summary
from corner.render.skeleton import Skeleton, SkeletonKey, StaticPage
from corner.site.listings import Listing
from corner.views import drafts, figures, follow, system, taxonomy_index, timeline
from corner.views import home as frontpage
from corner.views import listing as indexes
from corner.views import release as articles
from corner.views import summary as views_summary
from corner.views.drafts import StatusView
from corner.views.edition import Edition
from corner.views.figures import FiguresView
from corner.views.follow import FollowView
from corner.views.home import HomeView
from corner.views.listing import ListingView
from corner.views.release import ReleaseView
from corner.views.summary import SummaryView
from corner.views.system import MovedView, NotFoundView, SearchView
from corner.views.taxonomy_index import BodiesView, SummariesView, TopicsView
from corner.views.timeline import TimelineView
from corner.views.types import FeedLink, Link

View = (
    ReleaseView
    | SummaryView
    | ListingView
    | TopicsView
    | BodiesView
    | SummariesView
    | FiguresView
    | TimelineView
    | NotFoundView
    | SearchView
    | HomeView
    | FollowView
    | MovedView
    | StatusView
)
"""What a page shows of the news."""


@dataclass(slots=True, kw_only=True)
class Page:
    """One page of one edition. It is not frozen: that would cost more than all else about a page that stands."""

    kind: str
    """What it shows, which names its template: `release`, `summary`, `listing`, `topics`, `summaries`, …"""
    section: str
    """The part of the site that it belongs to, as the menu shows it."""
    locale: str
    address: str
    """From the site's root, with the edition's prefix; empty for the home page."""
    title: str
    description: str
    lang: str = ""
    """The language of the title, where it is not the page's."""
    alternates: Mapping[str, str]
    """The address of the page in each language that has it, itself included; empty where it is the only one."""
    default: str | None = None
    """The address for readers of other languages: the default edition's, where the page is there."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds that it offers to feed readers."""
    modified: date | None = None
    """When its content last changed, where that is known."""
    view: Callable[[], View] | None = None
    """Makes what it shows."""
    depends: Callable[[], object] | None = None
    """Tells what its view depends on, as plain values, where that is cheaper to tell than the view itself."""
    content: Release | Summary | None = None
    """The release or summary whose text it shows."""
    shell: Skeleton | None = None
    """Its frame, where it shares none."""
    made_from: str = ""
    """The file that it was made from, where that is none of `news/`."""
    indexed: bool = True
    """Whether search engines and the sitemap should know it."""
    leads_to: str = ""
    """The address that it leads readers on to, where it shows nothing itself."""
    root: str | None = None
    """What leads to the site's root, where it is not told by the address."""

    @property
    def depth(self) -> int:
        """How many folders deep the page stands; pages of one depth share what leads to the root."""
        return self.address.count("/")

    @property
    def place(self) -> SkeletonKey:
        """What it shares its shell with."""
        return SkeletonKey(self.section, self.depth)

    @property
    def base(self) -> str:
        """What leads from the page to the site's root, with a closing slash."""
        return self.root or "../" * self.depth or "./"

    @property
    def file(self) -> str:
        """The file that the page is written to, from the site's root."""
        return self.address + "index.html" if self.address.endswith("/") or not self.address else self.address

    @property
    def source(self) -> str:
        """What it was made from: a file, or the kind of page."""
        if self.content:
            return self.content.texts[self.locale].path
        return self.made_from or f"the page of kind '{self.kind}'"

    def bodies(self) -> tuple[str, ...]:
        """Return the HTML of the texts that it shows: the body, and of a summary each item's."""
        if self.content is None:
            return ()
        text = self.content.texts[self.locale]
        return (text.passage.html, *(section.passage.html for section in text.sections))


def iter_pages(edition: Edition) -> Iterator[Page]:
    """Yield every page that the news makes in an edition."""
    catalogue = edition.catalogue
    for release in catalogue.releases.values():
        if edition.locale in release.texts:
            yield _release_page(edition, release)
    for summary in catalogue.summaries.values():
        if edition.locale in summary.texts:
            yield _summary_page(edition, summary)
    for old, new in catalogue.redirects.moved.items():
        content = catalogue.content(new)
        if content and edition.locale in content.texts:
            yield _moved_page(edition, old, content)
    if catalogue.hidden is not None:
        yield from _hidden_pages(edition, catalogue.hidden.values())
    for listing in edition.listings:
        yield from _listing_pages(edition, listing)
    newest = max((release.changed.day for release in catalogue.releases.values()), default=None)
    yield _index_page(edition, "topics", lambda: taxonomy_index.topics_view(edition), newest)
    yield _index_page(edition, "bodies", lambda: taxonomy_index.bodies_view(edition), newest)
    yield _index_page(edition, "summaries", lambda: taxonomy_index.summaries_view(edition), None)
    shown = _index_page(edition, "figures", partial(figures.figures_view, edition), newest, "figures-page")
    shown.depends = partial(figures.figures_dependencies, edition)
    yield shown
    yield _index_page(edition, "timeline", partial(timeline.timeline_view, edition), newest)
    if catalogue.settings.search:
        yield _search_page(edition)
    yield _not_found_page(edition)


_STATIC_VIEWS: Mapping[str, Callable[[Edition], View]] = {
    "home": frontpage.home_view,
    "follow": follow.follow_view,
}
"""The news that standing pages show, by kind."""


def static_page(edition: Edition, told: StaticPage, shell: Skeleton | None = None) -> Page:
    """Return a page of `docs/` in an edition, in its shell when that is made."""
    found = dict(told.alternates)
    several = len(found) > 1
    home = told.address == edition.home
    filled = _STATIC_VIEWS.get(told.kind)
    newest = next(iter(edition.listings.all.releases), None) if home else None
    days = [date.fromisoformat(told.updated)] if told.updated else []
    return Page(
        kind=told.kind,
        section="home" if home else "",
        locale=edition.locale,
        address=told.address,
        title=told.title,
        description=told.description or edition.language.description,
        alternates=found if several else {},
        default=found.get(edition.catalogue.settings.default) if several else None,
        feeds=(edition.feed(),),
        modified=max([*days, *([newest.changed.day] if newest else [])], default=None),
        view=partial(filled, edition) if filled else None,
        shell=shell,
        made_from=told.source,
    )


def _not_found_page(edition: Edition) -> Page:
    """Return the page that a server shows where there is none."""
    return Page(
        kind="not-found",
        section="",
        locale=edition.locale,
        address=edition.at(urls.NOT_FOUND),
        title=edition.words("not_found"),
        description=edition.language.description,
        alternates={},
        view=lambda: system.not_found_view(edition),
        indexed=False,
        root=edition.catalogue.addresses.root_path,
    )


def _hidden_pages(edition: Edition, news: Iterable[Release | Summary]) -> Iterator[Page]:
    """Yield the pages of a preview: of news that the public may not see, and of the state of it."""
    for content in news:
        if edition.locale in content.texts:
            page = _release_page(edition, content) if isinstance(content, Release) else _summary_page(edition, content)
            page.indexed = False
            yield page
    yield Page(
        kind="status",
        section="status",
        locale=edition.locale,
        address=edition.at(urls.STATUS),
        title=edition.words("unpublished"),
        description=edition.language.description,
        alternates=_all_editions(edition, urls.STATUS),
        view=lambda: drafts.status_view(edition),
        indexed=False,
    )


def _search_page(edition: Edition) -> Page:
    """Return the page that searches."""
    ways = tuple(Link(edition.words(part), edition.at(f"{part}/")) for part in ("news", "topics", "summaries"))
    return Page(
        kind="search",
        section="search",
        locale=edition.locale,
        address=edition.at(urls.SEARCH),
        title=edition.words("search"),
        description=edition.language.description,
        alternates=_all_editions(edition, urls.SEARCH),
        default=urls.SEARCH,
        feeds=(edition.feed(),),
        view=lambda: SearchView(edition.at(urls.SEARCH), ways),
    )


def _all_editions(edition: Edition, address: str) -> dict[str, str]:
    """Return the addresses of a page that each edition has."""
    site = edition.catalogue.addresses
    return {language.locale: site.edition_path(language.locale, address) for language in edition.languages}


def _translations(edition: Edition, content: Release | Summary) -> dict[str, str]:
    """Return the addresses of a text in each of its languages, nothing where there is one only."""
    if len(content.texts) == 1:
        return {}
    site = edition.catalogue.addresses
    address = urls.content_path(content.key)
    return {locale: site.edition_path(locale, address) for locale in content.texts}


def _release_page(edition: Edition, release: Release) -> Page:
    text = release.texts[edition.locale]
    alternates = _translations(edition, release)
    return Page(
        kind="release",
        section="news",
        locale=edition.locale,
        address=edition.at(urls.content_path(release.key)),
        title=text.title,
        description=text.description,
        alternates=alternates,
        default=alternates.get(edition.catalogue.settings.default),
        feeds=(edition.feed(), *(edition.feed("topics", key) for key in release.facts.topics)),
        modified=release.changed.day,
        view=partial(articles.release_view, edition, release),
        depends=partial(articles.release_dependencies, edition, release),
        content=release,
    )


def _summary_page(edition: Edition, summary: Summary) -> Page:
    text = summary.texts[edition.locale]
    alternates = _translations(edition, summary)
    changed = summary.changed
    return Page(
        kind="summary",
        section="summaries",
        locale=edition.locale,
        address=edition.at(urls.content_path(summary.key)),
        title=text.title,
        description=text.description,
        alternates=alternates,
        default=alternates.get(edition.catalogue.settings.default),
        feeds=(edition.feed(),),
        modified=changed.day if changed else None,
        view=partial(views_summary.summary_view, edition, summary),
        content=summary,
    )


def _moved_page(edition: Edition, old: str, content: Release | Summary) -> Page:
    """Return the page at a former address, which leads to where the news is now."""
    link = edition.link(content)
    return Page(
        kind="moved",
        section="news" if isinstance(content, Release) else "summaries",
        locale=edition.locale,
        address=edition.at(urls.content_path(old)),
        title=link.title,
        description=content.texts[edition.locale].description,
        alternates={},
        view=lambda: MovedView(link),
        indexed=False,
        leads_to=link.address,
    )


def _listing_pages(edition: Edition, listing: Listing) -> Iterator[Page]:
    size = edition.catalogue.settings.page_size
    title, lang = edition.title(listing)
    description = edition.topic_description(listing.key) if listing.kind == "topics" else edition.language.description
    feeds: tuple[FeedLink, ...] = (edition.feed(),)
    if listing.kind in ("topics", "bodies"):
        feeds = (*feeds, edition.feed(listing.kind, listing.key))
    for number in range(1, listing.pages(size) + 1):
        address = urls.listing_path(listing.kind, listing.key, number, listing.year)
        yield Page(
            kind="listing",
            section="news" if listing.kind in ("all", "year") else listing.kind,
            locale=edition.locale,
            address=edition.at(address),
            title=f"{title} · {indexes.page_position(edition, listing, number)}" if number > 1 else title,
            description=description,
            lang=lang,
            alternates=_all_editions(edition, address),
            default=address,
            feeds=feeds,
            modified=max(map(edition.changed, listing.page(number, size)), default=None),
            view=partial(indexes.listing_view, edition, listing, number),
            depends=partial(indexes.listing_dependencies, edition, listing, number),
        )


def _index_page(
    edition: Edition, section: str, view: Callable[[], View], modified: date | None, kind: str = ""
) -> Page:
    address = f"{section}/"
    return Page(
        kind=kind or section,
        section=section,
        locale=edition.locale,
        address=edition.at(address),
        title=edition.words(section),
        description=edition.language.description,
        alternates=_all_editions(edition, address),
        default=address,
        feeds=(edition.feed(),),
        modified=modified,
        view=view,
    )
