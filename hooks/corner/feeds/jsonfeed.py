"""JSON Feed 1.1 (jsonfeed.org): the same feeds for programs that read JSON rather than XML."""

from __future__ import annotations

from typing import Any

import msgspec

from corner.feeds.entries import RenderedEntry
from corner.feeds.types import Feed

VERSION = "https://jsonfeed.org/version/1.1"


def feed_head(feed: Feed) -> tuple[bytes, bytes]:
    """Return what stands before a feed's items and after them."""
    found: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url("json"),
        "description": feed.description,
        "language": feed.locale,
        "authors": [{"name": feed.author}],
    }
    if feed.hub:
        found["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return msgspec.json.encode(found)[:-1] + b',"items":[\n', b"\n]}\n"


def feed_item(told: RenderedEntry) -> bytes:
    """Return an entry as it stands in every feed of its edition."""
    found: dict[str, Any] = {
        "id": told.id,
        "url": told.url,
        "title": told.title,
        "content_html": told.html,
        "summary": told.summary,
        "date_published": told.published.isoformat(),
        "date_modified": told.updated.isoformat(),
        "tags": [category.label for category in told.categories],
    }
    if told.enclosures:
        found["attachments"] = [
            {"url": file.url, "mime_type": file.type, "title": file.title, "size_in_bytes": file.length}
            for file in told.enclosures
        ]
    if told.source:
        found["_source"] = {"url": told.source}
    return msgspec.json.encode(found)
