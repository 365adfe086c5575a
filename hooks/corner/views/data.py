"""The page that explains the data and lists its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from corner.content import urls
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint
from corner.views.edition import Edition
from corner.views.types import LocalizedText

if TYPE_CHECKING:
    from corner.data.tables import Column, Table

_SHOWN_DAYS = 20
_MOST_TERMS = 12
"""The keys that a column's explanation lists; more of them are in the table of terms only."""


class DataTerm(NamedTuple):
    """A key that a column may hold."""

    key: str
    name: LocalizedText


class DataTarget(NamedTuple):
    """The table whose keys a column holds."""

    title: LocalizedText
    name: str


class DataColumn(NamedTuple):
    """A column of a table."""

    name: str
    title: LocalizedText
    kind: str
    """The form of its values, in words."""
    about: str
    language: LocalizedText | None
    """The name of the language of its texts in itself, where they are in one."""
    target: DataTarget | None
    terms: tuple[DataTerm, ...]
    has_more_terms: bool


class DataRow(NamedTuple):
    """A table in the list."""

    name: str
    title: LocalizedText
    about: str
    csv: str
    json: str
    size: str
    newest: str
    columns: tuple[DataColumn, ...]


class DataChange(NamedTuple):
    """What changed on a day: the tables, each with what happened and the number of rows."""

    datetime: str
    date: str
    tables: tuple[tuple[LocalizedText, str], ...]


class DataSource(NamedTuple):
    """A licence, or a publisher of sources."""

    name: LocalizedText
    url: str


class DataView(NamedTuple):
    """All data."""

    version: str
    package: str
    metadata: str
    dataset: str
    license: DataSource | None
    publisher: LocalizedText
    sources: tuple[DataSource, ...]
    rows: tuple[DataRow, ...]
    changes: tuple[DataChange, ...]
    records_since: str
    """Of which changes of records the list has; empty for a corner without registers."""


def find_version(tables: Sequence[Table]) -> str:
    """Return the version of the data: the day of its newest change, and a digest of all of it."""
    newest = _newest(tables)
    digest = fingerprint.digest([(table.name, table.digest) for table in tables])[:8]
    return f"{newest.isoformat()}-{digest}" if newest else digest


def find_newest(catalogue: Catalogue) -> date | None:
    """Return the day of the newest change of the data."""
    return _newest(catalogue.tables)


def _newest(tables: Sequence[Table]) -> date | None:
    return max((table.newest for table in tables if table.newest), default=None)


def find_period(catalogue: Catalogue) -> tuple[date, date] | None:
    """Return the first and the last day that the news is about."""
    contents = chain(catalogue.releases.values(), catalogue.summaries.values())
    days = [content.covered_days for content in contents]
    if not days:
        return None
    return min(first for first, _ in days), max(last for _, last in days)


def data_view(edition: Edition) -> DataView:
    """Return the list of all data."""
    tables, settings = edition.catalogue.tables, edition.catalogue.settings
    publisher = settings.data.publisher
    by_name = {table.name: table for table in tables}
    return DataView(
        version=find_version(tables),
        package=urls.DATA_PACKAGE,
        metadata=urls.DATA_TABLES,
        dataset=urls.DATA_SET,
        license=DataSource(LocalizedText(settings.data_license.name), settings.data_license.url)
        if settings.data_license
        else None,
        publisher=edition.words(publisher) if publisher else LocalizedText(edition.language.site_name),
        sources=tuple(DataSource(edition.words(source.name), source.url) for source in settings.data.sources),
        rows=tuple(_data_row(edition, table, by_name) for table in tables),
        changes=tuple(_iter_changes(edition, tables)),
        records_since=_explain_record_changes(edition),
    )


def _explain_record_changes(edition: Edition) -> str:
    if not edition.catalogue.has_registers:
        return ""
    begun = edition.catalogue.settings.begun.date()
    return edition.messages("data_changes_records", date=edition.formats.format_date(begun))


def _data_row(edition: Edition, table: Table, tables: Mapping[str, Table]) -> DataRow:
    return DataRow(
        table.name,
        edition.words(table.titles),
        edition.words(table.about).text if table.about else "",
        urls.table_path(table.name, "csv"),
        urls.table_path(table.name, "json"),
        edition.formats.format_amount(table.count),
        edition.formats.format_date(table.newest) if table.newest else "",
        tuple(_data_column(edition, column, tables.get(column.target)) for column in table.columns),
    )


def _data_column(edition: Edition, column: Column, target: Table | None) -> DataColumn:
    names = edition.catalogue.settings.names
    kind = edition.messages(f"data_type.{column.datatype}")
    terms = () if target else tuple(DataTerm(key, edition.words(names)) for key, names in column.terms.items())
    return DataColumn(
        name=column.name,
        title=edition.words(column.titles),
        kind=edition.messages("data_list", kind=kind) if column.many else kind,
        about=edition.words(column.about).text if column.about else "",
        language=LocalizedText(names[column.lang].name, column.lang) if column.lang else None,
        target=DataTarget(edition.words(target.titles), target.name) if target else None,
        terms=terms[:_MOST_TERMS],
        has_more_terms=len(terms) > _MOST_TERMS,
    )


def _iter_changes(edition: Edition, tables: Sequence[Table]) -> Iterator[DataChange]:
    """Yield the newest days with what changed on them."""
    days: dict[date, Counter[tuple[str, str]]] = {}
    for table in tables:
        for change in table.changes:
            days.setdefault(change.day, Counter())[table.name, change.kind] += 1
    names = {table.name: edition.words(table.titles) for table in tables}
    for day in sorted(days, reverse=True)[:_SHOWN_DAYS]:
        counts = ((names[table], _describe_change(edition, kind, count)) for (table, kind), count in days[day].items())
        yield DataChange(day.isoformat(), edition.formats.format_date(day), tuple(counts))


def _describe_change(edition: Edition, kind: str, count: int) -> str:
    words = edition.messages(f"data_change.{kind}")
    return edition.messages("data_change_count", change=words, count=edition.formats.format_amount(count))


def data_dependencies(edition: Edition) -> Any:
    """Return what the page depends on besides the edition."""
    return [(table.name, table.digest) for table in edition.catalogue.tables]


def describe_dataset(edition: Edition) -> dict[str, Any]:
    """Return the data set by the terms of schema.org, which search engines for data read."""
    catalogue, settings = edition.catalogue, edition.catalogue.settings
    tables = catalogue.tables
    newest, period = find_newest(catalogue), find_period(catalogue)
    publisher = edition.words(settings.data.publisher).text if settings.data.publisher else edition.language.site_name
    organization = {"@type": "Organization", "name": publisher, "url": edition.absolute(edition.home)}
    node: dict[str, Any] = {
        "@type": "Dataset",
        "name": f"{edition.language.site_name} – {edition.messages('data')}",
        "version": find_version(tables),
        "creator": organization,
        "publisher": organization,
        "keywords": [edition.name("topics", key).text for key in catalogue.taxonomies.topics],
        "sameAs": edition.absolute(f"{urls.DATA}#dataset"),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": edition.words(table.titles).text,
                "contentUrl": edition.absolute(urls.table_path(table.name, ending)),
                "encodingFormat": media,
            }
            for table in tables
            for ending, media in urls.DATA_FORMATS.items()
        ],
    }
    if newest:
        node["dateModified"] = newest.isoformat()
    if period:
        node["temporalCoverage"] = "/".join(day.isoformat() for day in period)
    if settings.data_license:
        node["license"] = settings.data_license.url
    return node
