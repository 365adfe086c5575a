"""What only a preview shows: drafts and embargoed content, marked, and the page that lists them."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import guide, urls
from corner.content.translation_state import TranslationState
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.site import schedule
from corner.views.edition import Edition
from corner.views.mistakes import link_faulty
from corner.views.types import Hidden, Link


class StatusRow(NamedTuple):
    """The state of content that the public may not see."""

    news: Link
    state: str
    due: str
    languages: tuple[str, ...]
    """The state of its translation into each language of the corner."""


class StatusView(NamedTuple):
    """All content that the public may not see."""

    languages: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    guide: Link
    """The link to the editors' guide."""
    faulty: tuple[Link, ...]
    """The links to the texts that have errors."""
    faulty_title: str
    faulty_lang: str
    """The language of their title, which is the editor's."""


def hidden_notice(edition: Edition, content: Content) -> Hidden | None:
    """Return the notice on content that the public may not see; `None` on other content."""
    if not edition.catalogue.hidden or content.key not in edition.catalogue.hidden:
        return None
    messages = edition.messages
    others = Link(messages("unpublished"), edition.at(urls.STATUS))
    start = content.publish_at or content.issued
    if not content.is_public or start is None:
        return Hidden(messages("draft"), messages("draft_notice"), others)
    return Hidden(
        messages("embargoed"), messages("embargoed_notice", date=edition.formats.format_moment(start)), others
    )


def status_view(edition: Edition) -> StatusView:
    """Return the state of all content that the public may not see."""
    catalogue, messages = edition.catalogue, edition.messages
    hidden = catalogue.hidden or {}
    rows = []
    for entry in schedule.list_status(hidden.values(), catalogue.translations, catalogue.now):
        content = hidden[entry.key]
        start = content.publish_at or content.issued
        rows.append(
            StatusRow(
                news=edition.link(content),
                state=messages("draft" if entry.state is schedule.PublicationState.DRAFT else "embargoed"),
                due=edition.formats.format_moment(start) if entry.due and start else "",
                languages=tuple(
                    messages(f"text.{TranslationState(entry.languages[locale]).name.lower()}")
                    if locale in entry.languages
                    else ""
                    for locale in catalogue.settings.written
                ),
            )
        )
    names = catalogue.settings.names
    written = tuple(names[locale].name for locale in catalogue.settings.written)
    language = catalogue.editor_language
    return StatusView(
        written,
        tuple(rows),
        link_guide(edition),
        link_faulty(edition),
        language.say(Message("Left out because of mistakes")),
        language.tag,
    )


def link_guide(edition: Edition) -> Link:
    """Return the link to the editors' guide, in this edition or else in the default one."""
    settings = edition.catalogue.settings
    title = edition.messages("guide")
    language = guide.find_language(settings, edition.locale)
    if language == edition.locale:
        return Link(title, edition.at(urls.GUIDE))
    return Link(title, urls.GUIDE, only=edition.only(guide.find_language(settings, settings.default)))
