"""JSON Schemas (2020-12) of front matter, taxonomies and registers, made from their models, for text editors.

A schema sees one file only: it finds wrong fields, values and keys, but nothing that depends on other files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from corner.content.field_types import KEY_PATTERN, RECORD_KEY_PATTERN, URL_PATTERN
from corner.content.frontmatter import Translation
from corner.content.languages import join_names
from corner.content.link_archive import LinkEntry
from corner.content.record import Record
from corner.content.registers import CHOICE_NAMES, KEYS_OF, RecordFacts, RegisterDeclaration
from corner.content.settings import Settings
from corner.content.taxonomies import MODELS, Body, Taxonomies
from corner.content.types import Content, ContentType, ContentTypes

Schema = dict[str, Any]
"""A JSON Schema as plain data."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Choices = Mapping[str, Mapping[str, str]]
"""The names of each key, by what has the keys: a taxonomy, `bases of figures`, `items`, `records`, or `registers/NAME`."""
DECLARATION = "register"
"""The name of the schema of the declarations of registers."""
LINKS = "links"
"""The name of the schema of the external links that are gone."""
_KEYS = {name: name for name in ("topics", "bodies", "places", "records")}
_KEYS |= {"type": "types", "place": "places", "figure": "figures", "basis": "bases of figures"}
"""What holds the keys of a field."""
_LABEL = r"^(source|event|attachments|corrections|withdrawn|figures)(\..+)?$"


def build_schemas(
    content_types: ContentTypes,
    taxonomies: Taxonomies,
    settings: Settings,
    contents: Iterable[Content] = (),
    languages: tuple[str, ...] = (),
) -> dict[str, Schema]:
    """Return each schema by its name: those of the content types by their labels, those of taxonomies by theirs.

    Args:
        content_types: the content types of the corner.
        taxonomies: the taxonomies of the corner.
        settings: the settings of the corner.
        contents: all content, of which the schemas offer the keys of records and items.
        languages: the languages of the names of keys; all in which the corner is written where none is given.
    """
    choices = _list_all_choices(content_types, taxonomies, languages or settings.written, contents)
    schemas: dict[str, Schema] = {}
    for content_type in content_types:
        if issubclass(content_type.model, RecordFacts):
            schemas[content_type.label] = _register_schema(content_type, choices, settings)
        elif content_type.read_records:
            schemas[content_type.label] = _records_schema(content_type, choices, settings.written)
        elif content_type.files:
            schemas[content_type.label] = _front_matter_schema(content_type, choices, settings.written)
    if any(issubclass(content_type.model, RecordFacts) for content_type in content_types):
        schemas[DECLARATION] = _declaration_schema(choices, settings)
    schemas |= {name: _taxonomy_schema(name, choices, settings.written) for name in MODELS}
    return schemas | {LINKS: _links_schema()}


def _list_all_choices(
    content_types: ContentTypes, taxonomies: Taxonomies, locales: tuple[str, ...], contents: Iterable[Content]
) -> Choices:
    """Return all keys that a field may hold, with their names."""
    choices: dict[str, dict[str, str]] = {name: list_choices(taxonomies, name, locales) for name in MODELS}
    choices |= {name: {} for name in ("items", "records", "registers")}
    choices["bases of figures"] = _list_bases(taxonomies, locales)
    for content_type in content_types:
        if issubclass(content_type.model, RecordFacts):
            choices["registers"][content_type.name] = content_type.name
            choices[f"registers/{content_type.name}"] = {}
    for content in sorted(contents, key=lambda content: content.key):
        texts = [content.texts[locale] for locale in locales if locale in content.texts]
        texts = texts or [content.texts[content.original]]
        if isinstance(content, Record):
            names = join_names(text.title for text in texts)
            choices["records"][content.key] = names
            choices[f"registers/{content.register.name}"][content.key.partition("/")[2]] = names
        for position, key in enumerate(content.item_keys):
            choices["items"][key] = join_names(text.sections[position].title for text in texts)
    return choices


