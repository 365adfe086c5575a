"""What changed in the data, as far as the content itself says the day.

No history of the files is read, so that the same content gives the same list. What was changed without a day is in
no list; the version of the data changes with it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from corner.content.record import Record
from corner.content.types import Content
from corner.data.tables import Change, Row, Table, column, message_terms, titles
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint

KINDS = ("published", "translated", "updated", "corrected", "withdrawn", "begun", "ended", "replaced", "checked")
"""What a change may be."""


def list_news_changes(contents: Iterable[Content]) -> tuple[Change, ...]:
    """Return when news was published, translated, updated, corrected and withdrawn."""
    return tuple(change for content in contents for change in dict.fromkeys(_iter_news_changes(content)))


def _iter_news_changes(content: Content) -> Iterator[Change]:
    key = content.key
    first = content.publish_at or content.issued
    if first:
        yield Change(first.day, key, "published")
    for text in content.texts.values():
        if text.translated:
            yield Change(text.translated.day, key, "translated")
    yield from (Change(day, key, kind) for day, kind in content.later_changes)


def list_record_changes(catalogue: Catalogue, records: Iterable[Record]) -> tuple[Change, ...]:
    """Return when the state of records changed since the corner began, and the days of their newest sources.

    A source of a month or a year, and a day that is only the latest possible one, are no days of a change.
    """
    today = catalogue.now.date()
    begun = catalogue.settings.begun.date()
    return tuple(change for record in records for change in _iter_record_changes(record, begun, today))


def _iter_record_changes(record: Record, begun: date, today: date) -> Iterator[Change]:
    key, valid = record.key.partition("/")[2], record.facts.valid
    if not valid.at_latest:
        if valid.since and begun <= valid.since <= today:
            yield Change(valid.since, key, "begun")
        if valid.until and begun <= valid.until <= today:
            yield Change(valid.until, key, "replaced" if record.facts.replaced_by else "ended")
    days = [source.as_of.start for source in record.facts.sources if source.as_of.start == source.as_of.end]
    if days:
        yield Change(max(days), key, "checked")


def change_table(catalogue: Catalogue, tables: tuple[Table, ...]) -> Table:
    """Return the table of all changes, the newest first."""
    changes = sorted(
        ((change, table.name) for table in tables for change in table.changes),
        key=lambda pair: (-pair[0].day.toordinal(), pair[1], pair[0].key, pair[0].kind),
    )
    names = {table.name: table.titles for table in tables if table.changes}
    return Table(
        name="changes",
        titles=titles(catalogue, "data_changes"),
        about=titles(catalogue, "data_table.changes"),
        columns=(
            column(catalogue, "date", "date", required=True),
            column(catalogue, "table", required=True, terms=names),
            column(catalogue, "row", required=True),
            column(catalogue, "change", required=True, terms=message_terms(catalogue, "data_change", KINDS)),
        ),
        key=("date", "table", "row", "change"),
        rows=partial(_rows, changes),
        digest=fingerprint.digest(
            [(change.day.isoformat(), name, change.key, change.kind) for change, name in changes]
        ),
        count=len(changes),
        newest=changes[0][0].day if changes else None,
    )


def _rows(changes: Iterable[tuple[Change, str]]) -> Iterator[Row]:
    for change, table in changes:
        yield {"date": change.day.isoformat(), "table": table, "row": change.key, "change": change.kind}
