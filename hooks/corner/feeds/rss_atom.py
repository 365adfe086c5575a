"""RSS 2.0 and Atom 1.0: the one module that knows feedgen.

feedgen takes a tenth of a millisecond for an entry, and a site has thousands, so it renders each shape of
an entry once, with markers, and each entry is filled into the shell of its shape.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from html import escape
from typing import Any, NamedTuple

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from corner.content.urls import FORMATS
from corner.feeds.entries import Category, Enclosure, RenderedEntry
from corner.feeds.types import Feed
from corner.render.skeleton import Skeleton, slot_marker

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
"""RFC 5005's own names."""
CONTENT = "http://purl.org/rss/1.0/modules/content/"
XHTML = "http://www.w3.org/1999/xhtml"
GENERATOR = "feedgen"

_PUBLISHED, _UPDATED = datetime(1601, 1, 1, tzinfo=UTC), datetime(1602, 1, 1, tzinfo=UTC)
"""Stand for the dates of an entry in its shell."""
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around a marker's name in what feedgen renders, for XML has no place for the shells' own."""


class EntryShape(NamedTuple):
    """What entries share that one shell serves."""

    ending: str
    """The format, `xml` for RSS or `atom`."""
    locale: str
    enclosures: int
    source: bool
    """Whether it names the address of its source."""
    updated: bool
    """Whether it has changed since its publication."""


class _FeedExtension(BaseExtension):  # type: ignore[misc]
    """What feedgen has no place for in a feed: more links in RSS, RFC 5005, and words for who opens it in a browser."""

    def __init__(self) -> None:
        self.feed: Feed | None = None
        self.ending = ""

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY, "h": XHTML}

    def extend_rss(self, feed: Any) -> Any:
        channel = feed[0]
        if self._feed.updated is None:
            channel.remove(channel.find("lastBuildDate"))  # feedgen 1.0.0 writes the clock's if there is none
        for link in _links(self._feed, self.ending):
            if link["rel"] not in ("self", "alternate"):
                etree.SubElement(channel, f"{{{ATOM}}}link", link)
        self._extend(channel)
        return feed

    def extend_atom(self, feed: Any) -> Any:
        self._extend(feed)
        return feed

    @property
    def _feed(self) -> Feed:
        assert self.feed is not None
        return self.feed

    def _extend(self, parent: Any) -> None:
        feed = self._feed
        if feed.current:
            etree.SubElement(parent, f"{{{HISTORY}}}archive")
        words = etree.SubElement(parent, f"{{{XHTML}}}div", lang=feed.locale, dir=feed.direction)
        etree.SubElement(words, f"{{{XHTML}}}p").text = feed.explained
        etree.SubElement(words, f"{{{XHTML}}}code").text = feed.url(self.ending)
        etree.SubElement(words, f"{{{XHTML}}}a", href=feed.page).text = feed.page_title


class _EntryExtension(BaseExtension):  # type: ignore[misc]
    """What feedgen drops or has no place for in an entry: its change in RSS, links in Atom, one that browsers follow.

    feedgen 1.0.0 leaves out all attributes of an Atom entry's links but the address.
    """

    def __init__(self) -> None:
        self.page = ("", "")
        """The address of its page and its title."""
        self.links: list[dict[str, str]] = []
        self.updated: datetime | None = None

    def extend_rss(self, entry: Any) -> Any:
        if self.updated:
            etree.SubElement(entry, f"{{{ATOM}}}updated").text = self.updated.isoformat()
        self._browser_link(entry)
        return entry

    def extend_atom(self, entry: Any) -> Any:
        for link in self.links:
            etree.SubElement(entry, "link", link)
        self._browser_link(entry)
        return entry

    def _browser_link(self, entry: Any) -> None:
        url, title = self.page
        etree.SubElement(entry, f"{{{XHTML}}}a", href=url).text = title


def feed_head(feed: Feed, ending: str) -> tuple[bytes, bytes]:
    """Return what stands before a feed's entries and after them.

    Args:
        feed: the feed.
        ending: the format, `xml` for RSS or `atom`.
    """
    text = _render(_generator(feed, ending), ending).decode()
    declaration, _, rest = text.partition("\n")
    style = f'<?xml-stylesheet type="text/css" href="{escape(feed.style)}"?>'
    close = "  </channel>\n</rss>" if ending == "xml" else "</feed>"
    before, _, after = f"{declaration}\n{style}\n{rest}".rpartition(close)
    return before.encode(), (close + after).encode()


def render_feed_entry(told: RenderedEntry, ending: str, locale: str) -> bytes:
    """Return an entry as it stands in every feed of its edition in a format."""
    enclosures = min(len(told.enclosures), 1) if ending == "xml" else len(told.enclosures)
    shape = EntryShape(ending, locale, enclosures, bool(told.source), told.updated != told.published)
    shell, category = _entry_templates(shape)
    parts = {
        "id": _text(told.id),
        "title": _text(told.title),
        "url": _attribute(told.url),
        "categories": "".join([_category(category, ending, each) for each in told.categories]),
        "updated": told.updated.isoformat(),
    }
    if ending == "xml":
        parts["published"] = format_datetime(told.published)
        parts["summary"] = _text(_text(told.summary))
        parts["html"] = told.html.replace("]]>", "]]]]><![CDATA[>")
    else:
        parts["published"] = told.published.isoformat()
        parts["summary"] = _text(told.summary)
        parts["html"] = _text(told.html)
        parts["source"] = _attribute(told.source)
    for number, file in enumerate(told.enclosures[:enclosures]):
        parts[f"file{number}"] = _attribute(file.url)
        parts[f"type{number}"] = _attribute(file.type)
        parts[f"length{number}"] = str(file.length)
        parts[f"name{number}"] = _attribute(file.title)
    return shell.fill({name: words.encode() for name, words in parts.items()})


@cache
def _category(shell: Skeleton, ending: str, category: Category) -> str:
    label = _text(category.label) if ending == "xml" else _attribute(category.label)
    parts = {"scheme": _attribute(category.scheme), "term": _attribute(category.term), "label": label}
    return shell.fill({name: words.encode() for name, words in parts.items()}).decode()


def whole(feed: Feed, entries: list[RenderedEntry], ending: str) -> bytes:
    """Return a feed as feedgen renders it all at once, without a style sheet: what the others must be equal to."""
    generator = _generator(feed, ending)
    for told in entries:
        _add_entry(generator, told, ending, feed.locale)
    return _render(generator, ending)


def _generator(feed: Feed, ending: str) -> FeedGenerator:
    generator = FeedGenerator()
    generator.register_extension("corner", _FeedExtension, _EntryExtension)
    generator.corner.feed = feed
    generator.corner.ending = ending
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.subtitle(feed.description)
    generator.language(feed.locale)
    generator.generator(GENERATOR)
    generator.author({"name": feed.author})
    generator.updated(feed.updated or feed.begun)
    generator.lastBuildDate(feed.updated or feed.begun)
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.link(_links(feed, ending))
    return generator


def _links(feed: Feed, ending: str) -> list[dict[str, str]]:
    """Return the links of a feed; the last one becomes the channel's own."""
    links = [{"href": feed.url(ending), "rel": "self", "type": FORMATS[ending]}]
    if feed.hub:
        links.append({"href": feed.hub, "rel": "hub"})
    for rel, address in (("current", feed.current), ("prev-archive", feed.previous)):
        if address:
            links.append({"href": f"{feed.site}{address}.{ending}", "rel": rel, "type": FORMATS[ending]})
    return [*links, {"href": feed.page, "rel": "alternate", "type": "text/html", "hreflang": feed.locale}]


