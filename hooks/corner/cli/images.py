"""`corner images`: make pictures smaller."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.cli.language import say
from corner.cli.options import NOW, ROOT
from corner.content import file_types
from corner.diagnostics.message import Message
from corner.sources.pictures import MOST_BYTES, MOST_PIXELS

if TYPE_CHECKING:
    from corner.authoring.picture_resizing import ResizedPicture

_RESIZED = frozenset("avif gif jpeg jpg png webp".split())
"""The endings of the pictures that can be made smaller."""


@click.command("images")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--width", type=click.IntRange(min=100), default=MOST_PIXELS, show_default=True, help="The highest width in pixels."
)
@NOW
@ROOT
def command(paths: tuple[Path, ...], width: int, root: Path, now: datetime) -> None:
    """Make the pictures that texts show and that are too large smaller; with PATHs, those files and folders.

    A picture keeps its name and format, and loses what the camera wrote into it, such as the place.
    Exit status: 0 done, 1 a picture could not be made smaller, 2 cannot run.
    """
    from corner.authoring.picture_resizing import PictureError

    has_failed = False
    for file in _list_files(paths) if paths else _find_large_pictures(root, now):
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
        try:
            resized = _resize(file, width)
        except PictureError as error:
            has_failed = True
            print(say(Message("{path}: {message}", path=name, message=error.args[0])), file=sys.stderr)
            continue
        print(say(Message("{path}: {message}", path=name, message=_describe(resized))))
    sys.exit(1 if has_failed else 0)


def _find_large_pictures(root: Path, now: datetime) -> list[Path]:
    """Return the pictures that a check reports as too large."""
    from corner.site import load

    problems = load.load(root, now).problems
    return [root / problem.path for problem in problems if problem.code == "large-picture"]


def _list_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files among paths, and the pictures in the folders among them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file_types.file_ending(file.name) in _RESIZED)
        else:
            yield path


def _resize(file: Path, width: int) -> ResizedPicture:
    """Make a picture smaller.

    Raises:
        PictureError: the file is no picture that can be made smaller.
    """
    from corner.authoring.picture_resizing import PictureError, resize_picture
    from corner.checks.pictures import explain_picture_type

    if file_types.file_ending(file.name) == "heic":
        raise PictureError(explain_picture_type(file.name))
    return resize_picture(file, width, MOST_BYTES)


def _describe(resized: ResizedPicture) -> Message:
    """Return what has become of a picture."""
    before = _describe_size(resized.old_size, resized.old_bytes)
    after = _describe_size(resized.size, resized.bytes)
    if resized.bytes > MOST_BYTES:
        return Message("{before}, now {after}; save it as JPEG to make it smaller", before=before, after=after)
    if not resized.is_changed:
        return Message("{before}, left as it is", before=before)
    return Message("{before}, now {after}", before=before, after=after)


def _describe_size(size: tuple[int, int], count: int) -> Message:
    """Return width, height and bytes in words."""
    return Message(
        "{width:,} × {height:,} pixels and {size:.2f} MB", width=size[0], height=size[1], size=count / 1_000_000
    )
