"""Text files as text, or the problem that keeps them from being it."""

from __future__ import annotations

from corner.problems import Problem


def read(file: str, path: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text with plain line ends and no byte-order mark, or what is wrong with it.

    Args:
        file: the file to read.
        path: what it is called in a problem, relative to the project's root.
    """
    try:
        with open(file, "rb") as opened:
            data = opened.read()
    except OSError as error:
        return None, [Problem(path, 1, "file", "unreadable-file", f"expected a readable file, found {error.strerror}")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02X}"
        return None, [Problem(path, line, "file", "not-utf-8", f"expected UTF-8 text, found {found}")]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, []
