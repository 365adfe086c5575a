"""What pages show, as plain values in one language: all that a template is handed.

Views hold words, dates and addresses ready to print, never domain objects; the texts' HTML stands beside
them. What a view depends on is told where it is made.
"""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A place to go to."""

    title: str
    address: str
    lang: str = ""
    """The language of title and target, where it is not the page's."""
    only: str = ""
    """The mark of a text that there is in that language only."""


class LocalizedText(NamedTuple):
    """Words that may be in another language than the page."""

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
    """What it is of."""
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
    """Where its values over time stand."""


class SourceView(NamedTuple):
    """Where facts come from."""

    name: LocalizedText
    url: str
    retrieved: str


class Hidden(NamedTuple):
    """The word of a preview on news that the public may not see."""

    title: str
    text: str
    others: Link
    """The way to all such news."""


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
