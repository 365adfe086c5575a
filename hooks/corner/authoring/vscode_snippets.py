"""Snippets of front matter for VS Code, which does not apply JSON Schemas to Markdown files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corner.authoring.json_schema import Schema
from corner.content.frontmatter import Translation
from corner.content.types import ContentTypes

FILE = ".vscode/news.code-snippets"
"""The file in which VS Code looks for snippets."""
_TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
_TRANSLATION_FIELDS = ("title", "description", "labels")
"""The fields that a new translation begins with."""


def build_snippets(content_types: ContentTypes, schemas: dict[str, Schema]) -> dict[str, Any]:
    """Return the snippets by name.

    Args:
        content_types: the content types of the corner.
        schemas: the schemas by name.
    """
    definitions: dict[str, Schema] = {}
    kinds: list[tuple[str, str, tuple[str, ...]]] = []
    for content_type in content_types:
        if content_type.snippet_fields:
            definitions |= schemas[content_type.label]["$defs"]
            kinds.append((content_type.label, content_type.model.__name__, content_type.snippet_fields))
    kinds.append(("translation", Translation.__name__, _TRANSLATION_FIELDS))
    snippets: dict[str, Any] = {}
    for name, model, fields in kinds:
        stops = iter(range(1, 100))
        properties = definitions[model]["properties"]
        lines = [line for field in fields for line in _iter_lines(field, properties[field], definitions, stops)]
        snippets[name] = {
            "scope": "markdown",
            "prefix": name,
            "description": definitions[model]["description"],
            "body": ["---", *lines, "---", "$0"],
        }
        for field, schema in properties.items():
            if "enumDescriptions" in schema.get("items", {}):
                snippets |= _iter_key_snippets(field, schema["items"])
    snippets |= _iter_key_snippets("figures", definitions["Figure"]["properties"]["figure"])
    return snippets


def _iter_key_snippets(field: str, schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a snippet for each key of a field, with its names as prefixes."""
    for key, names in zip(schema["enum"], schema["enumDescriptions"], strict=True):
        prefixes = list(dict.fromkeys([key, *names.split(" · ")]))
        yield f"{field}/{key}", {"scope": "markdown", "prefix": prefixes, "description": names, "body": key}


def _iter_lines(
    field: str, schema: Schema, definitions: dict[str, Schema], stops: Iterator[int], indent: str = ""
) -> Iterator[str]:
    """Yield the lines of a field, with a tab stop for each value."""
    start = f"{indent}{field}:"
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        yield start
        for name in schema["required"]:
            yield from _iter_lines(name, schema["properties"][name], definitions, stops, f"{indent}  ")
    elif "$ref" in schema.get("items", {}):
        yield start
        item = definitions[schema["items"]["$ref"].rpartition("/")[2]]
        members = [
            _iter_lines(name, item["properties"][name], definitions, stops, f"{indent}    ")
            for name in item["required"]
        ]
        first, *rest = [line for lines in members for line in lines]
        yield f"{indent}  - {first.strip()}"
        yield from rest
    elif field == "labels":
        yield start
        yield f"{indent}  source.name: ${next(stops)}"
    elif schema.get("type") == "array":
        yield f"{start} [{_format_choice(schema['items'], next(stops))}]"
    elif "enum" in schema:
        yield f"{start} {_format_choice(schema, next(stops))}"
    else:
        dated = "pattern" in schema and schema["pattern"].startswith(r"^\d{4}-\d\d-\d\d")
        yield f"{start} ${{{next(stops)}:{_TODAY}}}" if dated else f"{start} ${next(stops)}"


def _format_choice(schema: Schema, stop: int) -> str:
    """Return a tab stop with a choice of values."""
    return f"${{{stop}|{','.join(schema['enum'])}|}}" if schema.get("enum") else f"${stop}"
