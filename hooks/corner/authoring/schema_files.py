"""The files that help text editors: a JSON Schema of each kind of file, and snippets for VS Code."""

from __future__ import annotations

from corner.authoring import json_schema, vscode_snippets
from corner.authoring.json_schema import Schema
from corner.content.types import ContentTypes


def render_schema_files(content_types: ContentTypes, schemas: dict[str, Schema]) -> dict[str, str]:
    """Return the content of each file by path.

    Args:
        content_types: the content types of the corner.
        schemas: the schemas by name.
    """
    files: dict[str, object] = {f"schemas/{name}.json": schema for name, schema in schemas.items()}
    files[vscode_snippets.FILE] = vscode_snippets.build_snippets(content_types, schemas)
    return {path: json_schema.format_json(content) for path, content in files.items()}
