"""The configuration of the form for editors, Sveltia CMS, made from the JSON Schemas of front matter.

Only the original's file holds facts; the file of each language holds words. So each language of originals has its own
collection, whose first language it is: the form writes untranslated fields into that file only. A register has a
collection of its files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corner.authoring import cms_registers, json_schema
from corner.authoring.cms_fields import ConfigField, FormBuilder
from corner.authoring.cms_words import FormWords
from corner.authoring.json_schema import Schema
from corner.content.field_types import KEY_PATTERN
from corner.content.settings import REVIEWING, FormSettings
from corner.content.types import ContentType
from corner.site.catalogue import Catalogue

_API = {"gitea": "/api/v1", "gitlab": "/api/v4"}
_OUTSIDE = ("backend", "publish_mode")
"""The settings that are not options of the backend."""
_SIGNED_IN_BY_OTHERS = ("github", "gitlab")
"""The hosts for which Sveltia CMS signs editors in through Netlify unless another service is given."""


def build_config(catalogue: Catalogue, locale: str) -> dict[str, Any]:
    """Return the configuration for a corner with a form.

    Args:
        catalogue: the catalogue of the corner.
        locale: the language of the form's own words.
    """
    settings = catalogue.settings
    assert settings.admin is not None, "without settings there is no form"
    # Anybody can read the form, so that it names nothing that the public may not see yet.
    visible = (content for contents in catalogue.contents.values() for content in contents.values())
    schemas = json_schema.build_schemas(catalogue.content_types, catalogue.taxonomies, settings, visible, (locale,))
    words = FormWords(locale, catalogue.messages[locale])
    collections = [
        collection
        for content_type in catalogue.content_types
        if content_type.form_date
        for collection in _iter_text_collections(content_type, catalogue, schemas[content_type.label]["$defs"], words)
    ]
    collections += cms_registers.iter_collections(catalogue, schemas, words)
    return {
        "app_title": settings.names[locale].site_name,
        "backend": backend_config(settings.admin),
        **workflow_config(settings.admin),
        "site_url": settings.site_url,
        "media_folder": "news/releases",
        "public_folder": "/news",
        "show_preview_links": False,
        "i18n": {"structure": "multiple_files", "locales": list(settings.written), "default_locale": settings.default},
        "output": {"omit_empty_optional_fields": True},
        "collections": collections,
    }


def _iter_text_collections(
    content_type: ContentType[Any], catalogue: Catalogue, definitions: Mapping[str, Schema], words: FormWords
) -> Iterator[dict[str, Any]]:
    """Yield the collection of each language of originals; that of the form's own language comes first."""
    settings = catalogue.settings
    fields = list(FormBuilder(definitions, words).build_fields(content_type.model.__name__, content_type.label))
    title = catalogue.messages[words.locale](content_type.section)
    for locale in sorted(settings.written, key=lambda locale: locale != words.locale):
        yield {
            "name": f"{content_type.name}-{locale.lower()}",
            "label": f"{title} ({settings.names[locale].name})",
            "folder": f"news/{content_type.name}",
            **({"path": content_type.form_path} if content_type.form_path else {}),
            "slug": {"editable": ["create"], "pattern": [KEY_PATTERN, "a–z 0–9 -"]},
            "filter": {"field": content_type.form_date, "pattern": "^[0-9]"},
            "media_folder": "",
            "public_folder": "",
            "delete": False,
            # A copy of what is published would not be a draft, as everything new is (`form.js`).
            "duplicate": False,
            "i18n": {
                "structure": "multiple_files",
                "locales": [locale, *(other for other in settings.written if other != locale)],
                "default_locale": locale,
                "initial_locales": "default",
            },
            "fields": fields,
        }


def collect_hints(configs: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the hints of the fields that every language has: in each language, by the hint in another one."""
    hints = {
        locale: {
            f"{collection['name']}.{path}": hint
            for collection in config["collections"]
            for path, hint in _iter_hints(collection.get("fields", ()))
        }
        for locale, config in configs.items()
    }
    return {
        locale: {
            other[path]: hint for other in hints.values() for path, hint in own.items() if other.get(path, hint) != hint
        }
        for locale, own in hints.items()
    }


def _iter_hints(fields: Iterable[ConfigField], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the hint of each field that every language has."""
    for field in fields:
        if field.get("i18n"):
            path = f"{above}{field['name']}"
            if "hint" in field:
                yield path, field["hint"]
            yield from _iter_hints(field.get("fields", ()), f"{path}.")


def workflow_config(admin: FormSettings) -> dict[str, str]:
    """Return the part of the configuration that says whether what is saved is reviewed before it is published.

    Sveltia CMS 0.221 has reviews for GitHub and GitLab alone, by pull requests.
    """
    mode = admin.publish_mode or ("editorial_workflow" if admin.backend in REVIEWING else "")
    return {"publish_mode": mode} if mode else {}


def backend_config(admin: FormSettings) -> dict[str, Any]:
    """Return the part of the configuration that says where the form reads and writes."""
    backend: dict[str, Any] = {name: value for name, value in admin if value and name not in _OUTSIDE}
    if admin.backend in _SIGNED_IN_BY_OTHERS and not (admin.base_url or admin.auth_type):
        backend["auth_methods"] = ["token"]
    if admin.base_url and admin.backend in _API:
        backend.setdefault("api_root", admin.base_url.rstrip("/") + _API[admin.backend])
    return {"name": admin.backend, **backend}
