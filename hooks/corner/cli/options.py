"""What commands share: their options, and the loading of news without errors."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner import catalogue, moments
from corner.catalogue import Catalogue


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime:
    """Return the moment that `--now` names, or the clock's."""
    try:
        if value is None:
            return moments.now()
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


def news(root: Path, now: datetime) -> Catalogue:
    """Return the news without errors; else tell of them and end with status 1."""
    loaded = catalogue.load(root, now)
    if loaded.catalogue is None:
        for problem in loaded.problems:
            print(problem)
        sys.exit(1)
    return loaded.catalogue
