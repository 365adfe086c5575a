"""Temporary folders: each is locked by the process that uses it, so that what a killed one left can be deleted."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corner.storage.lock import Lock, try_lock
from corner.storage.platform_calls import is_owned

_PREFIX = "corner-"
_LOCK, _CONTENT = "lock", "content"


@contextmanager
def make_scratch_folder() -> Iterator[Path]:
    """Yield an empty folder in the system's temporary folder, which is deleted at the end.

    Raises:
        OSError: there is no room, or no right to write there.
    """
    parent, lock = _make_locked_folder()
    try:
        folder = parent / _CONTENT
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(parent, ignore_errors=True)
        lock.release()


def delete_abandoned_folders() -> None:
    """Delete the folders whose processes were killed before they could do so."""
    with os.scandir(tempfile.gettempdir()) as scanned:
        names = [entry.path for entry in scanned if entry.name.startswith(_PREFIX) and _is_own_folder(entry)]
    for name in names:
        _delete_abandoned(Path(name))


def _make_locked_folder() -> tuple[Path, Lock]:
    """Return a folder with a lock that this process holds."""
    while True:
        parent = Path(tempfile.mkdtemp(prefix=_PREFIX))
        created = parent.lstat()
        # Until it is locked, another process may take the folder for an abandoned one and delete it.
        with suppress(FileNotFoundError):
            lock = try_lock(parent / _LOCK)
            if lock is None:
                continue
            if os.path.samestat(parent.lstat(), created) and (parent / _LOCK).exists():
                return parent, lock
            lock.release()


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder, not a link to one, of the user who runs this process."""
    try:
        return is_owned(entry.stat(follow_symlinks=False)) and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _delete_abandoned(parent: Path) -> None:
    """Delete a folder unless a process holds its lock."""
    if not (parent / _LOCK).is_file():
        with suppress(OSError):
            parent.rmdir()  # the process was killed before it made the lock
        return
    with suppress(OSError):
        lock = try_lock(parent / _LOCK)
        if lock is None:
            return
        try:
            shutil.rmtree(parent, ignore_errors=True)
        finally:
            lock.release()
