"""Whether two texts say the same numbers, amounts, dates and times, each in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from corner.diagnostics.problem import Severity
from corner.parity.alignment import AlignedPair, Alignment, TextRange
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import (
    SORTS,
    Confidence,
    Date,
    Number,
    Quantities,
    Quantity,
    QuantityIndex,
    to_half_width,
)
from corner.parity.readers import han, latin
from corner.parity.side import Mismatch, Side

_STOP = re.compile(r"[。！？]|[.!?][\"”’)\]]*(?=\s+[\"“(]?[A-Z])")
"""Where a sentence ends."""


def read_quantities(text: str, lexicon: Lexicon) -> Quantities:
    """Return the numbers, dates and times of a text in the language of `lexicon`."""
    text = to_half_width(text)
    return han.read_han(text, lexicon) if lexicon.code == "zh" else latin.read_latin(text, lexicon)


def compare_quantities(
    sides: tuple[Side, Side],
    said: tuple[Quantities, Quantities],
    lexicons: tuple[Lexicon, Lexicon],
    alignment: Alignment,
) -> Iterator[Mismatch]:
    """Yield what only one of two texts says, and what they say in different places.

    Args:
        sides: the original and its translation.
        said: what each of them says.
        lexicons: the lexicon of the language of each.
        alignment: how the two answer to each other.
    """
    return _Comparison(sides, said, lexicons, alignment).run()


class _QuantityText:
    """One of the two texts, for asking what it says, and where."""

    def __init__(self, side: Side, said: Quantities, lexicon: Lexicon) -> None:
        self.side = side
        self._lexicon = lexicon
        self._found = QuantityIndex(said)
        self.all: list[Quantity] = sorted((*said.numbers, *said.dates, *said.times), key=attrgetter("start"))
        self._starts = [each.start for each in self.all]

    def says(self, said: Quantity) -> bool:
        """Return whether it says this anywhere; words that it quotes as they are, it says."""
        return self._found.says(said) or (said.written.isalpha() and said.written in self.side.text)

    def within(self, spans: tuple[TextRange, ...]) -> list[Quantity]:
        """Return what it says in some of its parts."""
        found = []
        for start, end in spans:
            found += self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return found

    def sentences(self, span: TextRange) -> list[TextRange]:
        """Return the sentences of a part."""
        ends = [match.end() for match in _STOP.finditer(self.side.text, *span)]
        starts = [span[0], *ends]
        return [each for each in zip(starts, [*ends, span[1]], strict=True) if self.side.text[slice(*each)].strip()]

    def lacking(self, asked: list[Quantity], spans: tuple[TextRange, ...]) -> list[Quantity]:
        """Return what its parts do not say of what the parts of the other text ask for."""
        asked = [each for each in asked if each.weight is not Confidence.OFFERED]
        if not asked:
            return []
        said = QuantityIndex(Quantities.of(self.within(spans)), self._found)
        lost = [each for each in asked if not said.says(each)]
        if lost:
            # What may be a figure of speech was only noted where it first stands in the whole text.
            text = "\n".join(self.side.text[start:end] for start, end in spans)
            again = QuantityIndex(read_quantities(text, self._lexicon), self._found)
            lost = [
                each for each in lost if not (again.says(each) or (each.written.isalpha() and each.written in text))
            ]
        return lost


class _Comparison:
    """Compares two texts part by part."""

    def __init__(
        self,
        sides: tuple[Side, Side],
        said: tuple[Quantities, Quantities],
        lexicons: tuple[Lexicon, Lexicon],
        alignment: Alignment,
    ) -> None:
        self._ours, self._theirs = (_QuantityText(sides[n], said[n], lexicons[n]) for n in (0, 1))
        self._alignment = alignment
        self._told: set[object] = set()
        """What neither text has anywhere and was told."""
        self._placed: set[tuple[object, str]] = set()
        """The same with file and line of each place where it was told."""
        self._answered: set[object] = set()
        """What both say in parts that answer to each other."""
        self._moved: tuple[list[Quantity], list[Quantity]] = ([], [])
        """What each of them says in a part whose counterpart does not."""

    def run(self) -> Iterator[Mismatch]:
        for pair in self._alignment.pairs:
            yield from self._pair(pair)
        yield from self._nowhere()
        for said in self._moved[1]:
            partner = next((other for other in self._moved[0] if _key(other) == _key(said)), None)
            if partner and (_rare(said) or _key(said) not in self._answered) and self._fresh(said):
                there = self._ours.side.at(partner.start)
                message = f"expected '{partner.written}' where {there} says it, found it here"
                yield self._tell(said.start, message, (said, partner), Severity.WARNING, misplaced="paragraphs")

    def _pair(self, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield what differs in parts that answer to each other, but for what only one of the texts says anywhere."""
        ours, theirs = self._ours.within(pair.here), self._theirs.within(pair.there)
        if not ours and not theirs:
            return
        lost, gained = self._theirs.lacking(ours, pair.there), self._ours.lacking(theirs, pair.here)
        if not lost and not gained and len(ours) > 1 < len(theirs) and len(pair.here) == len(pair.there) == 1:
            yield from self._sentences(pair)
        missing = set(map(id, (*lost, *gained)))
        self._answered |= {_key(said) for said in (*ours, *theirs) if id(said) not in missing}
        for said in list(gained):
            partner = max(lost, key=lambda other: self._likeness(said, other), default=None)
            if partner and self._likeness(said, partner):
                gained.remove(said)
                lost.remove(partner)
                yield from self._conflict(said, partner, pair)
        for missed, other, which in ((lost, self._theirs, 0), (gained, self._ours, 1)):
            row = QuantityIndex(Quantities.of(other.within(pair.rows[1 - which]))) if pair.rows else None
            for said in missed:
                if other.says(said):
                    if row and not row.says(said):
                        yield self._unanswered(said, pair, which)
                    elif said.weight is Confidence.SURE:
                        self._moved[which].append(said)

    def _sentences(self, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield what sentences say in each other's place, where two parts have as many and say the same in all."""
        here, there = self._ours.sentences(pair.here[0]), self._theirs.sentences(pair.there[0])
        if 1 < len(here) == len(there):
            for ours, theirs in zip(here, there, strict=True):
                lost = self._theirs.lacking(self._ours.within((ours,)), (theirs,))
                for said in self._ours.lacking(self._theirs.within((theirs,)), (ours,)) if lost else ():
                    partner = next((other for other in lost if self._likeness(said, other)), None)
                    if partner:
                        lost.remove(partner)
                        yield from self._conflict(said, partner, pair)

    def _likeness(self, said: Quantity, other: Quantity) -> int:
        """Return how likely the translation says `said` in the place of `other`; 0 for not at all."""
        if type(said) is not type(other):
            return 0
        same = _kind(said) == _kind(other)
        nowhere = (not self._ours.says(said)) + (not self._theirs.says(other))
        if nowhere == 2:
            return 4 if same else 3
        if nowhere:
            return 2 if same else 0
        return 1 if same and said.weight == other.weight else 0

    def _conflict(self, said: Quantity, partner: Quantity, pair: AlignedPair) -> Iterator[Mismatch]:
        """Yield that the translation says something else in this place, if that was not told."""
        message = f"expected '{partner.written}' as in {self._ours.side.at(partner.start)}, found '{said.written}'"
        if not (self._ours.says(said) and self._theirs.says(partner)):
            fresh = [self._fresh_at(self._theirs.side, said), self._fresh_at(self._ours.side, partner)]
            if any(fresh):
                yield self._tell(said.start, message, (partner, said))
            return
        same = [other.start for other in self._ours.all if _key(other) == _key(said)]
        if same:
            nearest = min(same, key=lambda start: abs(start - partner.start))
            message += f", which stands in {self._ours.side.at(nearest)}"
        severity = None if pair.rows else Severity.WARNING
        yield self._tell(said.start, message, (partner, said), severity, misplaced=pair.kind)

    def _unanswered(self, said: Quantity, pair: AlignedPair, which: int) -> Mismatch:
        """Return that a row of a table lacks what the same row of the other text says."""
        if which:
            there = self._ours.side.at(pair.here[0][0])
            message = f"expected what {there} says, found '{said.written}' in this row"
            return self._tell(said.start, message, (said,), misplaced=pair.kind)
        message = f"expected '{said.written}' as in {self._ours.side.at(said.start)}, found no such thing in this row"
        return self._tell(pair.there[0][0], message, (said,), misplaced=pair.kind)

    def _nowhere(self) -> Iterator[Mismatch]:
        """Yield what only one of the two texts says anywhere: what is too much at each place, what lacks once."""
        sides = self._ours.side, self._theirs.side
        for said in self._theirs.all:
            if said.weight is not Confidence.OFFERED and not self._ours.says(said) and self._fresh_at(sides[1], said):
                there = sides[0].at(self._alignment.beside(sides[1], said.start))
                message = f"expected what {there} says, found '{said.written}' only here"
                yield self._tell(said.start, message, (said,))
        for said in self._ours.all:
            if said.weight is not Confidence.OFFERED and not self._theirs.says(said) and self._fresh(said):
                message = f"expected '{said.written}' as in {sides[0].at(said.start)}, found no such thing in this text"
                yield self._tell(self._alignment.beside(sides[0], said.start), message, (said,))

    def _fresh(self, said: Quantity) -> bool:
        """Return whether nothing has been told of this before, and note that it is."""
        key = _key(said)
        fresh = key not in self._told
        self._told.add(key)
        return fresh

    def _fresh_at(self, side: Side, said: Quantity) -> bool:
        """Return whether nothing has been told of this on its line before, and note that it is."""
        self._told.add(_key(said))
        placed = _key(said), side.at(said.start)
        fresh = placed not in self._placed
        self._placed.add(placed)
        return fresh

    def _tell(
        self,
        place: int,
        message: str,
        said: tuple[Quantity, ...],
        severity: Severity | None = None,
        *,
        misplaced: str = "",
    ) -> Mismatch:
        """Return a mismatch in the translation: an error, unless all that is said are small numbers in words.

        What is `misplaced` in a kind of parts may be let stand by that name, too: rows may be sorted otherwise.
        """
        code = "different-date"
        if misplaced:
            code = "misplaced-value"
        elif isinstance(said[0], Number):
            code = "different-number"
        sure = any(each.weight is Confidence.SURE for each in said)
        severity = severity or (Severity.ERROR if sure else Severity.WARNING)
        names = (*(each.written for each in said), *([misplaced] if misplaced else []))
        return self._theirs.side.mismatch(place, code=code, message=message, names=names, severity=severity)


def _key(said: Quantity) -> object:
    """Return what makes two of them the same thing, whatever the unit, the year or the half of the day."""
    if isinstance(said, Number):
        return said.value
    return said[1:3] if isinstance(said, Date) else ("time", said.minutes % 720)


def _rare(said: Quantity) -> bool:
    """Return whether a number is one that a text would hardly say again in passing."""
    return isinstance(said, Number) and said.value >= 100 and not _kind(said)[1]


def _kind(said: Quantity) -> tuple[object, ...]:
    """Return what sort of thing is said; one is not said in the place of another sort."""
    if isinstance(said, Number):
        unit = said.unit if said.unit in ("%", *SORTS) else ""
        return unit, not unit and 1900 <= said.value < 2100
    return (type(said),)
