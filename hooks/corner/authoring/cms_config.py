"""The configuration of the form for editors, Sveltia CMS, made from the JSON Schemas of front matter.

Only the original's file holds facts; the file of each language holds words. So each language of originals has its own
collection, whose first language it is: the form writes untranslated fields into that file only. A register has a
collection of its files.
"""

from __future__ import annotations

from typing import Any

from corner.authoring import cms_registers, json_schema
from corner.authoring.cms_fields import FormBuilder
from corner.content.field_types import KEY_PATTERN
from corner.content.languages import join_names
from corner.content.settings import FormSettings
from corner.site.catalogue import Catalogue

_API = {"gitea": "/api/v1", "gitlab": "/api/v4"}
_SIGNED_IN_BY_OTHERS = ("github", "gitlab")
"""The hosts for which Sveltia CMS signs editors in through Netlify unless another service is given."""


def build_config(catalogue: Catalogue) -> dict[str, Any]:
    """Return the configuration for a corner with a form."""
    settings = catalogue.settings
    assert settings.admin is not None, "without settings there is no form"
    # Anybody can read the form, so that it names nothing that the public may not see yet.
    visible = (content for contents in catalogue.contents.values() for content in contents.values())
    schemas = json_schema.build_schemas(catalogue.content_types, catalogue.taxonomies, settings, visible)
    messages = [catalogue.messages[locale] for locale in settings.written]
    collections = []
    for content_type in catalogue.content_types:
        if not content_type.form_date:
            continue
        fields = list(
            FormBuilder(schemas[content_type.label]["$defs"], settings.written).build_fields(
                content_type.model.__name__
            )
        )
        title = join_names(locale_messages(content_type.section) for locale_messages in messages)
        for locale in settings.written:
            others = [other for other in settings.written if other != locale]
            collections.append(
                {
                    "name": f"{content_type.name}-{locale.lower()}",
                    "label": f"{title} ({settings.names[locale].name})",
                    "folder": f"news/{content_type.name}",
                    **({"path": content_type.form_path} if content_type.form_path else {}),
                    "slug": {"editable": ["create"], "pattern": [KEY_PATTERN, "a–z 0–9 -"]},
                    "filter": {"field": content_type.form_date, "pattern": "^[0-9]"},
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
    collections += cms_registers.iter_collections(catalogue, schemas)
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
    """Return the part of the configuration that says where the form reads and writes."""
    backend: dict[str, Any] = {name: value for name, value in admin if value and name != "backend"}
    if admin.backend in _SIGNED_IN_BY_OTHERS and not (admin.base_url or admin.auth_type):
        backend["auth_methods"] = ["token"]
    if admin.base_url and admin.backend in _API:
        backend.setdefault("api_root", admin.base_url.rstrip("/") + _API[admin.backend])
    return {"name": admin.backend, **backend}
