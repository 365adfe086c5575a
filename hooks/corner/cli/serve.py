"""`corner serve`: preview the site while its files are edited."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.cli.console_log import create_log
from corner.cli.language import find_language, say
from corner.cli.options import ROOT
from corner.diagnostics.message import Message
from corner.storage.platform_calls import handle_sigterm
from corner.storage.scratch import make_scratch_folder

if TYPE_CHECKING:
    from corner.standalone.preview_server import PreviewServer

_PORT = 8000


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="The port; 0 for any.")
@ROOT
def command(root: Path, *, port: int) -> None:
    """Show the site at http://127.0.0.1:8000/ while its files are edited, with drafts, to this computer only.

    Each edit is shown when the file is saved, and pages in a browser load again. Ctrl and C end it.

    Exit status: 0 ended, 2 the port is taken.
    """
    from corner.standalone.preview import Preview

    handle_sigterm()
    with make_scratch_folder() as folder:
        server = _take_port(port, folder)
        language = find_language()
        server.lang = language.tag if language else server.lang
        try:
            Preview(root, create_log(), server, say).run()
        except KeyboardInterrupt:
            sys.exit(0)


def _take_port(port: int, folder: Path) -> PreviewServer:
    """Return a server at a port; where that is taken, print what to type, and exit with status 2."""
    from corner.standalone.preview_server import PreviewServer

    try:
        return PreviewServer(port, folder)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
    message = Message(
        "expected a free port, found another program at http://127.0.0.1:{port}/: use it if it is a preview, end it with "
        "Ctrl and C in its window, or type `corner serve --port {other}`",
        port=str(port),
        other=str(port + 1 if port < 65535 else _PORT),
    )
    print(say(message), file=sys.stderr)
    sys.exit(2)
