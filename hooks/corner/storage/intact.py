"""Whether a folder is as a build left it, found out without listing the folders in it, which takes twice as long."""

from __future__ import annotations

import marshal
import os
from array import array
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
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
        # The time of a folder changes with the names in it, so that no other file can be there.
        changed = _list_folders(touched or ())
        parts: list[_Part] = []
        folders: list[_Folder] = []
        unchanged: set[str] = set()
        for part in known:
            paths = _list_paths(part)
            unchanged.update(paths)
            if changed.isdisjoint(paths):
                parts.append(part)
            else:
                folders += [other for other in _iter_folders(part) if other[0][0] not in changed]
        unchanged -= changed
        for names, stats in _group_files(published, unchanged).values():
            stats[0] = os.lstat(f"{folder}/{names[0]}").st_mtime_ns
            folders.append((names, stats))
        parts += map(_make_part, divide(folders, max((len(unchanged) + len(folders)) // _PARTS, _FEWEST)))
        write_sealed(record, marshal.dumps(parts), _FORMAT)


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


def _group_files(published: Published, known: AbstractSet[str]) -> dict[str, _Folder]:
    """Return the folders that files are in, by path, but for those that are known; that of all files is empty."""
    folders: dict[str, _Folder] = {}
    for path, (_, size, time) in published.items():
        folder, _, name = path.rpartition("/")
        if folder in known:
            continue
        if folder not in folders:
            folders[folder] = [folder], [0]
        names, stats = folders[folder]
        names.append(name)
        stats += size, time
    for folder in _list_parents(folders.keys() | known):
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


def _list_paths(part: _Part) -> list[str]:
    """Return the paths of the folders of a part."""
    return [group.partition("\0")[0] for group in part[0].split(_NEXT_FOLDER)]


def _iter_folders(part: _Part) -> Iterator[_Folder]:
    """Yield the folders of a part."""
    names, times = part
    values, position = array("q", times), 0
    for group in names.split(_NEXT_FOLDER):
        files = group.split("\0")
        end = position + 2 * len(files) - 1
        yield files, list(values[position:end])
        position = end


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
