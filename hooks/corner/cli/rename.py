"""`corner rename`: give a release or summary another key."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.cli.language import say
from corner.cli.options import NOW, ROOT, parse_key
from corner.diagnostics.message import Message

if TYPE_CHECKING:
    from corner.authoring import rename


@click.command("rename")
@click.argument("old", callback=parse_key)
@click.argument("new", callback=parse_key)
@NOW
@ROOT
def command(root: Path, now: datetime, old: str, new: str) -> None:
    """Give the release or summary OLD, such as releases/2021/sme-seminar, the key NEW.

    Its files move, links to it are rewritten, and its old address leads to the new one.
    Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    from corner.authoring import rename
    from corner.content import dates
    from corner.content.translation_state import TranslationState, set_mark
    from corner.site import load
    from corner.sources.reader import SourceTree

    loaded = load.load(root, now)
    tree, checked = loaded.tree or SourceTree(), loaded.checked
    if checked is None or loaded.settings is None or tree.broken:
        for problem in loaded.problems:
            print(say(problem))
        sys.exit(1)
    now = dates.set_time_zone(now, loaded.settings.time_zone)
    content = checked.contents.get(old)
    try:
        plan = rename.plan_rename(root, tree, old, new, keep=content is None or content.is_visible(now))
        rename.apply_plan(root, plan)
    except (rename.RenameError, OSError) as error:
        raise click.UsageError(str(error)) from None
    _print_plan(plan)
    # A changed link alone makes no translation outdated.
    current = {(text.key, text.locale) for text in loaded.translations if text.state is TranslationState.CURRENT}
    for text in load.load(root, now).translations:
        key = old if text.key == new else text.key
        if text.state is TranslationState.OUTDATED and (key, text.locale) in current:
            file = root / text.path
            file.write_bytes(set_mark(file.read_bytes(), text.mark))


def _print_plan(plan: rename.RenamePlan) -> None:
    """Print which files have moved or changed."""
    for before, after in plan.moves:
        print(say(Message("{before}: now {after}", before=before, after=after)))
    for path, _ in plan.edits:
        print(say(Message("{path}: changed", path=path)))
