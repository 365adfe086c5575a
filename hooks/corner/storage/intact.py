"""Whether a folder is as a build left it, found out without listing the folders in it, which takes twice as long."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corner.storage.output_folder import Published
from corner.storage.sealed import delete_sealed, read_sealed, write_sealed

_BETWEEN_NAMES, _BETWEEN_PARTS = b"\0", b"\0\0"


def save_stats(record: Path, folder: Path, published: Published) -> None:
    """Remember sizes and times of the files that were published in a folder, and the times of its folders.

    Args:
        record: the file to write, which may be deleted or damaged at any time.
        folder: the folder.
        published: its files.
    """
    files = sorted(published)
    with suppress(OSError):
        delete_sealed(record)
        # The time of a folder changes with the names in it, so that no other file can be there.
        folders = sorted({parent for name in files for parent in _list_parents(name)})
        times = [value for name in files for value in published[name][1:]]
        digest = _digest(times, _read_folder_times(folder, folders))
        names = (_BETWEEN_NAMES.join(os.fsencode(name) for name in group) for group in (files, folders))
        write_sealed(record, _BETWEEN_PARTS.join([digest, *names]))


def has_saved_stats(record: Path, folder: Path) -> bool:
    """Return whether a folder is surely as `save_stats` found it; it may be so where this is `False`, too."""
    data = read_sealed(record)
    if data is None:
        return False
    digest, *groups = data.split(_BETWEEN_PARTS)
    files, folders = ([os.fsdecode(name) for name in group.split(_BETWEEN_NAMES)] for group in groups)
    try:
        return digest == _digest(_read_file_times(folder, files), _read_folder_times(folder, folders))
    except OSError:
        return False


def _list_parents(name: str) -> Iterable[str]:
    """Yield the folders that a file is in, by path; that of all files is empty."""
    while name:
        name = name.rpartition("/")[0]
        yield name


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


def _digest(*values: list[int]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for group in values:
        digest.update(array("q", group).tobytes())
    return digest.hexdigest().encode()
