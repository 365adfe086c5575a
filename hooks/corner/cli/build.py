"""`corner build`: build the site without MkDocs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from corner.build.errors import BuildError
from corner.build.garbage import pause_garbage_collection
from corner.cli.console_log import create_log
from corner.cli.options import ROOT
from corner.standalone.builder import BuildOptions, StandaloneBuilder
from corner.storage.platform_calls import handle_sigterm
from corner.workers.pool import JOBS_VARIABLE


@click.command("build")
@click.option("--strict", is_flag=True, help="Stop on warnings, too.")
@click.option("--verify", is_flag=True, help="Compare every published file with what it should hold, and restore it.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes work at the same time; one for each core by default, where the work is worth it.",
)
@ROOT
def command(root: Path, *, strict: bool, verify: bool, jobs: int | None) -> None:
    """Build the site that `mkdocs build` builds, without MkDocs.

    A build knows the files that it published by their sizes and times. With `--verify` it makes all of them, names
    those that somebody changed, and restores them. Where mkdocs.yml has plugins or hooks of the corner's own, only
    `mkdocs build` can build it.

    Exit status: 0 built, 1 not built.
    """
    handle_sigterm()
    log = create_log()
    if jobs:
        os.environ[JOBS_VARIABLE] = str(jobs)
    try:
        # A first build loads most of the program before it begins.
        with pause_garbage_collection(process_ends=True):
            StandaloneBuilder(root, log, BuildOptions(strict=strict, verify=verify)).build()
    except BuildError as error:
        log.log_failure(error)
        sys.exit(1)
