"""robots.txt (RFC 9309): crawlers may read everything, and find the sitemap."""

from __future__ import annotations

from corner.content.urls import SiteUrls
from corner.render import sitemap

ADDRESS = "robots.txt"


def build_robots(addresses: SiteUrls) -> bytes | None:
    """Return the file; `None` for a site below a path of its host, for crawlers read it at the host's root only."""
    if addresses.root_path != "/":
        return None
    return f"User-agent: *\nAllow: /\n\nSitemap: {addresses.absolute(sitemap.ADDRESS)}\n".encode()
