"""`corner status`: how all news stands."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

import click

from corner.cli.options import NOW, ROOT, load_site
from corner.site import schedule
from corner.site.schedule import StatusEntry


@click.command("status")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="The table's form.")
@NOW
@ROOT
def command(root: Path, now: datetime, form: str) -> None:
    """Tell of each release and summary its state, when it is due, and how its text in each language stands.

    Exit status: 0 told, 1 problems in the news, 2 cannot run.
    """
    found = load_site(root, now)
    rows = schedule.list_status(found.news, found.translations, found.now)
    zone = found.settings.time_zone
    table = [["key", "state", "due", *found.settings.written]]
    for row in rows:
        texts = (row.languages.get(locale, "") for locale in found.settings.written)
        table.append([row.key, row.state.value, _moment(row, zone), *texts])
    if form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows(table)
    elif form == "json":
        print(json.dumps([_plain(row, zone) for row in rows], ensure_ascii=False, indent=2))
    else:
        _show(table)
        for turn in schedule.list_due(found.news, found.now):
            print(f"Next: {schedule.format_transition(turn, zone)}")


def _moment(row: StatusEntry, zone: tzinfo) -> str:
    return row.due.astimezone(zone).isoformat() if row.due else ""


def _plain(row: StatusEntry, zone: tzinfo) -> dict[str, object]:
    return {
        "key": row.key,
        "state": row.state.value,
        "due": _moment(row, zone) or None,
        "languages": dict(row.languages),
    }


def _show(table: Sequence[Sequence[str]]) -> None:
    """Print a table in columns."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        print("  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip())
