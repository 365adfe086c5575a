"""JSON Schemas (2020-12) of what editors write, made from the models and the taxonomies, for editors' programs.

A schema sees one file by itself: it catches fields, values and keys of taxonomies, not what needs other files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from corner.content.frontmatter import KEY_PATTERN, ReleaseOriginal, SummaryOriginal, Translation
from corner.content.taxonomies import MODELS, Body, Taxonomies

Schema = dict[str, Any]
"""A JSON Schema as plain data."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FRONT: dict[str, tuple[type[BaseModel], str]] = {
    "release": (ReleaseOriginal, "issued"),
    "summary": (SummaryOriginal, "period"),
}
"""The model of each kind of original, and the field by which an original is known."""
_KEYS = {"topics": "topics", "bodies": "bodies", "places": "places", "place": "places", "figure": "figures"}
"""The taxonomy that holds the keys of a field."""
NAMES = (*_FRONT, *MODELS)
"""The schemas that there are."""
_LABEL = r"^(source|event|attachments|corrections|withdrawn)(\..+)?$"


def build_schemas(taxonomies: Taxonomies, locales: tuple[str, ...]) -> dict[str, Schema]:
    """Return each schema by its name.

    Args:
        taxonomies: the names whose keys the front matter may use.
        locales: the languages that texts are written in, the default first.
    """
    found = {name: _front(name, taxonomies, locales) for name in _FRONT}
    return found | {name: _list(name, taxonomies, locales) for name in MODELS}


def format_json(data: object) -> str:
    """Return plain data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _front(name: str, taxonomies: Taxonomies, locales: tuple[str, ...]) -> Schema:
    """Return the schema of front matter: an original's, or else a translation's."""
    original, mark = _FRONT[name]
    schema = _defined(f"Front matter of a {name}", (original, Translation), taxonomies, locales)
    told = {"$ref": f"#/$defs/{original.__name__}"}
    return schema | {
        "type": "object",
        "if": {"required": [mark]},
        "then": told,
        "else": {"$ref": "#/$defs/Translation"},
    }


def _list(name: str, taxonomies: Taxonomies, locales: tuple[str, ...]) -> Schema:
    """Return the schema of a taxonomy's file."""
    model = MODELS[name]
    schema = _defined(f"The names in {name}.yml", (model,), taxonomies, locales)
    if model is not Body:  # a body may lack a name, which then stays foreign
        for field in schema["$defs"][model.__name__]["properties"].values():
            field["required"] = list(locales)
    keys = {"pattern": KEY_PATTERN}
    return schema | {
        "type": "object",
        "propertyNames": keys,
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
    }


def _defined(
    title: str, models: tuple[type[BaseModel], ...], taxonomies: Taxonomies, locales: tuple[str, ...]
) -> Schema:
    """Return a schema that only defines models."""
    _, told = models_json_schema([(model, "validation") for model in models])
    definitions = {name: _plain(each) for name, each in told["$defs"].items()}
    for each in definitions.values():
        for name, field in each["properties"].items():
            if name in _KEYS:
                _choose(field, list_choices(taxonomies, _KEYS[name], locales))
            elif name == "untranslated":
                field["items"] = {"enum": list(locales)}
            elif name == "labels":
                # A form writes `source: {name: …}` for `source.name: …`.
                field |= {
                    "propertyNames": {"pattern": _LABEL},
                    "additionalProperties": {"type": ["string", "object"], "minLength": 1},
                }
    return {"$schema": DIALECT, "title": title, "$defs": definitions}


def list_choices(taxonomies: Taxonomies, kind: str, locales: tuple[str, ...]) -> dict[str, str]:
    """Return the names of each key of a taxonomy, in all languages that have one."""
    entries: Mapping[str, Any] = getattr(taxonomies, kind)
    found = {}
    for key in entries:
        names = [taxonomies.name(kind, key, locale) for locale in locales]
        found[key] = " · ".join(dict.fromkeys(each.text for each in names))
    return found


def _choose(field: Schema, names: Mapping[str, str]) -> None:
    """Let a field of keys offer those that there are, each with its names (a word of VS Code's)."""
    one = field.get("items", field)
    if one.get("pattern") == KEY_PATTERN:
        del one["pattern"]
        one |= {"enum": list(names), "enumDescriptions": list(names.values())}


def _plain(schema: Any) -> Any:
    """Return a schema without nulls: what is not wanted is left out, and not written without a value."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: _plain(each) for name, each in schema.items() if not (name == "default" and each in (None, [], {}))}
    ways = [way for way in told.get("anyOf", ()) if way != {"type": "null"}]
    if len(ways) == 1:
        del told["anyOf"]
        return ways[0] | told
    return told
