"""The command line: the one module that prints."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner import catalogue, listings, moments, revisions, websub
from corner import digest as mail
from corner.cache import FOLDER, Cache
from corner.catalogue import Catalogue
from corner.edition import Edition
from corner.moments import Moment
from corner.parity import changes
from corner.parity.translation import State, Translated, stamped
from corner.problems import Severity


def _moment(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime:
    """Return the moment that `--now` names, or the clock's."""
    try:
        if value is None:
            return moments.now()
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"expected a moment such as 2026-11-22T09:00+08:00: {error}") from None


@click.group()
@click.version_option(package_name="co-operation-corner", prog_name="corner")
def main() -> None:
    """Check and look after a co-operation corner."""


_NOW = click.option("--now", callback=_moment, help="The moment to judge visibility at; the clock's by default.")
_ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder; this one by default.",
)


def _load(root: Path, now: datetime) -> Catalogue:
    """Return the news without errors; else tell of them and end with status 1."""
    loaded = catalogue.load(root, now)
    if loaded.catalogue is None:
        for problem in loaded.problems:
            print(problem)
        sys.exit(1)
    return loaded.catalogue


@main.command()
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@_NOW
@_ROOT
def check(root: Path, now: datetime, *, strict: bool) -> None:
    """Tell what is wrong with the news, as a build would.

    Exit status: 0 nothing, 1 problems, 2 cannot run.
    """
    loaded = catalogue.load(root, now)
    for problem in loaded.problems:
        print(problem)
    failing = [problem for problem in loaded.problems if strict or problem.severity is Severity.ERROR]
    if loaded.catalogue is not None:
        news = loaded.catalogue
        print(f"Visible releases: {len(news.releases)}; summaries: {len(news.summaries)}.", file=sys.stderr)
    sys.exit(1 if failing else 0)


@main.command()
@_NOW
@_ROOT
def ping(root: Path, now: datetime) -> None:
    """Tell the WebSub hub which feeds of site/ have changed since it was last told.

    Exit status: 0 told, 1 the hub did not take it, 2 cannot run.
    """
    news = _load(root, now)
    hub = news.settings.hub
    if not hub:
        raise click.UsageError("expected the address of a hub in mkdocs.yml, under extra.corner.hub, found none")
    memory = root / FOLDER / websub.TOLD
    published = websub.published(news, listings.of(news), root / "site")
    changed = websub.changed(published, websub.told(memory))
    if changed and (wrong := websub.publish(hub, map(news.addresses.absolute, changed))):
        print(f"{hub}: expected the hub to take {len(changed)} feeds, found: {wrong}", file=sys.stderr)
        sys.exit(1)
    websub.remember(memory, published)
    print(f"Feeds that have changed: {len(changed)}.")


@main.command()
@click.option("--since", required=True, help="The first day, or day and time, to tell of, such as 2026-11-15.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write the e-mails into; this one by default.",
)
@_NOW
@_ROOT
def digest(root: Path, now: datetime, since: str, output: Path) -> None:
    """Write an e-mail for each language, digest.LOCALE.eml, with what was new since a day.

    Exit status: 0 written, or nothing was new, 1 problems in the news, 2 cannot run.
    """
    news = _load(root, now)
    try:
        start = Moment.parse(since, news.settings.time_zone).at
    except ValueError:
        message = f"expected a day such as 2026-11-15 or 2026-11-15 09:00, found {since}"
        raise click.BadParameter(message, param_hint="--since") from None
    output.mkdir(parents=True, exist_ok=True)
    for locale in news.settings.locales:
        message_bytes = mail.of(Edition(news, listings.of(news), locale), start)
        if message_bytes is None:
            print(f"{locale}: nothing new.")
            continue
        path = output / f"digest.{locale}.eml"
        path.write_bytes(message_bytes)
        print(path)


@main.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--diff", is_flag=True, help="Show what has changed in the originals since, and mark nothing.")
@click.option("--locale", help="Only the translations in this language.")
@_ROOT
def translated(keys: tuple[str, ...], root: Path, locale: str | None, *, diff: bool) -> None:
    """Mark the translations of KEY, such as releases/2021/sme-seminar, as made from what the originals say now.

    Without a KEY, tell how every text stands. Exit status: 0 done, 2 cannot run.
    """
    loaded = catalogue.load(root, moments.now())
    every = [each for each in loaded.translations if locale in (None, each.locale)]
    known = {each.key for each in every}
    for key in keys:
        if key not in known:
            raise click.BadParameter(f"expected the key of a release or summary without errors, found '{key}'")
    chosen = [each for each in every if not keys or each.key in keys]
    if diff:
        for each in chosen:
            _tell_changes(root, each, loaded.translations)
    elif keys:
        for each in chosen:
            if each.path and each.state is not State.ORIGINAL:
                _stamp(root / each.path, each)
    else:
        for each in chosen:
            print(f"{each.state.value:12} {each.locale:8} {each.key}")


def _stamp(file: Path, translation: Translated) -> None:
    """Write into a translation what it was made from."""
    data = file.read_bytes()
    marked = stamped(data, translation.mark)
    if marked != data:
        file.write_bytes(marked)
    print(f"{translation.path}: {'marked' if marked != data else 'is marked already'}")


def _tell_changes(root: Path, translation: Translated, every: tuple[Translated, ...]) -> None:
    """Print what has changed in the original of an outdated translation."""
    if translation.state is not State.OUTDATED:
        return
    original = next(each for each in every if each.key == translation.key and each.state is State.ORIGINAL)
    print(f"{translation.path}: made from an earlier text of {original.path}")
    way = original.path, original.key, original.locale, Cache(root / FOLDER / "texts")
    now = changes.words_of((root / original.path).read_bytes(), *way)
    then = ((commit, changes.words_of(data, *way)) for commit, data in revisions.versions(root, original.path))
    found = changes.since(
        translation.made_from, now[0] if now else {}, ((commit, *told) for commit, told in then if told)
    )
    if found is None:
        print("  what it was made from is not in the history of this checkout")
        return
    for line in found[1]:
        print(f"  {line}")
    print(f"  since commit {found[0][:12]}")
