"""The sitemap (sitemaps.org 0.9) with each page's languages and the true day of its last change."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from lxml import etree

from corner.addresses import Addresses
from corner.pages import Page

ADDRESS = "sitemap.xml"

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NAMES: Any = {None: _SITEMAP, "xhtml": _XHTML}


def of(pages: Iterable[Page], addresses: Addresses) -> bytes:
    """Return the sitemap of all pages that search engines should know, by address."""
    target = BytesIO()
    with etree.xmlfile(target, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{_SITEMAP}}}urlset", nsmap=_NAMES):
            for page in sorted((page for page in pages if page.indexed), key=lambda page: page.address):
                file.write("\n")
                file.write(_url(page, addresses))
            file.write("\n")
    return target.getvalue() + b"\n"


def _url(page: Page, addresses: Addresses) -> etree._Element:
    url = etree.Element(f"{{{_SITEMAP}}}url", nsmap=_NAMES)
    etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = addresses.absolute(page.address)
    if page.modified:
        etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.modified.isoformat()
    links = dict(page.alternates)
    if page.default is not None:
        links["x-default"] = page.default
    for locale, address in links.items():
        attributes = {"rel": "alternate", "hreflang": locale, "href": addresses.absolute(address)}
        etree.SubElement(url, f"{{{_XHTML}}}link", attributes)
    return url
