"""Whether a folder is as a build left it, found out without listing the folders in it, which takes twice as long."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from corner.storage.output_folder import Published
from corner.storage.sealed import delete_sealed, read_sealed, write_sealed

_Record = tuple[str, list[str], dict[str, int]]
"""The fingerprint of sizes and times of the files and times of the folders; the files; the folders with their times."""


def save_stats(record: Path, folder: Path, published: Published, touched: Iterable[str] | None = None) -> None:
    """Remember sizes and times of the files that were published in a folder, and the times of its folders.

    Args:
        record: the file to write, which may be deleted or damaged at any time.
        folder: the folder.
        published: its files.
        touched: the files that were written or removed since the folder was as `record` says; `None` where it was not.
    """
    files = sorted(published)
    with suppress(OSError):
        known = None if touched is None else _read_record(record)
        delete_sealed(record)
        # The time of a folder changes with the names in it, so that no other file can be there.
        folders = sorted(_list_folders(files))
        times = {} if known is None else known[2]
        changed = _list_folders(touched or ())
        unknown = [name for name in folders if name in changed or name not in times]
        times |= zip(unknown, _read_folder_times(folder, unknown), strict=True)
        folder_times = {name: times[name] for name in folders}
        file_times = [value for name in files for value in published[name][1:]]
        saved: _Record = _digest(file_times, folder_times.values()), files, folder_times
        write_sealed(record, msgspec.json.encode(saved))


def has_saved_stats(record: Path, folder: Path) -> bool:
    """Return whether a folder is surely as `save_stats` found it; it may be so where this is `False`, too."""
    known = _read_record(record)
    if known is None:
        return False
    digest, files, folders = known
    try:
        return digest == _digest(_read_file_times(folder, files), _read_folder_times(folder, folders))
    except OSError:
        return False


def _read_record(record: Path) -> _Record | None:
    data = read_sealed(record)
    with suppress(msgspec.MsgspecError):
        return None if data is None else msgspec.json.decode(data, type=_Record)
    return None


def _list_folders(files: Iterable[str]) -> set[str]:
    """Return the folders that files are in, by path; that of all files is empty."""
    deepest = {name.rpartition("/")[0] for name in files}
    folders = set(deepest)
    for folder in deepest:
        while folder and (folder := folder.rpartition("/")[0]) not in folders:
            folders.add(folder)
    return folders


def _read_file_times(folder: Path, names: Iterable[str]) -> list[int]:
    """Return size and time of each file.

    Raises:
        OSError: one is not there.
    """
    stats = (os.lstat(f"{folder}/{name}") for name in names)
    return [value for stat in stats for value in (stat.st_size, stat.st_mtime_ns)]


def _read_folder_times(folder: Path, names: Iterable[str]) -> list[int]:
    """Return the time of each folder.

    Raises:
        OSError: one is not there.
    """
    return [os.lstat(f"{folder}/{name}").st_mtime_ns for name in names]


def _digest(*values: Iterable[int]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for group in values:
        digest.update(array("q", group).tobytes())
    return digest.hexdigest()
