"""`corner ping`: report changed feeds to a WebSub hub."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from corner.cli.options import NOW, ROOT, load_site
from corner.feeds import websub
from corner.site import listings
from corner.storage.cache import CACHE_FOLDER


@click.command("ping")
@NOW
@ROOT
def command(root: Path, now: datetime) -> None:
    """Report to the WebSub hub which feeds of site/ have changed since the last report.

    Exit status: 0 done, 1 the hub did not accept the report, 2 cannot run.
    """
    catalogue = load_site(root, now).catalogue
    hub = catalogue.settings.hub
    if not hub:
        raise click.UsageError("expected the address of a hub in mkdocs.yml, under extra.corner.hub, found none")
    state_file = root / CACHE_FOLDER / websub.STATE_FILE
    feeds = websub.published_feeds(catalogue, listings.build_listings(catalogue), root / "site")
    if not feeds:
        raise click.UsageError(f"expected feeds in {root / 'site'}, found none: build the site first")
    changed = websub.changed_feeds(feeds, websub.load_state(state_file))
    if changed and (failure := websub.ping_hub(hub, map(catalogue.addresses.absolute, changed))):
        print(f"{hub}: expected the hub to take {len(changed)} feeds, found: {failure}", file=sys.stderr)
        sys.exit(1)
    try:
        websub.save_state(state_file, feeds)
    except OSError as error:
        raise click.FileError(str(state_file), f"expected to be able to write, found: {error.strerror}") from None
    print(f"Feeds that have changed: {len(changed)}.")
