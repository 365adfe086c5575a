"""What a web server says of each file, and in which order files are uploaded: known from the path alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from corner.content.file_types import DRAWING, MEDIA_TYPES, OTHER_TYPE
from corner.storage import fingerprint

_TYPES = {
    **MEDIA_TYPES,
    "atom": "application/xml",
    "caddy": "text/plain",
    "conf": "text/plain",
    "css": "text/css",
    "html": "text/html",
    "js": "application/javascript",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "opml": "text/x-opml",
    "sig": "text/plain",
    "wasm": "application/wasm",
    "xml": "text/xml",
}
"""The media type of each ending: those that editors may publish, and those of the build."""
_IN_UTF_8 = re.compile(r"text/.*|application/(?:javascript|xml)")
_DIGEST_NAME = re.compile(r".*\.[0-9a-f]{8}\.min\.css|(?:.+/)?search/.+_[0-9a-f]+\.pf_[a-z]+")
_FEED = re.compile(r"(?:.+/)?feeds/(?:.+/)?[a-z0-9-]+\.(?:xml|atom)")
_JSON_FEED = re.compile(r"(?:.+/)?feeds/.+\.json")
_CACHE_RULES = (
    (_DIGEST_NAME, "public, max-age=31536000, immutable"),
    (re.compile(r".+\.(?:png|jpe?g|gif|webp|avif|pdf|docx|xlsx|pptx|odt|ods)"), "public, max-age=86400"),
    # The archive of a closed year changes only when one of its texts is corrected.
    (re.compile(r"(?:.+/)?feeds/(?:.+/)?[0-9]{4}\.atom"), "public, max-age=86400"),
    (_FEED, "public, max-age=900"),
    (_JSON_FEED, "public, max-age=900"),
    (re.compile(r"(?:.+/)?feeds/[a-z-]+\.opml"), "public, max-age=86400"),
    (re.compile(r".+\.ics"), "public, max-age=3600"),
    (re.compile(r".+"), "no-cache"),
)
"""How long browsers may keep a file without asking: the same as in `deploy/nginx.conf`, the first rule that fits."""
_LISTS = re.compile(r"(?:.+/)?(?:feeds|calendars|data)/.+|sitemap(?:-\d+)?\.xml|(?:.+/)?llms\.txt|robots\.txt")
_PAGE = re.compile(r"(?:.+/)?[^/]+\.(?:html|md)")


class Phase(IntEnum):
    """When a file is uploaded: what others need comes before what leads to it."""

    ASSETS = 0
    PAGES = 1
    LISTINGS = 2
    """Pages with pages below them, which list those."""
    FEEDS = 3
    """Feeds, calendars, tables, the sitemap and other lists for programs."""


class Headers(NamedTuple):
    """What a server says of a file."""

    content_type: str
    cache_control: str
    disposition: str
    """`attachment` for drawings, which could run scripts: pages show them, but opened alone they are saved."""


def headers_for(path: str) -> Headers:
    """Return the headers of a file, by its path in the site."""
    media_type = _TYPES.get(path.rpartition(".")[2].lower(), OTHER_TYPE)
    # Browsers show a feed with its style sheet only as this type; feed readers know it by its content.
    if _FEED.fullmatch(path):
        media_type = "application/xml"
    elif _JSON_FEED.fullmatch(path):
        media_type = "application/feed+json"
    content_type = f"{media_type}; charset=utf-8" if _IN_UTF_8.fullmatch(media_type) else media_type
    cache_control = next(cache for pattern, cache in _CACHE_RULES if pattern.fullmatch(path))
    return Headers(content_type, cache_control, "attachment" if path.lower().endswith(f".{DRAWING}") else "")


def rules_digest() -> str:
    """Return the fingerprint of these rules: where it differs, uploaded files have other headers."""
    return fingerprint.digest((_TYPES, DRAWING, [(pattern.pattern, cache) for pattern, cache in _CACHE_RULES]))


def has_digest_name(path: str) -> bool:
    """Return whether a file's name has a digest of its content, so that the name always has the same content."""
    return bool(_DIGEST_NAME.fullmatch(path))


def is_text(path: str) -> bool:
    """Return whether a file is what readers and programs read: a page, a feed, a table or a download, and no asset."""
    return not path.startswith(("assets/", "search/", ".well-known/")) and "/search/" not in f"/{path}"


def sort_phases(paths: Iterable[str]) -> dict[str, Phase]:
    """Return when each file of a site is uploaded, by path."""
    known = list(paths)
    listing = set()
    for path in known:
        folder = path.rpartition("/")[0] if _PAGE.fullmatch(path) else ""
        while folder:
            folder = folder.rpartition("/")[0]
            listing.add(folder)
    phases = {}
    for path in known:
        if _LISTS.fullmatch(path):
            phases[path] = Phase.FEEDS
        elif not _PAGE.fullmatch(path):
            phases[path] = Phase.ASSETS
        else:
            phases[path] = Phase.LISTINGS if path.rpartition("/")[0] in listing else Phase.PAGES
    return phases
