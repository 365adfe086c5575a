"""The pages that every site has: not found, search, moved."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.views.edition import Edition
from corner.views.types import Link


class NotFoundView(NamedTuple):
    """What a server shows where there is no page."""

    home: str
    links: tuple[Link, ...]
    """The ways to everything."""


class SearchView(NamedTuple):
    """Where a search begins."""

    address: str
    """What its script and its index stand below."""
    ways: tuple[Link, ...]
    """What leads to all news without a search."""


class MovedView(NamedTuple):
    """Where to find what stood at a former address."""

    link: Link


def not_found_view(edition: Edition) -> NotFoundView:
    """Return what stands where there is no page."""
    parts = ("news", "topics", "bodies", "summaries")
    return NotFoundView(edition.home, tuple(Link(edition.messages(part), edition.at(f"{part}/")) for part in parts))


def search_view(edition: Edition) -> SearchView:
    """Return where a search begins, with what leads to all news without one."""
    parts = ("news", "topics", "summaries")
    return SearchView(
        edition.at(urls.SEARCH), tuple(Link(edition.messages(part), edition.at(f"{part}/")) for part in parts)
    )
