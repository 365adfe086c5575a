"""What the commands that make drafts share: questions to the editor, and writing the files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click
from pydantic_core import PydanticCustomError

from corner.authoring import new_release
from corner.authoring.new_release import DraftNameError, NewRelease, NewReleaseError
from corner.cli import draft_files
from corner.cli.language import find_language, say
from corner.content import mkdocs_yml, taxonomy_files
from corner.content.dates import Moment
from corner.content.registry import built_in_types
from corner.content.settings import Settings
from corner.content.taxonomies import Taxonomies, suggest_key
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import suggest
from corner.i18n import messages
from corner.i18n.editor_language import ENGLISH
from corner.i18n.formats import name_language
from corner.site import load
from corner.sources import reader
from corner.sources.reader import SourceTree
from corner.storage.cache import TEXTS_FILE, Cache

_NAME_QUESTION = Message("Name for the address, such as sme-seminar")


class UnansweredError(click.ClickException):
    """The end of a command whose editor leaves at a question, and needs no usage of the command."""

    exit_code = 2


class DraftContext(NamedTuple):
    """The parts of a corner that a draft is made with."""

    root: Path
    settings: Settings
    tree: SourceTree
    taxonomies: Taxonomies


_NOUNS = {"topics": (Message("topic"), Message("topics")), "bodies": (Message("body"), Message("bodies"))}
"""The name of a term of each taxonomy, alone and of several."""


def open_draft(root: Path) -> DraftContext:
    """Return the context of a draft; print problems with the settings or taxonomies and exit with status 1."""
    settings, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    if settings:
        file_kinds = built_in_types().file_kinds
        tree, _ = reader.read_tree(root, settings.written, file_kinds, Cache(root / TEXTS_FILE))
        taxonomies, problems = taxonomy_files.read_taxonomies(tree, settings.written, settings.time_zone)
        words, _ = messages.read_messages(root, settings.written)
        if not problems:
            return DraftContext(root, settings, tree, messages.name_built_in_types(taxonomies, words))
    for problem in problems:
        print(say(problem))
    sys.exit(1)


def ask_languages(context: DraftContext, answer: str | None) -> tuple[str, ...]:
    """Return the languages of a draft, the original's first.

    Raises:
        NewReleaseError: the site does not have one of the languages.
    """
    written = context.settings.written
    locales = [locale.strip() for locale in answer.split(",")] if answer else list(written)
    for locale in locales:
        if locale not in written:
            raise NewReleaseError(
                Message(
                    "expected languages of the site ({written}), found '{locale}'{suggestion}",
                    written=list(written),
                    locale=locale,
                    suggestion=suggest(locale, written),
                )
            )
    return tuple(dict.fromkeys(locales))


def ask_order_of_languages(context: DraftContext, locales: tuple[str, ...]) -> tuple[str, ...]:
    """List the languages of the site with their names, and ask for those of a draft; the editor's is proposed first."""
    language = find_language()
    reader = language.tag if language else ENGLISH
    for locale in locales:
        print(f"  {locale:24} {name_language(locale, reader)}", file=sys.stderr)
    # Those who read English are proposed the order of the site: they may have no words in their own language.
    proposed = sorted(locales, key=lambda locale: reader not in (ENGLISH, locale))
    answer: tuple[str, ...] = ask(
        Message("Languages, the original's first"), lambda answer: ask_languages(context, answer), ",".join(proposed)
    )
    return answer


def ask_moment(context: DraftContext, answer: str) -> tuple[date, str]:
    """Return the day of issue, and the text for the file, which may hold a time too.

    Raises:
        NewReleaseError: the answer is no date.
    """
    try:
        return Moment.parse(answer, context.settings.time_zone).day, answer
    except PydanticCustomError as error:
        raise NewReleaseError((error.context or {})["message"]) from None


def format_today(context: DraftContext, now: datetime) -> str:
    """Return the day in the corner's time zone as front matter writes it."""
    local = now if now.tzinfo is None else now.astimezone(context.settings.time_zone)
    return local.date().isoformat()


