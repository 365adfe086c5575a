"""A page of one edition: where it is, what its head says, and what makes its view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from corner.content import urls
from corner.content.types import Content, HtmlSource
from corner.render.skeleton import Skeleton, SkeletonKey
from corner.views.edition import Edition
from corner.views.types import FeedLink

_NO_ADDRESSES: Mapping[str, str] = {}
"""What the pages of content in one language share."""


@dataclass(slots=True, kw_only=True)
class Page:
    """One page of one edition. It is not frozen: freezing costs more than all else about a page that is not rendered."""

    kind: str
    """The name of its template in `pages/`: `release`, `summary`, `listing`, `topics`, `summaries`, …"""
    section: str
    """The section that it belongs to, which the menu marks."""
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
    """The address for readers of other languages: that in the default edition, where it has the page."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds that it offers to feed readers."""
    modified: date | None = None
    """When its content last changed, where that is known."""
    view: Callable[[], Any] | None = None
    """Returns what it shows."""
    depends: Callable[[], object] | None = None
    """Returns what its view depends on, as plain values, where that is cheaper than the view itself."""
    content: Content | None = None
    """The content whose text it shows."""
    passages: tuple[HtmlSource, ...] = ()
    """The texts that it shows, where they are not those of content."""
    described: Callable[[], Mapping[str, Any]] | None = None
    """Returns what it is in JSON-LD, where it is more than a page."""
    skeleton: Skeleton | None = None
    """Its own skeleton, where it shares none."""
    made_from: str = ""
    """The file that it was made from, where that is not in `news/`."""
    indexed: bool = True
    """Whether search engines and the sitemap should know it."""
    leads_to: str = ""
    """The address that it redirects to, where it shows nothing itself."""
    root: str | None = None
    """The link to the site's root, where the address does not determine it."""

    @property
    def depth(self) -> int:
        """The number of folders that the page is in; pages of one depth share the link to the root."""
        return self.address.count("/")

    @property
    def skeleton_key(self) -> SkeletonKey:
        """What the pages that share its skeleton have in common."""
        return SkeletonKey(self.section, self.depth)

    @property
    def base(self) -> str:
        """The relative link from the page to the site's root, with a closing slash."""
        return self.root or "../" * self.depth or "./"

    @property
    def file(self) -> str:
        """The file that the page is written to, from the site's root."""
        return urls.page_file(self.address)

    @property
    def markdown(self) -> str:
        """The address of the same as Markdown; empty where there is none."""
        return self.address + urls.MARKDOWN if self.content and self.indexed else ""

    @property
    def source(self) -> str:
        """What it was made from: a file, or else the kind of page."""
        if self.content:
            return self.content.texts[self.locale].path
        return self.made_from or f"the page of kind '{self.kind}'"

    def bodies(self) -> tuple[str, ...]:
        """Return the HTML of the texts that it shows: the body, and of a summary each item's."""
        if self.content is None:
            return tuple(passage.html for passage in self.passages)
        text = self.content.texts[self.locale]
        return (text.passage.html, *(section.passage.html for section in text.sections))


@dataclass(kw_only=True, eq=False)
class PageGroup:
    """Pages of an edition that depend on much the same, described only where they may have changed.

    All of them are for search engines, too.
    """

    section: str
    """The section that they belong to."""
    addresses: Sequence[str]
    texts: Collection[str]
    """The addresses of those that are there as Markdown, too."""
    depends: Callable[[], object] | None
    """Returns all that they depend on besides what the edition's digest covers, as plain values; `None` where they are
    compared with those of the last build one by one, not as a whole."""
    make: Callable[[], Iterable[Page]]
    """Returns the pages."""
    contents: Sequence[Content] = ()
    """The content whose pages they are, where each is the page of one piece."""

    @cached_property
    def pages(self) -> list[Page]:
        """The pages, described when they are asked for."""
        return list(self.make())

    @property
    def skeleton_keys(self) -> set[SkeletonKey]:
        """What the pages that share skeletons have in common."""
        return {SkeletonKey(self.section, depth) for depth in {address.count("/") for address in self.addresses}}

    @property
    def files(self) -> list[str]:
        """The files that they and their Markdown are written to."""
        return [*map(urls.page_file, self.addresses), *(address + urls.MARKDOWN for address in self.texts)]


class ContentView:
    """What shows one piece of content in an edition; of a hundred thousand, each takes a third of a partial function."""

    __slots__ = ("_content", "_edition", "_show")

    def __init__(self, show: Callable[[Edition, Any], Any], edition: Edition, content: Content) -> None:
        """Call `show` with the edition and the content."""
        self._show = show
        self._edition = edition
        self._content = content

    def __call__(self) -> Any:
        """Return what is shown."""
        return self._show(self._edition, self._content)


def all_editions(edition: Edition, path: str) -> dict[str, str]:
    """Return the addresses of a page that each edition has, by locale."""
    site = edition.catalogue.addresses
    return {language.locale: site.edition_path(language.locale, path) for language in edition.languages}


def content_page(
    edition: Edition,
    content: Content,
    kind: str,
    view: Callable[[], Any],
    *,
    depends: Callable[[], object] | None = None,
    topics: tuple[str, ...] = (),
) -> Page:
    """Return the page of content that has a text in the edition's language.

    Args:
        edition: the site in one language.
        content: the content.
        kind: the name of the page's template.
        view: returns what it shows.
        depends: returns what its view depends on, where that is cheaper than the view itself.
        topics: the topics whose feeds it offers besides the one of all news.
    """
    text = content.texts[edition.locale]
    addresses = edition.catalogue.list_addresses(content)
    has_several = len(addresses) > 1
    return Page(
        kind=kind,
        section=content.content_type.section,
        locale=edition.locale,
        address=addresses[edition.locale],
        title=text.title,
        description=text.description,
        alternates=addresses if has_several else _NO_ADDRESSES,
        default=addresses.get(edition.catalogue.settings.default) if has_several else None,
        feeds=edition.feeds(topics),
        modified=content.changed.day if content.changed else None,
        view=view,
        depends=depends,
        content=content,
    )


def index_page(
    edition: Edition, section: str, view: Callable[[], Any], modified: date | None, kind: str = "", title: str = ""
) -> Page:
    """Return the page at the head of a section.

    Args:
        edition: the site in one language.
        section: the first part of its path, and the name of its title among the interface's messages.
        view: returns what it shows.
        modified: when its content last changed, where that is known.
        kind: the name of its template, where that is not the section's.
        title: its title, where the interface has no message for it.
    """
    path = f"{section}/"
    return Page(
        kind=kind or section,
        section=section,
        locale=edition.locale,
        address=edition.at(path),
        title=title or edition.messages(section),
        description=edition.language.description,
        alternates=all_editions(edition, path),
        default=path,
        feeds=(edition.feed(),),
        modified=modified,
        view=view,
    )
