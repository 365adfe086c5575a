"""Social cards, the pictures of pages that are shared: which there are, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import NamedTuple

from corner.content.release import Release
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.views.edition import Edition

SIZE = (1200, 630)
"""Width and height in pixels."""


class Card(NamedTuple):
    """The content of a card."""

    site: str
    """The corner's name."""
    kind: str
    """The kind of news, on the card of a release."""
    date: str
    title: str
    topic: str
    """The first topic's name."""
    colour: int
    """The number of the colour: the topic's position in its taxonomy, from 1; 0 is the corner's own colour."""
    territory: str
    """Language and territory, such as `zh_TW`, which choose the forms of characters."""
    is_mirrored: bool = False
    """Whether it begins on the right, as its script does."""


def card_path(edition: Edition, content: Content | None) -> str:
    """Return the path of the card of content, or of the one that all other pages have."""
    name = content.path.rstrip("/") if content else "corner"
    return edition.at(f"cards/{name}.png")


class PlannedCard(NamedTuple):
    """A card before it is known what it shows."""

    path: str
    source: str
    """What it is made from."""
    digest: str
    """What it depends on besides the edition."""
    describe: Callable[[], Card]
    """Returns what it shows."""


def iter_cards(edition: Edition, passed_over: Container[str] = ()) -> Iterator[PlannedCard]:
    """Yield the cards of an edition, but for those of content with the keys that are passed over."""
    yield PlannedCard(card_path(edition, None), Message("the card of the site"), "", partial(_site_card, edition))
    for content_type in edition.catalogue.content_types:
        if content_type.card is None:
            continue
        for content in edition.catalogue.contents[content_type.name].values():
            text = None if content.key in passed_over else content.texts.get(edition.locale)
            if text is not None:
                describe = partial(content_type.card, edition, content)
                yield PlannedCard(card_path(edition, content), text.path, content.digest, describe)


def _site_card(edition: Edition) -> Card:
    """Return the card of all pages that have none of their own."""
    return Card(
        edition.language.site_name,
        "",
        "",
        edition.language.description,
        "",
        0,
        edition.messages.open_graph_locale,
        edition.formats.text_direction == "rtl",
    )


def release_card(edition: Edition, release: Release) -> Card:
    """Return the card of a release that has a text in the edition's language."""
    messages, topic = edition.messages, release.facts.topics[0]
    return Card(
        site=edition.language.site_name,
        kind=messages("withdrawn") if release.facts.withdrawn else edition.type_name(release.facts.type),
        date=edition.formats.format_date(release.issued.day),
        title=release.texts[edition.locale].title,
        topic=edition.name("topics", topic).text,
        colour=list(edition.catalogue.taxonomies.topics).index(topic) + 1,
        territory=messages.open_graph_locale,
        is_mirrored=edition.formats.text_direction == "rtl",
    )
