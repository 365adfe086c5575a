"""`corner ping`: report changed feeds to a WebSub hub."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner.cli.language import say
from corner.cli.options import NOW, ROOT, load_site
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.storage.cache import CACHE_FOLDER


@click.command("ping")
@NOW
@ROOT
def command(root: Path, now: datetime) -> None:
    """Report to the WebSub hub which feeds of site/ have changed since the last report.

    Exit status: 0 done, 1 the hub did not accept the report, 2 cannot run.
    """
    from corner.feeds import websub
    from corner.site import listings

    catalogue = load_site(root, now).catalogue
    hub = catalogue.settings.hub
    if not hub:
        raise click.UsageError(
            Message("expected the address of a hub in mkdocs.yml, under extra.corner.hub, found none")
        )
    state_file = root / CACHE_FOLDER / websub.STATE_FILE
    feeds = websub.published_feeds(catalogue, listings.build_listings(catalogue), root / "site")
    if not feeds:
        raise click.UsageError(
            Message("expected feeds in {root}, found none: build the site first", root=root / "site")
        )
    changed = websub.changed_feeds(feeds, websub.load_state(state_file))
    if changed and (failure := websub.ping_hub(hub, map(catalogue.addresses.absolute, changed))):
        print(
            say(
                Message(
                    "{hub}: expected the hub to take {count} feeds, found: {failure}",
                    hub=hub,
                    count=len(changed),
                    failure=failure,
                )
            ),
            file=sys.stderr,
        )
        sys.exit(1)
    try:
        websub.save_state(state_file, feeds)
    except OSError as error:
        raise click.FileError(
            str(state_file),
            Message("expected to be able to write, found: {reason}", reason=explain_system_error(error)),
        ) from None
    print(say(Message("Feeds that have changed: {count}.", count=len(changed))))
