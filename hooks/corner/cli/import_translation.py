"""The translation of a release that exists, from a document of its own."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

from corner.authoring import new_release
from corner.authoring.importers.descriptions import choose_descriptions
from corner.authoring.importers.imported_release import ImportedRelease
from corner.authoring.new_release import DraftText, NewReleaseError
from corner.checks import placeholders
from corner.cli import draft_files, prompts
from corner.cli.import_release import create_text
from corner.cli.imported_documents import DocumentReader, warn
from corner.cli.language import find_reader
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import suggest
from corner.i18n.editor_language import TRANSLATED
from corner.site import load
from corner.site.load import LoadResult

_ENDING = re.compile(r"\.[A-Za-z0-9-]+\.md\Z")


def import_translation(reader: DocumentReader, file: Path, key: str, languages: str | None, now: datetime) -> None:
    """Write the translation of a release, print its path, and compare it with the original.

    Args:
        reader: the reader of documents.
        file: the document.
        key: the key of the release, or the path of one of its files.
        languages: the language of the document, if the editor gives it.
        now: the moment at which visibility is judged.

    Raises:
        NewReleaseError: there is no such release without errors, it has the language already, or the file cannot be
            written.
    """
    root = reader.context.root
    content = _find_content(load.load(root, now), _parse_key(key))
    missing = [locale for locale in reader.written if locale != content.original]
    if languages:
        missing = [locale for locale in prompts.ask_languages(reader.context, languages) if locale in missing][:1]
    if not missing:
        raise NewReleaseError(
            Message(
                "expected the language of a translation, found '{language}', that of the original",
                language=content.original,
            )
        )
    document = reader.read(file, tuple(missing) if languages else reader.written, is_known=bool(languages))
    path = _write(root, content, _describe(reader, content, document), document.locale)
    print(path)
    if not document.title:
        warn(file, Message("expected a headline, found none; write it into the draft"))
    if content.issued and document.issued and document.issued[:10] != content.issued.day.isoformat():
        warn(
            file,
            Message(
                "expected the day of issue of the original, {day}, found {other}; the original's holds",
                day=content.issued.day,
                other=document.issued,
            ),
        )
    if reader.print_comparison(load.load(root, now), content.key, (content.original, document.locale)):
        sys.exit(1)


def _parse_key(key: str) -> str:
    """Return a key, also from the path of a file."""
    return _ENDING.sub("", key.replace("\\", "/").removeprefix("./").removeprefix("news/"))


def _find_content(loaded: LoadResult, key: str) -> Content:
    """Return the content with a key; where its files have errors, print them and exit with status 1."""
    contents = loaded.checked.contents if loaded.checked else {}
    if key in contents and contents[key].texts:
        return contents[key]
    problems = [problem for problem in loaded.problems if problem.path.startswith(f"news/{key}.")]
    if draft_files.print_problems(problems):
        sys.exit(1)
    known = {source.key for source in loaded.tree.sources} if loaded.tree else set()
    hint = suggest(key, known)
    raise NewReleaseError(
        Message(
            "expected the key of a release, such as releases/2021/sme-seminar, found '{key}'{hint}", key=key, hint=hint
        )
    )


def _describe(reader: DocumentReader, content: Content, document: ImportedRelease) -> DraftText:
    """Return the words of the translation; its description reports the same figures as that of the original."""
    original = content.texts[content.original].description
    leads = {
        document.locale: document.leads,
        content.original: () if placeholders.has_placeholder(original) else (original,),
    }
    return create_text(document, choose_descriptions(leads, reader.lexicons)[document.locale])


def _write(root: Path, content: Content, words: DraftText, locale: str) -> str:
    """Write the translation, over nothing but an empty draft of it; return its path."""
    original = content.texts[content.original]
    path = f"news/{content.key}.{locale}.md"
    text = new_release.render_translation(locale, words, original.labels, editor=find_reader())
    # The empty draft may be of an editor who reads another language.
    empty_drafts = {new_release.render_translation(locale, editor=tag) for tag in ("", *TRANSLATED)}
    if locale == content.original:
        raise NewReleaseError(
            Message(
                "expected a translation of {path}, found a text in its language, '{language}'",
                path=original.path,
                language=locale,
            )
        )
    if not (root / path).exists():
        draft_files.write_new_files(root, {path: text})
    elif (before := (root / path).read_text(encoding="utf-8")) in empty_drafts:
        draft_files.replace_file(root, path, before, text)
    else:
        raise NewReleaseError(
            Message(
                "expected a language that the release lacks, found {path}; delete it first to import it again",
                path=path,
            )
        )
    return path
