"""The command `corner`: one module per command, loaded when the command runs. Only this package prints."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any

import click

_COMMANDS = {
    name: name
    for name in (
        "build",
        "check",
        "digest",
        "due",
        "init",
        "links",
        "new",
        "ping",
        "publish",
        "rename",
        "sbom",
        "schema",
        "status",
        "translated",
        "verify",
    )
} | {"import": "import_"}
"""The module of each command, which holds it as `command`."""


class _Commands(click.Group):
    """The commands, loaded one by one: to load all takes longer than most of them run."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print one line about a file that cannot be read or written."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of the pipe has closed it, which click handles
            prefix = f"{os.fsdecode(error.filename)}: " if error.filename else ""
            print(f"{prefix}expected to be able to read and write files, found: {error.strerror}", file=sys.stderr)
            ctx.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's own signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"corner.cli.{_COMMANDS[cmd_name]}").command
        return command


@click.group(cls=_Commands)
@click.version_option(package_name="co-operation-corner", prog_name="corner")
def main() -> None:
    """Check and look after a co-operation corner."""
