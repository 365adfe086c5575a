"""The sentences of a text with their lengths and anchors, and those that only one of two passages has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from corner.content.markdown_blocks import BlockMark
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Confidence, Quantity, iter_keys
from corner.parity.segments import Aligner, Costs, Segment, are_clear, cost_length
from corner.parity.side import Side

TextRange = tuple[int, int]
"""Start and end in the text of a side."""

_COSTS = Costs(5, 5)
_LEAST = 12
"""The number of letters of the shortest sentence that may be missing."""
_LACK = 0.3
"""The part of a sentence's length by which a passage without it is shorter, at least."""
_DOUBT = 1.8, 2.8
"""How unlikely, as a negative logarithm, the lengths of two passages are of which one lacks a sentence, at least."""
_USUAL, _WEIGHT = 5.0, 3
"""The usual variance of a letter's translation, and how many passages it counts for."""
_OFTEN = 4
"""How often each text may say what anchors a passage."""
_WORD = re.compile(r"[a-z]{3,}")


class TextSegments:
    """Cuts one of two texts into segments."""

    def __init__(self, side: Side, lexicon: Lexicon, quantities: list[Quantity], marks: tuple[BlockMark, ...]) -> None:
        """Take a text with its quantities and the marks of its blocks."""
        self.side = side
        self.marks = marks
        self._lexicon = lexicon
        self._ratio = 1.0
        self._quantities = quantities
        self._lower = side.text.lower()
        self._anchors: list[tuple[int, object]] = []
        self._starts: list[int] = []

    def find_words(self) -> set[str]:
        """Return the words in Latin letters, which other scripts write in the same way, in lower case."""
        return set(_WORD.findall(self._lower))

    def iter_anchors(self, words: set[str]) -> Iterator[tuple[int, object]]:
        """Yield what both texts may write in the same way, with its position: figures, and the words that both have."""
        for quantity in self._quantities:
            if quantity.confidence is Confidence.CERTAIN:
                yield quantity.start, next(iter(iter_keys(quantity)))
        for word in words:
            position = self._lower.find(word)
            while position >= 0:
                yield position, word
                position = self._lower.find(word, position + 1)

    def anchor(self, anchors: list[tuple[int, object]], shared: set[object]) -> None:
        """Take the anchors that the other text has, too."""
        self._anchors = sorted((anchor for anchor in anchors if anchor[1] in shared), key=lambda anchor: anchor[0])
        self._starts = [start for start, _ in self._anchors]

    def scale(self, ratio: float) -> None:
        """Take the ratio of the lengths of the texts."""
        self._ratio = ratio

    def measure(self, start: int, end: int) -> int:
        """Return the length of a part in bytes: a Chinese character has three, and says as much as three letters."""
        text = self.side.text[start:end]
        return len(text.encode()) - text.count(" ")

    def create_segment(self, start: int, end: int, kind: str = "") -> Segment:
        """Return a part as a segment."""
        return Segment(start, end, self.measure(start, end) * self._ratio, kind)

    def find_anchors(self, segment: Segment) -> frozenset[object]:
        """Return the anchors of a segment."""
        first, last = bisect_left(self._starts, segment.start), bisect_left(self._starts, segment.end)
        return frozenset(anchor for _, anchor in self._anchors[first:last])

    def split(self, parts: tuple[TextRange, ...]) -> list[Segment]:
        """Return the sentences of some parts."""
        return [self.create_segment(*sentence) for part in parts for sentence in self.split_sentences(part)]

    def split_sentences(self, part: TextRange) -> list[TextRange]:
        """Return the positions of the sentences of a part."""
        text = self.side.text
        ends = [match.end() for match in self._lexicon.sentence_end.finditer(text, *part)]
        sentences = zip([part[0], *ends], [*ends, part[1]], strict=True)
        return [(start, end) for start, end in sentences if text[start:end].strip()]


class TextPair:
    """Aligns the segments of two texts, with anchors where lengths alone leave doubt."""

    def __init__(self, ours: TextSegments, theirs: TextSegments) -> None:
        """Let two texts know how much longer the one is than the other."""
        self._texts = ours, theirs
        self._has_anchors = False
        here, there = (text.measure(text.side.body_start, len(text.side.text)) for text in self._texts)
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
        words = self._texts[0].find_words() & self._texts[1].find_words()
        anchors = [list(text.iter_anchors(words)) for text in self._texts]
        # A word that only one text repeats, such as the English names in a Chinese text, says nothing of the place.
        ours, theirs = (Counter(anchor for _, anchor in own) for own in anchors)
        shared = {anchor for anchor in ours if 0 < ours[anchor] <= _OFTEN and ours[anchor] == theirs[anchor]}
        for text, own in zip(self._texts, anchors, strict=True):
            text.anchor(own, shared)

    def align_sentences(
        self, ours: tuple[TextRange, ...], theirs: tuple[TextRange, ...]
    ) -> list[tuple[list[Segment], list[Segment]]]:
        """Return the sentences of two passages that correspond."""
        return list(self.align(self._texts[0].split(ours), self._texts[1].split(theirs), _COSTS))


class LengthModel:
    """How much the lengths of the passages of two texts vary: official names make some texts uneven."""

    def __init__(self, lengths: list[tuple[float, float]]) -> None:
        """Take the lengths of all passages that correspond."""
        self._deviations = [(ours - theirs) ** 2 / ((ours + theirs) / 2 + 10) for ours, theirs in lengths]

    def estimate(self, index: int) -> float:
        """Return the variance of a letter's translation, as all passages but one have it."""
        others = sum(self._deviations) - self._deviations[index]
        return (_USUAL * _WEIGHT + others) / (_WEIGHT + len(self._deviations) - 1)


def find_sentence_gaps(
    beads: list[tuple[list[Segment], list[Segment]]], variance: float
) -> Iterator[tuple[int, TextRange]]:
    """Yield each sentence that only one of two passages has, after 0 for the original and 1 for the translation."""
    lengths = measure_beads(beads)
    counts = [sum(len(bead[which]) for bead in beads) for which in (0, 1)]
    if all(any(not bead[which] for bead in beads) for which in (0, 1)):
        return  # each text has a sentence more than the other: they cut the same words in other places
    for bead in beads:
        for which in (0, 1):
            segments = bead[which]
            if bead[1 - which]:
                continue
            length = sum(segment.length for segment in segments)
            # A passage that lacks a sentence is shorter by it; otherwise its words are in other sentences.
            excess = lengths[which] - lengths[1 - which]
            # More sentences than the missing one explains are the style of a language that cuts sentences short.
            doubt = _DOUBT[counts[which] - len(segments) > counts[1 - which]]
            if length > _LEAST and excess >= _LACK * length and cost_length(*lengths, variance) >= doubt:
                yield which, (segments[0].start, segments[-1].end)


def measure_beads(beads: list[tuple[list[Segment], list[Segment]]]) -> tuple[float, float]:
    """Return the lengths of two passages."""
    ours, theirs = (sum(segment.length for bead in beads for segment in bead[which]) for which in (0, 1))
    return ours, theirs
