"""A summary: a period's report in numbered items."""

from __future__ import annotations

from dataclasses import dataclass

from corner.content.dates import Moment
from corner.content.frontmatter import Item, SummaryFacts
from corner.content.types import Content


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Summary(Content):
    """A period's report, in numbered items."""

    facts: SummaryFacts

    @property
    def items(self) -> tuple[Item, ...]:
        """Its items; the number of each is its place, from 1."""
        return self.facts.items

    @property
    def changed(self) -> Moment | None:
        """When its page last changed in substance, where that is known."""
        return self.facts.updated or self.facts.issued
