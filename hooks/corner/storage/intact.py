"""Whether a folder is as a build left it, found out without listing the folders in it, which takes twice as long."""

from __future__ import annotations

import marshal
import os
from array import array
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corner.storage.sealed import delete_sealed, read_sealed, write_sealed
from corner.workers.background import BackgroundCheck
from corner.workers.pool import divide

if TYPE_CHECKING:
    # It takes longer to load than all else that compares a folder.
    from corner.storage.output_folder import Published

_FORMAT = "1"
"""The version of the record's form."""
_PARTS, _FEWEST = 100, 100
"""About how many parts are compared one by one, and how many folders each has at least."""
_LOOKING = 0.004
"""Milliseconds to compare a file, with its share of a folder."""
_NEXT_FOLDER = "\0\0"

_Folder = tuple[list[str], list[int]]
"""The path of a folder, followed by the names of its files; its time, followed by size and time of each file."""
_Part = tuple[str, bytes]
"""Such folders, in one text and in the bytes of one array."""


def save_stats(record: Path, folder: Path, published: Published, touched: Iterable[str] | None = None) -> None:
    """Remember sizes and times of the files that were published in a folder, and the times of its folders.

    Args:
        record: the file to write, which may be deleted or damaged at any time.
        folder: the folder.
        published: its files.
        touched: the files that were written or removed since the folder was as `record` says; `None` where it was not.
    """
    with suppress(OSError):
        known = [] if touched is None else _read_record(record)
        delete_sealed(record)
        folders = _group_files(published)
        # The time of a folder changes with the names in it, so that no other file can be there.
        changed = _list_folders(touched or ())
        times = {name: time for name, time in _iter_folder_times(known) if name not in changed}
        for name, (_, stats) in folders.items():
            stats[0] = times[name] if name in times else os.lstat(f"{folder}/{name}").st_mtime_ns
        parts = divide(list(folders.values()), max(len(folders) // _PARTS, _FEWEST))
        write_sealed(record, marshal.dumps([_make_part(part) for part in parts]), _FORMAT)


def compare_stats(record: Path, folder: Path) -> BackgroundCheck | None:
    """Begin to look whether a folder is surely as `save_stats` found it; `None` where nothing is known of it.

    It may be as it was found where it is not surely so, too.
    """
    known = _read_record(record)
    if not known:
        return None
    files = sum(len(times) for _, times in known) // 2 // array("q").itemsize
    root = _shorten(folder)
    return BackgroundCheck([partial(_is_as_saved, root, *part) for part in known], files * _LOOKING)


def _shorten(folder: Path) -> str:
    """Return the path of a folder from where the process works, if it is below: the system is faster with fewer parts."""
    with suppress(ValueError, OSError):
        return str(folder.relative_to(Path.cwd()))
    return str(folder)


def _read_record(record: Path) -> list[_Part]:
    data = read_sealed(record, _FORMAT)
    # `marshal` trusts what it reads, so it reads only what was written here.
    return [] if data is None else marshal.loads(data)  # noqa: S302 -- see above


def _group_files(published: Published) -> dict[str, _Folder]:
    """Return the folders that files are in, by path; that of all files is empty."""
    folders: dict[str, _Folder] = {}
    for path, (_, size, time) in published.items():
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = [folder], [0]
        names, stats = folders[folder]
        names.append(name)
        stats += size, time
    for folder in _list_parents(folders):
        folders[folder] = [folder], [0]
    return folders


def _list_folders(files: Iterable[str]) -> set[str]:
    """Return the folders that files are in."""
    folders = {path.rpartition("/")[0] for path in files}
    return folders | _list_parents(folders)


def _list_parents(folders: Collection[str]) -> set[str]:
    """Return the folders in which folders are, but for those that are among them."""
    parents: set[str] = set()
    for folder in folders:
        parent = folder
        while parent and (parent := parent.rpartition("/")[0]) not in folders and parent not in parents:
            parents.add(parent)
    return parents


def _make_part(folders: Iterable[_Folder]) -> _Part:
    names = _NEXT_FOLDER.join(["\0".join(names) for names, _ in folders])
    return names, array("q", [value for _, stats in folders for value in stats]).tobytes()


def _iter_folder_times(parts: Iterable[_Part]) -> Iterator[tuple[str, int]]:
    """Yield path and time of each folder."""
    for names, times in parts:
        values, position = array("q", times), 0
        for group in names.split(_NEXT_FOLDER):
            folder, *files = group.split("\0")
            yield folder, values[position]
            position += 1 + 2 * len(files)


def _is_as_saved(root: str, names: str, times: bytes) -> bool:
    """Return whether some folders and their files have the times and sizes that they had."""
    values: list[int] = []
    append, look = values.append, os.lstat
    try:
        for group in names.split(_NEXT_FOLDER):
            folder, *files = group.split("\0")
            path = f"{root}/{folder}"
            append(look(path).st_mtime_ns)
            for name in files:
                status = look(f"{path}/{name}")
                append(status.st_size)
                append(status.st_mtime_ns)
    except OSError:
        return False
    return array("q", values).tobytes() == times
