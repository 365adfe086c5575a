"""What a release or summary names by key: entries of the vocabularies, items, other news, files beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from corner.content.taxonomies import Taxonomies, explain_unknown_key
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest
from corner.sources.frontmatter import SourceFile

_Base = tuple[str | int, ...]


def check_references(
    source: SourceFile,
    vocabulary: Taxonomies,
    items: Collection[str] | None,
    keys: Collection[str],
    assets: Collection[str],
) -> Iterator[Problem]:
    """Yield a problem for each name in an original's front matter that nothing answers to.

    It is read as it is written, so that these are told together with what is wrong in other fields.

    Args:
        source: the original.
        vocabulary: the corner's vocabularies.
        items: the keys of all summaries' items; `None` where not all are known.
        keys: the keys of all releases and summaries.
        assets: the other files of `news/`, by path in it.
    """
    meta = source.meta
    yield from _keys(source, meta, vocabulary, ())
    if source.key.startswith("releases/"):
        yield from _ways(source, items, keys)
        yield from _files(source, assets)
    else:
        for position, item in _members(meta, "items", dict):
            yield from _keys(source, item, vocabulary, ("items", position))


def iter_attachments(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Yield place and name of each file that an original attaches."""
    for position, attachment in _members(source.meta, "attachments", dict):
        if isinstance(attachment.get("file"), str):
            yield position, attachment["file"]


def _members(meta: Mapping[str, Any], name: str, kind: type[Any]) -> Iterator[tuple[int, Any]]:
    """Yield place and value of the members of a list that are of a kind; a list is not sure to be one."""
    value = meta.get(name)
    for position, member in enumerate(value) if isinstance(value, list) else ():
        if isinstance(member, kind):
            yield position, member


def _keys(source: SourceFile, meta: Mapping[str, Any], vocabulary: Taxonomies, base: _Base) -> Iterator[Problem]:
    """Yield a problem for each key that its vocabulary does not hold."""
    for kind, rule in (("topics", "unknown-topic"), ("bodies", "unknown-body"), ("places", "unknown-place")):
        known = vocabulary.written[kind]
        for position, key in _members(meta, kind, str):
            if key not in known and kind not in vocabulary.broken:
                yield source.problem(
                    (*base, kind, position), rule, explain_unknown_key(key, kind, known, getattr(vocabulary, kind))
                )
    known = vocabulary.written["figures"]
    for position, figure in _members(meta, "figures", dict):
        key = figure.get("figure")
        if isinstance(key, str) and key not in known and "figures" not in vocabulary.broken:
            message = explain_unknown_key(key, "figures", known, vocabulary.figures)
            yield source.problem((*base, "figures", position, "figure"), "unknown-figure", message)


def _ways(source: SourceFile, items: Collection[str] | None, keys: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each item or release that is named but not there."""
    for position, key in _members(source.meta, "items", str):
        if items is not None and key not in items:
            message = f"expected the key of an item of a summary, found '{key}'{suggest(key, items)}"
            yield source.problem(("items", position), "unknown-item", message)
    for position, key in _members(source.meta, "related", str):
        if key not in keys:
            message = f"expected the key of a release or summary, found '{key}'{suggest(key, keys)}"
            yield source.problem(("related", position), "unknown-release", message)
        elif key == source.key:
            yield source.problem(("related", position), "unknown-release", "expected another release, found itself")


def _files(source: SourceFile, assets: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each attachment that does not lie beside the release."""
    folder = posixpath.dirname(source.key)
    for position, name in iter_attachments(source):
        if f"{folder}/{name}" not in assets:
            beside = [posixpath.basename(asset) for asset in assets if posixpath.dirname(asset) == folder]
            message = f"expected a file beside this one, found no '{name}'{suggest(name, beside)}"
            yield source.problem(("attachments", position, "file"), "missing-file", message)
