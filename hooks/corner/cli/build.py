"""`corner build`: build the site with MkDocs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from corner.cli.options import ROOT


@click.command("build")
@click.option("--strict", is_flag=True, help="Stop on warnings, too.")
@click.option("--verify", is_flag=True, help="Compare every published file with what it should hold, and restore it.")
@ROOT
def command(root: Path, *, strict: bool, verify: bool) -> None:
    """Build the site, as `mkdocs build` does.

    A build knows the files that it published by their sizes and times. With `--verify` it makes all of them, names
    those that somebody changed, and restores them.

    Exit status: 0 built, 1 not built.
    """
    arguments = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
    variables = {"NO_MKDOCS_2_WARNING": "1"} | ({"CORNER_VERIFY": "1"} if verify else {})
    sys.exit(subprocess.run(arguments, cwd=root, env=os.environ | variables, check=False).returncode)  # noqa: S603 -- our own arguments
