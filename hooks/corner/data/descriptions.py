"""The Data Package (version 2) of all tables, and the words that every description of a column has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from corner.content import urls
from corner.content.settings import Settings
from corner.content.taxonomies import LocalizedNames
from corner.data.files import SEPARATOR
from corner.data.tables import Column, Table
from corner.site.catalogue import Catalogue

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe_package(catalogue: Catalogue, tables: Sequence[Table], version: str) -> bytes:
    """Return the Data Package of all tables, in the default language."""
    settings = catalogue.settings
    language = settings.names[settings.default]
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": settings.tag.partition(",")[0],
        "id": catalogue.addresses.absolute(urls.DATA_PACKAGE),
        "title": language.site_name,
        "description": language.description,
        "homepage": catalogue.addresses.absolute(urls.DATA),
        "version": version,
        "keywords": list_keywords(catalogue, settings.default),
        "contributors": [
            {
                "title": find_publisher(settings, settings.default),
                "path": catalogue.addresses.absolute(""),
                "roles": ["publisher"],
            }
        ],
    }
    if settings.data_license:
        package["licenses"] = [{"name": settings.data_license.name, "path": settings.data_license.url}]
    if settings.data.sources:
        package["sources"] = [
            {"title": pick(source.name, settings.default), "path": source.url} for source in settings.data.sources
        ]
    package = {name: value for name, value in package.items() if value}
    package["resources"] = [_describe_resource(table, catalogue, tables) for table in tables]
    return format_description(package)


def list_keywords(catalogue: Catalogue, locale: str) -> list[str]:
    """Return the names of the topics in a language."""
    topics = catalogue.taxonomies.topics.values()
    return [topic.name[locale] for topic in topics if locale in topic.name]


def find_publisher(settings: Settings, locale: str) -> str:
    """Return the name of who publishes the data."""
    return pick(settings.data.publisher, locale) if settings.data.publisher else settings.names[locale].site_name


def pick(names: LocalizedNames | Mapping[str, str], locale: str) -> str:
    """Return the name in a language, or else in any."""
    return names.get(locale) or next(iter(names.values()), "")


def _describe_resource(table: Table, catalogue: Catalogue, tables: Sequence[Table]) -> dict[str, Any]:
    locale = catalogue.settings.default
    schema: dict[str, Any] = {
        "fields": [_describe_field(column, locale) for column in table.columns],
        "primaryKey": list(table.key),
    }
    if keys := [
        {"fields": [column.name], "reference": {"resource": column.target, "fields": ["key"]}}
        for column in find_references(table, tables)
        if not column.many
    ]:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": pick(table.titles, locale),
        "description": pick(table.about, locale),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _describe_field(column: Column, locale: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": pick(column.titles, locale), "type": "string"}
    if about := pick(column.about, locale):
        field["description"] = about
    if column.many:
        # No type of an item may have a format, so that days and addresses are strings.
        field |= {"type": "list", "itemType": "string", "delimiter": SEPARATOR}
    elif column.datatype == "uri":
        field["format"] = "uri"
    else:
        field["type"] = column.datatype
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.terms and not column.many:
        constraints["enum"] = list(column.terms)
        field["categories"] = [{"value": key, "label": pick(names, locale)} for key, names in column.terms.items()]
    return field | ({"constraints": constraints} if constraints else {})


def find_references(table: Table, tables: Sequence[Table]) -> list[Column]:
    """Return the columns that hold keys of tables that there are."""
    names = {other.name for other in tables}
    return [column for column in table.columns if column.target in names]


def format_description(value: Any) -> bytes:
    """Return a description as JSON that people can read, too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
