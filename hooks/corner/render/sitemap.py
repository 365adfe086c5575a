"""The sitemap (sitemaps.org 0.9) with each page's languages and the day of its last change."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html import escape

from corner.content import urls
from corner.content.urls import SiteUrls, quote_path
from corner.render.page import Page

ADDRESS = urls.SITEMAP

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = f'{_DECLARATION}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
_END = b"</urlset>\n"
_MOST_PAGES, _MOST_BYTES = 50_000, 50 * 1024 * 1024
"""What sitemaps.org allows in one file."""


def build_sitemap(pages: Iterable[Page], addresses: SiteUrls) -> dict[str, bytes]:
    """Return the sitemap of all pages that search engines should know, by address; its files by path.

    There are several files where one may not hold all pages: the first is then an index of the others.
    """
    indexed = sorted((page for page in pages if page.indexed), key=lambda page: page.address)
    # What follows the site's own address is percent-encoded, and so holds nothing to escape.
    base = escape(addresses.site_url, quote=False).replace('"', "&quot;")
    parts = list(_divide(_url_element(page, base).encode() for page in indexed))
    if len(parts) == 1:
        return {ADDRESS: parts[0]}
    stem, _, ending = ADDRESS.rpartition(".")
    names = [f"{stem}-{number}.{ending}" for number in range(1, len(parts) + 1)]
    listed = "".join(f"<sitemap><loc>{base}{name}</loc></sitemap>\n" for name in names)
    index = f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n{listed}</sitemapindex>\n"
    return {ADDRESS: index.encode(), **dict(zip(names, parts, strict=True))}


def _divide(elements: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the files that elements of pages fill, one at least."""
    # Piece by piece: the elements of a hundred thousand pages would be twice in memory, one by one and as a file.
    file, count = io.BytesIO(_HEAD), 0
    file.seek(0, io.SEEK_END)
    for element in elements:
        if count == _MOST_PAGES or file.tell() + len(element) + len(_END) > _MOST_BYTES:
            file.write(_END)
            yield file.getvalue()
            file, count = io.BytesIO(_HEAD), 0
            file.seek(0, io.SEEK_END)
        file.write(element)
        count += 1
    file.write(_END)
    yield file.getvalue()


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
