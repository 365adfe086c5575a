"""The form for editors without git: the configuration of Sveltia CMS, made from the schemas of front matter.

Facts stand in the original's file alone, words in every language's. So each language that originals may be in
has a collection of its own, whose first language is that one: what is not translated is written there only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corner.authoring import json_schema
from corner.authoring.json_schema import Schema
from corner.content.frontmatter import KEY_PATTERN
from corner.content.settings import FormSettings
from corner.site.catalogue import Catalogue
from corner.sources import yaml

ConfigField = dict[str, Any]
"""A field of the form, as Sveltia CMS wants it."""
_LABELS = Path(__file__).parent / "labels"
_FOLDERS = {
    "release": ("ReleaseOriginal", "releases", "issued"),
    "summary": ("SummaryOriginal", "summaries", "period.start"),
}
"""Model, folder and mark of an original, by schema."""
_MULTILINE = {"description", "reason", "note"}
_TRANSLATED = ("translated", "labels", "parity")
"""Fields that only a translation has; `translated_from` is set by a command, and stays as it is."""
_STEPS = {"source": "name", "event": "venue", "withdrawn": "reason"}
"""The labels with one name each. Those of attachments and corrections, one for each file and day, are kept as they are:
a field of free keys would be written empty into originals, too (Sveltia CMS 0.221)."""
_PATH = "{{fields.issued | date('YYYY')}}/{{slug | lower}}"
"""Where a new release is put. Sveltia CMS 0.221 would take files of one name in two folders for one entry
where it reads a plain `{{slug}}` here."""
_API = {"gitea": "/api/v1", "gitlab": "/api/v4"}
_SIGNED_IN_BY_OTHERS = ("github", "gitlab")
"""Where Sveltia CMS asks a service of Netlify to sign editors in, unless told of another."""


def build_config(news: Catalogue) -> dict[str, Any]:
    """Return the configuration for a corner whose settings switch the form on."""
    settings = news.settings
    assert settings.admin is not None, "without settings there is no form"
    made = json_schema.build_schemas(news.taxonomies, settings.written)
    messages = [news.messages[locale] for locale in settings.written]
    collections = []
    for kind, (model, folder, mark) in _FOLDERS.items():
        types = {
            name: _joined(each(name) for each in messages) for name in messages[0].texts if name.startswith("type.")
        }
        fields = list(_FormBuilder(made[kind]["$defs"], settings.written, types).front(model))
        title = _joined(each("news" if kind == "release" else "summaries") for each in messages)
        for locale in settings.written:
            others = [other for other in settings.written if other != locale]
            collections.append(
                {
                    "name": f"{folder}-{locale.lower()}",
                    "label": f"{title} ({settings.names[locale].name})",
                    "folder": f"news/{folder}",
                    **({"path": _PATH} if kind == "release" else {}),
                    "slug": {"editable": ["create"], "pattern": [KEY_PATTERN, "a–z 0–9 -"]},
                    "filter": {"field": mark, "pattern": "^[0-9]"},
                    "media_folder": "",
                    "public_folder": "",
                    "delete": False,
                    "i18n": {
                        "structure": "multiple_files",
                        "locales": [locale, *others],
                        "default_locale": locale,
                        "initial_locales": "default",
                    },
                    "fields": fields,
                }
            )
    return {
        "app_title": settings.names[settings.default].site_name,
        "backend": backend_config(settings.admin),
        "site_url": settings.site_url,
        "media_folder": "news/releases",
        "public_folder": "/news",
        "show_preview_links": False,
        "i18n": {"structure": "multiple_files", "locales": list(settings.written), "default_locale": settings.default},
        "output": {"omit_empty_optional_fields": True},
        "collections": collections,
    }


def backend_config(admin: FormSettings) -> dict[str, Any]:
    """Return where the form reads and writes, as Sveltia CMS wants it."""
    backend: dict[str, Any] = {name: value for name, value in admin if value and name != "backend"}
    if admin.backend in _SIGNED_IN_BY_OTHERS and not (admin.base_url or admin.auth_type):
        backend["auth_methods"] = ["token"]
    if admin.base_url and admin.backend in _API:
        backend.setdefault("api_root", admin.base_url.rstrip("/") + _API[admin.backend])
    return {"name": admin.backend, **backend}


class _FormBuilder:
    """Makes the fields of one kind of front matter."""

    def __init__(self, known: Mapping[str, Schema], locales: tuple[str, ...], types: Mapping[str, str]) -> None:
        """Take the models by name, the languages of labels, and the names of the types."""
        self._known = known
        self._locales = locales
        self._types = types

    def front(self, original: str) -> Iterator[ConfigField]:
        """Yield the fields of a text: words in each language, facts in the original's, a translation's own, the body."""
        facts = self._known[original]
        words = {name: facts["properties"][name] for name in ("title", "description")}
        for name, schema in words.items():
            yield self._field(name, schema, required=True) | {"i18n": True}
        for name, schema in facts["properties"].items():
            field = self._field(name, schema, required=name in facts["required"])
            if name not in words and _possible(field):
                yield field
        own = self._known["Translation"]["properties"]
        for name in _TRANSLATED:
            yield _everywhere(self._labels(own[name]) if name == "labels" else self._field(name, own[name]))
        yield {
            "name": "body",
            "label": self._label("body", "Text"),
            "widget": "markdown",
            "modes": ["raw"],
            "i18n": True,
        }

    def _field(self, name: str, schema: Schema, *, required: bool = False) -> ConfigField:
        """Return the field for a schema."""
        hint = schema.get("description", "")
        label = self._label(name, schema.get("title", name.capitalize()))
        return {
            "name": name,
            "label": label,
            "hint": hint,
            "required": required,
            **self._widget(name, schema, required),
        }

    def _widget(self, name: str, schema: Schema, required: bool) -> ConfigField:  # noqa: FBT001
        schema = self._known.get(schema.get("$ref", "").rpartition("/")[2], schema)
        items = schema.get("items", {})
        if "properties" in schema:
            return {"widget": "object", "fields": list(self._members(schema))}
        if "$ref" in items:
            members = list(self._members(self._known[items["$ref"].rpartition("/")[2]]))
            return {"widget": "list", "fields": members, **({"min": 1} if required else {})}
        if "enum" in items:
            return {
                "widget": "select",
                "multiple": True,
                "options": self._options(items),
                **({"min": 1} if required else {}),
            }
        if schema.get("type") == "array":
            return {"widget": "list", "pattern": [items["pattern"], items["pattern"]]}
        if "enum" in schema:
            return {"widget": "select", "options": self._options(schema)}
        if schema.get("type") == "boolean":
            return {"widget": "boolean", "default": False}
        if "anyOf" in schema:
            return {"widget": "number", "value_type": "float"}
        if schema.get("format") == "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        pattern = {"pattern": [schema["pattern"], schema.get("description", "")]} if "pattern" in schema else {}
        return {"widget": "text" if name in _MULTILINE else "string", **pattern}

    def _members(self, schema: Schema) -> Iterator[ConfigField]:
        for name, member in schema["properties"].items():
            field = self._field(name, member, required=name in schema.get("required", ()))
            if field["required"] or _possible(field):
                yield field

    def _options(self, schema: Schema) -> list[dict[str, str]]:
        """Return what can be chosen, each with its names."""
        named = schema.get("enumDescriptions") or [self._types.get(f"type.{each}", each) for each in schema["enum"]]
        return [{"label": name, "value": value} for value, name in zip(schema["enum"], named, strict=True)]

    def _labels(self, schema: Schema) -> ConfigField:
        """Return the field of a translation's labels, which a form writes in steps."""
        steps: list[ConfigField] = []
        for name, only in _STEPS.items():
            inner = {"name": only, "label": self._label(only, only.capitalize()), "widget": "string", "required": False}
            steps.append({"name": name, "widget": "object", "required": False, "fields": [inner]})
        for step in steps:
            step["label"] = self._label(step["name"], step["name"].capitalize())
        field = {"name": "labels", "label": self._label("labels", "Labels"), "hint": schema["description"]}
        return field | {"widget": "object", "required": False, "fields": steps}

    def _label(self, name: str, title: str) -> str:
        """Return what a field is called in every language that has a word for it."""
        return (
            _joined(_words(locale).get(name, "") if locale in _written() else title for locale in self._locales)
            or title
        )


def _possible(field: ConfigField) -> bool:
    """Return whether there is anything to fill a field with: a taxonomy may be empty."""
    if not field.get("options", True):
        return False
    return all(_possible(each) for each in field.get("fields", ()) if each["required"])


def _everywhere(field: ConfigField) -> ConfigField:
    """Return a field that each language has for itself, with all below it."""
    below = {"fields": [_everywhere(each) for each in field["fields"]]} if "fields" in field else {}
    return field | below | {"i18n": True}


def _joined(names: Iterable[str]) -> str:
    """Return names as one, each once."""
    return " · ".join(dict.fromkeys(name for name in names if name))


def _written() -> set[str]:
    """Return the languages that have names for fields; the others show the English ones of the models."""
    return {path.stem for path in _LABELS.glob("*.yml")}


@cache
def _words(locale: str) -> Mapping[str, str]:
    """Return the names of fields in a language."""
    data: dict[str, str] = yaml.parse_yaml((_LABELS / f"{locale}.yml").read_text(encoding="utf-8"))
    return data
