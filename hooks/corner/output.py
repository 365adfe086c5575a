"""The published folder: made equal to what a build gathered, by writing only what changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Content = bytes | Path
"""What a file holds: its bytes, or the file that holds them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a publication did."""

    files: int
    """All files of the site."""
    new: int
    changed: int
    gone: int

    @property
    def any(self) -> bool:
        """Whether anything was written or removed."""
        return bool(self.new or self.changed or self.gone)


def publish(folder: Path, files: Mapping[str, Content]) -> Changes:
    """Make `folder` hold exactly `files`.

    New files come first, then the changed ones, each replaced whole, then the gone ones go; files that
    are equal keep their times. So a page never stands without what it needs.

    Args:
        folder: the folder to publish in; made when missing.
        files: content by path in the folder, with forward slashes.
    """
    present = _present(folder)
    new, changed = [], []
    for name, content in files.items():
        size = present.get(name)
        if size is None:
            new.append(name)
        elif not _equal(folder / name, size, content):
            changed.append(name)
    gone = sorted(present.keys() - files.keys())
    # A file in the place of a folder, or the reverse, must go before.
    for name in gone:
        if any(other.startswith(name + "/") for other in new):
            (folder / name).unlink()
    for name in new + changed:
        _write(folder / name, _bytes(files[name]))
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _remove_empty(folder, gone)
    return Changes(files=len(files), new=len(new), changed=len(changed), gone=len(gone))


def _present(folder: Path) -> dict[str, int]:
    """Return the size of each file below a folder, by path."""
    found: dict[str, int] = {}
    pending = [(str(folder), "")]
    while pending:
        place, prefix = pending.pop()
        try:
            entries = list(os.scandir(place))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                found[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    return found


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _equal(path: Path, size: int, content: Content) -> bool:
    data = _bytes(content)
    return size == len(data) and path.read_bytes() == data


def _write(path: Path, data: bytes) -> None:
    """Write a file whole: beside it first, then in its place."""
    if path.is_dir():
        _remove_tree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _remove_tree(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            _remove_tree(entry)
        else:
            entry.unlink()
    folder.rmdir()


def _remove_empty(folder: Path, gone: list[str]) -> None:
    """Remove the folders that the gone files leave empty."""
    parents = {parent for name in gone for parent in Path(name).parents if parent != Path(".")}
    for parent in sorted(parents, key=lambda path: len(path.parts), reverse=True):
        try:
            (folder / parent).rmdir()
        except OSError:
            continue
