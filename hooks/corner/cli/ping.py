"""`corner ping`: telling a hub which feeds have changed."""

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
    """Tell the WebSub hub which feeds of site/ have changed since it was last told.

    Exit status: 0 told, 1 the hub did not take it, 2 cannot run.
    """
    found = load_site(root, now).catalogue
    hub = found.settings.hub
    if not hub:
        raise click.UsageError("expected the address of a hub in mkdocs.yml, under extra.corner.hub, found none")
    memory = root / CACHE_FOLDER / websub.STATE_FILE
    published = websub.published_feeds(found, listings.build_listings(found), root / "site")
    if not published:
        raise click.UsageError(f"expected feeds in {root / 'site'}, found none: build the site first")
    changed = websub.changed_feeds(published, websub.load_state(memory))
    if changed and (wrong := websub.ping_hub(hub, map(found.addresses.absolute, changed))):
        print(f"{hub}: expected the hub to take {len(changed)} feeds, found: {wrong}", file=sys.stderr)
        sys.exit(1)
    try:
        websub.save_state(memory, published)
    except OSError as error:
        raise click.FileError(str(memory), f"expected to be able to write, found: {error.strerror}") from None
    print(f"Feeds that have changed: {len(changed)}.")
