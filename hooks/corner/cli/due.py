"""`corner due`: when a build is next needed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corner.cli.options import NOW, ROOT, load_site
from corner.site import schedule


@click.command("due")
@click.option("--format", "form", type=click.Choice(["text", "iso", "cron"]), default="text", help="How to tell it.")
@NOW
@ROOT
def command(root: Path, now: datetime, form: str) -> None:
    """Tell when something is next to appear, or an event to be over; print nothing where nothing is due.

    As cron, the time is in universal time (UTC). Exit status: 0 told, 1 problems in the news, 2 cannot run.
    """
    found = load_site(root, now)
    turns = schedule.list_due(found.news, found.now)
    if not turns:
        return
    at = turns[0].at.astimezone(found.settings.time_zone)
    if form == "cron":
        print(schedule.format_cron(at))
    elif form == "iso":
        print(at.isoformat())
    else:
        for turn in turns:
            print(schedule.format_transition(turn, found.settings.time_zone))
