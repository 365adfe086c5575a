"""`corner import`: a document from elsewhere as the draft of a release."""

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

_TOLD = {
    "untitled": "expected a headline, found none; write it into the draft",
    "undated": "expected a day of issue, found none; today's stands in the draft, {day} (--date gives another)",
}
"""What is said of what was not recognised, by the name of its note in the draft."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--type", "kind", type=click.Choice(prompts.TYPES), default="press-release", help="The kind of news.")
@click.option("--topics", multiple=True, metavar="KEYS", help="Keys of topics, besides those that the text names.")
@click.option("--languages", help="Such as en,zh-Hant: the document's first; told by its script by default.")
@click.option("--date", "issued", help="Day of issue; by default the one that the document names.")
@click.option("--slug", help="The name in the address; made from an English title by default.")
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

    What is recognised stands in the draft: headline, day, bodies and topics by their names. The rest is for the editor.
    Exit status: 0 written, 1 problems in the news, 2 cannot run.
    """
    desk = prompts.open_draft(root)
    try:
        page = ImportedPage(documents.read_document(file))
        order = prompts.ask_languages(desk, languages)
        if languages is None:
            own = detect_language(page, order)
            order = (own, *(locale for locale in order if locale != own))
        texts, _ = messages.read_messages(root, desk.settings.written)
        formats = LocaleFormats(order[0], texts[order[0]].texts)
        found = extract_metadata(page, formats, desk.names)
        told = found.day or find_iso_day(file.stem)
        known = issued or (told.isoformat() if told else None)
        day = known or prompts.format_today(desk, now)
        first, moment = prompts.ask_moment(desk, day)
        picked = new_release.parse_keys([*topics, *found.topics], desk.names.topics, "topic")
        draft = NewRelease(
            slug=prompts.ask_name(found.title, slug),
            locales=order,
            title=found.title,
            kind=kind,
            day=first,
            moment=moment,
            topics=picked or prompts.ask_keys(desk, "topics", "topic", (), needed=True),
            bodies=found.bodies,
            text=page.markdown(),
            notes=tuple(_notes(titled=bool(found.title), dated=bool(known))),
        )
        for name in draft.notes:
            print(f"{file}: {_TOLD[name].format(day=first)}", file=sys.stderr)
        prompts.write_files(desk, draft, now)
    except RecursionError:
        _refuse(file, "expected a few levels of nesting, found hundreds")
    except (DocumentError, NewReleaseError) as error:
        _refuse(file, str(error))


def _refuse(file: Path, why: str) -> NoReturn:
    print(f"{file}: {why}", file=sys.stderr)
    sys.exit(2)


def _notes(*, titled: bool, dated: bool) -> list[str]:
    """Return what the editor is told that was not recognised."""
    return [name for name, known in (("untitled", titled), ("undated", dated)) if not known]
