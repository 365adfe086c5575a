"""What a preview shows in place of a text that has errors: what is wrong in it, in the editor's language."""

from __future__ import annotations

from typing import NamedTuple

from corner.content import urls
from corner.diagnostics.message import Message
from corner.views.edition import Edition
from corner.views.types import Link


class Mistake(NamedTuple):
    """One problem in a file."""

    place: str
    """The file and the line."""
    text: str
    """What was expected, what was found, and what to type."""
    code: str
    """The rule, which the editors' guide explains."""


class MistakesView(NamedTuple):
    """The problems of one text."""

    lang: str
    """The editor's language."""
    intro: str
    mistakes: tuple[Mistake, ...]
    others: Link
    """The link to all that the public may not see."""


def title_mistakes(edition: Edition, key: str) -> str:
    """Return the title of the page of a text that has errors."""
    return edition.catalogue.editor_language.say(Message("Mistakes in {key}", key=key))


def mistakes_view(edition: Edition, key: str) -> MistakesView:
    """Return the problems of the text with this key."""
    catalogue = edition.catalogue
    say = catalogue.editor_language.say
    return MistakesView(
        lang=catalogue.editor_language.tag,
        intro=say(
            Message(
                "This text is left out of the site until its mistakes are corrected. "
                "Save the file, and this page shows what it says then."
            )
        ),
        mistakes=tuple(
            Mistake(f"{problem.path}:{problem.line}", say(problem.text), problem.code)
            for problem in catalogue.faulty[key]
        ),
        others=Link(edition.messages("unpublished"), edition.at(urls.STATUS)),
    )


def link_faulty(edition: Edition) -> tuple[Link, ...]:
    """Return links to the texts that have errors."""
    catalogue = edition.catalogue
    types = ((key, catalogue.content_types.find(key)) for key in catalogue.faulty)
    return tuple(Link(key, edition.at(content_type.url_path(key))) for key, content_type in types if content_type)
