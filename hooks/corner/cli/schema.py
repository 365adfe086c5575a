"""`corner schema`: what front matter and taxonomies may say, for the programs that editors write in."""

from __future__ import annotations

from pathlib import Path

import click

from corner.authoring import json_schema, vscode_snippets
from corner.cli.options import ROOT, load_site
from corner.sources.clock import read_clock


@click.command("schema")
@click.argument("name", type=click.Choice(json_schema.NAMES), required=False)
@click.option("--write", is_flag=True, help="Write all, with the snippets, to where editors' programs look for them.")
@ROOT
def command(name: str | None, root: Path, *, write: bool) -> None:
    """Print the JSON Schema called NAME of what editors write, or all of them by name.

    Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    news = load_site(root, read_clock()).catalogue
    made = json_schema.build_schemas(news.taxonomies, news.settings.written)
    if not write:
        print(json_schema.format_json(made[name] if name else made), end="")
        return
    files = {f"schemas/{each}.json": made[each] for each in made}
    files[vscode_snippets.FILE] = vscode_snippets.build_snippets(made)
    for path, content in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(json_schema.format_json(content), encoding="utf-8")
        print(path)
