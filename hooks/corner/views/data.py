"""The page that explains the data and lists its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from corner.site.catalogue import Catalogue
from corner.storage import fingerprint
from corner.views.edition import Edition

if TYPE_CHECKING:
    from corner.data.tables import Table

_SHOWN_DAYS = 20


class DataRow(NamedTuple):
    """A table in the list."""

    title: str
    csv: str
    json: str
    metadata: str
    size: str
    newest: str


class DataChange(NamedTuple):
    """What changed on a day: the tables, with the number of their rows."""

    datetime: str
    date: str
    tables: str


class DataView(NamedTuple):
    """All data."""

    version: str
    package: str
    rows: tuple[DataRow, ...]
    changes: tuple[DataChange, ...]


def list_tables(catalogue: Catalogue) -> tuple[Table, ...]:
    """Return the tables with rows, as the content types declare them."""
    return catalogue.tables


def find_version(tables: Sequence[Table]) -> str:
    """Return the version of the data: the day of its newest change, and a digest of all of it."""
    newest = max((day for table in tables for day in table.days), default=None)
    digest = fingerprint.digest([(table.name, table.digest) for table in tables])[:8]
    return f"{newest.isoformat()}-{digest}" if newest else digest


def find_newest(catalogue: Catalogue) -> date | None:
    """Return the day of the newest change of the data."""
    return max((day for table in list_tables(catalogue) for day in table.days), default=None)


def data_view(edition: Edition) -> DataView:
    """Return the list of all data."""
    tables, formats = list_tables(edition.catalogue), edition.formats
    rows = tuple(
        DataRow(
            edition.pick(table.titles),
            f"data/{table.name}.csv",
            f"data/{table.name}.json",
            f"data/{table.name}.csv-metadata.json",
            formats.format_amount(table.count),
            formats.format_date(table.newest) if table.newest else "",
        )
        for table in tables
    )
    days = sorted({day for table in tables for day in table.days}, reverse=True)[:_SHOWN_DAYS]
    changes = []
    for day in days:
        parts = [
            edition.messages(
                "data_counted", name=edition.pick(table.titles), count=formats.format_amount(table.days[day])
            )
            for table in tables
            if day in table.days
        ]
        changes.append(DataChange(day.isoformat(), formats.format_date(day), edition.messages.separator.join(parts)))
    return DataView(find_version(tables), "data/datapackage.json", rows, tuple(changes))


def data_dependencies(edition: Edition) -> Any:
    """Return what the page depends on besides the edition."""
    return [(table.name, fingerprint.digest(table.digest)) for table in list_tables(edition.catalogue)]


def describe_dataset(edition: Edition) -> dict[str, Any]:
    """Return the data set by the terms of schema.org and DCAT."""
    tables = list_tables(edition.catalogue)
    newest = find_newest(edition.catalogue)
    files = [
        (table, ending, media)
        for table in tables
        for ending, media in (("csv", "text/csv"), ("json", "application/json"))
    ]
    node: dict[str, Any] = {
        "@context": ["https://schema.org", {"dcat": "http://www.w3.org/ns/dcat#"}],
        "@type": ["Dataset", "dcat:Dataset"],
        "name": f"{edition.language.site_name} – {edition.messages('data')}",
        "version": find_version(tables),
        "creator": {"@type": "Organization", "name": edition.language.site_name, "url": edition.absolute(edition.home)},
        "distribution": [
            {
                "@type": ["DataDownload", "dcat:Distribution"],
                "name": edition.pick(table.titles),
                "contentUrl": edition.absolute(f"data/{table.name}.{ending}"),
                "dcat:downloadURL": {"@id": edition.absolute(f"data/{table.name}.{ending}")},
                "encodingFormat": media,
            }
            for table, ending, media in files
        ],
    }
    return node | ({"dateModified": newest.isoformat()} if newest else {})
