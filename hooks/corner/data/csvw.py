"""CSVW metadata: one description of all tables, so that keys of one can name rows of another.

Programs that are given the address of a table find it as `csv-metadata.json` beside the table. In CSVW a foreign key
is never empty and never a list. So only columns that are always filled and hold one key have one; of the others, the
description names the table whose keys they hold (`dc:references`), and the Data Package has keys that may be empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corner.data.descriptions import find_references, format_description
from corner.data.files import SEPARATOR
from corner.data.tables import Column, Table
from corner.site.catalogue import Catalogue

FILE_NAME = "csv-metadata.json"
"""The name by which programs look for the description of the tables of a folder."""


def describe_tables(catalogue: Catalogue, tables: Sequence[Table]) -> bytes:
    """Return the description of tables that are in one folder."""
    group: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"encoding": "utf-8", "header": True},
        "dc:title": _localize({key: language.site_name for key, language in catalogue.settings.names.items()}),
    }
    if catalogue.settings.data_license:
        group["dc:license"] = {"@id": catalogue.settings.data_license.url}
    group["tables"] = [_describe_table(table, tables) for table in tables]
    return format_description(group)


def describe_parts(table: Table) -> bytes:
    """Return the description of the parts of a table, which are in a folder of their own and share its columns."""
    return format_description(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "dialect": {"encoding": "utf-8", "header": True},
            "tableSchema": _describe_schema(table, ()),
            "tables": [_name_table(part) for part in table.parts],
        }
    )


def _name_table(table: Table) -> dict[str, Any]:
    return {"url": f"{table.name.rpartition('/')[2]}.csv", "dc:title": _localize(table.titles)}


def _describe_table(table: Table, tables: Sequence[Table]) -> dict[str, Any]:
    described = _name_table(table)
    if table.about:
        described["dc:description"] = _localize(table.about)
    return described | {"tableSchema": _describe_schema(table, tables)}


def _describe_schema(table: Table, tables: Sequence[Table]) -> dict[str, Any]:
    references = find_references(table, tables)
    targets = {column.name: column.target for column in references}
    schema: dict[str, Any] = {
        "columns": [_describe_column(column, targets.get(column.name, "")) for column in table.columns],
        "primaryKey": list(table.key),
    }
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.target}.csv", "columnReference": "key"},
        }
        for column in references
        if column.required and not column.many
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _describe_column(column: Column, target: str) -> dict[str, Any]:
    datatype: Any = {"uri": "anyURI"}.get(column.datatype, column.datatype)
    if column.terms:
        # Keys have letters, digits and hyphens only, which mean themselves in a regular expression.
        datatype = {"base": "string", "format": f"({'|'.join(column.terms)})"}
    described: dict[str, Any] = {"name": column.name, "titles": dict(column.titles), "datatype": datatype}
    if column.about:
        described["dc:description"] = _localize(column.about)
    if target:
        described["dc:references"] = {"@id": f"{target}.csv"}
    if column.many:
        described["separator"] = SEPARATOR
    if column.lang:
        described["lang"] = column.lang
    if column.required:
        described["required"] = True
    return described


def _localize(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": locale} for locale, text in texts.items()]
