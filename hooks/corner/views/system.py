"""The pages that every site has: not found, search, moved."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.views.edition import Edition
from corner.views.sections import list_sections
from corner.views.types import Link


class NotFoundView(NamedTuple):
    """The page that a server shows where there is none."""

    home: str
    links: tuple[Link, ...]
    """The links to the sections."""


class SearchView(NamedTuple):
    """The page that searches."""

    address: str
    """The path below which its script and its index are."""
    links: tuple[Link, ...]
    """The links to all news, for readers without a script."""


class MovedView(NamedTuple):
    """The page at a former address."""

    link: Link


def not_found_view(edition: Edition) -> NotFoundView:
    """Return what a server shows where there is no page."""
    sections = [section for section in list_sections(edition) if section != "figures"]
    return NotFoundView(edition.home, tuple(Link(edition.messages(name), edition.at(f"{name}/")) for name in sections))


def search_view(edition: Edition) -> SearchView:
    """Return what the page that searches shows, with links for readers without a script."""
    sections = [section for section in list_sections(edition) if section not in ("bodies", "figures")]
    return SearchView(
        edition.at(urls.SEARCH), tuple(Link(edition.messages(name), edition.at(f"{name}/")) for name in sections)
    )
