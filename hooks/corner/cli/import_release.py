"""A new release from one document, or from two in two languages."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path

from corner.authoring import new_release
from corner.authoring.importers.descriptions import choose_descriptions
from corner.authoring.importers.figure_proposals import FigureProposal, propose_figures
from corner.authoring.importers.imported_release import ImportedRelease
from corner.authoring.new_release import DraftText, NewRelease, NewReleaseError
from corner.cli import draft_files, prompts
from corner.cli.imported_documents import DocumentReader, ImportOptions, warn
from corner.cli.language import find_reader
from corner.diagnostics.message import Message
from corner.site import load

_Documents = list[tuple[Path, ImportedRelease]]
"""Files with what they hold, the original first."""


def import_new_release(reader: DocumentReader, files: tuple[Path, ...], options: ImportOptions, now: datetime) -> None:
    """Write the files of a new release, and print their paths and the problems in them.

    Raises:
        NewReleaseError: an option is wrong, or a file cannot be written.
    """
    context = reader.context
    locales = prompts.ask_languages(context, options.languages)
    documents = _read_documents(reader, files, locales, options)
    draft = _create_draft(reader, documents, locales, options, now)
    for warning in _iter_warnings(draft, documents):
        warn(documents[0][0], warning)
    if len(documents) == 1:
        prompts.write_files(context, draft, now)
        return
    paths = new_release.render_files(draft, context.tree, context.root)
    draft_files.write_new_files(context.root, paths)
    for path in paths:
        print(path)
    locales_of_pair = documents[0][1].locale, documents[1][1].locale
    if reader.print_comparison(load.load(context.root, now), draft.key, locales_of_pair):
        sys.exit(1)


def _read_documents(
    reader: DocumentReader, files: tuple[Path, ...], locales: tuple[str, ...], options: ImportOptions
) -> _Documents:
    """Return what each file holds, the original first.

    Raises:
        NewReleaseError: two files have one language, or none has that of the original.
    """
    known = locales if options.languages else ()
    documents = []
    for position, file in enumerate(files):
        is_known = position < len(known)
        names = (known[position],) if is_known and len(files) > 1 else locales if is_known else reader.written
        documents.append((file, reader.read(file, names, is_known=is_known)))
    languages = [document.locale for _, document in documents]
    if len(set(languages)) < len(languages):
        raise NewReleaseError(
            Message(
                "expected two files in two languages, found '{language}' in both; give the languages with --languages",
                language=languages[0],
            )
        )
    if options.original is None:
        return documents
    if options.original not in languages:
        raise NewReleaseError(
            Message(
                "expected --original with the language of a file ({languages}), found '{language}'",
                languages=languages,
                language=options.original,
            )
        )
    return sorted(documents, key=lambda entry: entry[1].locale != options.original)


def _create_draft(
    reader: DocumentReader, documents: _Documents, locales: tuple[str, ...], options: ImportOptions, now: datetime
) -> NewRelease:
    """Return the draft of the release in documents; the original's facts come first."""
    context = reader.context
    releases = [document for _, document in documents]
    original, *others = releases
    found_day = next((release.issued for release in releases if release.issued), "")
    first, moment = prompts.ask_moment(context, options.issued or found_day or prompts.format_today(context, now))
    topics = [topic for release in releases for topic in release.topics]
    topic_keys = new_release.parse_keys([*options.topics, *topics], context.taxonomies.topics, "topic")
    names = (new_release.slugify_title(release.title) for release in releases)
    written = [release.locale for release in releases]
    texts = _create_texts(reader, releases)
    first_text = texts[original.locale] if others else create_text(original, "")
    return NewRelease(
        slug=prompts.ask_name("", options.slug or next(filter(None, names), None)),
        locales=(*written, *(locale for locale in locales if locale not in written)),
        title=first_text.title,
        description=first_text.description,
        kind=prompts.ask_type(context, options.kind or next(iter(context.taxonomies.types))),
        types=prompts.describe_types(context, find_reader() or original.locale),
        editor=find_reader(),
        day=first,
        moment=moment,
        topics=topic_keys or prompts.ask_keys(context, "topics", (), required=True),
        bodies=_merge(release.bodies for release in releases),
        places=_merge(release.places for release in releases) if others else (),
        text=first_text.text,
        figures=tuple(proposal.format_entry() for proposal in _propose(reader, releases)),
        translations={other.locale: texts[other.locale] for other in others},
        notes=tuple(
            _iter_notes(
                first_text, has_day=bool(options.issued or found_day), is_described=bool(first_text.description)
            )
        ),
    )


def _merge(keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys that the texts name, those of the original first."""
    return tuple(dict.fromkeys(chain.from_iterable(keys)))


def _create_texts(reader: DocumentReader, releases: list[ImportedRelease]) -> dict[str, DraftText]:
    """Return the words of each text, with descriptions that report the same figures."""
    leads = {release.locale: release.leads for release in releases}
    descriptions = choose_descriptions(leads, reader.lexicons)
    return {release.locale: create_text(release, descriptions[release.locale]) for release in releases}


def _propose(reader: DocumentReader, releases: list[ImportedRelease]) -> list[FigureProposal]:
    """Return the figures that both texts of a pair seem to report."""
    kinds = reader.context.taxonomies.figures
    texts = {release.locale: f"{release.title}\n{release.text}" for release in releases}
    # A number that only one text is known to say is proposed too often for the wrong figure.
    return propose_figures(texts, kinds, reader.lexicons) if kinds and len(texts) > 1 else []


def create_text(document: ImportedRelease, description: str) -> DraftText:
    """Return the words of a document with a description."""
    return DraftText(title=document.title, description=description, text=document.text)


def _iter_notes(original: DraftText, *, has_day: bool, is_described: bool) -> Iterator[str]:
    """Yield the names of the notes in the draft about what was not recognised."""
    if not original.title:
        yield "untitled"
    if not has_day:
        yield "undated"
    if is_described:
        yield "described"


def _iter_warnings(draft: NewRelease, documents: _Documents) -> Iterator[Message]:
    """Yield what the editor must look at in the draft."""
    if "untitled" in draft.notes:
        yield Message("expected a headline, found none; write it into the draft")
    if "undated" in draft.notes:
        yield Message(
            "expected a day of issue, found none; the draft has today's date, {day} (--date gives another)",
            day=draft.day,
        )
    if draft.figures:
        yield Message(
            "found figures of the vocabulary ({count}); the draft has them as comments", count=len(draft.figures)
        )
    days = {document.issued[:10] for _, document in documents if document.issued}
    if len(days) > 1:
        yield Message(
            "expected the same day of issue in both files, found {days}; the draft has {day}",
            days=[document.issued for _, document in documents],
            day=draft.moment,
        )
    for file, document in documents[1:]:
        if not document.title:
            yield Message("expected a headline in {file}, found none; write it into the draft", file=file.name)
