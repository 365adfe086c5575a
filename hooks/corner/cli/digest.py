"""`corner digest`: write e-mails with what is new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corner.cli.language import say
from corner.cli.options import NOW, ROOT, load_site
from corner.diagnostics.message import Message


@click.command("digest")
@click.option("--since", required=True, help="The first day, or day and time, to report, such as 2026-11-15.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write the e-mails into; the current folder by default.",
)
@NOW
@ROOT
def command(root: Path, now: datetime, since: str, output: Path) -> None:
    """Write an e-mail for each language, digest.LOCALE.eml, with what was new since a day.

    The e-mail replaces an older one. If nothing was new, the older one is deleted.

    Exit status: 0 written, or nothing was new, 1 problems in the news, 2 cannot run.
    """
    from corner.content.dates import Moment
    from corner.feeds import email_digest
    from corner.site import listings
    from corner.views.edition import Edition

    catalogue = load_site(root, now).catalogue
    try:
        start = Moment.parse(since, catalogue.settings.time_zone).at
        start.astimezone(catalogue.settings.time_zone)
    except (ValueError, OverflowError):
        message = Message("expected a day such as 2026-11-15 or 2026-11-15 09:00, found {since}", since=since)
        raise click.BadParameter(message, param_hint="--since") from None
    output.mkdir(parents=True, exist_ok=True)
    for locale in catalogue.settings.locales:
        message_bytes = email_digest.build_message(
            Edition(catalogue, listings.build_listings(catalogue), locale), start
        )
        path = output / f"digest.{locale}.eml"
        if message_bytes is None:
            path.unlink(missing_ok=True)  # nobody sends an old e-mail twice
            print(say(Message("{locale}: nothing new.", locale=locale)))
            continue
        path.write_bytes(message_bytes)
        print(path)
