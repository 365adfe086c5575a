"""The collections of registers in the form for editors, Sveltia CMS.

A file of records is a mapping, and Sveltia CMS edits only fields that its configuration names. So each record that is
there has a field of its own, by its key: the form changes records, and a new one is written in its file first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corner.authoring.cms_fields import ConfigField, FormBuilder
from corner.authoring.cms_words import FormWords
from corner.authoring.json_schema import Schema
from corner.content.languages import join_names
from corner.content.record import Record
from corner.content.registers import FieldDeclaration, NamedRecordFacts, RecordFacts
from corner.content.settings import Settings
from corner.site.catalogue import Catalogue

_FIRST, _LAST = ("name", "description"), ("valid", "replaced_by", "sources", "unchecked")
"""The standard fields of a record before and after those of its register, in the order in which the form writes them."""
_MOST = 200
"""The number of records in a file from which the form does not offer it: it would make the page too large."""


def iter_collections(catalogue: Catalogue, schemas: Mapping[str, Schema], words: FormWords) -> Iterator[dict[str, Any]]:
    """Yield a collection for each register that has files which the form can edit, in the language of `words`."""
    for content_type in catalogue.content_types:
        if not issubclass(content_type.model, RecordFacts):
            continue
        files: dict[str, list[Record]] = {}
        for record in catalogue.contents[content_type.name].values():
            if isinstance(record, Record):
                files.setdefault(record.texts[record.original].path, []).append(record)
        builder = _RecordForm(schemas[content_type.label], content_type.model.__name__, catalogue.settings, words)
        members = [builder.build_file(path, records) for path, records in sorted(files.items()) if _can_edit(records)]
        if members:
            names = next(iter(files.values()))[0].register.declaration.name
            label = names.get(words.locale) or join_names(names.values())
            yield {"name": content_type.label, "label": label, "media_folder": "", "files": members}


def _can_edit(records: list[Record]) -> bool:
    """Return whether the form can edit a file: Sveltia CMS takes keys of digits for positions in a list."""
    return len(records) <= _MOST and not any(record.key.partition("/")[2].isdecimal() for record in records)


class _RecordForm:
    """Makes the fields of the records of one register."""

    def __init__(self, schema: Schema, model: str, settings: Settings, words: FormWords) -> None:
        self._definitions = schema["$defs"]
        self._model = self._definitions[model]
        self._settings = settings
        self._builder = FormBuilder(self._definitions, words)
        self._words = words

    def build_file(self, path: str, records: list[Record]) -> dict[str, Any]:
        """Return a file with a field for each of its records, in the order of the file."""
        name = path.rpartition("/")[2].removesuffix(".yml")
        records = sorted(records, key=lambda record: record.position)
        return {
            "name": name,
            "label": name,
            "file": path,
            "format": "yml",
            "fields": [self._build_record(record) for record in records],
        }

    def _build_record(self, record: Record) -> ConfigField:
        text = record.texts.get(self._words.locale, record.texts[record.original])
        properties: Mapping[str, Schema] = self._model["properties"]
        own = [name for name in properties if name not in (*_FIRST, *_LAST)]
        fields = [
            self._build_field(name, properties[name], record)
            for name in (*_FIRST, *own, *_LAST)
            if name in properties and not (name == "sources" and _has_mixed_sources(record))
        ]
        key = record.key.partition("/")[2]
        return {"name": key, "label": text.title, "widget": "object", "collapsed": True, "fields": fields}

    def _build_field(self, name: str, schema: Schema, record: Record) -> ConfigField:
        is_required = name in self._model.get("required", ())
        if name == "name" and isinstance(record.facts, NamedRecordFacts):
            schema = self._choose_names(schema, record.facts)
        field = self._builder.build_field("record", name, schema, required=is_required)
        if declaration := record.register.declaration.fields.get(name):
            field = {
                key: value for key, value in (field | self._name_field(declaration, schema)).items() if value != ""
            }
            if declaration.choices:
                field["options"] = [
                    {"label": self._pick_name(names), "value": value} for value, names in declaration.choices.items()
                ]
        if name == "sources":
            field["fields"] = [
                member if member["name"] != "name" else self._build_source_name(member, record)
                for member in field["fields"]
            ]
        return field

    def _name_field(self, declaration: FieldDeclaration, schema: Schema) -> ConfigField:
        """Return the name and the hint of a field, which its declaration has."""
        unit = self._pick_name(declaration.unit)
        hint = self._words.find_type_hint(declaration.type, schema, unit if unit != "{value}" else "")
        return {"label": self._pick_name(declaration.name), "hint": hint}

    def _pick_name(self, names: Mapping[str, str]) -> str:
        return names.get(self._words.locale) or join_names(names.values())

    def _choose_names(self, schema: Schema, facts: NamedRecordFacts) -> Schema:
        """Return the schema of names as the record has them: each a text, or a text that may be unofficial."""
        names = {
            locale: {
                "title": self._settings.names[locale].name,
                **schema["properties"][locale]["anyOf"][0 if isinstance(facts.name.get(locale, ""), str) else 1],
            }
            for locale in schema["properties"]
            if locale in self._settings.written or locale in facts.name
        }
        return {**schema, "properties": names}

    def _build_source_name(self, field: ConfigField, record: Record) -> ConfigField:
        """Return the field of the names of a record's sources: a text, or one for each language."""
        field = {name: field[name] for name in ("name", "label", "required")}
        if any(isinstance(source.name, str) for source in record.facts.sources):
            return field | {"widget": "string"}
        languages = [
            {"name": locale, "label": self._settings.names[locale].name, "widget": "string"}
            for locale in self._settings.written
        ]
        return field | {"widget": "object", "fields": languages}


def _has_mixed_sources(record: Record) -> bool:
    """Return whether some sources have one name and others one for each language, of which a list has one kind only."""
    return len({isinstance(source.name, str) for source in record.facts.sources}) > 1
