"""What many views share: links, names, cards and other plain values in one language, ready to print.

Templates are handed views, never domain objects; the HTML of texts is handed to them besides.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A link."""

    title: str
    address: str
    lang: str = ""
    """The language of title and target, where it is not the page's."""
    only: str = ""
    """The mark of a text that has no translation into the page's language."""


class LocalizedText(NamedTuple):
    """Text that may be in another language than the page."""

    text: str
    lang: str = ""


class FeedLink(NamedTuple):
    """A feed that a page offers, in three formats."""

    kind: str
    """`all`, `topics`, `bodies` or `types`."""
    key: str
    title: str
    """With the site's name."""
    name: LocalizedText
    """What its entries have in common."""
    stem: str
    """Its address without the ending that names the format."""

    @property
    def address(self) -> str:
        """The address of its RSS."""
        return f"{self.stem}.xml"

    @property
    def atom(self) -> str:
        """The address of its Atom."""
        return f"{self.stem}.atom"

    @property
    def json(self) -> str:
        """The address of its JSON Feed."""
        return f"{self.stem}.json"


class FigureRow(NamedTuple):
    """A figure, ready to read."""

    name: LocalizedText
    value: str
    period: str
    address: str = ""
    """The address of its values over time."""
    basis: LocalizedText | None = None
    """How it was counted, where the figure has several bases."""
    remark: LocalizedText | None = None
    """Why the value differs from another."""


class SourceView(NamedTuple):
    """The source of facts."""

    name: LocalizedText
    url: str
    retrieved: str
    grade: str = ""
    """How sure it is, in words."""
    note: str = ""
    """That the address is of an archived copy, or that there is none, where the source is gone."""


class ExternalLink(NamedTuple):
    """A link to another site."""

    url: str
    """Its address, or that of its archived copy; empty where there is nothing to read."""
    note: str
    """What readers must know of it, where it is gone."""


class Hidden(NamedTuple):
    """The notice of a preview on content that the public may not see."""

    title: str
    text: str
    others: Link
    """The link to all such content."""


class CardView(NamedTuple):
    """A release in a list."""

    datetime: str
    date: str
    kind: str
    """The key of its type."""
    type: str
    withdrawn: bool
    link: Link
    description: LocalizedText


class FilterView(NamedTuple):
    """A field that a table is filtered by."""

    key: str
    name: str
    choices: tuple[tuple[str, str], ...]
    """Key and name of each value that there is."""
