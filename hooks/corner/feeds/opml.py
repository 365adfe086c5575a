"""Write lists of feeds as OPML 2.0 (opml.org), which a feed reader imports at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from html import escape

from corner.views import follow
from corner.views.edition import Edition
from corner.views.types import FeedLink

_SPACES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
"""What readers of XML would take for spaces."""


def build_opml(editions: Iterable[Edition], changed: datetime | None) -> bytes:
    """Return the list of the feeds of one edition, or of several with a folder for each.

    It lists only RSS, which every reader supports: with all formats, a reader would show every entry three times.

    Args:
        editions: the site in each language.
        changed: the time of the last change of the news.
    """
    sites = list(editions)
    lines: list[str] = []
    for edition in sites:
        outlines = list(_iter_outlines(edition))
        title = _quote(edition.language.site_name)
        lines += [f"<outline text={title} title={title}>", *outlines, "</outline>"] if len(sites) > 1 else outlines
    date = f"<dateModified>{format_datetime(changed)}</dateModified>" if changed else ""
    head = f"<head><title>{escape(sites[0].language.site_name, quote=False)}</title>{date}</head>"
    body = "\n".join(["<body>", *lines, "</body>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n{head}\n{body}\n</opml>\n'.encode()


def _iter_outlines(edition: Edition) -> Iterable[str]:
    for heading, links in follow.group_feeds(edition):
        outlines = [_write_outline(edition, link) for link in links]
        if not heading:
            yield from outlines
        elif outlines:
            title = _quote(heading)
            yield "\n".join([f"<outline text={title} title={title}>", *outlines, "</outline>"])


def _write_outline(edition: Edition, link: FeedLink) -> str:
    site = edition.catalogue.addresses
    attributes = {
        "text": link.name.text,
        "title": link.title,
        "xmlUrl": site.absolute(link.address),
        "htmlUrl": site.absolute(edition.listing_of(link)),
        "language": edition.locale,
    }
    return f'<outline type="rss" {" ".join(f"{name}={_quote(value)}" for name, value in attributes.items())}/>'


def _quote(value: str) -> str:
    """Return a value of an attribute in quotation marks, as `xml.sax.saxutils` does, which loads a client for HTTP."""
    text = escape(value, quote=False).translate(_SPACES)
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"{}"'.format(text.replace('"', "&quot;"))
