"""What the draft of a release takes from a document; this runs in the process with limits."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

from corner.authoring.importers.documents import read_document
from corner.authoring.importers.html import ImportedPage, find_iso_day
from corner.authoring.importers.limited_process import ProcessLimits, run_limited
from corner.authoring.importers.metadata import detect_language, extract_metadata
from corner.content.taxonomies import Taxonomies
from corner.parity.lexicon import read_lexicon


class ImportRequest(NamedTuple):
    """A document, and what there is to know about the corner."""

    file: Path
    """The document."""
    locales: tuple[str, ...]
    """The languages that the draft may have."""
    is_ordered: bool
    """Whether the first of them is that of the document; otherwise its script says it."""
    taxonomies: Taxonomies
    """The names of topics and bodies, by which it knows them in the text."""
    time_zone: tzinfo = UTC
    """The corner's time zone."""
    era_years: frozenset[str] = frozenset()
    """The languages whose texts count years in another calendar, without its name."""


class ImportedRelease(NamedTuple):
    """The parts of a release that a document has; the rest is empty."""

    locale: str
    """The document's language."""
    title: str
    """The headline."""
    issued: str
    """The day of issue, with the time where the document has one, as front matter writes it."""
    bodies: tuple[str, ...]
    """The keys of the bodies that it names."""
    topics: tuple[str, ...]
    """The keys of the topics that it names."""
    places: tuple[str, ...]
    """The keys of the places that it names."""
    leads: tuple[str, ...]
    """The beginnings of the text that may be its description, the shortest first."""
    text: str
    """The text as Markdown."""
    hidden: int
    """The number of passages that the document hides, which are left out."""
    changes: int
    """The number of tracked changes, which the text has as accepted."""
    pictures: int
    """The number of pictures of a Word file, which are left out."""
    encoding: str
    """The encoding that the document seems to have, where it does not say so; else empty."""


def import_release(request: ImportRequest, seconds: int) -> ImportedRelease:
    """Return what a document holds.

    Args:
        request: the document.
        seconds: the time that may be spent on it.

    Raises:
        DocumentError: it cannot be read, or needs too much time or memory.
    """
    answer = run_limited(read_release, (request,), ProcessLimits(seconds))
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()
    }
    return ImportedRelease(**values)


def read_release(request: ImportRequest) -> dict[str, Any]:
    """Return the fields of an `ImportedRelease`.

    Raises:
        DocumentError: the document cannot be read.
    """
    document = read_document(request.file)
    page = ImportedPage(document.html)
    locale = request.locales[0] if request.is_ordered else detect_language(page, request.locales)
    lexicon = read_lexicon(locale, has_era=locale in request.era_years)
    metadata = extract_metadata(page, lexicon, request.taxonomies, request.time_zone)
    day = find_iso_day(request.file.stem)
    return ImportedRelease(
        locale=locale,
        title=metadata.title,
        issued=metadata.issued or (day.isoformat() if day else ""),
        bodies=metadata.bodies,
        topics=metadata.topics,
        places=metadata.places,
        leads=metadata.leads,
        text=page.markdown(),
        hidden=document.hidden,
        changes=document.changes,
        pictures=document.pictures,
        encoding=document.encoding,
    )._asdict()
