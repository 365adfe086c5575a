"""Writing a new corner: into a folder that holds nothing else, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from corner.authoring.starter.answers import AnswerError
from corner.diagnostics.message import Message

_HARMLESS = frozenset({".git", ".venv", ".DS_Store"})
"""What a folder may hold before: a fresh repository, and the environment in which the generator is installed."""


def check_folder(folder: Path) -> None:
    """Check that a corner can be written into a folder, which need not exist.

    Raises:
        AnswerError: it holds something, or is no folder.
    """
    if folder.is_dir():
        others = sorted(path.name for path in folder.iterdir() if path.name not in _HARMLESS)
        if others:
            raise AnswerError(
                Message("expected a new or empty folder, found '{name}' in {folder}", name=others[0], folder=folder)
            )
    elif folder.exists() or folder.is_symlink():
        raise AnswerError(Message("expected a new or empty folder, found the file {folder}", folder=folder))


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder; if one cannot be written, delete what was written before.

    Args:
        folder: the folder, which is made where it is missing.
        files: the content of each file, by path in the folder.

    Raises:
        OSError: a file cannot be written.
    """
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            missing = [parent for parent in path.parents if not parent.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                made.append(parent)
            made.append(path)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except BaseException:
        _delete(made)
        raise


def _delete(made: list[Path]) -> None:
    """Delete files and empty folders, the last one first."""
    for path in reversed(made):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
