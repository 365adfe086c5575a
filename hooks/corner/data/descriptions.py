"""What describes the tables to programs: a Data Package and CSVW metadata."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from corner.data.files import SEPARATOR
from corner.data.tables import Column, Table
from corner.site.catalogue import Catalogue

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe_package(catalogue: Catalogue, tables: Sequence[Table], version: str) -> bytes:
    """Return the Data Package of all tables."""
    settings = catalogue.settings
    language = settings.names[settings.default]
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "corner",
        "title": language.site_name,
        "description": language.description,
        "homepage": catalogue.addresses.absolute("data/"),
        "version": version,
        "resources": [_describe_resource(table, settings.default, tables) for table in tables],
    }
    return _format(package)


def _describe_resource(table: Table, locale: str, tables: Sequence[Table]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_field(column, locale) for column in table.columns],
        "primaryKey": list(table.key),
    }
    if keys := [
        {"fields": [column.name], "reference": {"resource": column.target, "fields": ["key"]}}
        for column in _find_references(table, tables)
    ]:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": table.titles[locale],
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _describe_field(column: Column, locale: str) -> dict[str, Any]:
    title = column.titles.get(locale) or next(iter(column.titles.values()))
    field: dict[str, Any] = {"name": column.name, "title": title, "type": "string"}
    if column.many:
        field["description"] = f"A list, with {SEPARATOR} between its values."
    elif column.datatype == "uri":
        field["format"] = "uri"
    else:
        field["type"] = column.datatype
    if column.required:
        field["constraints"] = {"required": True}
    return field


def _find_references(table: Table, tables: Sequence[Table]) -> list[Column]:
    """Return the columns that hold keys of tables that there are."""
    names = {other.name for other in tables}
    return [column for column in table.columns if column.target in names]


def describe_csv(table: Table, tables: Sequence[Table]) -> bytes:
    """Return the CSVW metadata of a table."""
    schema: dict[str, Any] = {
        "columns": [_describe_column(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    # CSVW has no key that may be empty; the Data Package names those too.
    references = [
        column for column in _find_references(table, tables) if column.target == table.name and column.required
    ]
    if references:
        schema["foreignKeys"] = [
            {
                "columnReference": column.name,
                "reference": {"resource": f"{column.target}.csv", "columnReference": "key"},
            }
            for column in references
        ]
    return _format(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": f"{table.name}.csv",
            "dc:title": [{"@value": title, "@language": locale} for locale, title in table.titles.items()],
            "dialect": {"encoding": "utf-8", "header": True},
            "tableSchema": schema,
        }
    )


def _describe_column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": dict(column.titles),
        "datatype": {"uri": "anyURI"}.get(column.datatype, column.datatype),
    }
    if column.many:
        described["separator"] = SEPARATOR
    if column.lang:
        described["lang"] = column.lang
    if column.required:
        described["required"] = True
    return described


def _format(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
