"""JSON Schemas (2020-12) of front matter and taxonomies, made from their models, for text editors.

A schema sees one file only: it finds wrong fields, values and keys, but nothing that depends on other files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from corner.content.frontmatter import KEY_PATTERN, Translation
from corner.content.taxonomies import MODELS, Body, Taxonomies
from corner.content.types import ContentType, ContentTypes

Schema = dict[str, Any]
"""A JSON Schema as plain data."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KEYS = {"topics": "topics", "bodies": "bodies", "places": "places", "place": "places", "figure": "figures"}
"""The taxonomy that holds the keys of a field."""
_LABEL = r"^(source|event|attachments|corrections|withdrawn|figures)(\..+)?$"


def build_schemas(content_types: ContentTypes, taxonomies: Taxonomies, locales: tuple[str, ...]) -> dict[str, Schema]:
    """Return each schema by its name: those of the content types by their labels, those of taxonomies by theirs.

    Args:
        content_types: the content types of the corner.
        taxonomies: the taxonomies of the corner.
        locales: the languages that texts are written in, the default first.
    """
    schemas = {
        content_type.label: _records_schema(content_type, taxonomies, locales)
        if content_type.read_records
        else _front_matter_schema(content_type, taxonomies, locales)
        for content_type in content_types
        if content_type.files
    }
    return schemas | {name: _taxonomy_schema(name, taxonomies, locales) for name in MODELS}


def format_json(data: object) -> str:
    """Return indented JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _front_matter_schema(content_type: ContentType[Any], taxonomies: Taxonomies, locales: tuple[str, ...]) -> Schema:
    """Return the schema of the front matter of originals and translations."""
    original, title = content_type.model, f"Front matter of a {content_type.label}"
    schema = _define_models(title, (original, Translation), taxonomies, locales)
    return schema | {
        "type": "object",
        "if": {"required": [content_type.marker]},
        "then": {"$ref": f"#/$defs/{original.__name__}"},
        "else": {"$ref": "#/$defs/Translation"},
    }


def _records_schema(content_type: ContentType[Any], taxonomies: Taxonomies, locales: tuple[str, ...]) -> Schema:
    """Return the schema of a data file."""
    schema = _define_models(f"The {content_type.name} by key", (content_type.model,), taxonomies, locales)
    return schema | {
        "type": "object",
        "propertyNames": {"pattern": KEY_PATTERN},
        "additionalProperties": {"$ref": f"#/$defs/{content_type.model.__name__}"},
    }


def _taxonomy_schema(name: str, taxonomies: Taxonomies, locales: tuple[str, ...]) -> Schema:
    """Return the schema of a taxonomy's file."""
    model = MODELS[name]
    schema = _define_models(f"The names in {name}.yml", (model,), taxonomies, locales)
    if model is not Body:  # a body may lack a name, which then stays foreign
        fields = schema["$defs"][model.__name__]["properties"]
        named = [fields[name] for name in ("name", "description", "unit") if name in fields]
        named += fields["bases"]["patternProperties"].values() if "bases" in fields else []
        for field in named:
            field["required"] = list(locales)
    keys = {"pattern": KEY_PATTERN}
    return schema | {
        "type": "object",
        "propertyNames": keys,
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
    }


def _define_models(
    title: str, models: tuple[type[BaseModel], ...], taxonomies: Taxonomies, locales: tuple[str, ...]
) -> Schema:
    """Return a schema that only defines models."""
    _, schema = models_json_schema([(model, "validation") for model in models])
    definitions = {name: _simplify(definition) for name, definition in schema["$defs"].items()}
    for definition in definitions.values():
        for name, field in definition["properties"].items():
            taxonomy = field.pop("taxonomy", None) or _KEYS.get(name)
            if name == "basis":
                if bases := _list_bases(taxonomies, locales):
                    _limit_to_keys(field, bases)
            elif taxonomy:
                _limit_to_keys(field, list_choices(taxonomies, taxonomy, locales))
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
    choices = {}
    for key in entries:
        names = [taxonomies.name(kind, key, locale) for locale in locales]
        choices[key] = " · ".join(dict.fromkeys(name.text for name in names))
    return choices


def _list_bases(taxonomies: Taxonomies, locales: tuple[str, ...]) -> dict[str, str]:
    """Return the names of all bases of figures, in all languages that have one; the same key may have several."""
    choices: dict[str, list[str]] = {}
    for kind in taxonomies.figures.values():
        for key, names in kind.bases.items():
            choices.setdefault(key, []).extend(taxonomies.pick(names, locale).text for locale in locales)
    return {key: " · ".join(dict.fromkeys(names)) for key, names in choices.items()}


def _limit_to_keys(field: Schema, names: Mapping[str, str]) -> None:
    """Limit a field to the keys of its taxonomy, with their names (`enumDescriptions` is an extension of VS Code)."""
    schema = field.get("items", field)
    if schema.get("pattern") == KEY_PATTERN:
        del schema["pattern"]
        schema |= {"enum": list(names), "enumDescriptions": list(names.values())}


def _simplify(schema: Any) -> Any:
    """Return a schema without nulls: editors leave an optional field out instead of writing it without a value."""
    if isinstance(schema, list):
        return [_simplify(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    result = {
        name: _simplify(member)
        for name, member in schema.items()
        if not (name == "default" and member in (None, [], {}))
    }
    alternatives = [member for member in result.get("anyOf", ()) if member != {"type": "null"}]
    if len(alternatives) == 1:
        del result["anyOf"]
        return alternatives[0] | result
    return result
