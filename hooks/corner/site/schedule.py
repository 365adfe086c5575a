"""The schedule: the state of content (draft, embargoed, published, corrected, withdrawn) and what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from typing import NamedTuple

from corner.content.translation_state import TranslationStatus
from corner.content.types import Content
from corner.diagnostics.message import Message


class PublicationState(Enum):
    """The state of content at one moment."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    """It will be published when it is due."""
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class StatusEntry(NamedTuple):
    """The state of one piece of content, for lists."""

    key: str
    state: PublicationState
    due: datetime | None
    """When the public may see it, or could; a draft is not due."""
    languages: Mapping[str, str]
    """The state of its translation into each language of the corner, by locale."""


class Transition(NamedTuple):
    """A change of what pages show, at one moment."""

    at: datetime
    key: str
    change: str
    """What changes, in words: the content appears, its event is over, or a record has another status."""


def publication_state(content: Content, now: datetime) -> PublicationState:
    """Return the state of content at `now`."""
    if not content.is_public:
        return PublicationState.DRAFT
    if not content.is_visible(now):
        return PublicationState.EMBARGOED
    if content.is_withdrawn:
        return PublicationState.WITHDRAWN
    if content.has_corrections:
        return PublicationState.CORRECTED
    return PublicationState.PUBLISHED


def list_status(
    contents: Iterable[Content], translations: Iterable[TranslationStatus], now: datetime
) -> list[StatusEntry]:
    """Return the state of all content: embargoed first, the next due before others, then drafts, then the newest."""
    languages: dict[str, dict[str, str]] = {}
    for translation in translations:
        languages.setdefault(translation.key, {})[translation.locale] = translation.state.value
    entries = [
        StatusEntry(
            content.key, publication_state(content, now), next(iter(content.due), None), languages.get(content.key, {})
        )
        for content in sorted(contents, key=lambda content: content.key)
    ]
    return sorted(entries, key=_sort_key)


def _sort_key(entry: StatusEntry) -> tuple[int, float]:
    """Return what entries are sorted by, before their keys."""
    if entry.state is PublicationState.EMBARGOED and entry.due:
        return 0, entry.due.timestamp()
    if entry.state is PublicationState.DRAFT:
        return 1, 0
    return 2, -entry.due.timestamp() if entry.due else 0


def list_due(contents: Iterable[Content], now: datetime) -> list[Transition]:
    """Return the transitions at the next moment after `now` that has any, by key."""
    transitions = [
        Transition(moment, content.key, content.explain_change(moment))
        for content in contents
        for moment in content.visibility_changes
        if moment > now
    ]
    first = min((transition.at for transition in transitions), default=None)
    due = (transition for transition in transitions if transition.at == first)
    return sorted(due, key=lambda transition: (transition.key, transition.change))


def format_cron(at: datetime) -> str:
    """Return the first whole minute from a moment on as the schedule of a cron line, in UTC."""
    moment = at.astimezone(UTC)
    if moment.second or moment.microsecond:
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"{moment.minute} {moment.hour} {moment.day} {moment.month} *"


def format_transition(transition: Transition, zone: tzinfo) -> str:
    """Return a transition as a line, in the corner's time zone."""
    at = transition.at.astimezone(zone).isoformat()
    return Message("{at} {key}: {change}", at=at, key=transition.key, change=transition.change)
