"""The files below a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import ELOOP

Skip = Callable[[str, os.DirEntry[str]], bool]
"""Return whether to pass over a file, or a folder with all below it, by its path in the walked folder."""
OnError = Callable[[str, OSError], object]
"""Handle the error of a folder that cannot be listed, by its path in the walked folder."""


def walk_files(
    folder: str, *, follow_links: bool = False, skip: Skip | None = None, on_error: OnError | None = None
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield path and directory entry of each file below a folder, in no certain order.

    Args:
        folder: the folder.
        follow_links: whether to walk folders behind symbolic links, each folder once; else a link counts as a file.
        skip: returns whether to pass over an entry.
        on_error: is called for a folder that cannot be listed, or, with `ELOOP`, was walked before; a folder that is
            missing, unreadable or repeated is passed over where there is no `on_error`.
    """
    pending = [""]
    seen: set[tuple[int, int]] = set()
    while pending:
        prefix = pending.pop()
        try:
            if follow_links:
                _remember_folder(f"{folder}/{prefix}", seen)
            with os.scandir(f"{folder}/{prefix}") as scanned:
                entries = list(scanned)
        except OSError as error:
            if on_error:
                on_error(prefix.rstrip("/"), error)
            continue
        for entry in entries:
            path = prefix + entry.name
            if skip and skip(path, entry):
                continue
            if _is_folder(entry, follow_links=follow_links):
                pending.append(f"{path}/")
            else:
                yield path, entry


def _remember_folder(folder: str, seen: set[tuple[int, int]]) -> None:
    """Add a folder to those seen.

    Raises:
        OSError: the folder was seen before, or cannot be looked at.
    """
    status = os.stat(folder)
    if (status.st_dev, status.st_ino) in seen:
        raise OSError(ELOOP, os.strerror(ELOOP), folder)
    seen.add((status.st_dev, status.st_ino))


def _is_folder(entry: os.DirEntry[str], *, follow_links: bool) -> bool:
    try:
        return entry.is_dir(follow_symlinks=follow_links)
    except OSError:  # a link that leads to itself
        return False
