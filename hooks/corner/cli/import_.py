"""`corner import`: make a release, or the translation of one, from documents."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corner.cli.options import NOW, ROOT, parse_key
from corner.diagnostics.message import Message

_SECONDS = 8
"""How long a document may take by default."""
_MOST_FILES = 2


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE [FILE]", type=click.Path(path_type=Path))
@click.option("--into", "key", callback=parse_key, metavar="KEY", help="The release that FILE is a translation of.")
@click.option(
    "--type", "kind", metavar="KEY", help="The kind of news, a key of news/types.yml; by default the first of them."
)
@click.option(
    "--topics", multiple=True, metavar="KEYS", help="Keys of topics, in addition to those that the text names."
)
@click.option(
    "--languages",
    "--language",
    help="Languages such as en,zh-Hant in the order of the files; by default found in the texts.",
)
@click.option("--original", metavar="LANGUAGE", help="The language of the original; by default that of the first file.")
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
    files: tuple[Path, ...],
    key: str | None,
    kind: str | None,
    topics: tuple[str, ...],
    languages: str | None,
    original: str | None,
    issued: str | None,
    slug: str | None,
    seconds: int,
) -> None:
    """Make a draft of the release in FILE: text, HTML, Word (.docx) or PDF.

    Two files are the release in two languages: the first is the original, and the command compares both. With --into,
    FILE is the translation of a release that exists. The draft has the headline, day, bodies and topics that the command
    finds. The editor adds the rest. No file that exists is changed.
    Exit status: 0 written, 1 problems in the news, 2 cannot run.
    """
    from corner.authoring.new_release import NewReleaseError
    from corner.cli import prompts
    from corner.cli.import_release import import_new_release
    from corner.cli.import_translation import import_translation
    from corner.cli.imported_documents import DocumentReader, ImportOptions, exit_with_error

    context = prompts.open_draft(root)
    options = ImportOptions(kind, topics, languages, original, issued, slug)
    try:
        _check_count(len(files), into=bool(key))
        reader = DocumentReader(context, seconds)
        if key:
            import_translation(reader, files[0], key, languages, now)
        else:
            import_new_release(reader, files, options, now)
    except NewReleaseError as error:
        exit_with_error(files[0], str(error))


def _check_count(count: int, *, into: bool) -> None:
    """Raise a `NewReleaseError` for too many files."""
    from corner.authoring.new_release import NewReleaseError

    if into and count > 1:
        raise NewReleaseError(Message("expected one file with --into, found {count}", count=count))
    if count > _MOST_FILES:
        raise NewReleaseError(
            Message("expected one file, or one for each of two languages, found {count}", count=count)
        )
