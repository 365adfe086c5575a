"""`corner schema`: what front matter and vocabularies may say, for the programs that editors write in."""

from __future__ import annotations

from pathlib import Path

import click

from corner.authoring import json_schema, vscode_snippets
from corner.cli.options import ROOT, loaded
from corner.content import dates


@click.command("schema")
@click.argument("name", type=click.Choice(json_schema.NAMES), required=False)
@click.option("--write", is_flag=True, help="Write all, with the snippets, to where editors' programs look for them.")
@ROOT
def command(name: str | None, root: Path, *, write: bool) -> None:
    """Print the JSON Schema called NAME of what editors write, or all of them by name.

    Exit status: 0 done, 1 problems in the news, 2 cannot run.
    """
    news = loaded(root, dates.now()).catalogue
    made = json_schema.of(news.vocabulary, news.settings.written)
    if not write:
        print(json_schema.text(made[name] if name else made), end="")
        return
    files = {f"schemas/{each}.json": made[each] for each in made}
    files[vscode_snippets.FILE] = vscode_snippets.of(made)
    for path, content in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(json_schema.text(content), encoding="utf-8")
        print(path)
