"""`corner status`: print the state of all news."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.cli.language import say
from corner.cli.options import NOW, ROOT, load_site
from corner.cli.state_names import measure_width, pad_cell, say_state
from corner.diagnostics.message import Message

if TYPE_CHECKING:
    from corner.site.schedule import StatusEntry


@click.command("status")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="The format of the table.",
)
@NOW
@ROOT
def command(root: Path, now: datetime, format_name: str) -> None:
    """Print the state of each release and summary, when it is due, and the state of its text in each language.

    Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    from corner.site import schedule

    site = load_site(root, now)
    rows = schedule.list_status(site.news, site.translations, site.now)
    zone = site.settings.time_zone
    table = [["key", "state", "due", *site.settings.written]]
    for row in rows:
        texts = (row.languages.get(locale, "") for locale in site.settings.written)
        table.append([row.key, row.state.value, _format_due(row, zone), *texts])
    if format_name == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows(table)
    elif format_name == "json":
        print(json.dumps([_to_json(row, zone) for row in rows], ensure_ascii=False, indent=2))
    else:
        _print_table([[say_state(cell) for cell in cells] for cells in table])
        for transition in schedule.list_due(site.news, site.now):
            print(say(Message("Next: {transition}", transition=schedule.format_transition(transition, zone))))


def _format_due(row: StatusEntry, zone: tzinfo) -> str:
    return row.due.astimezone(zone).isoformat() if row.due else ""


def _to_json(row: StatusEntry, zone: tzinfo) -> dict[str, object]:
    return {
        "key": row.key,
        "state": row.state.value,
        "due": _format_due(row, zone) or None,
        "languages": dict(row.languages),
    }


def _print_table(table: Sequence[Sequence[str]]) -> None:
    """Print a table in columns."""
    widths = [max(map(measure_width, column)) for column in zip(*table, strict=True)]
    for cells in table:
        print("  ".join(pad_cell(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip())
