"""The files of a new site before it is published: a tree in a folder of its own, whose parts then get their names at once."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corner.storage.platform_calls import open_new

_FOLDER = re.compile(r"[0-9]+\.new")
"""The name of the folder of a tree: its process and an ending."""
FileTimes = tuple[int, int]
"""Size in bytes and modification time in nanoseconds."""


class Staging:
    """A tree of files inside the folder that they will be published in; several processes may write to it."""

    def __init__(self, folder: Path) -> None:
        """Plan a tree for `folder`; nothing is made before the first file is written."""
        self._folder = folder
        self._is_new = not folder.exists()
        self._root = f"{folder}/{os.getpid()}.new"
        self._known: set[str] = set()
        """The folders that are known to exist."""

    def find_path(self, name: str, _number: int) -> str:
        """Return where the file called `name` is until it is published."""
        return f"{self._root}/{name}"

    def write(self, name: str, data: bytes) -> FileTimes:
        """Write the file called `name`, and return its size and modification time.

        Raises:
            OSError: it cannot be written.
        """
        return write_file(f"{self._root}/{name}", data, self._known)

    def publish(self, names: Iterable[str]) -> None:
        """Move all files, in folders as they are, to their places.

        Args:
            names: all files, in the order in which they should appear: a folder appears with the last one of it.

        Raises:
            OSError: they cannot be moved.
        """
        last = {name.partition("/")[0]: number for number, name in enumerate(names)}
        for name in sorted(last, key=last.__getitem__):
            os.replace(f"{self._root}/{name}", f"{self._folder}/{name}")
        with suppress(FileNotFoundError):  # there are no files
            os.rmdir(self._root)

    def discard(self) -> None:
        """Delete what was not published."""
        shutil.rmtree(self._root, ignore_errors=True)
        if self._is_new:
            with suppress(OSError):
                self._folder.rmdir()


def delete_abandoned_trees(folder: Path) -> None:
    """Delete the trees of processes that were killed before they published them: none may be left of empty folders."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in [entry for entry in entries if _FOLDER.fullmatch(entry.name)]:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)


def write_file(path: str, data: bytes, folders: set[str]) -> FileTimes:
    """Write a file; return its size and modification time.

    Args:
        path: the file.
        data: its content.
        folders: the folders that are known to exist; the file's is added.

    Raises:
        OSError: it cannot be written.
    """
    folder = os.path.dirname(path)
    if folder not in folders:
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass  # made for another file: a page has its Markdown beside it
        except OSError:
            os.makedirs(folder, exist_ok=True)
        folders.add(folder)
    handle = open_new(path)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
        status = os.fstat(handle)
    except BaseException:
        os.unlink(path)
        raise
    finally:
        os.close(handle)
    return status.st_size, status.st_mtime_ns
