"""The process of `mkdocs serve`: its port."""

from __future__ import annotations

import errno
import os
import socket

from corner.diagnostics.message import Message
from corner.mkdocs.log import create_error


def check_port(host: str, port: int) -> None:
    """Find out before a build whether its preview can be shown.

    Raises:
        PluginError: another program has the port.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        if os.name == "posix":  # as MkDocs' own server does; elsewhere this lets two programs have one port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise create_error(
                Message(
                    "Another preview is running at {address}: use it, or stop it with Ctrl and C in its window; "
                    "or give this one another place: .venv/bin/mkdocs serve --dev-addr 127.0.0.1:8001",
                    address=f"http://{host}:{port}/",
                )
            ) from None
