"""A feed: which releases it holds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from corner.content.urls import quote_path


class Feed(NamedTuple):
    """A feed or an archive of it: what stands around its entries."""

    id: str
    """A tag URI, the same in all formats, and that of its archives."""
    address: str
    """Without the ending that names the format."""
    site: str
    """Where the site is published, with a closing slash."""
    title: str
    description: str
    locale: str
    direction: str
    """Of the language's script, `ltr` or `rtl`."""
    author: str
    page: str
    """The URL of the page that lists the same news."""
    page_title: str
    """The words that lead there."""
    explained: str
    """What tells who opens it in a browser what it is."""
    style: str
    """Where its style sheet stands, from the host's root."""
    hub: str
    """The address of the WebSub hub, if there is one."""
    updated: datetime | None
    """When the newest change in it was; `None` where it holds nothing."""
    begun: datetime
    """Since when there are ids: the date of a feed that holds nothing, in a format that cannot do without."""
    current: str
    """Of an archive, the address of its feed, without ending."""
    previous: str
    """The address of the archive before, if there is one, without ending."""

    def url(self, ending: str) -> str:
        """Return its URL in the format that `ending` names."""
        return f"{self.site}{quote_path(self.address)}.{ending}"
