"""Social cards: the pictures that stand for a page where it is shared. Which there are, and what they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corner.content import urls
from corner.content.release import Release
from corner.views.edition import Edition

SIZE = (1200, 630)
"""Width and height in pixels."""


class Card(NamedTuple):
    """What a card shows."""

    site: str
    """The corner's name."""
    kind: str
    """The kind of news, where it is of one release."""
    date: str
    title: str
    topic: str
    """The first topic's name."""
    colour: int
    """Which of the colours: the topic's place in its vocabulary, from 1; 0 is the corner's own."""
    territory: str
    """Language and territory, such as `zh_TW`, which choose the forms of characters."""


def card_path(edition: Edition, release: Release | None) -> str:
    """Return where the card of a release stands, or the one of all other pages."""
    name = urls.content_path(release.key).rstrip("/") if release else "corner"
    return edition.at(f"cards/{name}.png")


def iter_cards(edition: Edition) -> Iterator[tuple[str, Card, str]]:
    """Yield the cards of an edition: address, card, and what it is made from."""
    words, site = edition.words, edition.language.site_name
    territory = words.territory
    own = Card(site, "", "", edition.language.description, "", 0, territory)
    yield card_path(edition, None), own, "the card of the site"
    places = {key: place for place, key in enumerate(edition.catalogue.vocabulary.topics, 1)}
    for release in edition.catalogue.releases.values():
        text = release.texts.get(edition.locale)
        if text is None:
            continue
        topic = release.facts.topics[0]
        card = Card(
            site=site,
            kind=words("withdrawn") if release.facts.withdrawn else words(f"type.{release.facts.type}"),
            date=words.date(release.issued.day),
            title=text.title,
            topic=edition.name("topics", topic).text,
            colour=places[topic],
            territory=territory,
        )
        yield card_path(edition, release), card, text.path
