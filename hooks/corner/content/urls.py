"""The addresses of the site's pages and files.

An address is a path from the site's root without a leading slash; that of a page ends with a slash. All editions
have the same addresses, behind a prefix for all but the default edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
"""An address that needs no encoding. Nearly all are such, and the test costs a tenth of the encoding."""
NOT_FOUND, SITEMAP = "404.html", "sitemap.xml"
FIGURES = "figures/"
TIMELINE = "timeline/"
EVENTS = "events/"
DATA = "data/"
"""The page of the data; its files are below it, the same in all editions."""
DATA_PACKAGE = "data/datapackage.json"
DATA_TABLES = "data/csv-metadata.json"
DATA_SET = "data/dcat.jsonld"
"""What describes the data to programs."""
DATA_FORMATS = {"csv": "text/csv", "json": "application/json"}
"""The media type of each format of tables, by the ending of its files."""
SEARCH = "search/"
"""The search page; the files of its script are below it."""
MARKDOWN = "index.md"
"""The name of the Markdown beside the page of a piece of content."""
EVENT = "event.ics"
"""The name of the calendar beside the page of a release that announces an event."""
LLMS_TXT = "llms.txt"
"""The list of what an edition has, and in a year's folder of what there is of that year (llmstxt.org)."""
STATUS = "status/"
"""The page of a preview that lists what is not published."""
GUIDE, TUTORIAL = "guide/", "guide/first-release/"
"""The editors' guide and the tutorial, in a preview and where a corner publishes them."""
FORMATS = {"xml": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
"""The media type of each format of feeds, by the ending of its addresses."""
FEED_LIST, FEED_LIST_ALL = "feeds/corner.opml", "feeds/all-languages.opml"
"""The lists of an edition's feeds, and of those of all editions."""
OWN_STYLE = "assets/corner-settings.css"
"""The style sheet that follows from the settings and vocabularies of a corner."""
FEED_STYLE = "assets/feed.css"
"""The style sheet for feeds that are opened in a browser."""

VERIFY = "verify/"
"""The page that explains how to check a text, where the site is signed."""
SIGNERS = ".well-known/corner-allowed-signers"
"""The keys that may sign it, as OpenSSH reads them."""
MANIFEST = ".well-known/corner-manifest.json"
"""The digest of each published file, which publishing writes."""
MANIFEST_SIGNATURE, UPLOAD, RELEASE = f"{MANIFEST}.sig", ".well-known/corner-upload.json", "release.json"
"""The signature of the manifest, the mark of an upload that has not ended, and the record of the release."""
FORM = "admin/"
"""The form for editors."""
HEADERS = "_headers"
NGINX_HEADERS, CADDY_HEADERS = ".well-known/corner/headers.nginx.conf", ".well-known/corner/headers.caddy"
"""The headers of files as rules for servers: of hosts of static sites, nginx and Caddy."""
REDIRECTS = "_redirects"
NGINX_REDIRECTS, CADDY_REDIRECTS = ".well-known/corner/redirects.nginx.conf", ".well-known/corner/redirects.caddy"
"""The former addresses as rules for servers: of hosts of static sites, nginx and Caddy."""


@dataclass(frozen=True, slots=True)
class SiteUrls:
    """The addresses of one site."""

    site_url: str
    """The URL of the site's root, with a closing slash."""
    default: str
    """The locale of the edition at the root."""

    def edition_path(self, locale: str, address: str = "") -> str:
        """Return the address in the edition of `locale` for one of the default edition."""
        return address if locale == self.default else f"{locale}/{address}"

    def absolute(self, address: str) -> str:
        """Return the absolute URL of an address."""
        return self.site_url + quote_path(address)

    @property
    def root_path(self) -> str:
        """The path of the site's root on its host, with slashes at both ends."""
        return urlsplit(self.site_url).path or "/"


def table_path(name: str, ending: str) -> str:
    """Return the address of a table of the data in one format."""
    return f"{DATA}{name}.{ending}"


def quote_path(address: str) -> str:
    """Return a percent-encoded address."""
    return address if _PLAIN.fullmatch(address) else quote(address)


def page_file(address: str) -> str:
    """Return the file that the page at an address is written to, from the site's root."""
    return address + "index.html" if address.endswith("/") or not address else address


def listing_path(kind: str, key: str, page: int = 1, year: str = "") -> str:
    """Return the address of one page of a listing: of `all`, of a `year`, of `topics`, of `bodies`, or these in one year."""
    base = {"all": "news/", "year": f"news/{key}/"}.get(kind) or f"{kind}/{key}/"
    if year:
        base += f"{year}/"
    return base if page == 1 else f"{base}page/{page}/"


def feed_path(kind: str, key: str) -> str:
    """Return the address of a feed without its ending: `feeds/all`, `feeds/topics/trading`."""
    return "feeds/all" if kind == "all" else f"feeds/{kind}/{key}"


def archive_path(feed: str, year: int) -> str:
    """Return the address of a year's archive of a feed, without its ending: `feeds/all/2021`."""
    return f"{feed}/{year}"


def calendar_path(kind: str, key: str) -> str:
    """Return the address of a calendar: `calendars/all.ics`, `calendars/topics/trading.ics`."""
    return "calendars/all.ics" if kind == "all" else f"calendars/{kind}/{key}.ics"


def event_path(page: str) -> str:
    """Return the address of the calendar that holds the event of the release at `page` alone."""
    return f"{page}{EVENT}"
