"""The references of content to other content that the public may see; the others are said nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corner.content.record import Record
from corner.site.catalogue import Catalogue


def visible_keys(catalogue: Catalogue, keys: Iterable[str]) -> list[str]:
    """Return those keys of content, such as `releases/2021/a` or `items/pledge`, that are of visible content."""
    return [key for key in keys if catalogue.content(key)]


def visible_items(catalogue: Catalogue, keys: Iterable[str]) -> list[str]:
    """Return those keys of items, such as `enquiry-points`, that a visible summary has."""
    return [key for key in keys if f"items/{key}" in catalogue.items]


def visible_values(catalogue: Catalogue, record: Record, name: str) -> tuple[Any, ...]:
    """Return the values of a field of a record, without the keys of content and items that are not visible."""
    values = record.values(name)
    declared = record.register.declaration.fields.get(name)
    if declared is not None and declared.type == "content":
        return tuple(visible_keys(catalogue, values))
    if declared is not None and declared.type == "item":
        return tuple(visible_items(catalogue, values))
    return values


def visible_references(catalogue: Catalogue, record: Record) -> list[str]:
    """Return the keys of the visible content that the fields of a record name, items and records included."""
    keys: list[str] = []
    for name, declared in record.register.declaration.fields.items():
        if declared.type == "content":
            keys += record.values(name)
        elif declared.type == "item":
            keys += [f"items/{key}" for key in record.values(name)]
    return visible_keys(catalogue, (*keys, *record.record_keys))
