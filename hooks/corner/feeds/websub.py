"""Notify a WebSub hub (W3C) of the feeds that have changed, so that it pushes them to subscribers."""

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
"""The file in the cache folder with the digest of each feed that the hub was notified of, by path."""
_SECONDS = 30
"""The timeout of a request to a hub."""


def published_feeds(catalogue: Catalogue, listings: Listings, site: Path) -> dict[str, str]:
    """Return the digest of each feed in the folder `site`, by path, without archives."""
    digests = {}
    for locale in catalogue.settings.locales:
        for link in follow.feed_links(Edition(catalogue, listings, locale)):
            for ending in urls.FORMATS:
                file = site / f"{link.stem}.{ending}"
                if file.is_file():
                    digests[f"{link.stem}.{ending}"] = fingerprint.digest(file.read_bytes())
    return digests


def load_state(memory: Path) -> dict[str, str]:
    """Return the digests of the feeds that the hub was notified of, empty if they are not known."""
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def save_state(memory: Path, known: Mapping[str, str]) -> None:
    """Save the digests of the feeds that the hub was notified of."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(known), encoding="utf-8", newline="\n")


def changed_feeds(now: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """Return the paths of the feeds that changed since the hub was notified."""
    return [address for address, content in now.items() if before.get(address) != content]


class _NoRedirect(HTTPRedirectHandler):
    """Refuses redirects, which turn a POST into a GET without its data."""

    def redirect_request(self, *_: Any) -> None:
        """Return nothing, which makes the redirect an error."""


def ping_hub(hub: str, topics: Iterable[str]) -> str:
    """Notify a hub that feeds have changed.

    Args:
        hub: the hub's address, of `http` or `https`.
        topics: the URLs of the feeds.

    Returns:
        The error, empty if the hub accepted the notification.
    """
    data = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    try:
        request = Request(hub, data, {"Content-Type": "application/x-www-form-urlencoded"})  # noqa: S310 -- see above
        # Only the status of the answer counts.
        build_opener(_NoRedirect).open(request, timeout=_SECONDS).close()
    except HTTPError as error:
        with error:
            location = error.headers.get("Location")
            return f"{error.code} {error.reason}" + (f", which leads to {location}" if location else "")
    except (OSError, http.client.HTTPException) as error:
        return str(getattr(error, "reason", "") or error).strip()
    except ValueError as error:
        return f"an address that cannot be called ({error})"
    return ""
