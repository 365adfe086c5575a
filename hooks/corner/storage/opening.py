"""Files that are opened without waiting."""

from __future__ import annotations

import os


def open_at_once(file: str, flags: int) -> int:
    """Open a file without waiting for another program to open it, too, as a named pipe does; an `opener` of `open`.

    Raises:
        OSError: the file cannot be opened.
    """
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has neither the flag nor such pipes
