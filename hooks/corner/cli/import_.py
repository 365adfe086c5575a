"""`corner import`: make the draft of a release from a document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from corner.authoring import new_release
from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.imported_release import ImportedRelease, ImportRequest, import_release
from corner.authoring.new_release import NewRelease, NewReleaseError
from corner.cli import prompts
from corner.cli.options import NOW, ROOT
from corner.i18n import messages

_SECONDS = 8
"""How long a document may take by default."""
_WARNINGS = {
    "untitled": "expected a headline, found none; write it into the draft",
    "undated": "expected a day of issue, found none; the draft has today's date, {day} (--date gives another)",
}
"""The warning about what was not recognised, by the name of its note in the draft."""
_LEFT_OUT = "found hidden text ({count}), which is left out; compare the draft with the document"
_CHANGED = "found tracked changes ({count}); the draft has the text as if all were accepted"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--type", "kind", type=click.Choice(prompts.TYPES), default="press-release", help="The kind of news.")
@click.option(
    "--topics", multiple=True, metavar="KEYS", help="Keys of topics, in addition to those that the text names."
)
@click.option("--languages", help="Languages such as en,zh-Hant, the document's first; by default found by its script.")
@click.option("--date", "issued", help="Day of issue; by default the day in the document.")
@click.option("--slug", help="The name in the address; by default made from an English title.")
@click.option(
    "--seconds",
    type=click.IntRange(1, 3600),
    default=_SECONDS,
    show_default=True,
    help="How long a large document may take.",
)
@NOW
@ROOT
def command(
    root: Path,
    now: datetime,
    file: Path,
    kind: str,
    topics: tuple[str, ...],
    languages: str | None,
    issued: str | None,
    slug: str | None,
    seconds: int,
) -> None:
    """Make a draft of the release in FILE: text, HTML, Word (.docx) or PDF.

    The draft has the headline, day, bodies and topics that the command finds. The editor adds the rest.
    Exit status: 0 written, 1 problems in the news, 2 cannot run.
    """
    context = prompts.open_draft(root)
    try:
        locales = prompts.ask_languages(context, languages)
        texts, _ = messages.read_messages(root, context.settings.written)
        words = {locale: texts[locale].texts for locale in locales}
        request = ImportRequest(file, locales, languages is not None, words, context.taxonomies)
        document = import_release(request, seconds)
        issue_day = issued or document.day
        day = issue_day or prompts.format_today(context, now)
        first, moment = prompts.ask_moment(context, day)
        topic_keys = new_release.parse_keys([*topics, *document.topics], context.taxonomies.topics, "topic")
        draft = NewRelease(
            slug=prompts.ask_name(document.title, slug),
            locales=(document.locale, *(locale for locale in locales if locale != document.locale)),
            title=document.title,
            kind=kind,
            day=first,
            moment=moment,
            topics=topic_keys or prompts.ask_keys(context, "topics", "topic", (), required=True),
            bodies=document.bodies,
            text=document.text,
            notes=tuple(_notes(titled=bool(document.title), dated=bool(issue_day))),
        )
        for warning in _iter_warnings(draft, document):
            print(f"{_show(str(file))}: {warning}", file=sys.stderr)
        prompts.write_files(context, draft, now)
    except (DocumentError, NewReleaseError) as error:
        _exit_with_error(file, str(error))


def _exit_with_error(file: Path, reason: str) -> NoReturn:
    print(_show(f"{file}: {reason}"), file=sys.stderr)
    sys.exit(2)


def _show(text: str) -> str:
    """Return a text without what a terminal would not show as it is: a path may hold any character."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _iter_warnings(draft: NewRelease, document: ImportedRelease) -> Iterator[str]:
    """Yield what the editor must look at in the draft."""
    for name in draft.notes:
        yield _WARNINGS[name].format(day=draft.day)
    if document.hidden:
        yield _LEFT_OUT.format(count=document.hidden)
    if document.changes:
        yield _CHANGED.format(count=document.changes)


def _notes(*, titled: bool, dated: bool) -> list[str]:
    """Return the names of the notes in the draft about what was not recognised."""
    return [name for name, is_known in (("untitled", titled), ("undated", dated)) if not is_known]
