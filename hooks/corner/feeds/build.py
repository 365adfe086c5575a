"""Which feeds an edition has: of all news, of each topic, body and type, in RSS, Atom and JSON, with archives in Atom.

An entry is serialised once for all feeds of a format that hold it, and only where one of them has
changed. Nothing is taken from the clock or the build: the same news gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from corner.content import urls
from corner.content.settings import parse_tag_date
from corner.feeds import archives, entries, opml
from corner.feeds.entries import FeedEntry
from corner.feeds.types import Feed
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile as File
from corner.storage.output_file import Spool
from corner.views import follow
from corner.views.edition import Edition
from corner.views.types import FeedLink

ARCHIVED = ("all", "topics")
"""The kinds of feed that have archives: the same entry is not kept for twenty years in five more places."""
SOURCE = "the feeds"

_IsCurrent = Callable[[str, str], bool]


def iter_feeds(edition: Edition, code: str, stands: _IsCurrent, spool: Spool) -> Iterator[tuple[str, File]]:
    """Yield address and file of each feed, archive and list of feeds.

    Args:
        edition: the site in one language.
        code: a fingerprint of what makes feeds: code, and versions of libraries.
        stands: whether the file at an address, given a fingerprint, is published already.
        spool: where serialised entries wait for their publication.
    """
    makers = {ending: _FeedWriter(edition, ending, code, stands, spool) for ending in urls.FORMATS}
    settings = edition.catalogue.settings
    every = entries.iter_entries(edition)
    for link, found in _group_by_feed(edition, every):
        whole = link.kind in ARCHIVED
        newest = archives.newest_entries(found, settings.feed_size, settings.feed_months)
        closed = archives.closed_years(found) if whole else []
        years = [archive.year for archive in closed]
        for ending, maker in makers.items():
            if whole and ending == "atom":
                held = archives.open_year_entries(found, len(newest))
                yield maker.file(_describe_feed(edition, link, held, previous=next(iter(years), None)), held)
            else:
                yield maker.file(_describe_feed(edition, link, newest), newest)
        for archive, previous in zip(closed, [*years[1:], None], strict=False):
            feed = _describe_feed(edition, link, archive.entries, year=archive.year, previous=previous)
            yield makers["atom"].file(feed, archive.entries)
    changed = max((entry.updated for entry in every), default=None)
    yield edition.at(urls.FEED_LIST), File(opml.iter_opml([edition], changed), SOURCE)
    if not edition.at(""):
        catalogue = edition.catalogue
        editions = [Edition(catalogue, edition.listings, locale) for locale in catalogue.settings.locales]
        latest = max((release.changed.at for release in catalogue.releases.values()), default=None)
        yield urls.FEED_LIST_ALL, File(opml.iter_opml(editions, latest), SOURCE)


def _group_by_feed(edition: Edition, every: Sequence[FeedEntry]) -> Iterator[tuple[FeedLink, Sequence[FeedEntry]]]:
    """Yield each feed of an edition with all its entries."""
    links = follow.feed_links(edition)
    found: dict[tuple[str, str], list[FeedEntry]] = {(link.kind, link.key): [] for link in links}
    for entry in every:
        for feed in entry.feeds:
            found[feed].append(entry)
    return zip(links, found.values(), strict=True)


def _describe_feed(
    edition: Edition, link: FeedLink, held: Sequence[FeedEntry], *, year: int | None = None, previous: int | None = None
) -> Feed:
    """Return what stands around the entries of a feed, or of its archive of a year."""
    catalogue, messages = edition.catalogue, edition.messages
    site = catalogue.addresses
    key = urls.feed_path(link.kind, link.key)
    return Feed(
        id=entries.tag_uri(catalogue.settings.tag, f"{edition.locale}/{key}"),
        address=urls.archive_path(link.stem, year) if year else link.stem,
        site=site.absolute(""),
        title=messages("feed_of_year", feed=link.title, year=year) if year else link.title,
        description=edition.topic_description(link.key) if link.kind == "topics" else edition.language.description,
        locale=edition.locale,
        direction=edition.formats.text_direction,
        author=edition.language.site_name,
        page=site.absolute(edition.listing_of(link)),
        page_title=messages("feed_page"),
        explained=messages("feed_explained"),
        style=site.root_path + urls.FEED_STYLE,
        hub="" if year else catalogue.settings.hub,
        updated=max((entry.updated for entry in held), default=None),
        begun=parse_tag_date(catalogue.settings.tag, catalogue.settings.time_zone),
        current=link.stem if year else "",
        previous=urls.archive_path(link.stem, previous) if previous else "",
    )


class _FeedWriter:
    """Makes the feeds of an edition in one format, each entry once."""

    def __init__(self, edition: Edition, ending: str, code: str, stands: _IsCurrent, spool: Spool) -> None:
        self._edition = edition
        self._ending = ending
        self._common = fingerprint.digest((code, edition.digest))
        self._stands = stands
        self._spool = spool
        self._places: dict[str, tuple[int, int]] = {}
        """Where in the spool each serialised entry is, by id."""

    def file(self, feed: Feed, held: Sequence[FeedEntry]) -> tuple[str, File]:
        """Return address and file of a feed that holds these entries."""
        address = f"{feed.address}.{self._ending}"
        told = fingerprint.digest((self._common, feed, "".join([entry.id + entry.digest for entry in held])))
        if self._stands(address, told):
            return address, File(None, SOURCE, told)
        # feedgen and its XML library take a tenth of a second to load, and most builds change no feed.
        from corner.feeds import jsonfeed, rss_atom  # noqa: PLC0415

        json = self._ending == "json"
        before, after = jsonfeed.feed_head(feed) if json else rss_atom.feed_head(feed, self._ending)
        for entry in held:
            if entry.id not in self._places:
                told_entry = entries.render_entry(self._edition, entry)
                data = (
                    jsonfeed.feed_item(told_entry)
                    if json
                    else rss_atom.render_feed_entry(told_entry, self._ending, feed.locale)
                )
                self._places[entry.id] = self._spool.put(data)
        places = [self._places[entry.id] for entry in held]
        return address, File(
            partial(_join_parts, self._spool, before, places, after, b",\n" if json else b""), SOURCE, told
        )


def _join_parts(spool: Spool, before: bytes, places: Sequence[tuple[int, int]], after: bytes, between: bytes) -> bytes:
    return before + between.join(spool.get(*place) for place in places) + after
