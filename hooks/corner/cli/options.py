"""What commands share: their options, and the loading of news without errors."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from corner.content.settings import Settings
from corner.content.translation_state import TranslationStatus
from corner.content.types import Content
from corner.site import load
from corner.site.catalogue import Catalogue
from corner.sources.clock import read_clock


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime:
    """Return the moment that `--now` names, or the clock's."""
    try:
        if value is None:
            return read_clock()
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"expected a moment such as 2026-11-22T09:00+08:00: {error}") from None


NOW = click.option("--now", callback=_moment, help="The moment to judge visibility at; the clock's by default.")
ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder; this one by default.",
)


class LoadedSite(NamedTuple):
    """News without errors, with all that is not published."""

    catalogue: Catalogue
    news: list[Content]
    """Every release and summary, drafts too."""
    translations: tuple[TranslationStatus, ...]

    @property
    def now(self) -> datetime:
        """The moment that it is judged at, aware."""
        return self.catalogue.now

    @property
    def settings(self) -> Settings:
        """The corner's settings."""
        return self.catalogue.settings


def load_site(root: Path, now: datetime) -> LoadedSite:
    """Return the news without errors, else tell of them and end with status 1."""
    found = load.load(root, now)
    if found.catalogue is None or found.checked is None:
        for problem in found.problems:
            print(problem)
        sys.exit(1)
    news: list[Content] = [*found.checked.contents.values()]
    return LoadedSite(found.catalogue, news, found.translations)
