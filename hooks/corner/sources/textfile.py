"""Reading and decoding text files, with problems instead of exceptions."""

from __future__ import annotations

import os
import re
import stat
import time

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.system_errors import explain_system_error
from corner.sources import encodings
from corner.storage.platform_calls import open_at_once

FENCE = "---"
"""The first line of a file with front matter."""
# A search is quick if it begins with characters.
CLOSING_FENCE = re.compile(r"---(?<=^---)[ \t]*$", re.MULTILINE)
"""The line that ends front matter."""
FileStamp = tuple[int, int, int, int]
"""Inode number, size in bytes, modification time and status change time in nanoseconds."""
_TICK = 50_000_000
"""Nanoseconds within which a file may change twice without a change of its times."""


LARGEST = 1_000_000
"""The most bytes of a text file for which nothing else is said."""
_KINDS = {
    stat.S_IFDIR: Message("a folder"),
    stat.S_IFIFO: Message("a named pipe"),
    stat.S_IFSOCK: Message("a socket"),
    stat.S_IFCHR: Message("a device"),
    stat.S_IFBLK: Message("a device"),
}
"""What is no regular file, as messages call it."""


def read_stamp(file: str) -> FileStamp | None:
    """Return the stamp that differs once a file has changed, or `None` if the next change might not alter it."""
    try:
        return find_stamp(os.stat(file))
    except OSError:
        return None


def find_stamp(status: os.stat_result) -> FileStamp | None:
    """Return the stamp of a file by its status, or `None` as `read_stamp` does."""
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    now = time.time_ns()
    if now - modified < _TICK or now - changed < _TICK:
        return None
    return status.st_ino, status.st_size, modified, changed


def read_text(file: str, path: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text with plain line ends and no byte-order mark, or what is wrong with it.

    Args:
        file: the file to read.
        path: its path in problems, relative to the project's root.
    """
    data, problems = read_bytes(file, path)
    return (None, problems) if data is None else decode_utf8(data, path)


def read_bytes(file: str, path: str, largest: int = LARGEST) -> tuple[bytes | None, list[Problem]]:
    """Return the content of a file, or the problem that it cannot be read.

    Args:
        file: the file to read.
        path: its path in problems, relative to the project's root.
        largest: the most bytes that it may have.
    """
    try:
        with open(file, "rb", opener=open_at_once) as opened:
            status = os.fstat(opened.fileno())
            message = explain_irregular(status.st_mode)
            if not message and status.st_size <= largest:
                return opened.read(), []
    except OSError as error:
        # A socket cannot be opened at all.
        message = _explain_irregular_file(file) or Message(
            "expected a readable file, found {reason}", reason=explain_system_error(error)
        )
    if message:
        return None, [Problem(path, 1, "file", "unreadable-file", message)]
    message = Message(
        "expected a text of at most {largest:,} bytes, found {size:,}; divide it into several files",
        largest=largest,
        size=status.st_size,
    )
    return None, [Problem(path, 1, "file", "large-file", message)]


def explain_irregular(mode: int) -> str:
    """Return the message for what is no regular file by its mode, or an empty text for others."""
    kind = _KINDS.get(stat.S_IFMT(mode))
    return Message("expected a regular file, found {kind}", kind=kind) if kind else ""


def _explain_irregular_file(file: str) -> str:
    try:
        return explain_irregular(os.stat(file).st_mode)
    except OSError:
        return ""


def decode_utf8(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file's content, or the problem that it is not UTF-8."""
    try:
        return normalise_line_ends(data.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(path, line, "file", "not-utf-8", encodings.explain_encoding(data, error.start))]


def normalise_line_ends(text: str) -> str:
    """Return a text with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
