"""The edit that an editor makes while the bench watches: a new word in the title and the text of one release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def edited(text: str, word: str) -> str:
    """The file with the word at the beginning of its title and of its text."""
    _, front, body = text.split("---\n", 2)
    return "---\n".join(["", front.replace("title: ", f"title: {word} ", 1), f"{word} {body}"])


@contextmanager
def editing(file: Path) -> Iterator[Callable[[str], None]]:
    """Give a function that edits the file with a word; afterwards the file is as it was."""
    original = file.read_text(encoding="utf-8")
    try:
        yield lambda word: _write(file, edited(original, word))
    finally:
        _write(file, original)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
