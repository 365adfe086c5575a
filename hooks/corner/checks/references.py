"""Checks of what an original names by key: entries of the taxonomies, items, other content, files beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from corner.checks.context import CheckContext
from corner.checks.figures import explain_unknown_basis
from corner.content.taxonomies import Taxonomies, explain_unknown_key, suggest_key
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value, suggest_in_list
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath

_Reported = Iterator[Problem]


def check_taxonomy_keys(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield a problem for each topic, body, place or figure that an original names and no taxonomy has.

    It is read as it is written, so that these are reported together with what is wrong in other fields.
    """
    yield from _check_keys(source, source.meta, context.taxonomies, ())


def check_type(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield a problem where the type of an original is none of the corner's."""
    key, taxonomies = source.meta.get("type"), context.taxonomies
    known = taxonomies.written["types"]
    if isinstance(key, str) and key not in known and "types" not in taxonomies.broken:
        keys = ", ".join(sorted(known, key=[*taxonomies.types, *known].index))
        suggestion = suggest_key(key, known, taxonomies.types)
        message = Message(
            "expected one of the types {keys}, found {value}{suggestion}",
            keys=keys,
            value=show_value(key),
            suggestion=suggestion,
        )
        yield source.problem(("type",), "unknown-type", message)


def check_item_taxonomy_keys(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield the same for each item of a summary."""
    for position, item in _iter_members(source.meta, "items", dict):
        yield from _check_keys(source, item, context.taxonomies, ("items", position))


def check_items(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield a problem for each item that an original names and no summary has."""
    items = context.items
    for position, key in _iter_members(source.meta, "items", str):
        if items is not None and key not in items:
            message = Message(
                "expected the key of an item of a summary, found '{key}'{suggestion}",
                key=key,
                suggestion=suggest_in_list(key, items, position),
            )
            yield source.problem(("items", position), "unknown-item", message)


def check_related(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield a problem for each related piece of content that is not there, or is the original itself."""
    for position, key in _iter_members(source.meta, "related", str):
        if key not in context.keys:
            message = Message(
                "expected the key of a release or summary, found '{key}'{suggestion}",
                key=key,
                suggestion=suggest_in_list(key, context.keys, position),
            )
            yield source.problem(("related", position), "unknown-release", message)
        elif key == source.key:
            yield source.problem(
                ("related", position), "unknown-release", Message("expected another release, found itself")
            )


def check_records(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield a problem for each record that an original or an item of it names and no register has."""
    lists = [
        ((), source.meta),
        *((("items", position), item) for position, item in _iter_members(source.meta, "items", dict)),
    ]
    for path, meta in lists:
        for position, key in _iter_members(meta, "records", str):
            if key not in context.records:
                message = Message(
                    "expected the key of a record of news/registers/, found '{key}'{suggestion}",
                    key=key,
                    suggestion=suggest_in_list(key, context.records, position),
                )
                yield source.problem((*path, "records", position), "unknown-record", message)


def check_attachments(source: SourceFile, context: CheckContext) -> _Reported:
    """Yield a problem for each attachment that is not in the original's folder."""
    folder = posixpath.dirname(source.key)
    for position, name in iter_attachments(source):
        if f"{folder}/{name}" not in context.assets:
            neighbours = (posixpath.basename(asset) for asset in context.assets if posixpath.dirname(asset) == folder)
            message = Message(
                "expected a file beside this one, found no '{name}'{suggestion}",
                name=name,
                suggestion=suggest_in_list(name, neighbours, position),
            )
            yield source.problem(("attachments", position, "file"), "missing-file", message)


def iter_attachments(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Yield position and name of each file that an original attaches."""
    for position, attachment in _iter_members(source.meta, "attachments", dict):
        if isinstance(attachment.get("file"), str):
            yield position, attachment["file"]


def iter_attached_files(source: SourceFile) -> Iterator[str]:
    """Yield the path in `news/` of each file that an original attaches."""
    folder = posixpath.dirname(source.key)
    for _, name in iter_attachments(source):
        yield f"{folder}/{name}"


def _iter_members(meta: Mapping[str, Any], name: str, kind: type[Any]) -> Iterator[tuple[int, Any]]:
    """Yield position and value of the members of a list that are of a kind; the field may hold anything."""
    value = meta.get(name)
    for position, member in enumerate(value) if isinstance(value, list) else ():
        if isinstance(member, kind):
            yield position, member


def _check_keys(source: SourceFile, meta: Mapping[str, Any], taxonomies: Taxonomies, base: YamlPath) -> _Reported:
    """Yield a problem for each key that its taxonomy does not have."""
    for kind, rule in (("topics", "unknown-topic"), ("bodies", "unknown-body"), ("places", "unknown-place")):
        known = taxonomies.written[kind]
        for position, key in _iter_members(meta, kind, str):
            if key not in known and kind not in taxonomies.broken:
                message = explain_unknown_key(key, kind, known, getattr(taxonomies, kind), position)
                yield source.problem((*base, kind, position), rule, message)
    known = taxonomies.written["figures"]
    for position, figure in _iter_members(meta, "figures", dict):
        key = figure.get("figure")
        if isinstance(key, str) and key not in known and "figures" not in taxonomies.broken:
            message = explain_unknown_key(key, "figures", known, taxonomies.figures, position)
            yield source.problem((*base, "figures", position, "figure"), "unknown-figure", message)
        counted, basis = taxonomies.figures.get(str(key)), figure.get("basis")
        if counted and isinstance(basis, str) and basis not in counted.bases:
            message = explain_unknown_basis(basis, str(key), counted.bases)
            yield source.problem((*base, "figures", position, "basis"), "unknown-basis", message)
