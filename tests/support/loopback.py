"""Servers on this machine that stop by themselves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from typing import TypeVar

_Server = TypeVar("_Server", bound=BaseServer)


@contextmanager
def running(server: _Server) -> Iterator[_Server]:
    """Let a server answer from a thread of its own until the block ends."""
    with server:
        # Whoever stops it waits until it looks for that, at most so many seconds.
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
