"""What a text and its translation say otherwise: passages, quantities, names, blocks and links.

The modules for that are loaded when a first pair is compared, since many checks are of one text alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corner.content.markdown_blocks import BlockMark
from corner.content.taxonomies import Taxonomies
from corner.parity import (
    direction_check,
    name_check,
    numbering,
    passage_check,
    quantity_check,
    script_check,
    structure_check,
)
from corner.parity.alignment import Alignment
from corner.parity.compared_text import ComparedText
from corner.parity.quantity_text import QuantityText
from corner.parity.sentences import TextSegments
from corner.parity.side import Mismatch


class AlignedTexts(NamedTuple):
    """An original and its translation, with the parts that correspond to each other."""

    here: ComparedText
    there: ComparedText
    alignment: Alignment
    marks: tuple[numbering.Marks, numbering.Marks]
    """The marks of the blocks that were aligned."""


def align_texts(here: ComparedText, there: ComparedText) -> AlignedTexts:
    """Return two texts with their alignment."""
    sides, lexicons = (here.side, there.side), (here.lexicon, there.lexicon)
    marks = numbering.unify_blocks(sides, lexicons, (here.marks, there.marks))
    alignment = Alignment(_cut(here, marks[0]), _cut(there, marks[1]))
    if not alignment.has_exchanged_gaps():
        return AlignedTexts(here, there, alignment, marks)
    # Texts that both seem to lack as much rather have their paragraphs cut in different places.
    merged = numbering.merge_blocks(sides, marks)
    other = Alignment(_cut(here, merged[0]), _cut(there, merged[1]))
    if len(other.gaps) < len(alignment.gaps):
        return AlignedTexts(here, there, other, merged)
    return AlignedTexts(here, there, alignment, marks)


def compare_contents(texts: AlignedTexts, taxonomies: Taxonomies, days: tuple[date, date]) -> Iterator[Mismatch]:
    """Yield the passages, quantities and names that two texts do not share."""
    here, there, alignment, _ = texts
    yield from passage_check.find_missing_passages(
        (here.side, there.side),
        alignment,
        here.in_order,
        there.in_order,
        knows_number_words=here.lexicon.knows_number_words and there.lexicon.knows_number_words,
    )
    yield from _compare_statements(here, there, alignment, taxonomies, days)


def compare_forms(texts: AlignedTexts) -> Iterator[Mismatch]:
    """Yield the passages that are not translated, and the blocks and links that two texts do not share."""
    here, there, alignment, marks = texts
    named = [mention.written for mention in here.mentions]
    yield from script_check.find_untranslated((here.side, there.side), alignment, named)
    missing_kinds = {gap.kind for gap in alignment.gaps}
    yield from structure_check.compare_structure(here.side, there.side, *marks, missing_kinds)


def compare_labels(
    ours: ComparedText, theirs: ComparedText, taxonomies: Taxonomies, days: tuple[date, date]
) -> Iterator[Mismatch]:
    """Yield the quantities and names that a text among the facts and its translation do not share."""
    if ours.has_statements or theirs.has_statements:
        alignment = Alignment(_cut(ours), _cut(theirs), blocks=False)
        yield from _compare_statements(ours, theirs, alignment, taxonomies, days)


def _cut(text: ComparedText, marks: tuple[BlockMark, ...] = ()) -> TextSegments:
    """Return what cuts a text into segments, with the marks of its blocks."""
    return TextSegments(text.side, text.lexicon, text.in_order, marks)


def _compare_statements(
    here: ComparedText, there: ComparedText, alignment: Alignment, taxonomies: Taxonomies, days: tuple[date, date]
) -> Iterator[Mismatch]:
    """Yield the quantities and names that two texts or labels do not share."""
    sides = here.side, there.side
    ours, theirs = (
        QuantityText(text.side, other.lexicon.weigh(text.in_order), text.lexicon)
        for text, other in ((here, there), (there, here))
    )
    yield from quantity_check.compare_quantities((ours, theirs), alignment)
    yield from direction_check.compare_directions((ours, theirs), alignment)
    names, mentions = (here.names, there.names), (here.mentions, there.mentions)
    yield from name_check.compare_names(sides, alignment, mentions, names, taxonomies, days)
