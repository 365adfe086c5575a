"""What commands share: options, and loading news that has no errors."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corner.cli.language import say
from corner.cli.project_folder import require_project
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources.clock import read_clock

if TYPE_CHECKING:
    from corner.content.settings import Settings
    from corner.content.translation_state import TranslationStatus
    from corner.content.types import Content
    from corner.site.catalogue import Catalogue


def _parse_now(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime:
    """Return the moment given with `--now`, or else that of the clock."""
    if value is None:
        try:
            return read_clock()
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            Message("expected a moment such as 2026-11-22T09:00+08:00, found '{value}'", value=value)
        ) from None


def parse_key(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return a key with forward slashes: consoles of Windows complete paths with backslashes."""
    return value and value.replace("\\", "/")


def parse_keys(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return keys with forward slashes, as above."""
    return tuple(value.replace("\\", "/") for value in values)


_FORMATS = ("text", "json", "github", "gitlab", "sarif")
FORMAT = click.option(
    "--format", "format_name", type=click.Choice(_FORMATS), default="text", help="The format of the report."
)
NOW = click.option("--now", callback=_parse_now, help="The time at which visibility is checked; now by default.")
ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    callback=require_project,
    help="The folder of the project; the current folder by default.",
)


def format_report(problems: tuple[Problem, ...], format_name: str) -> str:
    """Return problems in a format that `FORMAT` offers; those for programs are in English."""
    if format_name == "text":
        return "\n".join(map(say, problems))
    from corner.diagnostics.reporters import FORMATS

    return FORMATS[format_name](problems)


class LoadedSite(NamedTuple):
    """News without errors, including what is not published."""

    catalogue: Catalogue
    news: list[Content]
    """Every release and summary, drafts too."""
    translations: tuple[TranslationStatus, ...]

    @property
    def now(self) -> datetime:
        """The moment at which visibility is judged, aware."""
        return self.catalogue.now

    @property
    def settings(self) -> Settings:
        """The corner's settings."""
        return self.catalogue.settings


def load_site(root: Path, now: datetime) -> LoadedSite:
    """Return the news; where it has errors, print all problems and exit with status 1."""
    from corner.site.load import load

    loaded = load(root, now)
    if loaded.catalogue is None or loaded.checked is None:
        for problem in loaded.problems:
            print(say(problem))
        sys.exit(1)
    return LoadedSite(loaded.catalogue, list(loaded.checked.contents.values()), loaded.translations)
