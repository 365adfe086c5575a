"""What the commands share that make drafts: what they ask for, and writing the files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click
from pydantic_core import PydanticCustomError

from corner.authoring import new_release
from corner.authoring.new_release import NewRelease, NewReleaseError
from corner.content import mkdocs_yml, taxonomy_files
from corner.content.dates import Moment
from corner.content.frontmatter import ReleaseType
from corner.content.registry import built_in_types
from corner.content.settings import Settings
from corner.content.taxonomies import Taxonomies
from corner.diagnostics.problem import Severity
from corner.diagnostics.suggestions import suggest
from corner.site import load
from corner.sources import reader
from corner.sources.reader import SourceTree
from corner.storage.cache import CACHE_FOLDER, Cache

TYPES = get_args(ReleaseType)


class DraftContext(NamedTuple):
    """What a draft is made with."""

    root: Path
    settings: Settings
    tree: SourceTree
    names: Taxonomies


def open_draft(root: Path) -> DraftContext:
    """Return what `news/` has; end with status 1 where the settings or the names are wrong."""
    read, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    if read:
        kinds = [content_type.files for content_type in built_in_types()]
        tree, _ = reader.read_tree(root, read.written, kinds, Cache(root / CACHE_FOLDER / "texts"))
        names, problems = taxonomy_files.read_taxonomies(tree, read.written, read.time_zone)
        if not problems:
            return DraftContext(root, read, tree, names)
    for problem in problems:
        print(problem)
    sys.exit(1)


def ask_languages(found: DraftContext, told: str | None) -> tuple[str, ...]:
    """Return the languages of a draft, the original's first.

    Raises:
        DraftingError: the site has no such language.
    """
    written = found.settings.written
    wanted = [locale.strip() for locale in told.split(",")] if told else list(written)
    for locale in wanted:
        if locale not in written:
            raise NewReleaseError(
                f"expected languages of the site ({', '.join(written)}), found '{locale}'{suggest(locale, written)}"
            )
    return tuple(dict.fromkeys(wanted))


def ask_moment(found: DraftContext, told: str) -> tuple[date, str]:
    """Return the day of issue, and what stands in the file: it, with a time where one is told.

    Raises:
        DraftingError: it is none.
    """
    try:
        return Moment.parse(told, found.settings.time_zone).day, told
    except PydanticCustomError as error:
        raise NewReleaseError(error.message()) from None


def format_today(found: DraftContext, now: datetime) -> str:
    """Return the corner's day at a moment, as front matter has it."""
    here = now if now.tzinfo is None else now.astimezone(found.settings.time_zone)
    return here.date().isoformat()


def ask_keys(found: DraftContext, kind: str, what: str, told: tuple[str, ...], *, needed: bool) -> tuple[str, ...]:
    """Return keys of a taxonomy; where none is told, ask for them, with all there are.

    Raises:
        DraftingError: a key that was told is not there.
    """
    known: Mapping[str, Any] = getattr(found.names, kind)
    if told:
        return new_release.parse_keys(told, known, what)
    for key in known:
        name = " / ".join(found.names.name(kind, key, locale).text for locale in found.settings.written)
        print(f"  {key:24} {name}", file=sys.stderr)

    def several(answer: str) -> tuple[str, ...]:
        picked = new_release.parse_keys([answer], known, what)
        if needed and not picked:
            raise NewReleaseError(f"expected at least one {what}, found none")
        return picked

    answer: tuple[str, ...] = ask(f"Keys of {kind}, with commas between them", several, None if needed else "")
    return answer


def ask(question: str, read: Callable[[str], Any], default: str | None = None) -> Any:
    """Return an answer as `read` understands it; ask again until it does."""

    def understood(answer: str) -> Any:
        try:
            return read(answer)
        except NewReleaseError as error:
            raise click.UsageError(str(error)) from None

    try:
        return click.prompt(question, default=default, value_proc=understood, show_default=bool(default), err=True)
    except click.Abort:
        print(file=sys.stderr)
        raise NewReleaseError(f"expected an answer to '{question}', found none; nothing is written") from None


def ask_choice(question: str, choices: tuple[str, ...]) -> str:
    """Return one of several answers."""

    def known(answer: str) -> str:
        if answer not in choices:
            raise NewReleaseError(f"expected one of {', '.join(choices)}, found '{answer}'{suggest(answer, choices)}")
        return answer

    answer: str = ask(f"{question} ({', '.join(choices)})", known)
    return answer


def ask_name(title: str, told: str | None) -> str:
    """Return the name that is told, or that the title gives, or else that is asked for."""
    if told is not None:
        return told
    suggested = new_release.slugify_title(title)
    answer: str = suggested or ask("Name for the address, such as sme-seminar", str)
    return answer


def write_files(found: DraftContext, draft: NewRelease, now: datetime) -> None:
    """Write the files of a draft, and tell of them and of what is wrong with them.

    Raises:
        DraftingError: one of them is there, or cannot be written.
    """
    made = new_release.render_files(draft, found.tree, found.root)
    for path, text in made.items():
        file = found.root / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except OSError as error:
            raise NewReleaseError(f"{path}: expected to be able to write it, found: {error.strerror}") from None
        print(path)
    wrong = [problem for problem in load.load(found.root, now).problems if problem.path in made]
    for problem in wrong:
        print(problem)
    if any(problem.severity is Severity.ERROR for problem in wrong):
        sys.exit(1)
