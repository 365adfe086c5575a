"""The folder of the project that a command works in, and what to type where it was called somewhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from corner.diagnostics.message import Message

_SETTINGS = "mkdocs.yml"
_MOST_FOLDERS = 1_000
"""The most folders in which a project is looked for."""


class MissingProjectError(click.ClickException):
    """A folder that is no project; the message says what to type."""

    exit_code = 2


def require_project(context: click.Context, _option: click.Parameter, folder: Path) -> Path:
    """Return the folder, which has the settings of a corner.

    Raises:
        MissingProjectError: it has none; the message says where they are, if that is near.
    """
    # Rules are explained anywhere. A file that cannot be read is reported with the others.
    if context.params.get("explain") is not None or os.path.lexists(folder / _SETTINGS):
        return folder
    raise MissingProjectError(explain_missing_project(folder))


def explain_missing_project(folder: Path) -> Message:
    """Return the message for a folder that is no project."""
    message = Message(
        "expected the file {name} of a corner in {folder}, found none", name=_SETTINGS, folder=str(folder.resolve())
    )
    here = Path.cwd()
    near = next((project for project in _iter_projects(folder) if project.resolve() != here), None)
    if near is not None:
        return Message("{message}; type: cd {folder}", message=message, folder=_quote(os.path.relpath(near)))
    return Message(
        "{message}; go to the folder of the project with 'cd FOLDER', or make a new one with 'corner init FOLDER'",
        message=message,
    )


def _iter_projects(folder: Path) -> Iterator[Path]:
    """Yield the folders above a folder, and those in it, that are projects."""
    yield from (parent for parent in folder.resolve().parents if _is_project(parent))
    try:
        inside = sorted(path for _, path in zip(range(_MOST_FOLDERS), folder.iterdir(), strict=False))
    except OSError:
        return
    yield from (path for path in inside if _is_project(path))


def _is_project(folder: Path) -> bool:
    """Return whether a folder has the settings and the news of a corner."""
    return (folder / _SETTINGS).is_file() and (folder / "news").is_dir()


def _quote(folder: str) -> str:
    """Return a folder as it is typed behind `cd`, on any system."""
    return f'"{folder}"' if " " in folder else folder
