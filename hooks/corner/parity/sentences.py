"""The sentences of a text with their lengths and anchors, and how those of two texts correspond."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from corner.content.markdown_blocks import BlockMark
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Confidence, Quantity, iter_keys
from corner.parity.segments import Aligner, Costs, Segment, are_clear, measure_length
from corner.parity.side import Side
from corner.parity.vocabulary import NO_MEANINGS, Meanings, Vocabulary, read_vocabulary

TextRange = tuple[int, int]
"""Start and end in the text of a side."""

_COSTS = Costs(5, 5)
_OFTEN = 4
"""How often each text may say what anchors a passage."""
_WORD = re.compile("[a-zß-ɏ][a-zß-ɏ]{2,}")  # a search is quick if it begins with one character
_LETTER = re.compile(r"[^\W\d_]")


class TextSegments:
    """Cuts one of two texts into segments."""

    def __init__(self, side: Side, lexicon: Lexicon, quantities: list[Quantity], marks: tuple[BlockMark, ...]) -> None:
        """Take a text with its quantities and the marks of its blocks."""
        self.side = side
        self.marks = marks
        self._lexicon = lexicon
        self._ratio = 1.0
        self._quantities = quantities
        self._lower = side.lower
        self._anchors: list[tuple[int, object]] = []
        self._starts: list[int] = []

    @property
    def has_spaces(self) -> bool:
        """Whether its language has spaces between words."""
        return self._lexicon.table.has_spaces

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The words of its language whose meanings are known."""
        return read_vocabulary(self._lexicon.locale, has_spaces=self.has_spaces)

    def get_lower(self, segment: Segment) -> str:
        """Return a segment in lower case."""
        return self._lower[segment.start : segment.end]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self._quantities]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in Latin letters, which other scripts write in the same way, in lower case."""
        return frozenset(_WORD.findall(self._lower))

    def find_words(self, segment: Segment) -> set[str]:
        """Return the words in Latin letters of a segment, in lower case."""
        return set(_WORD.findall(self._lower, segment.start, segment.end))

    def find_figures(self, segment: Segment) -> Iterator[object]:
        """Yield what stands for each certain figure of a segment."""
        starts = self._quantity_starts
        first, last = bisect_left(starts, segment.start), bisect_left(starts, segment.end)
        return (figure for _, figure in _iter_figures(self._quantities[first:last]))

    def iter_anchors(self, words: frozenset[str]) -> Iterator[tuple[int, object]]:
        """Yield what both texts may write in the same way, with its position: figures, and the words that both have."""
        yield from _iter_figures(self._quantities)
        for match in _WORD.finditer(self._lower) if words else ():
            if match[0] in words:
                yield match.start(), match[0]

    def anchor(self, anchors: list[tuple[int, object]], shared: set[object]) -> None:
        """Take the anchors that the other text has, too."""
        self._anchors = sorted((anchor for anchor in anchors if anchor[1] in shared), key=lambda anchor: anchor[0])
        self._starts = [start for start, _ in self._anchors]

    def scale(self, ratio: float) -> None:
        """Take the ratio of the lengths of the texts."""
        self._ratio = ratio

    def create_segment(self, start: int, end: int, kind: str = "") -> Segment:
        """Return a part as a segment."""
        return Segment(start, end, measure_length(self.side.text[start:end]) * self._ratio, kind)

    def find_anchors(self, segment: Segment) -> frozenset[object]:
        """Return the anchors of a segment."""
        first, last = bisect_left(self._starts, segment.start), bisect_left(self._starts, segment.end)
        return frozenset(anchor for _, anchor in self._anchors[first:last])

    def split(self, parts: tuple[TextRange, ...]) -> list[Segment]:
        """Return the sentences of some parts."""
        text, ratio = self.side.text, self._ratio
        return [
            Segment(start, end, measure_length(text[start:end]) * ratio)
            for part in parts
            for start, end in self.split_sentences(part)
        ]

    def split_sentences(self, part: TextRange) -> list[TextRange]:
        """Return the positions of the sentences of a part."""
        text = self.side.text
        ends = [match.end() for match in self._lexicon.sentence_end.finditer(text, *part)]
        sentences: list[TextRange] = []
        start = before = part[0]
        for end in (*ends, part[1]):
            searched, before = before, end
            # Most sentences begin with a letter.
            if (searched < end and text[searched].isalpha()) or _LETTER.search(text, searched, end):
                sentences.append((start, end))
            elif sentences:
                sentences[-1] = sentences[-1][0], end
            else:
                continue  # a number before an item
            start = end
        return sentences or [part]


def _iter_figures(quantities: Sequence[Quantity]) -> Iterator[tuple[int, object]]:
    for quantity in quantities:
        if quantity.confidence is Confidence.CERTAIN:
            yield quantity.start, next(iter(iter_keys(quantity)))


class TextPair:
    """Aligns the segments of two texts, with anchors where lengths alone leave doubt."""

    def __init__(self, ours: TextSegments, theirs: TextSegments) -> None:
        """Let two texts know how much longer the one is than the other."""
        self._texts = ours, theirs
        self._has_anchors = False
        here, there = (measure_length(text.side.text[text.side.body_start :]) for text in self._texts)
        theirs.scale(min(max(here / there, 0.5), 2.0) if here and there else 1.0)

    def align(
        self, ours: list[Segment], theirs: list[Segment], costs: Costs
    ) -> Iterator[tuple[list[Segment], list[Segment]]]:
        """Yield the segments that correspond; one of the lists is empty where only one text has a segment."""
        if are_clear(ours, theirs):
            yield from (([segment], [other]) for segment, other in zip(ours, theirs, strict=True))
            return
        self._find_anchors()
        anchors = [
            [text.find_anchors(segment) for segment in segments]
            for text, segments in zip(self._texts, (ours, theirs), strict=True)
        ]
        for bead in Aligner(ours, theirs, anchors[0], anchors[1], costs).run():
            yield ours[slice(*bead.ours)], theirs[slice(*bead.theirs)]

    def _find_anchors(self) -> None:
        if self._has_anchors:
            return
        self._has_anchors = True
        # Few texts without spaces between words have any, and the words of the other need not be read then.
        fewer, more = sorted(self._texts, key=attrgetter("has_spaces"))
        words = fewer.words & more.words if fewer.words else fewer.words
        anchors = [list(text.iter_anchors(words)) for text in self._texts]
        # A word that only one text repeats, such as the English names in a Chinese text, says nothing of the place.
        ours, theirs = (Counter(anchor for _, anchor in own) for own in anchors)
        shared = {anchor for anchor in ours if 0 < ours[anchor] <= _OFTEN and ours[anchor] == theirs[anchor]}
        for text, own in zip(self._texts, anchors, strict=True):
            text.anchor(own, shared)

    def align_sentences(self, ours: list[Segment], theirs: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
        """Return the sentences of two passages that correspond."""
        return list(self.align(ours, theirs, _COSTS))


class WordIndex:
    """What the sentences of two texts have in common: words in Latin letters, figures, and words with one meaning."""

    def __init__(self, texts: tuple[TextSegments, TextSegments]) -> None:
        """Take the two texts."""
        self._texts = texts
        vocabularies = [text.vocabulary for text in texts]
        self._vocabularies = [] if None in vocabularies else vocabularies
        """The words of both languages, or nothing: those of one say nothing."""

    def get_text(self, which: int, segment: Segment) -> str:
        """Return a segment of text 0 or 1 in lower case."""
        return self._texts[which].get_lower(segment)

    def find_anchors(self, which: int, segment: Segment) -> tuple[frozenset[object], int]:
        """Return the words of a segment that both texts have, with its figures, and how many names are strange.

        These are names in Latin letters in another script that the other text has nowhere.
        """
        text, other = self._texts[which], self._texts[1 - which]
        may_be_strange = other.has_spaces and not text.has_spaces
        if not may_be_strange and not other.words:
            return frozenset(text.find_figures(segment)), 0
        words = text.find_words(segment)
        shared = words & other.words if words else words
        return frozenset((*shared, *text.find_figures(segment))), len(words) - len(shared) if may_be_strange else 0

    def read_meanings(self, which: int, text: str) -> Meanings:
        """Return the meanings of the words of a sentence."""
        vocabulary = self._vocabularies[which] if self._vocabularies else None
        return vocabulary.read(text) if vocabulary else NO_MEANINGS
