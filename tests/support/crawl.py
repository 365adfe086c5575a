"""A built site as a visitor's programs see it: pages, languages, links, and what is wrong with the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html

_DEEP = "https://site.invalid/root/"
"""Stands for the site's root where a link is followed, so that one that climbs above the root is seen."""
_LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src"}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_TAG = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<attributes>(?:[^"'>]|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
"""A tag with its attributes, or a comment, which has no name."""
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
_UNREAD = ("script", "style", etree.Comment)
BROKEN = "(nowhere)"


@dataclass(frozen=True)
class Link:
    """A link or something loaded, as a page writes it."""

    element: Any
    written: str


@dataclass(frozen=True)
class Page:
    """One HTML file."""

    file: str
    """From the site's root."""
    text: str

    @property
    def address(self) -> str:
        """From the site's root, a folder's for its index."""
        return self.file.removesuffix("index.html")

    @cached_property
    def tree(self) -> Any:
        """The parsed page."""
        return html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8"))

    def find(self, xpath: str, **values: Any) -> list[Any]:
        """Return what an XPath finds."""
        return list(self.tree.xpath(xpath, **values))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The fragments that a link may lead to."""
        return frozenset(self.find("//@id"))

    @cached_property
    def indexed(self) -> bool:
        """Whether search engines are let in."""
        return not any("noindex" in content for content in self.find("//meta[@name='robots']/@content"))

    @cached_property
    def alternates(self) -> dict[str, str]:
        """What the head says of the page in other languages: URL by `hreflang`."""
        links = self.find("/html/head/link[@rel='alternate'][@hreflang]")
        return {link.get("hreflang"): link.get("href") for link in links}

    @cached_property
    def feeds(self) -> list[str]:
        """The feeds that the head offers."""
        return [str(href) for href in self.find("/html/head/link[@rel='alternate'][@type='application/rss+xml']/@href")]

    @cached_property
    def switch(self) -> dict[str, str]:
        """Where the language switch leads, as written, by language."""
        links = self.find("/html/body/header//a[@hreflang][@lang=@hreflang]")
        return {link.get("hreflang"): link.get("href") for link in links}

    def links(self) -> Iterator[Link]:
        """Yield the links that a reader may follow."""
        for element in self.find("//a[@href] | //area[@href]"):
            yield Link(element, element.get("href"))

    def loaded(self) -> Iterator[Link]:
        """Yield what a browser fetches, and what else the head links to."""
        for name, attribute in _LOADED.items():
            for element in self.find(f"//{name}[@{attribute}]"):
                yield Link(element, element.get(attribute))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each piece of text that is read, with its language."""
        for body in self.find("//body"):
            yield from _iter_texts(body, language(body))

    def faults(self) -> list[str]:
        """Return what is wrong with the markup."""
        return list(_iter_faults(self.text))


def _iter_texts(element: Any, said: str) -> Iterator[tuple[str, str]]:
    """Yield each piece of text in an element that is said to be in a language, with its own language."""
    if element.tag in _UNREAD:
        return
    if words := plain(element.text or ""):
        yield words, said
    for child in element:
        yield from _iter_texts(child, child.get("lang", said))
        if words := plain(child.tail or ""):
            yield words, said


def language(element: Any) -> str:
    """Return the language that an element is said to be in."""
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


def fragment(text: str) -> Any:
    """Return a piece of HTML, parsed, within a `div`."""
    return html.fragment_fromstring(text, create_parent="div")


def plain(text: str) -> str:
    """Return a text with single plain spaces for all white space, as it is read."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Site:
    """A built site."""

    folder: Path
    url: str
    """Where it is published, with a closing slash."""
    _followed: dict[tuple[str, str], tuple[str, str] | None] = field(default_factory=dict, compare=False, repr=False)
    """Where links lead to, by the address of their page and what is written: many tests follow the same ones."""

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by address."""
        files = [path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.html"))]
        found = (Page(file, (self.folder / file).read_text("utf-8")) for file in files)
        return {page.address: page for page in found}

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file by its path."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def follow(self, page: Page, written: str) -> tuple[str, str] | None:
        """Return address and fragment that a link leads to, or `None` where it leaves the site.

        Where nothing stands at the end of it, the address is `BROKEN` with what was written.
        """
        key = page.address, written
        if key not in self._followed:
            self._followed[key] = self._resolve(*key)
        return self._followed[key]

    def _resolve(self, base: str, written: str) -> tuple[str, str] | None:
        """Return what `follow` does for a link on the page at `base`."""
        if written.startswith(self.url):
            written = _DEEP + written.removeprefix(self.url)
        elif urlsplit(written).scheme or written.startswith("//"):
            return None
        elif written.startswith("/"):
            root = urlsplit(self.url).path
            if not written.startswith(root):
                return f"{BROKEN} {written}", ""
            written = _DEEP + written.removeprefix(root)
        url, fragment = urldefrag(urljoin(_DEEP + base, written))
        if not url.startswith(_DEEP):
            return f"{BROKEN} {written}", ""
        address = unquote(url.removeprefix(_DEEP))
        if address in self.pages or address in self.files:
            return address, unquote(fragment)
        return f"{BROKEN} {written}", ""

    def address(self, page: Page, written: str) -> str:
        """Return the address that a link leads to, without its fragment."""
        found = self.follow(page, written)
        return BROKEN if found is None else found[0]


def _iter_faults(text: str) -> Iterator[str]:
    """Yield what is wrong with tags that do not match, and attributes and ids that stand twice."""
    opened: list[str] = []
    ids: set[str] = set()
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        end, name, attributes = match["end"], (match["name"] or "").lower(), match["attributes"]
        if end and opened and opened[-1] == name:
            opened.pop()
        elif end:
            yield f"</{name}> at line {_count_lines(text, match)} closes nothing; open is {opened[-1:]}"
        elif name:
            values = _ATTRIBUTE.findall(attributes)
            if len({attribute.lower() for attribute, *_ in values}) < len(values):
                yield f"<{name}> at line {_count_lines(text, match)} has an attribute twice"
            for identity in ("".join(value) for attribute, *value in values if attribute == "id"):
                if identity in ids:
                    yield f"the id {identity} stands twice"
                ids.add(identity)
            if name not in _VOID and not attributes.endswith("/"):
                opened.append(name)
            if name in ("script", "style"):
                position = max(position, text.find(f"</{name}>", position))
    yield from (f"<{name}> is never closed" for name in opened)


def _count_lines(text: str, match: re.Match[str]) -> int:
    """Return the number of the line of a match."""
    return text.count("\n", 0, match.start()) + 1
