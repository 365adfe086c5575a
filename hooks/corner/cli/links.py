"""`corner links`: ask whether the external links of a corner still lead somewhere."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

from corner.cli.language import say
from corner.cli.options import FORMAT, NOW, ROOT, format_report
from corner.cli.state_names import say_state
from corner.diagnostics.message import Message
from corner.diagnostics.problem import sort_problems


@click.command("links")
@click.option("--limit", type=click.IntRange(1), default=1000, help="The most addresses to ask; 1000 by default.")
@click.option("--seconds", type=click.IntRange(1), default=900, help="The time for all; 900 seconds by default.")
@click.option("--private", is_flag=True, help="Also ask this machine and private networks.")
@click.option("--strict", is_flag=True, help="Fail on every line, not on links that are gone only.")
@FORMAT
@NOW
@ROOT
def command(
    root: Path, now: datetime, format_name: str, limit: int, seconds: int, *, private: bool, strict: bool
) -> None:
    """Ask each external address of news/ and docs/ once, and print those that do not answer, with what to type.

    Exit status: 0 nothing is gone, 1 links are gone, 2 cannot run.
    """
    from corner.authoring import link_checker
    from corner.authoring.link_client import LinkClient
    from corner.checks.external_links import find_link_uses
    from corner.content import dates
    from corner.content.link_archive import read_links
    from corner.site import load

    loaded = load.load(root, now)
    if loaded.tree is None or loaded.settings is None or loaded.docs is None:
        print("\n".join(map(say, loaded.problems)))
        sys.exit(2)
    zone = loaded.settings.time_zone
    today = dates.set_time_zone(now, zone).astimezone(zone).date()
    archive, _ = read_links(loaded.tree.links, today)
    uses = [
        *link_checker.list_present(find_link_uses(root, loaded.tree, loaded.docs.pages), archive),
        *link_checker.list_copies(loaded.tree.links or "", archive),
    ]
    agent = f"co-operation-corner/{version('co-operation-corner')} (+{loaded.settings.site_url})"
    client = LinkClient(agent=agent, is_private_allowed=private)
    checker = link_checker.LinkChecker(client.ask, link_checker.SystemClock(), seconds=seconds, most=limit)
    results = checker.check(use.url for use in uses)
    problems = sort_problems(link_checker.explain_results(uses, results, archive, today))
    if report := format_report(problems, format_name):
        print(report)
    counts = Counter(result.state for result in results.values())
    listed = ", ".join(
        f"{say_state(state.value)}: {counts[state]}" for state in link_checker.LinkState if counts[state]
    )
    print(say(Message("Addresses: {counts}.", counts=listed or Message("none"))), file=sys.stderr)
    sys.exit(1 if any(strict or problem.code == "gone-link" for problem in problems) else 0)
