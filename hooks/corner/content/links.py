"""Links in Markdown: parsing and rewriting them, and resolving those within the corner."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import quote, unquote

INTERNAL_SCHEME = "corner:"
"""The scheme of links to releases and files of the corner."""
SCHEMES = ("http", "https", "mailto", "tel")
"""The schemes of links that may be published."""
_WEB = ("http://", "https://")
SAFE = (*_WEB, *(f"{scheme}:" for scheme in SCHEMES if not scheme.startswith("http")))
"""What the address of such a link begins with."""
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""What an absolute URL begins with."""
_PAGE = re.compile(r"(.+)\.[A-Za-z0-9-]+\.md\Z")
_INTERNAL = re.compile(f'"{INTERNAL_SCHEME}([^"#]*)(#[^"]*)?"')
_PICTURE = re.compile(f'<img src="{INTERNAL_SCHEME}([^"]*)"')
_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE
)
_WRITTEN = re.compile(r"\](?:\(|:)\s*(?:<([^<>\n]*)>|([^\s<>]+?)(?=[\s)]|\Z))")
"""The address of a link, a picture or a reference definition, in angle brackets or not."""
_AUTOLINK = re.compile(r"(?<![(:] )(?<![(:])<(https?://[^\s<>]+)>")
"""An address that is a link by itself."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class MarkdownLink(NamedTuple):
    """A link or picture of a text."""

    written: str
    """The address as the editor wrote it."""
    target: str | None
    """For a link within the corner: the key of a release or summary, or the path of a file in `news/`."""
    safe: bool = True
    """Whether the address may be published at all."""
    picture: bool = False
    """Whether it is a picture."""


def mask_code(text: str) -> str:
    """Return text with its code replaced by spaces; all positions stay the same."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def rewrite_links(text: str, folder: str, change: Callable[[str, str], str | None]) -> str:
    """Return text with changed addresses in its links, pictures and reference definitions.

    Args:
        text: the Markdown.
        folder: the folder in `news/` that relative links start from.
        change: returns the new address for an address and its target in `news/`, or `None` to keep it.
    """
    for start, end, written in reversed(list(_iter_written(text))):
        link = parse_link(written, folder)
        address = change(link.written, link.target) if link.target is not None else None
        if address is not None:
            text = text[:start] + address + text[end:]
    return text


def _iter_written(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield beginning, end and meaning of each address in the links, pictures and reference definitions of a text."""
    for match in _WRITTEN.finditer(mask_code(text)):
        start, end = match.span(1) if match[1] is not None else match.span(2)
        yield start, end, unescape(_ESCAPED.sub(r"\1", text[start:end]))


def find_external_links(text: str) -> Iterator[tuple[int, str]]:
    """Yield position and address of each link of a text that leads to another site, also of those in angle brackets."""
    if "://" not in text:
        return
    yield from ((start, url) for start, _, url in _iter_written(text) if url.startswith(_WEB))
    yield from ((match.start(1), match[1]) for match in _AUTOLINK.finditer(mask_code(text)))


def trim_bracket(address: str) -> str:
    """Return an address without the closing brackets of the link around it."""
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1]
    return address


def parse_link(url: str, folder: str) -> MarkdownLink:
    """Return the link for an address in a text of `folder`."""
    if url.startswith("#") or (url.startswith(SAFE) and url not in SAFE):
        return MarkdownLink(url, None)
    if not url or SCHEME.match(url) or url.startswith("/"):
        return MarkdownLink(url, None, safe=False)
    target = posixpath.normpath(posixpath.join(folder, unquote(url.partition("#")[0])))
    page = _PAGE.match(target)
    return MarkdownLink(url, page[1] if page else target)


def find_picture(html: str) -> str:
    """Return the path in `news/` of the first picture of rendered Markdown; nothing where there is none."""
    match = _PICTURE.search(html)
    return unquote(match[1]) if match else ""


def resolve_links(html: str, base: str, find_address: Callable[[str], str]) -> str:
    """Return HTML with the addresses of links within the corner.

    Args:
        html: rendered Markdown.
        base: the relative URL from the page to the site's root, with a closing slash.
        find_address: returns the address of a release, summary or file, by key or path in `news/`; nothing where there is
            none.
    """
    if INTERNAL_SCHEME not in html:
        return html
    return _INTERNAL.sub(lambda match: f'"{base}{quote(find_address(unquote(match[1])))}{match[2] or ""}"', html)
