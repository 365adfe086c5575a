"""The sitemap (sitemaps.org 0.9) with each page's languages and the day of its last change."""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator, Mapping
from html import escape
from itertools import count, takewhile

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


def build_sitemap(
    pages: Iterable[Page], addresses: SiteUrls, published: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the sitemap of all pages that search engines should know, by address; its files by path.

    There are several files where one may not hold all pages: the first is then an index of the others.

    Args:
        pages: the pages.
        addresses: the site's addresses.
        published: what the published sitemap says of other pages, by address.
    """
    entries: dict[str, Page | bytes] = {page.address: page for page in pages if page.indexed}
    entries.update(published or {})
    base = _escape_base(addresses)
    parts = list(_divide(_url_element(entries[address], base) for address in sorted(entries)))
    if len(parts) == 1:
        return {ADDRESS: parts[0]}
    names = [_name_part(number) for number in range(1, len(parts) + 1)]
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


def read_elements(files: Iterable[bytes], wanted: Iterable[str], addresses: SiteUrls) -> dict[str, bytes] | None:
    """Return what the files of a published sitemap say of pages, by address; `None` where one of them is not in it.

    Args:
        files: the files.
        wanted: the addresses of the pages.
        addresses: the site's addresses.
    """
    begin = f"<url><loc>{_escape_base(addresses)}".encode()
    lines = (line for data in files for line in data.splitlines(keepends=True) if line.startswith(begin))
    elements = {line[len(begin) : line.index(b"<", len(begin))]: line for line in lines}
    try:
        return {address: elements[quote_path(address).encode()] for address in wanted}
    except KeyError:
        return None


def list_files(published: Container[str]) -> list[str]:
    """Return the paths of the files of a published sitemap, given those of all published files."""
    return [ADDRESS, *takewhile(published.__contains__, map(_name_part, count(1)))]


def _name_part(number: int) -> str:
    stem, _, ending = ADDRESS.rpartition(".")
    return f"{stem}-{number}.{ending}"


def _escape_base(addresses: SiteUrls) -> str:
    """Return the site's own address in XML. What follows it is percent-encoded, and so holds nothing to escape."""
    return escape(addresses.site_url, quote=False).replace('"', "&quot;")


def _url_element(page: Page | bytes, base: str) -> bytes:
    """Return the element of a page, where it is not given."""
    if isinstance(page, bytes):
        return page
    modified = f"<lastmod>{page.modified.isoformat()}</lastmod>" if page.modified else ""
    links = dict(page.alternates)
    if page.default is not None:
        links["x-default"] = page.default
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{locale}" href="{base}{quote_path(address)}"/>'
        for locale, address in links.items()
    )
    return f"<url><loc>{base}{quote_path(page.address)}</loc>{modified}{alternates}</url>\n".encode()
