"""The nouns of the news: releases and summaries, each with its texts in several languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from corner.content.dates import Moment
from corner.content.frontmatter import ReleaseFacts
from corner.content.types import Content


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Release(Content):
    """One piece of news."""

    facts: ReleaseFacts
    issued: Moment
    """When it was issued."""
    changed: Moment
    """When its page last changed in substance: issued, updated, corrected or withdrawn."""

    @property
    def year(self) -> str:
        """The year that it is filed under."""
        return self.key.split("/")[1]

    @property
    def event_ends_at(self) -> datetime | None:
        """The moment from which its event is past: the midnight after its last day, unless days end there."""
        event = self.facts.event
        if event is None:
            return None
        last = event.end or event.start
        if last.day == date.max:
            return None
        return datetime.combine(last.day + timedelta(days=1), time(), last.at.tzinfo)

    @property
    def visibility_changes(self) -> tuple[datetime, ...]:
        """The moments from which pages show it otherwise than before: it is due, its event is past."""
        over = self.event_ends_at
        return (*self.due, over) if over and self.due else self.due

    @property
    def is_upcoming(self) -> bool:
        """Whether it tells of an event that was not over on the day of issue, for which a reader may plan."""
        event = self.facts.event
        return event is not None and (event.end or event.start).day >= self.issued.day


def find_last_change(facts: ReleaseFacts) -> Moment:
    """Return when a release's page last changed in substance: issued, updated, corrected or withdrawn."""
    zone = facts.issued.at.tzinfo
    days = [correction.date for correction in facts.corrections]
    if facts.withdrawn:
        days.append(facts.withdrawn.date)
    moments = [Moment(datetime(day.year, day.month, day.day, tzinfo=zone)) for day in days]
    if facts.updated:
        moments.append(facts.updated)
    return max([facts.issued, *moments])
