"""Types of a feed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from corner.content.urls import quote_path


class Feed(NamedTuple):
    """A feed or an archive of a feed, without its entries."""

    id: str
    """A tag URI, the same in all formats and archives."""
    address: str
    """Its path in the site, without the ending of a format."""
    site: str
    """The URL of the site, with a closing slash."""
    title: str
    description: str
    locale: str
    direction: str
    """The direction of the script, `ltr` or `rtl`."""
    author: str
    rights: str
    """The notice of copyright and the licence, as text; empty where there is neither."""
    page: str
    """The URL of the page that lists the same news."""
    page_title: str
    """The text of the link to that page."""
    explained: str
    """An explanation for people who open the feed in a browser."""
    style: str
    """The path of the style sheet, from the root of the host."""
    hub: str
    """The URL of the WebSub hub, or an empty string."""
    updated: datetime | None
    """The time of the newest change, `None` without entries."""
    begun: datetime
    """The date of the tag URIs, which Atom gets as the date of a feed without entries."""
    current: str
    """The path of the feed that an archive belongs to, without ending; empty for a feed."""
    previous: str
    """The path of the archive before, without ending, or an empty string."""

    def url(self, ending: str) -> str:
        """Return the URL of the feed in the format `ending`."""
        return f"{self.site}{quote_path(self.address)}.{ending}"
