"""The page of a release, and what it depends on."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.content.release import Release
from corner.content.types import LocalizedContent
from corner.site.listings import Listing
from corner.views import drafts
from corner.views.edition import Edition
from corner.views.types import FigureRow, Hidden, Link, SourceView
from corner.views.verify import verify_link


class Notice(NamedTuple):
    """A dated notice to readers: a correction or a withdrawal."""

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
    """The link to the news of its year."""
    translated: str
    """The mark of a translation, which names the original's language."""
    only: str
    """The mark of a text that has no translation."""
    versions: tuple[Link, ...]
    """The links to its translations, each titled by its language."""
    title: str
    description: str
    topics: tuple[Link, ...]
    withdrawn: Notice | None
    corrections: tuple[Notice, ...]
    figures: tuple[FigureRow, ...]
    when: str
    calendar: str
    """The address of its event as a calendar file, while the event is not over."""
    where: str
    updated: str
    places: str
    bodies: tuple[Link, ...]
    items: tuple[Link, ...]
    records: tuple[tuple[str, tuple[Link, ...]], ...]
    """The records that it is about, by register: its name, and the links."""
    attachments: tuple[Link, ...]
    source: SourceView | None
    related: tuple[Link, ...]
    neighbours: tuple[Neighbours, ...]
    outdated: Link | None
    """The original, where it has changed since it was translated."""
    hidden: Hidden | None
    """The notice of a preview, where the public may not see it."""
    proof: Link | None
    """The link to how to check the text, where the site is signed."""


def release_dependencies(edition: Edition, release: Release) -> object:
    """Return all that the page of a release depends on, besides what the edition's digest covers: plain values."""
    neighbours = [
        neighbour and edition.link(neighbour)
        for key in release.facts.topics
        for neighbour in edition.listings.topics[key].neighbours(release)
    ]
    hidden = drafts.hidden_notice(edition, release)
    lists = hidden and (_body_links(edition, release), edition.year(release.year))
    return release.digest, neighbours, _further_dependencies(edition, release), hidden, lists


def group_dependencies(edition: Edition, listing: Listing) -> object:
    """Return all that the pages of a listing's releases depend on, besides what the edition's digest covers: plain values.

    It is found faster for all than for one after the other, because most of them lead only to each other. No release
    may be missing that lies between two of them.
    """
    around = [
        neighbour and edition.link(neighbour)
        for key, (first, last) in listing.topic_ends.items()
        for neighbour in (
            edition.listings.topics[key].neighbours(first)[1],
            edition.listings.topics[key].neighbours(last)[0],
        )
    ]
    return listing.digest, around, [_further_dependencies(edition, release) for release in listing.leading_further]


def _further_dependencies(edition: Edition, release: Release) -> object:
    """Return what the page of a release depends on besides the release and its neighbours: plain values."""
    related = [edition.link(content) for content in map(edition.catalogue.content, release.facts.related) if content]
    text = release.texts.get(edition.locale)
    targets = [edition.find_target(target) for target in text.targets] if text else []
    return related, edition.record_groups(release.facts.records), targets, _calendar(edition, release)


def release_view(edition: Edition, release: Release) -> ReleaseView:
    """Return what the page of a release shows; the release has a text in the edition's language."""
    facts = release.facts
    text = release.texts[edition.locale]
    day = release.issued.day
    hidden = drafts.hidden_notice(edition, release)
    return ReleaseView(
        type=edition.type_name(facts.type),
        datetime=release.issued.at.isoformat() if release.issued.timed else day.isoformat(),
        issued=edition.formats.format_moment(release.issued),
        year=edition.year(release.year),
        translated=edition.translated(release.original) if release.original != edition.written else "",
        only=edition.only(edition.locale) if len(release.texts) == 1 and len(edition.languages) > 1 else "",
        versions=edition.versions(release),
        title=text.title,
        description=text.description,
        topics=edition.topic_links(facts.topics),
        withdrawn=_withdrawal_notice(edition, release, text),
        corrections=tuple(
            Notice(
                correction.date.isoformat(),
                edition.formats.format_date(correction.date),
                text.labels[f"corrections.{correction.date}"],
            )
            for correction in facts.corrections
        ),
        figures=edition.figures(release, facts.figures),
        when=edition.formats.format_time_range(facts.event.start, facts.event.end) if facts.event else "",
        calendar="" if hidden else _calendar(edition, release),
        where=edition.where(release).text,
        updated=edition.formats.format_moment(facts.updated) if facts.updated else "",
        places=edition.places(facts.places),
        bodies=_body_links(edition, release),
        items=_item_links(edition, release),
        records=edition.record_groups(release.facts.records),
        attachments=tuple(
            Link(
                text.labels[f"attachments.{attachment.file}"],
                release.content_type.asset_path(f"{release.folder}/{attachment.file}"),
            )
            for attachment in facts.attachments
        ),
        source=edition.source(release),
        outdated=edition.changed_original(release),
        hidden=hidden,
        proof=None if hidden else verify_link(edition),
        related=_related(edition, release),
        neighbours=_neighbours(edition, release),
    )


def _body_links(edition: Edition, release: Release) -> tuple[Link, ...]:
    """Return a link to the listing of each body that a release names."""
    return tuple(edition.body_link(key, release.issued.day) for key in release.facts.bodies)


def _calendar(edition: Edition, release: Release) -> str:
    """Return the address of the release's event as a calendar file, while the event is not over."""
    if not release.is_upcoming or release.is_withdrawn:
        return ""
    over = release.event_ends_at
    if over and over <= edition.catalogue.now:
        return ""
    return edition.at(urls.event_path(release.path))


def _related(edition: Edition, release: Release) -> tuple[Link, ...]:
    """Return a link to each visible piece of content that a release names as related."""
    related = (edition.catalogue.content(key) for key in release.facts.related)
    return tuple(edition.link(content) for content in related if content is not None)


def _neighbours(edition: Edition, release: Release) -> tuple[Neighbours, ...]:
    """Return the neighbours of a release in each of its topics."""
    neighbours = []
    for key in release.facts.topics:
        older, newer = edition.listings.topics[key].neighbours(release)
        if older or newer:
            before, after = edition.link(older) if older else None, edition.link(newer) if newer else None
            neighbours.append(Neighbours(edition.heading(key), before, after))
    return tuple(neighbours)


def _item_links(edition: Edition, release: Release) -> tuple[Link, ...]:
    """Return a link to each item that a release reports on, in the latest summary that has it."""
    return tuple(edition.items[key] for key in release.facts.items if key in edition.items)


def _withdrawal_notice(edition: Edition, release: Release, text: LocalizedContent) -> Notice | None:
    withdrawn = release.facts.withdrawn
    if withdrawn is None:
        return None
    shown = edition.messages("withdrawn_notice", date=edition.formats.format_date(withdrawn.date))
    return Notice(withdrawn.date.isoformat(), shown, text.labels["withdrawn.reason"])
