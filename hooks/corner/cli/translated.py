"""`corner translated`: mark what translations were made from, and print what has changed since."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.cli.language import say
from corner.cli.options import ROOT, parse_keys
from corner.cli.state_names import pad_cell, say_state
from corner.diagnostics.message import Message
from corner.sources import git
from corner.sources.clock import read_clock

if TYPE_CHECKING:
    from corner.content.translation_state import TranslationStatus
    from corner.site.load import LoadResult


@click.command("translated")
@click.argument("keys", nargs=-1, metavar="[KEY]...", callback=parse_keys)
@click.option("--diff", is_flag=True, help="Show what has changed in the originals since, and mark nothing.")
@click.option("--locale", help="Only the translations in this language.")
@ROOT
def command(keys: tuple[str, ...], root: Path, locale: str | None, *, diff: bool) -> None:
    """Mark the translations of KEY, such as releases/2021/sme-seminar, as made from what the originals say now.

    Without a KEY, print the state of every text. Exit status: 0 done, 2 cannot run.
    """
    from corner.content.translation_state import TranslationState
    from corner.site import load

    loaded = load.load(root, read_clock())
    texts = _select_texts(loaded, keys, locale)
    if diff:
        for text in texts:
            _print_changes(root, text, loaded)
    elif keys:
        for text in texts:
            if text.path and text.state is not TranslationState.ORIGINAL:
                _write_mark(root, text, loaded)
    else:
        for text in texts:
            print(f"{pad_cell(say_state(text.state.value), 12)} {text.locale:8} {text.key}")


def _select_texts(loaded: LoadResult, keys: tuple[str, ...], locale: str | None) -> list[TranslationStatus]:
    """Return the selected texts; exit with status 2 where a key or language is unknown, or the settings have problems."""
    from corner.diagnostics.suggestions import suggest

    if loaded.settings is None:
        for problem in loaded.problems:
            print(say(problem))
        sys.exit(2)
    written = loaded.settings.written
    if locale and locale not in written:
        message = Message(
            "expected a language of the site ({written}), found '{locale}'{suggestion}",
            written=list(written),
            locale=locale,
            suggestion=suggest(locale, written),
        )
        raise click.BadParameter(message, param_hint="--locale")
    texts = [text for text in loaded.translations if locale in (None, text.locale)]
    known = {text.key for text in texts}
    for key in keys:
        if key not in known:
            message = Message(
                "expected the key of a release or summary without errors, found '{key}'{suggestion}",
                key=key,
                suggestion=suggest(key, known),
            )
            raise click.BadParameter(message)
    return [text for text in texts if not keys or text.key in keys]


def _write_mark(root: Path, translation: TranslationStatus, loaded: LoadResult) -> None:
    """Write the mark of the original's words into a translation."""
    from corner.content.translation_state import set_mark

    file = root / translation.path
    data = file.read_bytes()
    original = _find_original(translation, loaded)
    words = _read_texts(original, loaded, (root / original.path).read_bytes())
    assert words, "only what has no errors has a state"
    marked = set_mark(data, words[1])
    if marked != data:
        file.write_bytes(marked)
    result = Message("marked") if marked != data else Message("is marked already")
    print(say(Message("{path}: {result}", path=translation.path, result=result)))


def _find_original(translation: TranslationStatus, loaded: LoadResult) -> TranslationStatus:
    """Return the original of a translation."""
    from corner.content.translation_state import TranslationState

    originals = (text for text in loaded.translations if text.state is TranslationState.ORIGINAL)
    return next(text for text in originals if text.key == translation.key)


def _read_texts(original: TranslationStatus, loaded: LoadResult, data: bytes) -> tuple[dict[str, str], str] | None:
    """Return the texts of an original in a version of its file, and their mark; `None` where it is not valid."""
    from corner.parity import word_diff

    content_type = loaded.content_types.find(original.key)
    assert content_type is not None, "each text is of a content type"
    return word_diff.read_field_texts(data, original.path, content_type, original.locale)


def _print_changes(root: Path, translation: TranslationStatus, loaded: LoadResult) -> None:
    """Print what has changed in the original of an outdated translation."""
    from corner.content.translation_state import TranslationState
    from corner.parity import word_diff

    if translation.state is not TranslationState.OUTDATED:
        return
    original = _find_original(translation, loaded)
    print(
        say(
            Message("{path}: made from an earlier version of {original}", path=translation.path, original=original.path)
        )
    )
    read = partial(_read_texts, original, loaded)
    now = read((root / original.path).read_bytes())
    then = ((commit, read(data)) for commit, data in git.iter_versions(root, original.path))
    changes = word_diff.find_changes(
        translation.made_from, now[0] if now else {}, ((commit, *words) for commit, words in then if words)
    )
    if changes is None:
        print(say(Message("  the version that it was made from is not in the history of this checkout")))
        return
    for line in changes[1]:
        print(f"  {line}")
    print(say(Message("  since commit {commit}", commit=changes[0][:12])))