def _render(generator: FeedGenerator, ending: str) -> bytes:
    rendered: bytes = generator.rss_str(pretty=True) if ending == "xml" else generator.atom_str(pretty=True)
    return rendered


def _add_entry(generator: FeedGenerator, told: RenderedEntry, ending: str, locale: str) -> None:
    found = generator.add_entry(order="append")
    found.id(told.id)
    found.title(told.title)
    found.published(told.published)
    found.updated(told.updated)
    if ending == "xml":
        found.link(href=told.url, rel="alternate")
        # Readers take a description for HTML, and of several enclosures some take the first alone.
        found.description(escape(told.summary, quote=False))
        found.content(told.html, type="CDATA")
        for file in told.enclosures[:1]:
            found.enclosure(url=file.url, length=str(file.length), type=file.type)
    else:
        found.summary(told.summary)
        found.content(told.html, type="html")
        found.corner.links = _entry_links(told, locale)
    for category in told.categories:
        found.category(term=category.term, scheme=category.scheme, label=category.label)
    found.corner.page = (told.url, told.title)
    found.corner.updated = told.updated if told.updated != told.published else None


def _entry_links(told: RenderedEntry, locale: str) -> list[dict[str, str]]:
    """Return the links of an Atom entry: to its page, its files and its source."""
    links = [{"href": told.url, "rel": "alternate", "type": "text/html", "hreflang": locale}]
    for each in told.enclosures:
        size = str(each.length)
        links.append({"href": each.url, "rel": "enclosure", "type": each.type, "length": size, "title": each.title})
    if told.source:
        links.append({"href": told.source, "rel": "via"})
    return links