def format_json(data: object) -> str:
    """Return indented JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _register_schema(content_type: ContentType[Any], choices: Choices, settings: Settings) -> Schema:
    """Return the schema of a file of records; it takes the declaration beside them as it is."""
    definitions = _list_definitions(content_type.model)
    for definition in definitions.values():
        for name, field in definition["properties"].items():
            if keys := field.pop(KEYS_OF, None):
                _limit_to_keys(field, choices[keys])
            if names := field.pop(CHOICE_NAMES, None):
                field.get("items", field)["enumDescriptions"] = names
            if name == "replaced_by" and definition["title"] == content_type.model.__name__:
                _limit_to_keys(field, choices[f"registers/{content_type.name}"])
            _require_languages(field, settings)
    return {
        "$schema": DIALECT,
        "title": f"The records of {content_type.name} by key",
        "$defs": definitions,
        "type": "object",
        "if": {"required": ["record", "fields"]},
        "then": True,
        "else": {
            "propertyNames": {"pattern": KEY_PATTERN},
            "additionalProperties": {"$ref": f"#/$defs/{content_type.model.__name__}"},
        },
    }


def _declaration_schema(choices: Choices, settings: Settings) -> Schema:
    """Return the schema of the declarations of registers."""
    definitions = _list_definitions(RegisterDeclaration)
    for definition in definitions.values():
        for name, field in definition["properties"].items():
            if name == "register":
                _limit_to_keys(field, choices["registers"])
            _require_languages(field, settings)
    reference = {"$ref": f"#/$defs/{RegisterDeclaration.__name__}"}
    return {"$schema": DIALECT, "title": "The declaration of a register", "$defs": definitions, **reference}


def _require_languages(schema: Any, settings: Settings) -> None:
    """Require a text in each language wherever a schema has texts by language: these alone map names to texts."""
    if not isinstance(schema, dict):
        return
    if "patternProperties" in schema:
        schema["additionalProperties"] = False
    text = schema.get("additionalProperties")
    if isinstance(text, dict) and _is_text(text):
        schema["properties"] = {locale: {"title": settings.names[locale].name, **text} for locale in settings.locales}
        schema["required"] = list(settings.written)
        schema["additionalProperties"] = False
        schema.pop("minProperties", None)
        return
    for member in schema.values():
        for inner in member if isinstance(member, list) else [member]:
            _require_languages(inner, settings)


def _is_text(schema: Schema) -> bool:
    """Return whether a schema is of a text that has words, or of one of several forms of it."""
    return any(_is_text(member) for member in schema.get("anyOf", ())) or (
        schema.get("type") == "string" and ("minLength" in schema or "pattern" in schema)
    )


def _list_definitions(*models: type[BaseModel]) -> dict[str, Schema]:
    """Return the schemas of models, and of those that they contain, by name."""
    _, schema = models_json_schema([(model, "validation") for model in models])
    return {name: _simplify(definition) for name, definition in schema["$defs"].items()}


def _front_matter_schema(content_type: ContentType[Any], choices: Choices, locales: tuple[str, ...]) -> Schema:
    """Return the schema of the front matter of originals and translations."""
    original, title = content_type.model, f"Front matter of a {content_type.label}"
    schema = _define_models(title, (original, Translation), choices, locales)
    return schema | {
        "type": "object",
        "if": {"required": [content_type.marker]},
        "then": {"$ref": f"#/$defs/{original.__name__}"},
        "else": {"$ref": "#/$defs/Translation"},
    }


def _records_schema(content_type: ContentType[Any], choices: Choices, locales: tuple[str, ...]) -> Schema:
    """Return the schema of a data file."""
    schema = _define_models(f"The {content_type.name} by key", (content_type.model,), choices, locales)
    return schema | {
        "type": "object",
        "propertyNames": {"pattern": KEY_PATTERN},
        "additionalProperties": {"$ref": f"#/$defs/{content_type.model.__name__}"},
    }


def _taxonomy_schema(name: str, choices: Choices, locales: tuple[str, ...]) -> Schema:
    """Return the schema of a taxonomy's file."""
    model = MODELS[name]
    schema = _define_models(f"The names in {name}.yml", (model,), choices, locales)
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


def _links_schema() -> Schema:
    """Return the schema of the external links that are gone or have an archived copy."""
    definitions = _list_definitions(LinkEntry)
    definitions[LinkEntry.__name__]["minProperties"] = 1
    return {
        "$schema": DIALECT,
        "title": "What is known of external addresses",
        "$defs": definitions,
        "type": "object",
        "propertyNames": {"pattern": URL_PATTERN},
        "additionalProperties": {"$ref": f"#/$defs/{LinkEntry.__name__}"},
    }


def _define_models(
    title: str, models: tuple[type[BaseModel], ...], choices: Choices, locales: tuple[str, ...]
) -> Schema:
    """Return a schema that only defines models."""
    definitions = _list_definitions(*models)
    for definition in definitions.values():
        for name, field in definition["properties"].items():
            keys = field.pop("taxonomy", None) or _KEYS.get(name)
            if keys in MODELS or (keys and choices[keys]):
                _limit_to_keys(field, choices[keys])
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
        choices[key] = join_names(name.text for name in names)
    return choices


def _list_bases(taxonomies: Taxonomies, locales: tuple[str, ...]) -> dict[str, str]:
    """Return the names of all bases of figures, in all languages that have one; the same key may have several."""
    choices: dict[str, list[str]] = {}
    for kind in taxonomies.figures.values():
        for key, names in kind.bases.items():
            choices.setdefault(key, []).extend(taxonomies.pick(names, locale).text for locale in locales)
    return {key: join_names(names) for key, names in choices.items()}


def _limit_to_keys(field: Schema, names: Mapping[str, str]) -> None:
    """Limit a field to keys, with their names (`enumDescriptions` is an extension of VS Code)."""
    schema = field.get("items", field)
    if schema.get("pattern") in (KEY_PATTERN, RECORD_KEY_PATTERN):
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
        if not (name == "default" and (member is None or isinstance(member, (list, dict))))
    }
    alternatives = [member for member in result.get("anyOf", ()) if member != {"type": "null"}]
    if len(alternatives) == 1:
        del result["anyOf"]
        return alternatives[0] | result
    return result
