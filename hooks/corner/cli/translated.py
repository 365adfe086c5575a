"""`corner translated`: marking what translations were made from, and telling what has changed since."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from corner.cli.options import ROOT
from corner.content.translation_state import TranslationState, TranslationStatus, set_mark
from corner.diagnostics.suggestions import suggest
from corner.parity import word_diff
from corner.site import load
from corner.site.load import LoadResult
from corner.sources import git
from corner.sources.clock import read_clock
from corner.storage.cache import CACHE_FOLDER, Cache


@click.command("translated")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--diff", is_flag=True, help="Show what has changed in the originals since, and mark nothing.")
@click.option("--locale", help="Only the translations in this language.")
@ROOT
def command(keys: tuple[str, ...], root: Path, locale: str | None, *, diff: bool) -> None:
    """Mark the translations of KEY, such as releases/2021/sme-seminar, as made from what the originals say now.

    Without a KEY, tell how every text stands. Exit status: 0 done, 2 cannot run.
    """
    loaded = load.load(root, read_clock())
    chosen = _chosen(loaded, keys, locale)
    if diff:
        for each in chosen:
            _print_changes(root, each, loaded.translations)
    elif keys:
        for each in chosen:
            if each.path and each.state is not TranslationState.ORIGINAL:
                _stamp(root / each.path, each)
    else:
        for each in chosen:
            print(f"{each.state.value:12} {each.locale:8} {each.key}")


def _chosen(loaded: LoadResult, keys: tuple[str, ...], locale: str | None) -> list[TranslationStatus]:
    """Return the texts that are meant; end with status 2 where there are none of that name, or no settings."""
    if loaded.settings is None:
        for problem in loaded.problems:
            print(problem)
        sys.exit(2)
    written = loaded.settings.written
    if locale and locale not in written:
        message = f"expected a language of the site ({', '.join(written)}), found '{locale}'{suggest(locale, written)}"
        raise click.BadParameter(message, param_hint="--locale")
    every = [each for each in loaded.translations if locale in (None, each.locale)]
    known = {each.key for each in every}
    for key in keys:
        if key not in known:
            message = f"expected the key of a release or summary without errors, found '{key}'{suggest(key, known)}"
            raise click.BadParameter(message)
    return [each for each in every if not keys or each.key in keys]


def _stamp(file: Path, translation: TranslationStatus) -> None:
    """Write into a translation what it was made from."""
    data = file.read_bytes()
    marked = set_mark(data, translation.mark)
    if marked != data:
        file.write_bytes(marked)
    print(f"{translation.path}: {'marked' if marked != data else 'is marked already'}")


def _print_changes(root: Path, translation: TranslationStatus, every: tuple[TranslationStatus, ...]) -> None:
    """Print what has changed in the original of an outdated translation."""
    if translation.state is not TranslationState.OUTDATED:
        return
    original = next(each for each in every if each.key == translation.key and each.state is TranslationState.ORIGINAL)
    print(f"{translation.path}: made from an earlier text of {original.path}")
    way = original.path, original.key, original.locale, Cache(root / CACHE_FOLDER / "texts")
    now = word_diff.read_field_texts((root / original.path).read_bytes(), *way)
    then = ((commit, word_diff.read_field_texts(data, *way)) for commit, data in git.iter_versions(root, original.path))
    found = word_diff.find_changes(
        translation.made_from, now[0] if now else {}, ((commit, *told) for commit, told in then if told)
    )
    if found is None:
        print("  what it was made from is not in the history of this checkout")
        return
    for line in found[1]:
        print(f"  {line}")
    print(f"  since commit {found[0][:12]}")
