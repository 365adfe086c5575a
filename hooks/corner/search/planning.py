"""How the search index of an edition is cut into bundles.

Pagefind indexes a bundle as a whole, so an edition has several, which its script merges in the reader's browser. An
edit changes only the bundle with the edited text: the newest content of an archive, which is edited most, has a small
one, and older content is cut where years begin, so that what is added to one year changes no bundle of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import NamedTuple

from corner.content.types import Content
from corner.render.skeleton import Skeleton, StaticPage
from corner.search.index import iter_records
from corner.search.pagefind import SearchRecord
from corner.storage import fingerprint
from corner.storage.cache import code_digest
from corner.views.edition import Edition

BUNDLE = 500
"""About as much old content is in one bundle: the more, the fewer files a first search loads, and the dearer an old edit."""
BUNDLES = 20
"""From so many bundles of old content on, they become larger, so that readers need not load more of them."""
NEWEST = 40
"""About as much content, at least half and at most one and a half times, is in the bundle of the newest."""
_UNDIVIDED = ("ja", "th", "zh")
"""Languages that Pagefind would divide into words in its own way."""


class Bundle(NamedTuple):
    """A part of an edition's index, still to be made."""

    name: str
    """The folder that it is published in, from the edition's `search/`."""
    key: str
    """Of all that it is made from."""
    language: str
    size: int
    """The number of its records."""
    records: Callable[[], Iterator[SearchRecord]]


class Part(NamedTuple):
    """The content of one bundle."""

    name: str
    contents: Sequence[Content]


def plan_bundles(edition: Edition, standing: Sequence[tuple[StaticPage, Skeleton]]) -> list[Bundle]:
    """Return the bundles of an edition's index; the last one holds the newest content."""
    for_readers = [(page, skeleton) for page, skeleton in standing if not page.for_editors]
    parts: list[Part] = []
    newest: list[Content] = []
    others: list[Content] = []
    for content_type in edition.catalogue.content_types:
        if content_type.search_record is None:
            continue
        contents = [*edition.catalogue.contents[content_type.name].values()]
        if content_type.is_archived:
            contents.reverse()
            start = find_newest(contents)
            parts += divide_archive(content_type.name, contents[:start])
            newest += contents[start:]
        else:
            others += contents
    # What summaries show of the releases that report on their items.
    related = [
        (key, [edition.link(release) for release in releases]) for key, releases in sorted(edition.reports.items())
    ]
    archived = [_plan_bundle(edition, part, ()) for part in parts]
    if len(others) + len(for_readers) <= NEWEST:
        return [*archived, _plan_bundle(edition, Part("newest", newest + others), for_readers, related)]
    return [
        *archived,
        _plan_bundle(edition, Part("others", others), for_readers, related),
        _plan_bundle(edition, Part("newest", newest), ()),
    ]


def _plan_bundle(
    edition: Edition,
    part: Part,
    standing: Sequence[tuple[StaticPage, Skeleton]],
    related: object = (),
) -> Bundle:
    language = edition.locale.partition("-")[0]
    settings = edition.catalogue.settings
    inputs = (
        *(code_digest(), edition.locale, edition.messages.digest, settings.locales),
        [
            (content.key, content.digest, content.content_type.search_depends(edition, content))
            for content in part.contents
        ],
        (repr(settings.converted), edition.catalogue.taxonomies.digest),
        [(page, skeleton.digest) for page, skeleton in standing],
        related,
    )
    return Bundle(
        part.name,
        fingerprint.digest(inputs),
        "und" if language in _UNDIVIDED else language,
        len(part.contents) + len(standing),
        lambda: iter_records(edition, part.contents, standing),
    )


def find_newest(contents: Sequence[Content]) -> int:
    """Return the position from which content is the newest: counted from the beginning of a year, so that it stays for a while.

    Args:
        contents: the content of an archive, the oldest first.
    """
    start = position = 0
    for year in _divide_by_year(contents):
        for boundary in range(position, position + len(year), NEWEST):
            if len(contents) - boundary >= NEWEST // 2:
                start = boundary
        position += len(year)
    return start if len(contents) > NEWEST * 3 // 2 else 0


def divide_archive(name: str, contents: Sequence[Content]) -> list[Part]:
    """Return the parts of an archive without its newest content: some years each, or a part of a year.

    Args:
        name: the name of the content type.
        contents: its content, the oldest first.
    """
    size = BUNDLE * max(1, ceil(len(contents) / (BUNDLE * BUNDLES)))
    years = _divide_by_year(contents)
    groups: list[list[Content]] = []
    for year in years[:-1]:
        last = len(groups[-1]) if groups else size
        # Whichever is nearer to the size that a bundle should have.
        if last + len(year) - size < size - last:
            groups[-1] += year
        else:
            groups.append([*year])
    # The last year is still growing.
    groups += [[*year] for year in years[-1:]]
    parts: list[Part] = []
    for group in groups:
        first = f"{name}-{_read_year(group[0])}"
        starts = [0, *range(size, len(group) - size // 2, size)]
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(group)], strict=True), 1):
            parts.append(Part(first if number == 1 else f"{first}-{number}", group[start:end]))
    return parts


def _divide_by_year(contents: Sequence[Content]) -> list[list[Content]]:
    return [list(year) for _, year in groupby(contents, _read_year)]


def _read_year(content: Content) -> int:
    return content.issued.at.year if content.issued else 0
