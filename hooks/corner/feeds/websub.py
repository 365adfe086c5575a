"""WebSub (W3C): telling a hub which feeds have changed, so that it can push them to their subscribers."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from corner.content import urls
from corner.site.catalogue import Catalogue
from corner.site.listings import Listings
from corner.storage import fingerprint
from corner.views import follow
from corner.views.edition import Edition

STATE_FILE = "pinged.json"
"""The file of the cache folder that holds what the hub was told of: a fingerprint of each feed by address."""
_SECONDS = 30
"""How long a hub may take to answer."""


def published_feeds(catalogue: Catalogue, listings: Listings, site: Path) -> dict[str, str]:
    """Return a fingerprint of each feed that stands in the folder `site`, by address; archives are not pushed."""
    found = {}
    for locale in catalogue.settings.locales:
        for link in follow.feed_links(Edition(catalogue, listings, locale)):
            for ending in urls.FORMATS:
                file = site / f"{link.stem}.{ending}"
                if file.is_file():
                    found[f"{link.stem}.{ending}"] = fingerprint.digest(file.read_bytes())
    return found


def load_state(memory: Path) -> dict[str, str]:
    """Return what the hub was told of before; nothing where that is not known."""
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def save_state(memory: Path, known: Mapping[str, str]) -> None:
    """Write down what the hub was told of."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(known), encoding="utf-8")


def changed_feeds(now: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """Return the addresses of the feeds that the hub does not know as they are now."""
    return [address for address, content in now.items() if before.get(address) != content]


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: what is told would be lost on the way, for a POST becomes a GET."""

    def redirect_request(self, *_: Any) -> None:
        """Let the redirect be an error."""


def ping_hub(hub: str, topics: Iterable[str]) -> str:
    """Tell a hub that feeds have changed.

    Args:
        hub: the hub's address, of `http` or `https`.
        topics: the URLs of the feeds.

    Returns:
        What went wrong, empty where the hub took it.
    """
    data = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    try:
        request = Request(hub, data, {"Content-Type": "application/x-www-form-urlencoded"})  # noqa: S310 -- see above
        # Of what it answers the status alone counts.
        build_opener(_NoRedirect).open(request, timeout=_SECONDS).close()
    except HTTPError as error:
        with error:
            place = error.headers.get("Location")
            return f"{error.code} {error.reason}" + (f", which leads to {place}" if place else "")
    except (OSError, http.client.HTTPException) as error:
        return str(getattr(error, "reason", "") or error).strip()
    except ValueError as error:
        return f"an address that cannot be called ({error})"
    return ""
