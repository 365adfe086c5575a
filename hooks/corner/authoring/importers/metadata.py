"""What a document says of itself that front matter holds: language, headline, day of issue, bodies and topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from corner.authoring.importers.documents import DocumentError
from corner.authoring.importers.html import ImportedPage
from corner.content.taxonomies import Taxonomies
from corner.i18n.formats import LocaleFormats
from corner.parity import quantity_check
from corner.parity.lexicon import Lexicon
from corner.parity.name_check import NameIndex

_HEAD, _FOOT = 8, 4
"""How many blocks from either end may name the day of issue."""
_MASTHEAD = 3
"""How many blocks may stand above the day of issue where the headline is the last of them."""
_BESIDE = 24
"""Letters that may stand beside a day, such as “Ends/”, a day of the week and “Issued at HKT”."""
_LONGEST = 200
"""Letters of a headline."""
_FIRST = 1900
"""The first year of issue; a lower number is a year of another calendar."""


class ImportedMetadata(NamedTuple):
    """What was found; what was not is empty."""

    title: str
    day: date | None
    bodies: tuple[str, ...]
    topics: tuple[str, ...]


def detect_language(page: ImportedPage, locales: tuple[str, ...]) -> str:
    """Return the language that a document is in, by its script.

    Raises:
        DocumentError: the script is that of several languages, or of none.
    """
    letters = [sign for sign in page.text if sign.isalpha()]
    han = sum("\u2e80" <= sign <= "\u9fff" for sign in letters) * 2 > len(letters)
    # A Chinese character says more than a letter, so that half of them are nearly all of the text.
    found = [locale for locale in locales if (locale.partition("-")[0] == "zh") == han]
    if len(found) != 1:
        raise DocumentError(f"expected --languages, for its script tells none of {', '.join(locales)}")
    return found[0]


def extract_metadata(page: ImportedPage, formats: LocaleFormats, taxonomies: Taxonomies) -> ImportedMetadata:
    """Take headline and day of issue out of a document, and name what its words tell.

    Args:
        page: the document, which loses what front matter will say.
        formats: the formats of its language.
        taxonomies: the taxonomies of the corner.
    """
    blocks = page.blocks()
    whole = f"{page.title}\n{page.text}"
    dated = _dated(blocks, Lexicon(formats))
    used = set() if dated is None else {dated[0]}
    title = page.title
    if not title:
        place = _headline(page.opening(dated[0] if dated else None), dated[0] if dated else None)
        if place is not None:
            title = blocks[place].lstrip("# ")
            used.add(place)
    page.drop(used)
    day = dated[1] if dated else page.day
    mentions = NameIndex(taxonomies, formats.locale).find_mentions(whole)
    return ImportedMetadata(
        title=title,
        day=day,
        bodies=tuple(dict.fromkeys(mention.form.body for mention in sorted(mentions, key=lambda each: each.start))),
        topics=tuple(_topics(whole, formats.locale, taxonomies)),
    )


def _headline(opening: Mapping[int, bool], dated: int | None) -> int | None:
    """Return which block is the headline: one that stands soon above the day of issue, or else the first other one.

    Args:
        opening: the blocks before the running text, by position, with whether they stand out; such ones come first.
        dated: the position of the block that says the day of issue.
    """
    places = [place for place, stands_out in opening.items() if stands_out] or list(opening)
    if dated and dated <= _MASTHEAD and dated - 1 in places:
        return dated - 1
    return next(iter(places), None)


def _dated(blocks: list[str], lexicon: Lexicon) -> tuple[int, date] | None:
    """Return the block that says the day of issue and little more, and the day."""
    ends = [*range(min(_HEAD, len(blocks))), *range(max(_HEAD, len(blocks) - _FOOT), len(blocks))]
    for place in ends:
        block = blocks[place]
        for found in quantity_check.read_quantities(block, lexicon).dates if len(block) <= _LONGEST else ():
            beside = sum(sign.isalpha() for sign in block.replace(found.written, "", 1))
            if found.year is not None and found.year >= _FIRST and found.day is not None and beside <= _BESIDE:
                return place, date(found.year, found.month, found.day)
    return None


def _topics(text: str, locale: str, taxonomies: Taxonomies) -> Iterable[str]:
    """Yield the topics whose names stand in the text."""
    text = text.casefold()
    for key, topic in taxonomies.topics.items():
        names: Mapping[str, str] = topic.name
        if locale in names and names[locale].casefold() in text:
            yield key
