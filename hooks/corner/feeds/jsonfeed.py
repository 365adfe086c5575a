"""Serialise feeds as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

from typing import Any

import msgspec

from corner.feeds.entries import RenderedEntry
from corner.feeds.types import Feed

VERSION = "https://jsonfeed.org/version/1.1"


def serialize_frame(feed: Feed) -> tuple[bytes, bytes]:
    """Return the parts of a feed before and after its items."""
    fields: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url("json"),
        "description": feed.description,
        "language": feed.locale,
        "authors": [{"name": feed.author}],
    }
    if feed.rights:
        fields["_rights"] = feed.rights
    if feed.hub:
        fields["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return msgspec.json.encode(fields)[:-1] + b',"items":[\n', b"\n]}\n"


def serialize_item(entry: RenderedEntry) -> bytes:
    """Return an entry, the same in every feed of its edition."""
    fields: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": [category.label for category in entry.categories],
    }
    if entry.enclosures:
        fields["attachments"] = [
            {"url": file.url, "mime_type": file.type, "title": file.title, "size_in_bytes": file.length}
            for file in entry.enclosures
        ]
    if entry.source:
        fields["_source"] = {"url": entry.source}
    return msgspec.json.encode(fields)
