"""A summary: a period's report in numbered items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corner.content.frontmatter import Item, SummaryFacts
from corner.content.types import Content, FigureReport


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Summary(Content):
    """A period's report, in numbered items."""

    facts: SummaryFacts

    @property
    def items(self) -> tuple[Item, ...]:
        """Its items; the number of each is its place, from 1."""
        return self.facts.items

    @property
    def item_keys(self) -> tuple[str, ...]:
        """The keys of its items."""
        return tuple(item.key for item in self.items)

    @property
    def record_keys(self) -> tuple[str, ...]:
        """The keys of the records that it is about as a whole; its items name others."""
        return self.facts.records

    @property
    def new_item_numbers(self) -> frozenset[int]:
        """The numbers of the items that are new in its period."""
        return frozenset(number for number, item in enumerate(self.items, 1) if item.state == "new")

    @property
    def sort_value(self) -> date:
        """The last day of its period."""
        return self.facts.period.end

    @property
    def covered_days(self) -> tuple[date, date]:
        """The days of its period, up to its issue where that is later."""
        period = self.facts.period
        return period.start, max(period.end, self.issued.day if self.issued else period.end)

    @property
    def figure_reports(self) -> Iterator[FigureReport]:
        """The figures of the period, and those of each item, which the item's section must name."""
        yield FigureReport(("figures",), self.facts.figures, None)
        for number, item in enumerate(self.items):
            yield FigureReport(("items", number, "figures"), item.figures, number)

    @property
    def anchors(self) -> frozenset[str]:
        """Its items."""
        return frozenset(f"item-{number}" for number in range(1, len(self.items) + 1))
