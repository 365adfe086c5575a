"""What the pages of releases and summaries show, and what that depends on."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.content.release import Release
from corner.content.types import LocalizedContent
from corner.views import drafts
from corner.views.edition import Edition
from corner.views.types import FigureRow, Hidden, Link, SourceView


class Notice(NamedTuple):
    """A dated word to readers: a correction, a withdrawal."""

    datetime: str
    date: str
    text: str


class Neighbours(NamedTuple):
    """The releases before and after one in a topic."""

    heading: str
    older: Link | None
    newer: Link | None


class ReleaseView(NamedTuple):
    """A release."""

    type: str
    datetime: str
    issued: str
    year: Link
    """The way to the news of its year."""
    translated: str
    """The mark of a translation, which names the original's language."""
    only: str
    """The mark of a text that there is in this language only."""
    versions: tuple[Link, ...]
    """The ways to its translations, each titled by its language."""
    title: str
    description: str
    topics: tuple[Link, ...]
    withdrawn: Notice | None
    corrections: tuple[Notice, ...]
    figures: tuple[FigureRow, ...]
    when: str
    calendar: str
    """Where its event can be had for a calendar, if it tells of one ahead."""
    where: str
    updated: str
    places: str
    bodies: tuple[Link, ...]
    items: tuple[Link, ...]
    attachments: tuple[Link, ...]
    source: SourceView | None
    related: tuple[Link, ...]
    neighbours: tuple[Neighbours, ...]
    outdated: Link | None
    """The original, where it has changed since it was translated."""
    hidden: Hidden | None
    """What a preview says of it, where the public may not see it."""


def release_dependencies(edition: Edition, release: Release) -> object:
    """Return all that a release's page depends on, besides what `digest` tells: plain values."""
    others = [edition.link(content) for content in map(edition.catalogue.content, release.facts.related) if content]
    beside = [
        other and edition.link(other)
        for key in release.facts.topics
        for other in edition.listings.topics[key].neighbours(release)
    ]
    targets = [edition.targets[target] for target in release.texts[edition.locale].targets]
    hidden = drafts.hidden_notice(edition, release)
    lists = hidden and (_body_links(edition, release), edition.year(release.year))
    return release.digest, others, beside, targets, hidden, lists, _calendar(edition, release)


def release_view(edition: Edition, release: Release) -> ReleaseView:
    """Return what a release's page shows; the release has a text in this language."""
    facts, messages = release.facts, edition.messages
    text = release.texts[edition.locale]
    day = release.issued.day
    hidden = drafts.hidden_notice(edition, release)
    return ReleaseView(
        type=messages(f"type.{facts.type}"),
        datetime=release.issued.at.isoformat() if release.issued.timed else day.isoformat(),
        issued=edition.formats.format_moment(release.issued),
        year=edition.year(release.year),
        translated=edition.translated(release.original) if release.original != edition.written else "",
        only=edition.only(edition.locale) if len(release.texts) == 1 else "",
        versions=edition.versions(release),
        title=text.title,
        description=text.description,
        topics=edition.topic_links(facts.topics),
        withdrawn=_withdrawal_notice(edition, release, text),
        corrections=tuple(
            Notice(
                each.date.isoformat(), edition.formats.format_date(each.date), text.labels[f"corrections.{each.date}"]
            )
            for each in facts.corrections
        ),
        figures=edition.figures(facts.figures),
        when=edition.formats.format_time_range(facts.event.start, facts.event.end) if facts.event else "",
        calendar="" if hidden else _calendar(edition, release),
        where=edition.where(release).text,
        updated=edition.formats.format_moment(facts.updated) if facts.updated else "",
        places=edition.places(facts.places),
        bodies=_body_links(edition, release),
        items=_item_links(edition, release),
        attachments=tuple(
            Link(
                text.labels[f"attachments.{each.file}"],
                release.content_type.asset_path(f"{release.folder}/{each.file}"),
            )
            for each in facts.attachments
        ),
        source=edition.source(release),
        outdated=(way := edition.catalogue.original_since(release, edition.locale)) and Link(*way),
        hidden=hidden,
        related=_related(edition, release),
        neighbours=_neighbours(edition, release),
    )


def _body_links(edition: Edition, release: Release) -> tuple[Link, ...]:
    """Return the ways to the lists of the bodies that a release names."""
    return tuple(edition.body_link(key, release.issued.day) for key in release.facts.bodies)


def _calendar(edition: Edition, release: Release) -> str:
    """Return where its event can be had for a calendar, as long as there is something to put there."""
    if (
        not release.is_upcoming
        or release.facts.withdrawn
        or (release.event_ends_at and release.event_ends_at <= edition.catalogue.now)
    ):
        return ""
    return edition.at(urls.event_path(release.path))


def _related(edition: Edition, release: Release) -> tuple[Link, ...]:
    """Return the ways to the visible news that a release names as related."""
    found = (edition.catalogue.content(key) for key in release.facts.related)
    return tuple(edition.link(content) for content in found if content is not None)


def _neighbours(edition: Edition, release: Release) -> tuple[Neighbours, ...]:
    found = []
    for key in release.facts.topics:
        older, newer = edition.listings.topics[key].neighbours(release)
        if older or newer:
            before, after = edition.link(older) if older else None, edition.link(newer) if newer else None
            found.append(Neighbours(edition.heading(key), before, after))
    return tuple(found)


def _item_links(edition: Edition, release: Release) -> tuple[Link, ...]:
    """Return the ways to the items that a release reports on, in the latest summary that has each."""
    return tuple(edition.items[key] for key in release.facts.items if key in edition.items)


def _withdrawal_notice(edition: Edition, release: Release, text: LocalizedContent) -> Notice | None:
    withdrawn = release.facts.withdrawn
    if withdrawn is None:
        return None
    shown = edition.messages("withdrawn_notice", date=edition.formats.format_date(withdrawn.date))
    return Notice(withdrawn.date.isoformat(), shown, text.labels["withdrawn.reason"])
