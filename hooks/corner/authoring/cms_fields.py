"""The fields of the form for editors, Sveltia CMS, made from JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corner.authoring.json_schema import Schema
from corner.content.languages import join_names
from corner.sources import yaml

ConfigField = dict[str, Any]
"""A field of the form in the configuration of Sveltia CMS."""
_LABELS = Path(__file__).parent / "labels"
_MULTILINE = {"description", "reason", "note"}
_TRANSLATED = ("translated", "labels", "parity")
"""Fields that only a translation has, except `translated_from`, which a command sets."""
_STEPS = {"source": "name", "event": "venue", "withdrawn": "reason"}
"""The labels with fixed names. The form keeps those of attachments and corrections, whose names are files and days:
Sveltia CMS 0.221 would write a field of free keys into originals too, empty."""
_LONG = 2000
"""The number of letters from which a text is written in a field of several lines."""


class FormBuilder:
    """A builder of the fields for one kind of front matter."""

    def __init__(self, known: Mapping[str, Schema], locales: tuple[str, ...]) -> None:
        """Take the models by name, and the languages of labels."""
        self._known = known
        self._locales = locales

    def build_fields(self, original: str) -> Iterator[ConfigField]:
        """Yield the fields of a text: words in each language, facts, those of translations, and the body."""
        facts = self._known[original]
        words = {name: facts["properties"][name] for name in ("title", "description")}
        for name, schema in words.items():
            yield self.build_field(name, schema, required=True) | {"i18n": True}
        for name, schema in facts["properties"].items():
            field = self.build_field(name, schema, required=name in facts["required"])
            if name not in words and is_fillable(field):
                yield field
        own = self._known["Translation"]["properties"]
        for name in _TRANSLATED:
            yield _translate_field(
                self._labels_field(own[name]) if name == "labels" else self.build_field(name, own[name])
            )
        yield {
            "name": "body",
            "label": self._find_label("body", "Text"),
            "widget": "markdown",
            "modes": ["raw"],
            "i18n": True,
        }

    def build_field(self, name: str, schema: Schema, *, required: bool = False) -> ConfigField:
        """Return the field for a schema."""
        hint = schema.get("description", "")
        label = self._find_label(name, schema.get("title", name.capitalize()))
        return {
            "name": name,
            "label": label,
            "hint": hint,
            "required": required,
            **self._choose_widget(name, schema, required),
        }

    def _choose_widget(self, name: str, schema: Schema, required: bool) -> ConfigField:  # noqa: FBT001
        schema = self._known.get(schema.get("$ref", "").rpartition("/")[2], schema)
        items = schema.get("items", {})
        if "properties" in schema:
            return {"widget": "object", "fields": list(self.iter_members(schema))}
        if "$ref" in items:
            members = list(self.iter_members(self._known[items["$ref"].rpartition("/")[2]]))
            return {"widget": "list", "fields": members, **({"min": 1} if required else {})}
        if "enum" in items:
            return {
                "widget": "select",
                "multiple": True,
                "options": self._list_options(items),
                **({"min": 1} if required else {}),
            }
        if "properties" in items:
            return {"widget": "list", "fields": list(self.iter_members(items)), **({"min": 1} if required else {})}
        if schema.get("type") == "array":
            return {"widget": "list", **self._describe_members(items), **({"min": 1} if required else {})}
        if "enum" in schema:
            return {"widget": "select", "options": self._list_options(schema)}
        if schema.get("type") == "boolean":
            return {"widget": "boolean", "default": False}
        if "anyOf" in schema:
            return {"widget": "number", "value_type": "float"}
        if schema.get("format") == "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        pattern = {"pattern": [schema["pattern"], schema.get("description", "")]} if "pattern" in schema else {}
        is_long = name in _MULTILINE or schema.get("maxLength", 0) > _LONG
        return {"widget": "text" if is_long else "string", **pattern}

    def _describe_members(self, items: Schema) -> ConfigField:
        """Return the part of the field of a list that describes its members."""
        if "anyOf" in items:
            return {"field": {"name": "value", "label": "Value", "widget": "number", "value_type": "float"}}
        return {"pattern": [items["pattern"], items["pattern"]]} if "pattern" in items else {}

    def iter_members(self, schema: Schema) -> Iterator[ConfigField]:
        """Yield the field of each member of a schema with members."""
        for name, member in schema["properties"].items():
            field = self.build_field(name, member, required=name in schema.get("required", ()))
            if field["required"] or is_fillable(field):
                yield field

    def _list_options(self, schema: Schema) -> list[dict[str, str]]:
        """Return the options of a field with their names."""
        named = schema.get("enumDescriptions") or schema["enum"]
        return [{"label": name, "value": value} for value, name in zip(schema["enum"], named, strict=True)]

    def _labels_field(self, schema: Schema) -> ConfigField:
        """Return the field of a translation's labels, which the form writes as nested mappings."""
        steps: list[ConfigField] = []
        for name, only in _STEPS.items():
            inner = {
                "name": only,
                "label": self._find_label(only, only.capitalize()),
                "widget": "string",
                "required": False,
            }
            steps.append({"name": name, "widget": "object", "required": False, "fields": [inner]})
        for step in steps:
            step["label"] = self._find_label(step["name"], step["name"].capitalize())
        field = {"name": "labels", "label": self._find_label("labels", "Labels"), "hint": schema["description"]}
        return field | {"widget": "object", "required": False, "fields": steps}

    def _find_label(self, name: str, title: str) -> str:
        """Return the name of a field in every language that has one."""
        return (
            join_names(
                _read_labels(locale).get(name, "") if locale in _labelled_locales() else title
                for locale in self._locales
            )
            or title
        )


def is_fillable(field: ConfigField) -> bool:
    """Return whether a field has options; a taxonomy may be empty."""
    if not field.get("options", True):
        return False
    return all(is_fillable(member) for member in field.get("fields", ()) if member["required"])


def _translate_field(field: ConfigField) -> ConfigField:
    """Return a field, with its members, that each language has its own value of."""
    members = {"fields": [_translate_field(member) for member in field["fields"]]} if "fields" in field else {}
    return field | members | {"i18n": True}


def _labelled_locales() -> set[str]:
    """Return the languages that have names for fields; others show the English names of the models."""
    return {path.stem for path in _LABELS.glob("*.yml")}


@cache
def _read_labels(locale: str) -> Mapping[str, str]:
    """Return the names of fields in a language."""
    data: dict[str, str] = yaml.parse_yaml((_LABELS / f"{locale}.yml").read_text(encoding="utf-8"))
    return data
