"""The metadata of imported documents: language, headline, day of issue, bodies and topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import NamedTuple

from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.html import LONGEST_TITLE, ImportedPage
from corner.authoring.importers.phrases import read_phrases
from corner.authoring.importers.press_frame import read_frame
from corner.content.taxonomies import Place, Taxonomies, Topic
from corner.diagnostics.message import Message
from corner.parity.lexicon import Lexicon
from corner.parity.name_check import NameIndex
from corner.parity.writing import read_writing

_MASTHEAD = 3
"""The largest number of blocks above the day of issue where the headline is the last of them."""
_LEAST_WORDS, _MORE_WORDS = 3, 1.5
"""How many common words a text has of its language, and how many times as many as of any other."""


class ImportedMetadata(NamedTuple):
    """The metadata that a document contains; the rest is empty."""

    title: str
    issued: str
    """The day of issue, with the time where the text has one, as front matter writes it."""
    bodies: tuple[str, ...]
    topics: tuple[str, ...]
    leads: tuple[str, ...]
    """The beginnings of the text that may be its description, the shortest first."""
    places: tuple[str, ...]


def detect_language(page: ImportedPage, locales: tuple[str, ...]) -> str:
    """Return the language of a document by its script and its words.

    Raises:
        DocumentError: no language has the script, or several have it and none has clearly more of the words.
    """
    text = f"{page.title}\n{page.text}"
    letters = [character for character in text if character.isalpha()]
    han = sum("\u2e80" <= letter <= "\u9fff" for letter in letters) * 2 > len(letters)
    # A Chinese character carries more than a letter: with half of the letters, Chinese is nearly all of the text.
    matches = [locale for locale in locales if (locale.partition("-")[0] == "zh") == han]
    if len(matches) > 1:
        matches = _select_likeliest(text, matches)
    if len(matches) != 1:
        raise DocumentError(
            Message("expected --languages, found a script of none or several of {languages}", languages=list(locales))
        )
    return matches[0]


def _select_likeliest(text: str, locales: list[str]) -> list[str]:
    """Return the language that has clearly more of a text's words or characters than the others, or all of them."""
    phrases = read_phrases()
    forms = [encodings for locale in locales if (encodings := read_writing(locale).encodings)]
    counts = {}
    for locale in locales:
        if forms:  # two forms of one script
            ours, theirs = forms[0] if read_writing(locale).encodings else reversed(forms[0])
            counts[locale] = sum(_is_own(character, ours, theirs) for character in text)
        else:
            counts[locale] = phrases.count_common_words(locale.partition("-")[0], text)
    first, second = sorted(counts.values(), reverse=True)[:2]
    is_clear = first >= _LEAST_WORDS and first >= _MORE_WORDS * second
    return [max(counts, key=counts.__getitem__)] if is_clear else locales


def _is_own(character: str, ours: str, theirs: str) -> bool:
    """Return whether one encoding has a character and the other has not."""
    return bool(character.encode(ours, "ignore")) and not character.encode(theirs, "ignore")


def extract_metadata(
    page: ImportedPage, lexicon: Lexicon, taxonomies: Taxonomies, time_zone: tzinfo
) -> ImportedMetadata:
    """Remove headline, day of issue and what else is around the text from a document, and return its metadata.

    Args:
        page: the document, which loses them.
        lexicon: the words of its language.
        taxonomies: the taxonomies of the corner.
        time_zone: the corner's time zone.
    """
    blocks = page.blocks()
    text = f"{page.title}\n{page.text}"
    names = NameIndex(taxonomies, lexicon.locale)
    frame = read_frame(blocks, lexicon, read_phrases())
    used = set(frame.dropped)
    title = page.title
    if not title:
        opening = page.opening(used)
        short = {
            place: is_prominent
            for place, is_prominent in opening.items()
            if len(blocks[place]) <= LONGEST_TITLE and place not in frame.cut_start
        }
        letterhead = {place for place in short if len(short) > 1 and _is_name(blocks[place], names)}
        position = _find_headline({place: short[place] for place in short if place not in letterhead}, frame.dated)
        if position is not None:
            title = read_phrases().strip_masthead(blocks[position].lstrip("# "))
            used |= {position, *(place for place in letterhead if place < position)}
    page.drop(used, frame)
    day = frame.format_moment(time_zone) or (page.day.isoformat() if page.day else "")
    page.convert_numbers()
    mentions = names.find_mentions(text)
    return ImportedMetadata(
        title=title,
        issued=day,
        bodies=tuple(
            dict.fromkeys(mention.form.body for mention in sorted(mentions, key=lambda mention: mention.start))
        ),
        topics=tuple(_iter_named(text, lexicon.locale, taxonomies.topics)),
        leads=tuple(_iter_leads(page.lead, lexicon)),
        places=tuple(_iter_named(text, lexicon.locale, taxonomies.places)),
    )


def _is_name(block: str, names: NameIndex) -> bool:
    """Return whether a block is nothing but the name of a body, as in a letterhead."""
    return any(mention.written == block for mention in names.find_mentions(block))


def _iter_leads(lead: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the first sentence of a paragraph, its first two, and so on, as far as they are no longer than a teaser."""
    ends = [match.end() for match in lexicon.sentence_end.finditer(lead)]
    for end in dict.fromkeys([*ends, len(lead)]):
        sentences = lead[:end].strip()
        if not sentences or len(sentences) > LONGEST_TITLE:
            return
        yield sentences


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


def _iter_named(text: str, locale: str, terms: Mapping[str, Topic] | Mapping[str, Place]) -> Iterator[str]:
    """Yield the topics or places whose names are in the text."""
    text = text.casefold()
    for key, term in terms.items():
        names: Mapping[str, str] = term.name
        if locale in names and names[locale].casefold() in text:
            yield key
