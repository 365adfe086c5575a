"""What the two uses of `corner import` share: its options, the reading of documents, and what is said of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, NoReturn

from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.imported_release import ImportedRelease, ImportRequest, import_release
from corner.cli import draft_files
from corner.cli.language import say
from corner.cli.prompts import DraftContext
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.parity.draft_comparison import compare_drafts
from corner.parity.lexicon import Lexicon, read_lexicon
from corner.site.load import LoadResult
from corner.sources.frontmatter import SourceFile


class ImportOptions(NamedTuple):
    """What an editor typed beside the files."""

    kind: str | None
    topics: tuple[str, ...]
    languages: str | None
    original: str | None
    issued: str | None
    slug: str | None


class DocumentReader:
    """Reads documents for a corner."""

    def __init__(self, context: DraftContext, seconds: int) -> None:
        """Take the corner, and the time that a document may take."""
        self.context = context
        self._seconds = seconds

    def read(self, file: Path, locales: tuple[str, ...], *, is_known: bool) -> ImportedRelease:
        """Return what a document holds, and print what the editor should look at; exit with status 2 if it is unreadable.

        Args:
            file: the document.
            locales: the languages that it may be in.
            is_known: whether it is in the first of them.
        """
        settings = self.context.settings
        eras = frozenset(settings.era_years)
        request = ImportRequest(file, locales, is_known, self.context.taxonomies, settings.time_zone, eras)
        try:
            document = import_release(request, self._seconds)
        except DocumentError as error:
            exit_with_error(file, str(error))
        for warning in iter_warnings(document):
            warn(file, warning)
        return document

    @property
    def written(self) -> tuple[str, ...]:
        """The languages that the corner is written in."""
        return self.context.settings.written

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """The words of numbers and dates in the languages that the corner is written in."""
        return {locale: read_lexicon(locale) for locale in self.written}

    def print_comparison(self, loaded: LoadResult, key: str, locales: tuple[str, str]) -> bool:
        """Print the problems in a release and the differences of two of its texts; return whether one is an error.

        Args:
            loaded: the corner with the release.
            key: the key of the release.
            locales: the languages of the original and the translation.
        """
        sources = {source.locale: source for source in loaded.tree.sources if source.key == key} if loaded.tree else {}
        paths = {f"news/{key}.{locale}.md" for locale in locales}
        problems = [problem for problem in loaded.problems if problem.path in paths]
        differences = None
        if all(locale in sources for locale in locales):
            content = loaded.checked.contents.get(key) if loaded.checked else None
            differences = self._compare(sources[locales[0]], sources[locales[1]], content)
        has_errors = draft_files.print_problems(dict.fromkeys([*problems, *(differences or ())]))
        if differences is not None:
            print(say(_describe_comparison(locales, len(differences))), file=sys.stderr)
        return has_errors

    def _compare(
        self, original: SourceFile, translation: SourceFile, content: Content | None
    ) -> tuple[Problem, ...] | None:
        settings = self.context.settings
        eras = frozenset(settings.era_years)
        return compare_drafts(original, translation, content, self.context.taxonomies, eras)


def _describe_comparison(locales: tuple[str, str], count: int) -> Message:
    """Return how many differences the comparison has."""
    first, second = locales
    if not count:
        return Message("Compared the texts in '{first}' and '{second}': no difference.", first=first, second=second)
    return Message(
        "Compared the texts in '{first}' and '{second}': {count} difference.",
        plural="Compared the texts in '{first}' and '{second}': {count} differences.",
        first=first,
        second=second,
        count=count,
    )


def iter_warnings(document: ImportedRelease) -> Iterable[Message]:
    """Yield what the editor must compare with the document."""
    if document.hidden:
        yield Message(
            "found hidden text ({count}), which is left out; compare the draft with the document", count=document.hidden
        )
    if document.encoding:
        yield Message(
            "read as {encoding}, which the bytes look like; compare the characters with the document",
            encoding=document.encoding,
        )
    if document.changes:
        yield Message(
            "found tracked changes ({count}); the draft has the text as if all were accepted", count=document.changes
        )
    if document.pictures:
        yield Message(
            "found pictures ({count}), which are left out; save each of them beside the draft and write "
            "![what it shows](NAME.jpg) where it belongs",
            count=document.pictures,
        )


def warn(file: Path, warning: str) -> None:
    """Print a warning about a document."""
    print(show_text(f"{file}: {say(warning)}"), file=sys.stderr)


def exit_with_error(file: Path, reason: str) -> NoReturn:
    """Print why a document cannot be imported, and exit with status 2."""
    print(show_text(f"{file}: {say(reason)}"), file=sys.stderr)
    sys.exit(2)


def show_text(text: str) -> str:
    """Return a text without what a terminal would not show as it is: a path may hold any character."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
