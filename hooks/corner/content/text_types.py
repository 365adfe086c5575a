"""The content types of texts as a check of texts needs them, without all that makes pages, feeds and searches."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from corner.content.built_in import TEXTS
from corner.content.types import ContentType, ContentTypes


def _describe_nothing(*_: object) -> Any:
    return None


def import_text_types() -> ContentTypes:
    """Return the package's own content types that are made from texts, without their pages."""
    return ContentTypes(
        ContentType(
            **import_module(module).FIELDS,
            page=None,
            index_pages=lambda _edition: (),
            json_ld=_describe_nothing,
        )
        for module in TEXTS
    )
