"""`corner upgrade`: bring a corner to the version of the generator that is installed."""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.authoring.upgrade.site_diff import SiteDifference
from corner.authoring.upgrade.versions import (
    REQUIREMENTS,
    PinnedVersion,
    UpgradeError,
    is_newer,
    read_pinned_version,
)
from corner.cli.language import say
from corner.cli.options import ROOT
from corner.diagnostics.message import Message
from corner.storage.scratch import make_scratch_folder
from corner.storage.versions import read_own_version

if TYPE_CHECKING:
    from corner.authoring.upgrade.migrations import Renaming

_MOST_PAGES, _MOST_LINES = 8, 12
"""The most pages, and the most lines of each, that are shown without `--full`."""


@click.command("upgrade")
@click.option("--dry-run", is_flag=True, help="Show everything, and change nothing.")
@click.option("--full", is_flag=True, help="Show all pages and lines that change.")
@click.option("--from", "given", metavar="VERSION", help="The version before, where requirements.txt names none.")
@ROOT
def command(root: Path, given: str | None, *, dry_run: bool, full: bool) -> None:
    """Bring the corner to the version of the program that is installed.

    The command says what is new, renames settings and fields that have other names now, builds the site in a temporary
    folder and shows how it differs from that in `site/`. Then it writes the new version to `requirements.txt`. It publishes nothing.
    Exit status: 0 upgraded or nothing to do, 1 the site cannot be built, 2 cannot run.
    """
    from corner.authoring.upgrade import migrations

    try:
        pinned = read_pinned_version(root, given)
        installed = read_own_version()
        if not is_newer(installed, pinned.version):
            print(say(Message("The corner has version {version} already.", version=pinned.version)))
            return
        _print_news(pinned.version, installed)
        chosen = migrations.select_migrations(migrations.read_migrations(), pinned.version, installed)
        files, renamings = migrations.migrate_files(root, chosen)
    except UpgradeError as error:
        raise click.UsageError(str(error)) from None
    _print_renamings(renamings)
    try:
        _show_differences(root, files, full=full)
    except UpgradeError as error:
        print(say(error.args[0]), file=sys.stderr)
        print(say(Message("Nothing was changed.")), file=sys.stderr)
        sys.exit(1)
    _finish(root, pinned, installed, files, dry_run=dry_run)


def _print_news(before: str, after: str) -> None:
    """Print what is new."""
    from corner.authoring.upgrade import changelog

    print(say(Message("From version {before} to {after}:", before=before, after=after)))
    text = changelog.select_sections(changelog.read_changelog(), before, after)
    print(f"\n{text}\n" if text else say(Message("The changelog says nothing of it.")))


def _print_renamings(renamings: tuple[Renaming, ...]) -> None:
    """Print each field that has another name."""
    for renaming in renamings:
        print(say(Message("{path}:{line}: {old} is now called {new}", **renaming._asdict())))
    if not renamings:
        print(say(Message("No setting or field has another name.")))


def _show_differences(root: Path, files: dict[str, str], *, full: bool) -> None:
    """Build the migrated corner in a temporary folder, and print how the site differs.

    Raises:
        UpgradeError: it cannot be built.
    """
    from corner.authoring.upgrade import site_diff, trial
    from corner.content import mkdocs_yml

    settings, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    site = settings.host.site_dir if settings else "site"
    if settings is None and not files:
        raise UpgradeError("\n".join(map(say, problems)))
    with make_scratch_folder() as scratch:
        folder = scratch / "corner"
        trial.copy_corner(root, folder, site, files)
        output = trial.build_copy(folder, os.environ)
        for line in output.splitlines():
            if line.startswith(("WARNING", "ERROR")):
                print(line)
        if not (root / site).is_dir():
            print(say(Message("There is no built site in {site} to compare with.", site=site)))
            return
        difference = site_diff.compare_sites(root / site, folder / site)
        _print_counts(difference)
        _print_pages(root / site, folder / site, difference, full=full)


def _print_counts(difference: SiteDifference) -> None:
    """Print how many files differ, by kind."""
    from corner.authoring.upgrade import site_diff

    if difference.is_empty:
        print(say(Message("The site stays the same, byte for byte.")))
        return
    for names, text in (
        (difference.new, Message("Files of the site that are new: {count}", count=len(difference.new))),
        (difference.changed, Message("Files of the site that change: {count}", count=len(difference.changed))),
        (difference.gone, Message("Files of the site that are gone: {count}", count=len(difference.gone))),
    ):
        kinds = ", ".join(f"{kind} {count}" for kind, count in site_diff.count_by_kind(names))
        print(f"{say(text)} ({kinds})" if kinds else say(text))


def _print_pages(before: Path, after: Path, difference: SiteDifference, *, full: bool) -> None:
    """Print the words of pages that change; without `full`, only those of the main pages."""
    from corner.authoring.upgrade import site_diff

    pages = list(site_diff.iter_page_changes(before, after, difference))
    print(say(Message("Pages whose words change: {count}", count=len(pages))))
    for page, lines in islice(pages, None if full else _MOST_PAGES):
        print(f"\n{page}")
        for line in islice(lines, None if full else _MOST_LINES):
            print(f"  {line}")
        if not full and len(lines) > _MOST_LINES:
            print("  …")
    if not full and len(pages) > _MOST_PAGES:
        print(say(Message("… and {count} more pages: corner upgrade --full shows all", count=len(pages) - _MOST_PAGES)))


def _finish(root: Path, pinned: PinnedVersion, installed: str, files: dict[str, str], *, dry_run: bool) -> None:
    """Write the migrated files and the new version, unless nothing is to be changed."""
    from corner.authoring.upgrade import migrations, trial

    requirements = pinned.replace(installed, migrations.select_extras(pinned.version, installed))
    changed = dict(files)
    if requirements != pinned.text:
        changed[REQUIREMENTS] = requirements
    if dry_run or not changed:
        print(say(Message("Nothing was changed.")))
        return
    trial.write_texts(root, changed)
    print(say(Message("Changed: {paths}. Look at the changes with git diff, and commit them.", paths=sorted(changed))))
