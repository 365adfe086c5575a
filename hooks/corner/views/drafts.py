"""What a preview shows besides the site: drafts and what is not due, marked, and a page that lists them."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.content.translation_state import TranslationState
from corner.content.types import Content
from corner.site import schedule
from corner.views.edition import Edition
from corner.views.types import Hidden, Link


class StatusRow(NamedTuple):
    """How news that the public may not see stands."""

    news: Link
    state: str
    due: str
    languages: tuple[str, ...]
    """The state of its text in each language that news is written in."""


class StatusView(NamedTuple):
    """All news that the public may not see, in a preview."""

    languages: tuple[str, ...]
    rows: tuple[StatusRow, ...]


def hidden_notice(edition: Edition, content: Content) -> Hidden | None:
    """Return the word on a release or summary that the public may not see, nothing on others."""
    if not edition.catalogue.hidden or content.key not in edition.catalogue.hidden:
        return None
    messages = edition.messages
    others = Link(messages("unpublished"), edition.at(urls.STATUS))
    start = content.facts.publish_at or content.facts.issued
    if content.facts.status == "draft" or start is None:
        return Hidden(messages("draft"), messages("draft_notice"), others)
    return Hidden(
        messages("embargoed"), messages("embargoed_notice", date=edition.formats.format_moment(start)), others
    )


def status_view(edition: Edition) -> StatusView:
    """Return how all news stands that the public may not see."""
    catalogue, messages = edition.catalogue, edition.messages
    hidden = catalogue.hidden or {}
    found = []
    for row in schedule.list_status(hidden.values(), catalogue.translations, catalogue.now):
        content = hidden[row.key]
        start = content.facts.publish_at or content.facts.issued
        found.append(
            StatusRow(
                news=edition.link(content),
                state=messages("draft" if row.state is schedule.PublicationState.DRAFT else "embargoed"),
                due=edition.formats.format_moment(start) if row.due and start else "",
                languages=tuple(
                    messages(f"text.{TranslationState(row.languages[locale]).name.lower()}")
                    if locale in row.languages
                    else ""
                    for locale in catalogue.settings.written
                ),
            )
        )
    names = catalogue.settings.names
    return StatusView(tuple(names[locale].name for locale in catalogue.settings.written), tuple(found))
