"""Front matter to begin with, as snippets of VS Code: it completes these in Markdown, where it reads no schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corner.authoring.json_schema import Schema

FILE = ".vscode/news.code-snippets"
"""Where VS Code looks for them."""
_MOMENT = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
_SHOWN = {
    "release": ("title", "description", "type", "issued", "topics", "bodies", "places", "source"),
    "summary": ("title", "description", "period", "items", "source"),
    "translation": ("title", "description", "labels"),
}
"""The fields of each snippet; those that a text must have, and those that most have."""


def build_snippets(schemas: dict[str, Schema]) -> dict[str, Any]:
    """Return the snippets by name.

    Args:
        schemas: the schemas by name.
    """
    known = schemas["release"]["$defs"] | schemas["summary"]["$defs"]
    models = {"release": "ReleaseOriginal", "summary": "SummaryOriginal", "translation": "Translation"}
    found: dict[str, Any] = {}
    for name, model in models.items():
        stops = iter(range(1, 100))
        properties = known[model]["properties"]
        lines = [line for field in _SHOWN[name] for line in _lines(field, properties[field], known, stops)]
        found[name] = {
            "scope": "markdown",
            "prefix": name,
            "description": known[model]["description"],
            "body": ["---", *lines, "---", "$0"],
        }
        for field, schema in properties.items():
            if "enumDescriptions" in schema.get("items", {}):
                found |= _keys(field, schema["items"])
    found |= _keys("figures", known["Figure"]["properties"]["figure"])
    return found


def _keys(field: str, schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the snippet of each key that a field may hold, which its names bring up too."""
    for key, names in zip(schema["enum"], schema["enumDescriptions"], strict=True):
        prefixes = list(dict.fromkeys([key, *names.split(" · ")]))
        yield f"{field}/{key}", {"scope": "markdown", "prefix": prefixes, "description": names, "body": key}


def _lines(
    field: str, schema: Schema, known: dict[str, Schema], stops: Iterator[int], indent: str = ""
) -> Iterator[str]:
    """Yield the lines that write a field, with a stop for each value."""
    start = f"{indent}{field}:"
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        yield start
        for name in schema["required"]:
            yield from _lines(name, schema["properties"][name], known, stops, f"{indent}  ")
    elif "$ref" in schema.get("items", {}):
        yield start
        item = known[schema["items"]["$ref"].rpartition("/")[2]]
        every = [_lines(name, item["properties"][name], known, stops, f"{indent}    ") for name in item["required"]]
        first, *rest = [line for lines in every for line in lines]
        yield f"{indent}  - {first.strip()}"
        yield from rest
    elif field == "labels":
        yield start
        yield f"{indent}  source.name: ${next(stops)}"
    elif schema.get("type") == "array":
        yield f"{start} [{_choice(schema['items'], next(stops))}]"
    elif "enum" in schema:
        yield f"{start} {_choice(schema, next(stops))}"
    else:
        dated = "pattern" in schema and schema["pattern"].startswith(r"^\d{4}-\d\d-\d\d")
        yield f"{start} ${{{next(stops)}:{_MOMENT}}}" if dated else f"{start} ${next(stops)}"


def _choice(schema: Schema, stop: int) -> str:
    """Return a stop at which one value is chosen of those that there are."""
    return f"${{{stop}|{','.join(schema['enum'])}|}}" if schema.get("enum") else f"${stop}"
