"""Text files as text, or the problem that keeps them from being it."""

from __future__ import annotations

import os
import re
import time

from corner.diagnostics.problem import Problem

FENCE = "---"
"""The first line of a file with front matter."""
CLOSING_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
"""The line that ends front matter."""
FileStamp = tuple[int, int, int, int]
"""Number, size in bytes, and times of change of content and of file, in nanoseconds."""
_TICK = 50_000_000
"""Nanoseconds within which a file may change twice and keep its times."""


def read_stamp(file: str) -> FileStamp | None:
    """Return what tells whether a file has changed; `None` where the next change might leave it as it is."""
    try:
        told = os.stat(file)
    except OSError:
        return None
    if time.time_ns() - max(told.st_mtime_ns, told.st_ctime_ns) < _TICK:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def read_text(file: str, path: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text with plain line ends and no byte-order mark, or what is wrong with it.

    Args:
        file: the file to read.
        path: what it is called in a problem, relative to the project's root.
    """
    data, problems = read_bytes(file, path)
    return (None, problems) if data is None else decode_utf8(data, path)


def read_bytes(file: str, path: str) -> tuple[bytes | None, list[Problem]]:
    """Return what a file holds, or what keeps it from being read."""
    try:
        with open(file, "rb") as opened:
            return opened.read(), []
    except OSError as error:
        return None, [Problem(path, 1, "file", "unreadable-file", f"expected a readable file, found {error.strerror}")]


def decode_utf8(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text that a file holds, or what is wrong with it."""
    try:
        return normalise_line_ends(data.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02X}"
        return None, [Problem(path, line, "file", "not-utf-8", f"expected UTF-8 text, found {found}")]


def normalise_line_ends(text: str) -> str:
    """Return a text with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
