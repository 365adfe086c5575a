"""The feeds of an edition: of all news, of each topic, body and type, in RSS, Atom and JSON, with archives in Atom.

An entry is serialised once for all feeds of a format, and only where one of them has changed. Nothing comes
from the clock or the build: the same news gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from corner.content import urls
from corner.feeds import archives, entries, opml
from corner.feeds.entries import FeedEntry
from corner.feeds.types import Feed
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile, Spool
from corner.views import follow
from corner.views.edition import Edition
from corner.views.footer import describe_rights
from corner.views.types import FeedLink

ARCHIVED = ("all", "topics")
"""The kinds of feed that have archives; in more, the same entry would be kept for twenty years in five places."""
SOURCE = "the feeds"

_IsCurrent = Callable[[str, str], bool]


def iter_feeds(edition: Edition, code: str, is_current: _IsCurrent, spool: Spool) -> Iterator[tuple[str, OutputFile]]:
    """Yield address and file of each feed, archive and list of feeds.

    Args:
        edition: the site in one language.
        code: a fingerprint of what makes feeds: code, and versions of libraries.
        is_current: whether the file at an address, given a fingerprint, is published already.
        spool: where serialised entries wait for their publication.
    """
    writers = {ending: _FeedWriter(edition, ending, code, is_current, spool) for ending in urls.FORMATS}
    settings = edition.catalogue.settings
    all_entries = entries.iter_entries(edition)
    for link, members in _group_by_feed(edition, all_entries):
        is_archived = link.kind in ARCHIVED
        newest = archives.newest_entries(members, settings.feed_size, settings.feed_months)
        closed = archives.closed_years(members) if is_archived else []
        years = [archive.year for archive in closed]
        for ending, writer in writers.items():
            if is_archived and ending == "atom":
                current = archives.open_year_entries(members, len(newest))
                yield writer.write(_describe_feed(edition, link, current, previous=next(iter(years), None)), current)
            else:
                yield writer.write(_describe_feed(edition, link, newest), newest)
        for archive, previous in zip(closed, [*years[1:], None], strict=False):
            feed = _describe_feed(edition, link, archive.entries, year=archive.year, previous=previous)
            yield writers["atom"].write(feed, archive.entries)
    yield from _iter_lists(edition, all_entries)


def load_feed_writers() -> None:
    """Load the libraries that write feeds, for all workers that are forked after that."""
    from corner.feeds import jsonfeed, rss_atom  # noqa: F401, PLC0415 -- see `_FeedWriter.write`


def _iter_lists(edition: Edition, all_entries: Sequence[FeedEntry]) -> Iterator[tuple[str, OutputFile]]:
    """Yield the OPML list of the edition's feeds, and with the default edition that of all editions."""
    changed = max((entry.updated for entry in all_entries), default=None)
    yield edition.at(urls.FEED_LIST), OutputFile(opml.build_opml([edition], changed), SOURCE)
    if not edition.at(""):
        catalogue = edition.catalogue
        editions = [Edition(catalogue, edition.listings, locale) for locale in catalogue.settings.locales]
        latest = max((release.changed.at for release in catalogue.releases.values()), default=None)
        yield urls.FEED_LIST_ALL, OutputFile(opml.build_opml(editions, latest), SOURCE)


def _group_by_feed(
    edition: Edition, all_entries: Sequence[FeedEntry]
) -> Iterator[tuple[FeedLink, Sequence[FeedEntry]]]:
    """Yield each feed of an edition with all its entries."""
    links = follow.feed_links(edition)
    members: dict[tuple[str, str], list[FeedEntry]] = {(link.kind, link.key): [] for link in links}
    for entry in all_entries:
        for feed in entry.feeds:
            members[feed].append(entry)
    return zip(links, members.values(), strict=True)


def _describe_feed(
    edition: Edition,
    link: FeedLink,
    members: Sequence[FeedEntry],
    *,
    year: int | None = None,
    previous: int | None = None,
) -> Feed:
    """Return what a feed, or its archive of a year, says besides its entries."""
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
        rights=edition.once(describe_rights),
        page=site.absolute(edition.listing_of(link)),
        page_title=messages("feed_page"),
        explained=messages("feed_explained"),
        style=site.root_path + urls.FEED_STYLE,
        hub="" if year else catalogue.settings.hub,
        updated=max((entry.updated for entry in members), default=None),
        begun=catalogue.settings.begun,
        current=link.stem if year else "",
        previous=urls.archive_path(link.stem, previous) if previous else "",
    )


class _FeedWriter:
    """Writes the feeds of an edition in one format, each entry once."""

    def __init__(self, edition: Edition, ending: str, code: str, is_current: _IsCurrent, spool: Spool) -> None:
        self._edition = edition
        self._ending = ending
        self._common = fingerprint.digest((code, edition.digest))
        self._is_current = is_current
        self._spool = spool
        self._positions: dict[str, tuple[int, int]] = {}
        """Position and length in the spool of each serialised entry, by id."""

    def write(self, feed: Feed, members: Sequence[FeedEntry]) -> tuple[str, OutputFile]:
        """Return address and file of a feed with these entries."""
        address = f"{feed.address}.{self._ending}"
        digest = fingerprint.digest((self._common, feed, "".join([entry.id + entry.digest for entry in members])))
        if self._is_current(address, digest):
            return address, OutputFile(None, SOURCE, digest)
        # feedgen and its XML library take a tenth of a second to load, and most builds change no feed.
        from corner.feeds import jsonfeed, rss_atom  # noqa: PLC0415

        is_json = self._ending == "json"
        before, after = jsonfeed.serialize_frame(feed) if is_json else rss_atom.serialize_frame(feed, self._ending)
        for entry in members:
            if entry.id not in self._positions:
                rendered = entries.render_entry(self._edition, entry)
                data = (
                    jsonfeed.serialize_item(rendered)
                    if is_json
                    else rss_atom.serialize_entry(rendered, self._ending, feed.locale)
                )
                self._positions[entry.id] = self._spool.put(data)
        positions = [self._positions[entry.id] for entry in members]
        content = partial(_join_parts, self._spool, before, positions, after, b",\n" if is_json else b"")
        return address, OutputFile(content, SOURCE, digest)


def _join_parts(
    spool: Spool, before: bytes, positions: Sequence[tuple[int, int]], after: bytes, separator: bytes
) -> bytes:
    return before + separator.join(spool.get(*position) for position in positions) + after
