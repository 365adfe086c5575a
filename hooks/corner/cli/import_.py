"""`corner import`: make the draft of a release from a document."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from corner.authoring import new_release
from corner.authoring.importers import documents
from corner.authoring.importers.documents import DocumentError
from corner.authoring.importers.html import ImportedPage, find_iso_day
from corner.authoring.importers.metadata import detect_language, extract_metadata
from corner.authoring.new_release import NewRelease, NewReleaseError
from corner.cli import prompts
from corner.cli.options import NOW, ROOT
from corner.i18n import messages
from corner.i18n.formats import LocaleFormats

_WARNINGS = {
    "untitled": "expected a headline, found none; write it into the draft",
    "undated": "expected a day of issue, found none; the draft has today's date, {day} (--date gives another)",
}
"""The warning about what was not recognised, by the name of its note in the draft."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--type", "kind", type=click.Choice(prompts.TYPES), default="press-release", help="The kind of news.")
@click.option(
    "--topics", multiple=True, metavar="KEYS", help="Keys of topics, in addition to those that the text names."
)
@click.option("--languages", help="Languages such as en,zh-Hant, the document's first; by default found by its script.")
@click.option("--date", "issued", help="Day of issue; by default the day in the document.")
@click.option("--slug", help="The name in the address; by default made from an English title.")
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
) -> None:
    """Make a draft of the release in FILE: text, HTML, Word (.docx) or PDF.

    The draft has the headline, day, bodies and topics that the command finds. The editor adds the rest.
    Exit status: 0 written, 1 problems in the news, 2 cannot run.
    """
    context = prompts.open_draft(root)
    try:
        page = ImportedPage(documents.read_document(file))
        locales = prompts.ask_languages(context, languages)
        if languages is None:
            original = detect_language(page, locales)
            locales = (original, *(locale for locale in locales if locale != original))
        texts, _ = messages.read_messages(root, context.settings.written)
        formats = LocaleFormats(locales[0], texts[locales[0]].texts)
        metadata = extract_metadata(page, formats, context.taxonomies)
        day_found = metadata.day or find_iso_day(file.stem)
        issue_day = issued or (day_found.isoformat() if day_found else None)
        day = issue_day or prompts.format_today(context, now)
        first, moment = prompts.ask_moment(context, day)
        topic_keys = new_release.parse_keys([*topics, *metadata.topics], context.taxonomies.topics, "topic")
        draft = NewRelease(
            slug=prompts.ask_name(metadata.title, slug),
            locales=locales,
            title=metadata.title,
            kind=kind,
            day=first,
            moment=moment,
            topics=topic_keys or prompts.ask_keys(context, "topics", "topic", (), required=True),
            bodies=metadata.bodies,
            text=page.markdown(),
            notes=tuple(_notes(titled=bool(metadata.title), dated=bool(issue_day))),
        )
        for name in draft.notes:
            print(f"{file}: {_WARNINGS[name].format(day=first)}", file=sys.stderr)
        prompts.write_files(context, draft, now)
    except RecursionError:
        _exit_with_error(file, "expected a few levels of nesting, found hundreds")
    except (DocumentError, NewReleaseError) as error:
        _exit_with_error(file, str(error))


def _exit_with_error(file: Path, reason: str) -> NoReturn:
    print(f"{file}: {reason}", file=sys.stderr)
    sys.exit(2)


def _notes(*, titled: bool, dated: bool) -> list[str]:
    """Return the names of the notes in the draft about what was not recognised."""
    return [name for name, is_known in (("untitled", titled), ("undated", dated)) if not is_known]
