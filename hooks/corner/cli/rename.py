"""`corner rename`: other keys for news."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner.authoring import rename
from corner.cli.options import NOW, ROOT
from corner.content import dates
from corner.content.translation_state import State, stamped
from corner.site import load
from corner.sources.reader import Tree


@click.command("rename")
@click.argument("old")
@click.argument("new")
@NOW
@ROOT
def command(root: Path, now: datetime, old: str, new: str) -> None:
    """Give the release or summary OLD, such as releases/2021/sme-seminar, the key NEW.

    Its files move, links to it are rewritten, and its old address leads to the new one.
    Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    loaded = load.load(root, now)
    tree, checked = loaded.tree or Tree(), loaded.checked
    if checked is None or loaded.settings is None or tree.broken:
        for problem in loaded.problems:
            print(problem)
        sys.exit(1)
    now = dates.placed(now, loaded.settings.time_zone)
    content = checked.releases.get(old) or checked.summaries.get(old)
    try:
        wanted = rename.plan(root, tree, old, new, keep=content is None or content.visible(now))
        rename.carry_out(root, wanted)
    except (rename.RenamingError, OSError) as error:
        raise click.UsageError(str(error)) from None
    _tell(wanted)
    # A link that leads elsewhere makes no translation outdated.
    current = {(each.key, each.locale) for each in loaded.translations if each.state is State.CURRENT}
    again = load.load(root, now)
    for each in again.translations:
        key = old if each.key == new else each.key
        if each.state is State.OUTDATED and (key, each.locale) in current:
            file = root / each.path
            file.write_bytes(stamped(file.read_bytes(), each.mark))


def _tell(done: rename.Plan) -> None:
    """Print which files have moved or changed."""
    for before, after in done.moves:
        print(f"{before}: now {after}")
    for path, _ in done.edits:
        print(f"{path}: changed")
