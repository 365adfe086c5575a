"""A release: one piece of news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from corner.content.dates import Moment
from corner.content.frontmatter import ReleaseFacts
from corner.content.types import Content, DatedFact, FigureReport


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
        """The moment from which its event is past: the midnight after its last day."""
        event = self.facts.event
        if event is None:
            return None
        last = event.end or event.start
        return datetime.combine(last.day + timedelta(days=1), time(), last.at.tzinfo)

    @property
    def visibility_changes(self) -> tuple[datetime, ...]:
        """The moments from which pages show it otherwise than before: it is due, its event is past."""
        over = self.event_ends_at
        return (*self.due, over) if over and self.due else self.due

    @property
    def later_changes(self) -> tuple[tuple[date, str], ...]:
        """The days on which it was updated, corrected and withdrawn after its publication, each with that word."""
        facts = self.facts
        updated = [(facts.updated.day, "updated")] if facts.updated else []
        corrected = [(correction.date, "corrected") for correction in facts.corrections]
        withdrawn = [(facts.withdrawn.date, "withdrawn")] if facts.withdrawn else []
        return (*updated, *corrected, *withdrawn)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn after its publication."""
        return self.facts.withdrawn is not None

    @property
    def has_corrections(self) -> bool:
        """Whether it was corrected after its publication."""
        return bool(self.facts.corrections)

    @property
    def attached_files(self) -> tuple[str, ...]:
        """The files that its facts attach, as paths in `news/`."""
        return tuple(f"{self.folder}/{attachment.file}" for attachment in self.facts.attachments)

    @property
    def record_keys(self) -> tuple[str, ...]:
        """The keys of the records that it is about."""
        return self.facts.records

    @property
    def dated_facts(self) -> tuple[DatedFact, ...]:
        """The days of its corrections, its withdrawal and its last change."""
        facts = self.facts
        days = [
            DatedFact(("corrections", position, "date"), correction.date)
            for position, correction in enumerate(facts.corrections)
        ]
        if facts.withdrawn:
            days.append(DatedFact(("withdrawn", "date"), facts.withdrawn.date))
        if facts.updated:
            days.append(DatedFact(("updated",), facts.updated.day))
        return tuple(days)

    @property
    def covered_days(self) -> tuple[date, date]:
        """The days from its event, or else its issue, to its issue."""
        event = self.facts.event
        return min(self.issued.day, event.start.day if event else self.issued.day), self.issued.day

    @property
    def figure_reports(self) -> Iterator[FigureReport]:
        """Its figures, which its whole text must name."""
        yield FigureReport(("figures",), self.facts.figures, None)

    @property
    def anchors(self) -> frozenset[str]:
        """The notices of its corrections and of its withdrawal."""
        anchors = {f"correction-{correction.date}" for correction in self.facts.corrections}
        return frozenset(anchors | ({"withdrawn"} if self.facts.withdrawn else set()))

    @property
    def is_upcoming(self) -> bool:
        """Whether it tells of an event that was not over on the day of issue, for which a reader may plan."""
        event = self.facts.event
        return event is not None and (event.end or event.start).day >= self.issued.day


def find_last_change(facts: ReleaseFacts) -> Moment:
    """Return when a release's page last changed in substance: issued, updated, corrected or withdrawn."""
    if not (facts.corrections or facts.withdrawn or facts.updated):
        return facts.issued
    zone = facts.issued.at.tzinfo
    days = [correction.date for correction in facts.corrections]
    if facts.withdrawn:
        days.append(facts.withdrawn.date)
    moments = [Moment(datetime(day.year, day.month, day.day, tzinfo=zone)) for day in days]
    if facts.updated:
        moments.append(facts.updated)
    return max([facts.issued, *moments])
