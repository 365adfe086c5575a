"""The fields of the form for editors, Sveltia CMS, made from JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corner.authoring.cms_words import FormWords
from corner.authoring.json_schema import Schema

ConfigField = dict[str, Any]
"""A field of the form in the configuration of Sveltia CMS."""
_MULTILINE = {"description", "reason", "note"}
_TRANSLATED = ("translated", "labels", "parity")
"""Fields that only a translation has, except `translated_from`, which a command sets."""
_STEPS = {"source": "name", "event": "venue", "withdrawn": "reason"}
"""The labels with fixed names. The form keeps those of attachments and corrections, whose names are files and days:
Sveltia CMS 0.221 would write a field of free keys into originals too, empty."""
_SHOWN = ("type", "issued", "topics", "bodies", "event", "period")
"""The facts that the preview shows, as the page does."""
_LONG = 2000
"""The number of letters from which a text is written in a field of several lines."""


class FormBuilder:
    """A builder of the fields for one kind of front matter, in one language."""

    def __init__(self, known: Mapping[str, Schema], words: FormWords) -> None:
        """Take the models by name and the words of the form."""
        self._known = known
        self._words = words

    def build_fields(self, original: str, kind: str) -> Iterator[ConfigField]:
        """Yield the fields of a text: words in each language, facts, those of translations, and the body.

        Args:
            original: the model of the original's front matter.
            kind: the kind of content, such as `release`.
        """
        facts = self._known[original]
        words = {name: facts["properties"][name] for name in ("title", "description")}
        for name, schema in words.items():
            yield self.build_field(kind, name, schema, required=True) | {"i18n": True}
        # Whether it is a draft is what an editor decides last, and must not overlook.
        names = sorted(facts["properties"], key=lambda name: name != "status")
        for name, schema in ((name, facts["properties"][name]) for name in names):
            field = self.build_field(kind, name, schema, required=name in facts["required"])
            if name not in words and is_fillable(field):
                yield field | ({"preview": False} if name not in _SHOWN else {})
        own = self._known["Translation"]["properties"]
        for name in _TRANSLATED:
            field = self.build_field("translation", name, own[name])
            if name == "labels":
                field = self._describe_labels(field)
            yield _translate_field(field) | {"preview": False}
        yield {
            "name": "body",
            "label": self._words.find_label("body", "Text"),
            "widget": "markdown",
            "modes": ["raw"],
            "i18n": True,
        }

    def build_field(self, parent: str, name: str, schema: Schema, *, required: bool = False) -> ConfigField:
        """Return the field for a schema.

        Args:
            parent: the field, or the kind of content, that the field is part of.
            name: the field.
            schema: its schema.
            required: whether it must be filled in.
        """
        hint = self._words.find_hint(parent, name, schema)
        return {
            "name": name,
            "label": self._words.find_label(name, schema.get("title", name.capitalize())),
            **({"hint": hint} if hint else {}),
            "required": required,
            **self._choose_widget(name, schema, hint, required),
        }

    def _choose_widget(self, name: str, schema: Schema, hint: str, required: bool) -> ConfigField:  # noqa: FBT001
        schema = self._known.get(schema.get("$ref", "").rpartition("/")[2], schema)
        items = schema.get("items", {})
        if "properties" in schema:
            return {"widget": "object", "fields": list(self.iter_members(name, schema))}
        if schema.get("type") == "array":
            return self._choose_list(name, items, hint) | ({"min": 1} if required else {})
        if "enum" in schema:
            return {"widget": "select", "options": self._list_options(name, schema)}
        if schema.get("type") == "boolean":
            return {"widget": "boolean", "default": False}
        if "anyOf" in schema:
            return {"widget": "number", "value_type": "float"}
        if schema.get("format") == "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        pattern = {"pattern": [schema["pattern"], hint]} if "pattern" in schema else {}
        is_long = name in _MULTILINE or schema.get("maxLength", 0) > _LONG
        return {"widget": "text" if is_long else "string", **pattern}

    def _choose_list(self, name: str, items: Schema, hint: str) -> ConfigField:
        """Return the part of a field of several values that says what these are."""
        members = self._known.get(items.get("$ref", "").rpartition("/")[2], items)
        if "properties" in members:
            return {"widget": "list", "fields": list(self.iter_members(name, members))}
        if "enum" in items:
            return {"widget": "select", "multiple": True, "options": self._list_options(name, items)}
        if "anyOf" in items:
            value = {"name": "value", "label": self._words.find_label("value", "Value")}
            return {"widget": "list", "field": {**value, "widget": "number", "value_type": "float"}}
        return {"widget": "list", **({"pattern": [items["pattern"], hint]} if "pattern" in items else {})}

    def iter_members(self, parent: str, schema: Schema) -> Iterator[ConfigField]:
        """Yield the field of each member of a schema with members."""
        for name, member in schema["properties"].items():
            field = self.build_field(parent, name, member, required=name in schema.get("required", ()))
            if field["required"] or is_fillable(field):
                yield field

    def _list_options(self, name: str, schema: Schema) -> list[dict[str, str]]:
        """Return the options of a field with their names."""
        values = schema["enum"]
        named = schema.get("enumDescriptions") or [self._words.find_option(name, value) for value in values]
        # What is not a draft is published: the file says so by leaving the field out, and the form offers no third answer.
        values = ["" if (name, value) == ("status", "published") else value for value in values]
        return [{"label": label, "value": value} for value, label in zip(values, named, strict=True)]

    def _describe_labels(self, field: ConfigField) -> ConfigField:
        """Return the field of a translation's labels, which the form writes as nested mappings."""
        steps = [
            {**self._name_step(name), "widget": "object", "fields": [{**self._name_step(only), "widget": "string"}]}
            for name, only in _STEPS.items()
        ]
        return field | {"widget": "object", "required": False, "fields": steps}

    def _name_step(self, name: str) -> ConfigField:
        return {"name": name, "label": self._words.find_label(name, name.capitalize()), "required": False}


def is_fillable(field: ConfigField) -> bool:
    """Return whether a field has options; a taxonomy may be empty."""
    if not field.get("options", True):
        return False
    return all(is_fillable(member) for member in field.get("fields", ()) if member["required"])


def _translate_field(field: ConfigField) -> ConfigField:
    """Return a field, with its members, that each language has its own value of."""
    members = {"fields": [_translate_field(member) for member in field["fields"]]} if "fields" in field else {}
    return field | members | {"i18n": True}
