"""`corner schema`: print the JSON Schemas of front matter, taxonomies and registers, for text editors."""

from __future__ import annotations

from pathlib import Path

import click

from corner.cli.options import ROOT, load_site
from corner.diagnostics.message import Message
from corner.sources.clock import read_clock


@click.command("schema")
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="Write all schemas, and the snippets for VS Code, to their files.")
@ROOT
def command(name: str | None, root: Path, *, write: bool) -> None:
    """Print the JSON Schema called NAME of what editors write, or all of them by name.

    Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    from corner.authoring import json_schema, schema_files
    from corner.diagnostics.suggestions import suggest

    site = load_site(root, read_clock())
    content_types = site.catalogue.content_types
    schemas = json_schema.build_schemas(content_types, site.catalogue.taxonomies, site.settings, site.news)
    if name and name not in schemas:
        message = Message(
            "expected one of {schemas}, found '{name}'{suggestion}",
            schemas=list(schemas),
            name=name,
            suggestion=suggest(name, schemas),
        )
        raise click.BadParameter(message, param_hint="NAME")
    if not write:
        print(json_schema.format_json(schemas[name] if name else schemas), end="")
        return
    for path, text in schema_files.render_schema_files(content_types, schemas).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
        print(path)
