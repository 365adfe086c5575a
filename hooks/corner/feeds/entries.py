"""Feed entries: what the feeds of an edition list, before and after it is rendered in the edition's language."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from corner.content.frontmatter import Correction, Withdrawal
from corner.content.types import Content
from corner.views.edition import Edition


class FeedEntry(NamedTuple):
    """One piece of news in one edition."""

    id: str
    """A tag URI (RFC 4151) of the first key: the same for ever, in all editions and formats."""
    at: datetime
    """When it appeared in the edition."""
    updated: datetime
    """When it last changed in substance."""
    content: Content
    about: Correction | Withdrawal | None
    """The correction or withdrawal that it reports; `None` for the content itself."""
    digest: str
    """What its words are made from, besides what `Edition.digest` covers."""
    feeds: tuple[tuple[str, str], ...]
    """Kind and key of each feed that it is in."""


class Category(NamedTuple):
    """Something that an entry belongs to."""

    scheme: str
    """A tag URI of the taxonomy."""
    term: str
    """The key in it."""
    label: str
    """Its name in the edition's language."""


class Enclosure(NamedTuple):
    """A file of an entry."""

    url: str
    type: str
    """Its media type."""
    length: int
    """Its size in bytes."""
    title: str


class RenderedEntry(NamedTuple):
    """An entry in the edition's words, with whole URLs."""

    id: str
    title: str
    url: str
    summary: str
    """Plain text."""
    html: str
    """The full text."""
    published: datetime
    updated: datetime
    categories: tuple[Category, ...]
    enclosures: tuple[Enclosure, ...]
    source: str
    """The address of what the news was taken from, where there is one."""


def tag_uri(authority: str, key: str) -> str:
    """Return the tag URI (RFC 4151) of a key: its id in every feed and calendar."""
    return f"tag:{authority}:{key}"


def iter_entries(edition: Edition) -> tuple[FeedEntry, ...]:
    """Return all entries of an edition, the newest first, then by id."""
    entries = [
        entry
        for content_type in edition.catalogue.content_types
        for content in edition.catalogue.contents[content_type.name].values()
        if edition.locale in content.texts
        for entry in content_type.feed_entries(edition, content)
    ]
    entries.sort(key=lambda entry: (entry.about is None, entry.id))
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return tuple(entries)


def render_entry(edition: Edition, entry: FeedEntry) -> RenderedEntry:
    """Return an entry in the edition's language."""
    render = entry.content.content_type.render_entry
    assert render is not None, "a content type with feed entries renders them"
    rendered = render(edition, entry)
    if edition.formats.text_direction == "rtl":
        # Feed readers show it below headings of their own, whose direction is that of their language.
        html = f'<div lang="{edition.locale}" dir="rtl">\n{rendered.html}</div>\n'
        return rendered._replace(html=html)
    return rendered