@cache
def _entry_templates(shape: EntryShape) -> tuple[Skeleton, Skeleton]:
    """Return the shell of all entries of a shape, and that of a category in it."""
    ending = shape.ending
    files = range(shape.enclosures)
    stand_in = RenderedEntry(
        id=_marker("id"),
        title=_marker("title"),
        url=_marker("url"),
        summary=_marker("summary"),
        html=_marker("html"),
        published=_PUBLISHED,
        updated=_UPDATED if shape.updated else _PUBLISHED,
        categories=(Category(_marker("scheme"), _marker("term"), _marker("label")),),
        enclosures=tuple(
            Enclosure(_marker(f"file{n}"), _marker(f"type{n}"), 1601 + n, _marker(f"name{n}")) for n in files
        ),
        source=_marker("source") if shape.source else "",
    )
    generator = FeedGenerator()
    generator.register_extension("corner", _FeedExtension, _EntryExtension)
    _add_entry(generator, stand_in, ending, shape.locale)
    found = generator.entry()[0]
    # In a feed it is indented, and the names of its elements are declared above it.
    root = etree.Element("root", nsmap={"h": XHTML, "atom": ATOM, "content": CONTENT})
    parent = etree.SubElement(root, "channel") if ending == "xml" else root
    parent.append(found.rss_entry() if ending == "xml" else found.atom_entry())
    indent = "    " if ending == "xml" else "  "
    rendered = etree.tostring(root, pretty_print=True, encoding="unicode").partition(f"\n{indent}")[2]
    text = indent + rendered.rpartition(f"\n{indent[2:]}</")[0] + "\n"
    dates = {
        format_datetime(_PUBLISHED): "published",
        _PUBLISHED.isoformat(): "published" if ending == "atom" else "updated",
        _UPDATED.isoformat(): "updated",
    }
    for written, name in dates.items():
        text = text.replace(written, _marker(name))
    for number in files:
        text = text.replace(f'length="{1601 + number}"', f'length="{_marker(f"length{number}")}"')
    category = next(line for line in text.splitlines(keepends=True) if _marker("label") in line)
    return _split_template(text.replace(category, _marker("categories"))), _split_template(category)


def _split_template(text: str) -> Skeleton:
    before, *rest = text.split(_OPEN)
    pieces = [part.partition(_CLOSE) for part in rest]
    return Skeleton.cut(before + "".join(slot_marker(name) + piece for name, _, piece in pieces))


def _marker(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(words: str) -> str:
    return _text(words).replace('"', "&quot;")
