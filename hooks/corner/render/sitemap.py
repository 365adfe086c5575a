"""The sitemap (sitemaps.org 0.9) with each page's languages and the day of its last change."""

from __future__ import annotations

import io
from collections.abc import Iterable
from html import escape

from corner.content import urls
from corner.content.urls import SiteUrls, quote_path
from corner.render.page import Page

ADDRESS = urls.SITEMAP

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


def build_sitemap(pages: Iterable[Page], addresses: SiteUrls) -> bytes:
    """Return the sitemap of all pages that search engines should know, by address."""
    indexed = sorted((page for page in pages if page.indexed), key=lambda page: page.address)
    # What follows the site's own address is percent-encoded, and so holds nothing to escape.
    base = escape(addresses.site_url, quote=False).replace('"', "&quot;")
    file = io.BytesIO(_HEAD.encode())
    file.seek(0, io.SEEK_END)
    # Piece by piece: the elements of a hundred thousand pages would be twice in memory, as text and as bytes.
    file.writelines(_url_element(page, base).encode() for page in indexed)
    file.write(b"</urlset>\n")
    return file.getvalue()


def _url_element(page: Page, base: str) -> str:
    modified = f"<lastmod>{page.modified.isoformat()}</lastmod>" if page.modified else ""
    links = dict(page.alternates)
    if page.default is not None:
        links["x-default"] = page.default
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{locale}" href="{base}{quote_path(address)}"/>'
        for locale, address in links.items()
    )
    return f"<url><loc>{base}{quote_path(page.address)}</loc>{modified}{alternates}</url>\n"
