"""`corner check`: what is wrong with the news."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner import catalogue
from corner.cli.options import NOW, ROOT
from corner.problems import Severity


@click.command("check")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@NOW
@ROOT
def command(root: Path, now: datetime, *, strict: bool) -> None:
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
