"""The reader of the taxonomies' files in `news/`: `topics.yml`, `bodies.yml`, `places.yml`, `figures.yml`, `types.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from corner.content.field_types import explain_key
from corner.content.languages import explain_missing_languages
from corner.content.taxonomies import MODELS, Body, Taxonomies, explain_unknown_key
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources import validation, yaml
from corner.sources.reader import SourceTree
from corner.storage import fingerprint

_RESERVED_TYPES = ("all", "item", "standing", "summary")
"""What lists and searches can be narrowed down to, besides the types of release."""


class _TaxonomyFile:
    """The file of a taxonomy: its entries, and where its keys and fields are."""

    def __init__(self, kind: str, path: str, text: str) -> None:
        """Take the taxonomy's name, the file's path, and its text."""
        self.kind = kind
        self.path = path
        self.text = text
        self.entries: dict[str, Any] = {}
        """The valid entries by key."""
        self.keys: frozenset[str] = frozenset()
        """All keys in the file, also those of wrong entries."""
        self.is_broken = False
        """Whether the file cannot be understood."""

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem with an entry or a field of it."""
        return Problem(self.path, yaml.find_line(self.text, path), ".".join(map(str, path)), code, message)


def read_taxonomies(tree: SourceTree, locales: tuple[str, ...], zone: tzinfo) -> tuple[Taxonomies, list[Problem]]:
    """Read and check the taxonomies of a tree.

    Args:
        tree: the files of `news/`.
        locales: the languages in which each topic, place and figure needs a name.
        zone: the corner's time zone.
    """
    problems: list[Problem] = []
    files: dict[str, _TaxonomyFile] = {}
    for kind in MODELS:
        file = files[kind] = _TaxonomyFile(kind, *tree.taxonomies.get(kind, (f"news/{kind}.yml", "")))
        if kind in tree.taxonomies:
            problems += _read_entries(file, locales, zone)
        elif kind == "topics":
            problems.append(
                Problem(file.path, 1, "file", "missing-file", Message("expected the topics, found no such file"))
            )
    for key, body in files["bodies"].entries.items():
        problems += _check_name_periods(files["bodies"], key, body)
    problems += _check_places(files["bodies"], files["places"])
    return Taxonomies(
        **{kind: file.entries for kind, file in files.items()},
        digest=fingerprint.digest(sorted(tree.taxonomies.items())),
        written={kind: file.keys for kind, file in files.items()},
        broken=frozenset(kind for kind, file in files.items() if file.is_broken),
        default=locales[0],
    ), problems


def _read_entries(file: _TaxonomyFile, locales: tuple[str, ...], zone: tzinfo) -> Iterator[Problem]:
    """Read the entries of a file, and yield the problems in them."""
    try:
        data = yaml.parse_yaml(file.text)
    except yaml.YamlError as error:
        file.is_broken = True
        yield Problem(file.path, error.line, "file", error.code, error.message)
        return
    if not isinstance(data, dict | None):
        file.is_broken = True
        yield Problem(file.path, 1, "file", "wrong-yaml", Message("expected keys with their names, found a list"))
        return
    entries: dict[str, Any] = data or {}
    model = MODELS[file.kind]
    file.keys = frozenset(entries)
    for key, value in entries.items():
        if expected := explain_key(key):
            yield file.problem(
                (key,), "wrong-key", Message("{expected}, found {key}", expected=expected, key=show_value(key))
            )
            continue
        if file.kind == "types" and key in _RESERVED_TYPES:
            reserved = Message(
                "expected another key, as the site itself has {value}: {reserved}",
                value=show_value(key),
                reserved=", ".join(_RESERVED_TYPES),
            )
            yield file.problem((key,), "wrong-key", reserved)
            continue
        try:
            file.entries[key] = model.model_validate(value, context={"zone": zone})
        except ValidationError as error:
            for path, code, message in validation.explain_errors(error, value, model):
                yield file.problem((key, *path), code, message)
            continue
        yield from _check_languages(file, key, value, locales)


def _check_languages(
    file: _TaxonomyFile, key: str, value: Mapping[str, Any], locales: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield a problem for each language that an entry lacks; a body may lack names, which then stay foreign."""
    fields = () if file.kind == "bodies" else ("name", "description", "unit")
    bases = value.get("bases") or {}
    for path, texts in (
        *(((field,), value.get(field)) for field in fields),
        *((("bases", basis), names) for basis, names in bases.items()),
    ):
        if texts and (message := explain_missing_languages(texts, locales)):
            yield file.problem((key, *path), "missing-language", message)


def _check_name_periods(file: _TaxonomyFile, key: str, body: Body) -> Iterator[Problem]:
    """Yield a problem for each name of a body that does not end when the newer one before it begins, or earlier."""
    for position, (newer, older) in enumerate(pairwise(body.names), 1):
        start = newer.since.start if newer.since else None
        if start is None:
            message = Message("expected the first day of every name but the oldest, found none")
            yield file.problem((key, "names", position - 1, "from"), "wrong-names", message)
        elif older.since and older.since.start >= start:
            message = Message(
                "expected the newest name first, so one from before {start}, found one from {other}",
                start=start,
                other=older.since.start,
            )
            yield file.problem((key, "names", position, "from"), "wrong-names", message)
        elif older.until is None or older.until.start > start:
            end = older.until.start if older.until else "none"
            message = Message(
                "expected an end by {start}, when the newer name begins, found {end}", start=start, end=end
            )
            yield file.problem((key, "names", position, "until"), "wrong-names", message)


def _check_places(bodies: _TaxonomyFile, places: _TaxonomyFile) -> Iterator[Problem]:
    """Yield a problem for each body in an unknown place, where the places could be read."""
    if places.is_broken:
        return
    for key, body in bodies.entries.items():
        if body.place and body.place not in places.keys:
            message = explain_unknown_key(body.place, "places", places.keys, places.entries)
            yield bodies.problem((key, "place"), "unknown-place", message)
