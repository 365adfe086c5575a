"""`corner due`: print when a build is next needed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corner.cli.language import say
from corner.cli.options import NOW, ROOT, load_site


@click.command("due")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "iso", "cron"]),
    default="text",
    help="The format of the output.",
)
@NOW
@ROOT
def command(root: Path, now: datetime, format_name: str) -> None:
    """Print when the next release or summary appears, the next event ends, or the status of a record changes; print nothing if nothing is due.

    As cron, the time is in universal time (UTC). Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    from corner.site import schedule

    site = load_site(root, now)
    transitions = schedule.list_due(site.news, site.now)
    if not transitions:
        return
    at = transitions[0].at.astimezone(site.settings.time_zone)
    if format_name == "cron":
        print(schedule.format_cron(at))
    elif format_name == "iso":
        print(at.isoformat())
    else:
        for transition in transitions:
            print(say(schedule.format_transition(transition, site.settings.time_zone)))
