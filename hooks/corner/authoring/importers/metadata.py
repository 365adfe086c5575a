"""The metadata of imported documents: language, headline, day of issue, bodies and topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.html import LONGEST_TITLE, ImportedPage
from corner.content.taxonomies import Taxonomies
from corner.diagnostics.message import Message
from corner.i18n.formats import LocaleFormats
from corner.parity.lexicon import Lexicon
from corner.parity.name_check import NameIndex
from corner.parity.readers.reader import read_quantities

_HEAD, _FOOT = 8, 4
"""The number of blocks at the beginning and at the end that may contain the day of issue."""
_MASTHEAD = 3
"""The largest number of blocks above the day of issue where the headline is the last of them."""
_BESIDE = 24
"""The largest number of letters beside the day, such as “Ends/”, a day of the week and “Issued at HKT”."""
_LONGEST = 200
"""The largest number of letters of a headline."""
_FIRST = 1900
"""The first year of issue; a smaller number is a year of another calendar."""


class ImportedMetadata(NamedTuple):
    """The metadata that a document contains; the rest is empty."""

    title: str
    day: date | None
    bodies: tuple[str, ...]
    topics: tuple[str, ...]
    description: str
    """The first sentence of the text."""


def detect_language(page: ImportedPage, locales: tuple[str, ...]) -> str:
    """Return the language of a document by its script.

    Raises:
        DocumentError: several languages or none have the script.
    """
    letters = [character for character in page.text if character.isalpha()]
    han = sum("\u2e80" <= letter <= "\u9fff" for letter in letters) * 2 > len(letters)
    # A Chinese character carries more than a letter: with half of the letters, Chinese is nearly all of the text.
    matches = [locale for locale in locales if (locale.partition("-")[0] == "zh") == han]
    if len(matches) != 1:
        raise DocumentError(
            Message("expected --languages, found a script of none or several of {languages}", languages=list(locales))
        )
    return matches[0]


def extract_metadata(page: ImportedPage, formats: LocaleFormats, taxonomies: Taxonomies) -> ImportedMetadata:
    """Remove headline and day of issue from a document, and return its metadata.

    Args:
        page: the document, which loses headline and day of issue.
        formats: the formats of its language.
        taxonomies: the taxonomies of the corner.
    """
    blocks = page.blocks()
    text = f"{page.title}\n{page.text}"
    lexicon = Lexicon(formats)
    dated = _find_issue_day(blocks, lexicon)
    used = set() if dated is None else {dated[0]}
    title = page.title
    if not title:
        opening = page.opening(dated[0] if dated else None)
        short = {place: is_prominent for place, is_prominent in opening.items() if len(blocks[place]) <= LONGEST_TITLE}
        position = _find_headline(short, dated[0] if dated else None)
        if position is not None:
            title = blocks[position].lstrip("# ")
            used.add(position)
    page.drop(used)
    day = dated[1] if dated else page.day
    mentions = NameIndex(taxonomies, formats.locale).find_mentions(text)
    return ImportedMetadata(
        title=title,
        day=day,
        bodies=tuple(
            dict.fromkeys(mention.form.body for mention in sorted(mentions, key=lambda mention: mention.start))
        ),
        topics=tuple(_iter_topics(text, formats.locale, taxonomies)),
        description=_describe(page.lead, lexicon),
    )


def _describe(lead: str, lexicon: Lexicon) -> str:
    """Return the first sentence of a text that is no longer than a teaser, or nothing."""
    end = lexicon.sentence_end.search(lead)
    sentence = lead[: end.end()] if end else lead
    return sentence.strip() if len(sentence) <= LONGEST_TITLE else ""


def _find_headline(opening: Mapping[int, bool], dated: int | None) -> int | None:
    """Return the position of the headline: the block right above the day of issue, or else the first block.

    Args:
        opening: whether each block before the running text stands out, by position; such blocks come first.
        dated: the position of the block with the day of issue.
    """
    positions = [position for position, is_prominent in opening.items() if is_prominent] or list(opening)
    if dated and dated <= _MASTHEAD and dated - 1 in positions:
        return dated - 1
    return next(iter(positions), None)


def _find_issue_day(blocks: list[str], lexicon: Lexicon) -> tuple[int, date] | None:
    """Return the position of the block that contains the day of issue and little more, and the day."""
    ends = [*range(min(_HEAD, len(blocks))), *range(max(_HEAD, len(blocks) - _FOOT), len(blocks))]
    for position in ends:
        block = blocks[position]
        for quantity in read_quantities(block, lexicon).dates if len(block) <= _LONGEST else ():
            beside = sum(character.isalpha() for character in block.replace(quantity.written, "", 1))
            if quantity.year is not None and quantity.year >= _FIRST and quantity.day is not None and beside <= _BESIDE:
                with suppress(ValueError):  # such as 31 February
                    return position, date(quantity.year, quantity.month, quantity.day)
    return None


def _iter_topics(text: str, locale: str, taxonomies: Taxonomies) -> Iterable[str]:
    """Yield the topics whose names are in the text."""
    text = text.casefold()
    for key, topic in taxonomies.topics.items():
        names: Mapping[str, str] = topic.name
        if locale in names and names[locale].casefold() in text:
            yield key
