"""One of two texts with its quantities in order, and what a part of it says of them."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from functools import cached_property

from corner.parity.alignment import TextRange
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import ORDINAL, Confidence, Number, Quantity, QuantityIndex, digest
from corner.parity.side import Side


class QuantityText:
    """One of two texts with its quantities in order."""

    def __init__(self, side: Side, quantities: list[Quantity], lexicon: Lexicon) -> None:
        """Take a text, its quantities in order, and the lexicon of its language."""
        self.side = side
        self.lexicon = lexicon
        self.quantities = quantities
        self._starts = [quantity.start for quantity in quantities]
        firm = list(filter(_is_firm, quantities))
        self._firm_starts, self._digests = [quantity.start for quantity in firm], list(map(digest, firm))
        self._selected: dict[tuple[TextRange, ...], list[Quantity]] = {}

    @cached_property
    def _sure_starts(self) -> list[int]:
        return [quantity.start for quantity in self.quantities if quantity.confidence is not Confidence.OPTIONAL]

    def has_sure(self, start: int, end: int) -> bool:
        """Return whether a part says a quantity that is no grammar or idiom."""
        starts = self._sure_starts
        index = bisect_left(starts, start)
        return index < len(starts) and starts[index] < end

    @cached_property
    def index(self) -> QuantityIndex:
        """The index of its quantities."""
        return QuantityIndex(self.quantities)

    @property
    def lower(self) -> str:
        """The text in lower case, with all positions as they are."""
        return self.side.lower

    def find_clause(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end of the clause of a part of the text."""
        ends = self._clause_ends
        before, after = bisect_left(ends, start + 1), bisect_left(ends, end + 1)
        return ends[before - 1] if before else 0, ends[after] if after < len(ends) else len(self.lower)

    @cached_property
    def _clause_ends(self) -> list[int]:
        return [match.end() for match in self.lexicon.cues.clause_end.finditer(self.lower)]

    def select(self, ranges: tuple[TextRange, ...]) -> list[Quantity]:
        """Return the quantities of some parts."""
        if ranges not in self._selected:
            quantities: list[Quantity] = []
            self._selected[ranges] = quantities
            for start, end in ranges:
                quantities += self.quantities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return self._selected[ranges]

    def list_digests(self, ranges: tuple[TextRange, ...]) -> list[int]:
        """Return what the quantities of some parts say that the other text must say, too."""
        digests = []
        for start, end in ranges:
            digests += self._digests[bisect_left(self._firm_starts, start) : bisect_left(self._firm_starts, end)]
        return digests

    def find_neighbours(self, quantity: Quantity) -> tuple[Quantity | None, Quantity | None]:
        """Return the quantities before and after one."""
        index = bisect_left(self._starts, quantity.start)
        following = bisect_left(self._starts, quantity.start + len(quantity.written), index)
        return (
            self.quantities[index - 1] if index else None,
            self.quantities[following] if following < len(self.quantities) else None,
        )

    def may_say(self, number: int, ranges: tuple[TextRange, ...]) -> bool:
        """Return whether some parts have a word that may stand for a number below three, such as “a”."""
        words = self.lexicon.small_numbers.get(number)
        return words is None or any(words.search(self.lower, *part) for part in ranges)

    def list_values(self, ranges: tuple[TextRange, ...]) -> list[Decimal]:
        """Return the values of the numbers of some parts."""
        return [quantity.value for quantity in self.select(ranges) if isinstance(quantity, Number)]

    def lacks_figure(self, quantity: Quantity, ranges: tuple[TextRange, ...]) -> bool:
        """Return whether some parts name the unit of a number more often than they say numbers of it."""
        unit = quantity.measure if isinstance(quantity, Number) else ""
        names = self.lexicon.find_measure_names(unit) if unit else None
        if names is None:
            return False
        numbers = [known for known in self.select(ranges) if isinstance(known, Number) and known.measure == unit]
        return sum(len(names.findall(self.lower, *part)) for part in ranges) > len(numbers)

    def quotes(self, quantity: Quantity, ranges: tuple[TextRange, ...]) -> bool:
        """Return whether some parts say a name with a number as the other text writes it, such as “iPhone Seven”."""
        written = quantity.written
        return written.isalpha() and any(written in self.side.text[start:end] for start, end in ranges)


def _is_firm(quantity: Quantity) -> bool:
    """Return whether the other text must say a quantity, or may not say another one instead, as “first” for 第二."""
    is_ordinal = isinstance(quantity, Number) and quantity.unit == ORDINAL
    return quantity.confidence is not Confidence.OPTIONAL or is_ordinal
