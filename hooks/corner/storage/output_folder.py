"""The published folder: made equal to what a build gathered, by writing only what changed."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corner.storage.output_file import FileContent, OutputFile


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


FileTimes = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""


Published = Mapping[str, tuple[str, int, int]]
"""Fingerprint, size in bytes and time of change in nanoseconds of each file, by path in the site."""


class OutputFolder:
    """A published folder and the memory of what was published in it."""

    def __init__(self, folder: Path, memory: Path | None = None, published: Published | None = None) -> None:
        """Look at `folder`.

        Args:
            folder: the folder to publish in; made when missing.
            memory: where fingerprints are kept from one build to the next. It may be deleted, damaged or
                outdated: what it says of a file counts only while size and time of the file are those it names.
            published: what this process published in the folder last, where nobody else has a hand in it;
                then it is not looked at.
        """
        self.folder = folder
        self._memory = memory
        if published is None:
            self._present = _present(str(folder))
        else:
            self._present = {name: (size, changed) for name, (_, size, changed) in published.items()}
        self.published: Published = _remembered(memory) if memory else published or {}
        """What was published last."""
        published = self.published
        self._known = {
            name: told for name, (told, *state) in published.items() if self._present.get(name) == tuple(state)
        }
        self.intact = bool(published) and self._known.keys() == published.keys() == self._present.keys()
        """Whether every file is there as it was published, and no other."""

    def is_current(self, name: str, fingerprint: str) -> bool:
        """Return whether the file called `name` is there and was made from what `fingerprint` tells."""
        return self._known.get(name) == fingerprint

    def publish(self, files: Mapping[str, OutputFile]) -> Changes:
        """Make the folder hold exactly `files`.

        All that is new or changed is written beside its place first. Then new files are put in place, then
        the changed ones, each replaced whole, then the gone ones go; files that are equal keep their times. So
        a page never stands without what it needs, and where the disk is full the folder stays as it was.

        Raises:
            OSError: something could not be read or written.
        """
        new: list[tuple[str, bytes | OutputFile]] = []
        changed: list[tuple[str, bytes | OutputFile]] = []
        present = self._present
        for name, entry in files.items():
            if entry.content is None or (entry.fingerprint and self.is_current(name, entry.fingerprint)):
                continue
            # What lies in a file is read before anything is written, for it may not be readable.
            data = entry.content.read_bytes() if isinstance(entry.content, Path) else None
            if name not in present:
                new.append((name, entry if data is None else data))
                continue
            data = _bytes(entry.content) if data is None else data
            if len(data) != present[name][0] or (self.folder / name).read_bytes() != data:
                # What can be made again is, so that a change of every page does not hold them all.
                changed.append((name, entry if callable(entry.content) else data))
        gone = sorted(present.keys() - files.keys())
        self._clear(gone, [name for name, _ in new])
        self._write(new + changed)
        for name in gone:
            if not any(parent in files for parent in _parents(name)):
                _unlink(self.folder / name)
            del present[name]
        _remove_empty(self.folder, gone)
        self._remember(files)
        return Changes(files=len(files), new=len(new), changed=len(changed), gone=len(gone))

    def _write(self, files: list[tuple[str, bytes | OutputFile]]) -> None:
        """Write files beside their places, then put all of them there."""
        places: list[tuple[str, str]] = []
        states: list[FileTimes] = []
        folders: set[str] = set()
        try:
            for name, content in files:
                path = f"{self.folder}/{name}"
                places.append((_beside(path, len(places)), path))
                data = content if isinstance(content, bytes) else _bytes(content.content)
                states.append(_write(places[-1][0], data, folders))
            for (name, _), (beside, path), state in zip(files, places, states, strict=True):
                os.replace(beside, path)
                self._present[name] = state
        except BaseException:
            for beside, _ in places:
                Path(beside).unlink(missing_ok=True)
            _remove_empty(self.folder, [name for name, _ in files])
            raise

    def _clear(self, gone: list[str], new: list[str]) -> None:
        """Remove at once what stands in the place of a new file or of its folders."""
        folders = {parent for name in new for parent in _parents(name)} if gone else set()
        for name in gone:
            if name in folders:
                (self.folder / name).unlink()
        for name in new:
            if os.path.isdir(
                f"{self.folder}/{name}"
            ):  # a Path for each of ten thousand files costs a tenth of a second
                for other in [other for other in self._present if other.startswith(name + "/")]:
                    (self.folder / other).unlink()
                _remove_tree(str(self.folder / name))

    def _remember(self, files: Mapping[str, OutputFile]) -> None:
        self.published = {name: (entry.fingerprint, *self._present[name]) for name, entry in files.items()}
        if self._memory is None:
            return
        text = json.dumps(self.published)
        if self._memory.is_file() and self._memory.read_bytes() == text.encode():
            return
        beside = _beside(str(self._memory))
        with suppress(OSError):  # the one that stays knows no file that has changed
            _write(beside, text.encode(), set())
            os.replace(beside, self._memory)


def _unlink(path: Path) -> None:
    """Remove a file that may have gone with what stood in a new file's way."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)


def _parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _present(folder: str) -> dict[str, FileTimes]:
    """Return size and time of each file below a folder, by path."""
    found: dict[str, FileTimes] = {}
    pending = [(folder, "")]
    while pending:
        place, prefix = pending.pop()
        try:
            entries = os.scandir(place)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if not prefix and entry.name.startswith("."):
                    continue  # `.git`, `.nojekyll`: not ours, as in MkDocs
                told = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(told.st_mode):
                    pending.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found[prefix + entry.name] = (told.st_size, told.st_mtime_ns)
    return found


def _remembered(memory: Path) -> Published:
    """Return fingerprint, size and time of change of each file, as they were published last."""
    try:
        known = json.loads(memory.read_bytes())
        return {name: (told, size, changed) for name, (told, size, changed) in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _bytes(content: FileContent) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, Path):
        return content.read_bytes()
    assert content is not None
    return content()


def _beside(path: str, number: int = 0) -> str:
    """Return where the file of a place is written first: under a name that no other has, and no longer than names may be."""
    return f"{os.path.dirname(path)}/{os.getpid()}.{number}.new"


def _write(path: str, data: bytes, folders: set[str]) -> FileTimes:
    """Write a file whole; return its state.

    Args:
        path: the file.
        data: its content.
        folders: the folders that are known to be there; the file's is added.
    """
    folder = os.path.dirname(path)
    if folder not in folders:
        try:
            os.mkdir(folder)
        except OSError:
            os.makedirs(folder, exist_ok=True)
        folders.add(folder)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
        told = os.fstat(handle)
    except BaseException:
        os.unlink(path)
        raise
    finally:
        os.close(handle)
    return told.st_size, told.st_mtime_ns


def _remove_tree(folder: str) -> None:
    """Remove a folder that holds nothing but folders."""
    for place, _, _ in os.walk(folder, topdown=False):
        os.rmdir(place)


def _remove_empty(folder: Path, gone: list[str]) -> None:
    """Remove the folders that the gone files leave empty."""
    parents = {parent for name in gone for parent in _parents(name)}
    for parent in sorted(parents, key=lambda path: path.count("/"), reverse=True):
        try:
            (folder / parent).rmdir()
        except OSError:
            continue
