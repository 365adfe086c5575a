"""The life of news: draft, embargoed, published, corrected, withdrawn, and what is due next; all at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from typing import NamedTuple

from corner.content.translation_state import TranslationStatus
from corner.content.types import Content


class PublicationState(Enum):
    """Where a release or summary stands in its life."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    """It will be published when it is due."""
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class StatusEntry(NamedTuple):
    """How one release or summary stands."""

    key: str
    state: PublicationState
    due: datetime | None
    """When the public may see it, or could; a draft is not due."""
    languages: Mapping[str, str]
    """The state of its text in each language that news is written in, by locale."""


class Transition(NamedTuple):
    """Something that pages show otherwise from a moment on."""

    at: datetime
    key: str
    appears: bool
    """Whether the release or summary appears then; else its event is over."""


def publication_state(content: Content, now: datetime) -> PublicationState:
    """Return where news stands at `now`."""
    if not content.is_public:
        return PublicationState.DRAFT
    if not content.is_visible(now):
        return PublicationState.EMBARGOED
    if content.is_withdrawn:
        return PublicationState.WITHDRAWN
    if content.has_corrections:
        return PublicationState.CORRECTED
    return PublicationState.PUBLISHED


def list_status(news: Iterable[Content], translations: Iterable[TranslationStatus], now: datetime) -> list[StatusEntry]:
    """Return how news stands: first what is not published, the next due before others, then the newest first."""
    languages: dict[str, dict[str, str]] = {}
    for each in translations:
        languages.setdefault(each.key, {})[each.locale] = each.state.value
    found = [
        StatusEntry(
            content.key, publication_state(content, now), next(iter(content.due), None), languages.get(content.key, {})
        )
        for content in sorted(news, key=lambda content: content.key)
    ]
    return sorted(found, key=_sort_key)


def _sort_key(row: StatusEntry) -> tuple[int, float]:
    """Return what puts rows in order; of those that are equal in it, the key decides."""
    if row.state is PublicationState.EMBARGOED and row.due:
        return 0, row.due.timestamp()
    if row.state is PublicationState.DRAFT:
        return 1, 0
    return 2, -row.due.timestamp() if row.due else 0


def list_due(news: Iterable[Content], now: datetime) -> list[Transition]:
    """Return what happens at the next moment after `now` at which anything does, by key."""
    turns = [
        Transition(moment, content.key, moment in content.due)
        for content in news
        for moment in content.visibility_changes
        if moment > now
    ]
    first = min((turn.at for turn in turns), default=None)
    return sorted((turn for turn in turns if turn.at == first), key=lambda turn: (turn.key, turn.appears))


def format_cron(at: datetime) -> str:
    """Return a moment as a cron line has it, in UTC: the first whole minute that is not before."""
    moment = at.astimezone(UTC)
    if moment.second or moment.microsecond:
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"{moment.minute} {moment.hour} {moment.day} {moment.month} *"


def format_transition(turn: Transition, zone: tzinfo) -> str:
    """Return a line that tells a turn in the corner's time zone."""
    what = "appears" if turn.appears else "its event is over"
    return f"{turn.at.astimezone(zone).isoformat()} {turn.key}: {what}"
