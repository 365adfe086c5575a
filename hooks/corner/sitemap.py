"""The sitemap (sitemaps.org 0.9) with each page's languages and the true day of its last change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from corner.addresses import Addresses
from corner.pages import Page

ADDRESS = "sitemap.xml"

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


def of(pages: Iterable[Page], addresses: Addresses) -> bytes:
    """Return the sitemap of all pages that search engines should know, by address."""
    known = sorted((page for page in pages if page.indexed), key=lambda page: page.address)
    return (_HEAD + "".join("".join(_url(page, addresses)) for page in known) + "</urlset>\n").encode()


def _url(page: Page, addresses: Addresses) -> Iterator[str]:
    # An absolute address is percent-encoded, so quoting matters in attributes alone.
    yield f"<url><loc>{quoteattr(addresses.absolute(page.address))[1:-1]}</loc>"
    if page.modified:
        yield f"<lastmod>{page.modified.isoformat()}</lastmod>"
    links = dict(page.alternates)
    if page.default is not None:
        links["x-default"] = page.default
    for locale, address in links.items():
        href = quoteattr(addresses.absolute(address))
        yield f'<xhtml:link rel="alternate" hreflang={quoteattr(locale)} href={href}/>'
    yield "</url>\n"
