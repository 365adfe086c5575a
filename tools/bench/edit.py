"""The edit that an editor makes while the bench watches: a new word in one release, or in one record of a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def edited(text: str, word: str) -> str:
    """The file with the word at the beginning of its title and of its text."""
    _, front, body = text.split("---\n", 2)
    return "---\n".join(["", front.replace("title: ", f"title: {word} ", 1), f"{word} {body}"])


def edited_record(text: str, word: str) -> str:
    """Return the file of records with the word at the beginning of the English name of its first record."""
    return text.replace("    en: ", f"    en: {word} ", 1)


@contextmanager
def editing(file: Path, change: Callable[[str, str], str] = edited) -> Iterator[Callable[[str], None]]:
    """Give a function that edits the file with a word, as `change` says; afterwards the file is as it was."""
    original = file.read_text(encoding="utf-8")
    try:
        yield lambda word: _write(file, change(original, word))
    finally:
        _write(file, original)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
