"""`corner sbom`: print what the site is made with, for programs that look for unsafe packages."""

from __future__ import annotations

from datetime import datetime

import click

from corner.cli.options import NOW


@click.command("sbom")
@NOW
def command(now: datetime) -> None:
    """Print the software bill of materials of the installed program: CycloneDX 1.6, JSON.

    Exit status: 0 done, 2 cannot run.
    """
    from corner.deploy.sbom import build_sbom

    print(build_sbom(now if now.tzinfo else now.astimezone()), end="")
