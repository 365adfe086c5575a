"""The command line: the one module that prints."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner import catalogue, moments
from corner.problems import Severity


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime:
    """Return the moment that `--now` names, or the clock's."""
    try:
        if value is None:
            return moments.now()
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"expected a moment such as 2026-11-22T09:00+08:00: {error}") from None


@click.group()
@click.version_option(package_name="co-operation-corner", prog_name="corner")
def main() -> None:
    """Check and look after a co-operation corner."""


@main.command()
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--now", callback=_moment, help="The moment to judge visibility at; the clock's by default.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder; this one by default.",
)
def check(root: Path, now: datetime, *, strict: bool) -> None:
    """Tell what is wrong with the news, as a build would.

    Exit status: 0 nothing, 1 problems, 2 cannot run.
    """
    loaded = catalogue.load(root, now)
    for problem in loaded.problems:
        print(problem)
    failing = [problem for problem in loaded.problems if strict or problem.severity is Severity.ERROR]
    if loaded.catalogue is not None:
        news = loaded.catalogue
        print(f"Visible releases: {len(news.releases)}; summaries: {len(news.summaries)}.", file=sys.stderr)
    sys.exit(1 if failing else 0)