def ask_keys(context: DraftContext, kind: str, given: tuple[str, ...], *, required: bool) -> tuple[str, ...]:
    """Return the given keys of a taxonomy; where none is given, list all and ask for them.

    Raises:
        NewReleaseError: a given key is unknown.
    """
    entries: Mapping[str, Any] = getattr(context.taxonomies, kind)
    noun, nouns = _NOUNS[kind]
    if given:
        return new_release.parse_keys(given, entries, noun)
    _print_terms(context, kind)

    def parse_answer(answer: str) -> tuple[str, ...]:
        keys = new_release.parse_keys([answer], entries, noun)
        if required and not keys:
            raise NewReleaseError(Message("expected at least one {noun}, found none", noun=noun))
        return keys

    answer: tuple[str, ...] = ask(
        Message("Keys of {kind}, separated by commas", kind=nouns), parse_answer, None if required else ""
    )
    return answer


def _print_terms(context: DraftContext, kind: str) -> None:
    """Print the key and the names of each term of a taxonomy, that in the editor's language first."""
    language = find_language()
    locales = sorted(context.settings.written, key=lambda locale: language is None or locale != language.tag)
    for key in getattr(context.taxonomies, kind):
        # A term may have the same name in two languages, or none in one.
        names = dict.fromkeys(context.taxonomies.name(kind, key, locale).text for locale in locales)
        print(f"  {key:24} {' / '.join(names)}", file=sys.stderr)


def ask(question: str, parse: Callable[[str], Any], default: str | None = None) -> Any:
    """Ask a question until `parse` accepts the answer, and return its result.

    Raises:
        UnansweredError: nobody answers.
    """

    def parse_answer(answer: str) -> Any:
        try:
            return parse(answer)
        except NewReleaseError as error:
            raise click.UsageError(say(str(error))) from None

    try:
        return click.prompt(
            say(question),
            default=default,
            value_proc=parse_answer,
            show_default=bool(default),
            prompt_suffix=say(Message(": ")),
            err=True,
        )
    except click.Abort:
        print(file=sys.stderr)
        message = Message("expected an answer to '{question}', found none; nothing is written", question=question)
        raise UnansweredError(say(message)) from None


def ask_type(context: DraftContext, given: str | None) -> str:
    """Return the given type of release, or ask for one.

    Raises:
        NewReleaseError: the corner has no such type.
    """
    types = context.taxonomies.types

    def check_type(answer: str) -> str:
        if answer not in types:
            raise NewReleaseError(
                Message(
                    "expected one of {keys}, found '{value}'{suggestion}",
                    keys=list(types),
                    value=answer,
                    suggestion=suggest_key(answer, types, types),
                )
            )
        return answer

    if given:
        return check_type(given)
    _print_terms(context, "types")
    answer: str = ask(Message("Key of the type"), check_type)
    return answer


def describe_types(context: DraftContext, locale: str) -> str:
    """Return the types that the corner declares, each with its name; empty where these are the built-in ones."""
    types = context.taxonomies.types
    if "types" not in context.tree.taxonomies:
        return ""
    return ", ".join(f"{key} ({context.taxonomies.name('types', key, locale).text})" for key in types)


def ask_name(title: str, given: str | None) -> str:
    """Return the given name, or the one made from the title, or else ask for one."""
    if given is not None:
        return given
    slug = new_release.slugify_title(title)
    answer: str = slug or ask(_NAME_QUESTION, str)
    return answer


def render_files(context: DraftContext, draft: NewRelease, *, asks: bool) -> dict[str, str]:
    """Return the content of each file of a draft, by path from the project's root.

    Args:
        context: the parts of the corner.
        draft: the draft.
        asks: whether to ask for another name where it cannot have its own, so that no answer is lost.

    Raises:
        DraftNameError: the draft cannot have its name.
    """
    while True:
        try:
            return new_release.render_files(draft, context.tree, context.root)
        except DraftNameError as error:
            if not asks:
                raise
            print(say(str(error)), file=sys.stderr)
            draft = replace(draft, slug=ask(_NAME_QUESTION, str))


def write_files(context: DraftContext, draft: NewRelease, now: datetime, *, asks: bool = False) -> None:
    """Write the files of a draft; print their paths and the problems in them.

    Args:
        context: the parts of the corner.
        draft: the draft.
        now: the moment at which the files are checked.
        asks: whether to ask for another name where it cannot have its own.

    Raises:
        NewReleaseError: a file exists already, or cannot be written.
    """
    files = render_files(context, draft, asks=asks)
    draft_files.write_new_files(context.root, files)
    for path in files:
        print(path)
    if draft_files.print_problems(
        problem for problem in load.load(context.root, now).problems if problem.path in files
    ):
        sys.exit(1)
