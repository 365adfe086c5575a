"""The published folder: synchronised with the files of a build, by writing only those that changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from corner.storage.output_file import OutputFile, StagedFile, read_content
from corner.storage.sealed import read_sealed, write_sealed
from corner.storage.staging import FileTimes, Staging, delete_abandoned_trees, write_file
from corner.storage.walk import walk_files
from corner.workers.pool import divide, run_shares

_DEEPEST = 1 << 10
"""More folders than a path has."""
_FILES = 500
"""Files that are written in one share of the work; fewer are no reason to start a worker."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files a publication wrote and removed."""

    files: int
    """All files of the site."""
    new: int
    changed: int
    gone: int


PublishedFile = tuple[str, int, int]
"""Fingerprint, empty where it is unknown, size in bytes and modification time in nanoseconds."""
Published = Mapping[str, PublishedFile]
"""What is known of each file, by path in the site."""
_NOTHING: PublishedFile = ("", -1, -1)


class OutputFolder:
    """A published folder, and the record of what was published in it."""

    def __init__(
        self,
        folder: Path,
        record: Path | None = None,
        published: Published | None = None,
        *,
        verify: bool = False,
        is_as_recorded: bool = False,
    ) -> None:
        """Look at `folder`.

        Args:
            folder: the folder to publish in; made when missing.
            record: the file that keeps fingerprints from one build to the next. It may be deleted, damaged or
                outdated: its fingerprint of a file counts only while the file has the recorded size and time.
            published: what this process published in the folder last, if nobody else writes to it; then the
                folder is not scanned.
            verify: whether to compare the content of all files, also of those with the recorded size and time.
            is_as_recorded: whether the folder is known to hold what `record` says; then it is not scanned either.
        """
        self.folder = folder
        self._record = record
        self._has_folders = folder.is_dir()
        """Whether there may be folders in it, empty ones too."""
        self.published: Published = _read_record(record) if record else published or {}
        """What is known of the files: most are as they were published last."""
        # The files as they were published, and all that are there.
        if self.published and (is_as_recorded or published is not None):
            known, self._present = self.published, dict(self.published)
        else:
            delete_abandoned_trees(folder)
            self._present = _scan_folder(str(folder))
            known = {
                name: file for name, file in self.published.items() if self._present.get(name, _NOTHING)[1:] == file[1:]
            }
        self._verify = verify
        self._known = {} if verify else known
        self.is_as_recorded = is_as_recorded
        """Whether it held what the record says when this was made."""
        self.touched: set[str] = set()
        """The files that were written or removed since."""
        self._replaced: set[str] = set()
        self._left: set[str] = set()
        self._staging: Staging | None = None
        """Where files are written before all of them are known."""
        self.altered: list[str] = []
        """The files that somebody changed since they were published, as far as a publication that verifies came upon them."""
        names = self.published.keys()
        self.intact = bool(names) and self._known.keys() == names == self._present.keys()
        """Whether every file is there as it was published, and no other."""

    def is_current(self, name: str, fingerprint: str) -> bool:
        """Return whether the file called `name` is there and was made from inputs with that fingerprint."""
        known = self._known.get(name)
        return known is not None and known[0] == fingerprint

    def find_fingerprint(self, name: str) -> str:
        """Return what the file called `name` was made from, if it is there as it was published, or else nothing."""
        return self._known.get(name, _NOTHING)[0]

    def read(self, name: str) -> bytes:
        """Return the content of a file that is there as it was published, or else nothing."""
        if name not in self._known:
            return b""
        with suppress(OSError):
            return (self.folder / name).read_bytes()
        return b""

    def stage(self) -> Staging | None:
        """Return where files may be written before `publish` is called; `None` where the folder holds anything.

        Whoever calls this calls `discard` at the end.
        """
        if self._staging is None and not self._present and not self._has_entries():
            self._staging = Staging(self.folder)
        return self._staging

    def discard(self) -> None:
        """Delete what was written and not published."""
        if self._staging:
            self._staging.discard()
            self._staging = None

    def _has_entries(self) -> bool:
        """Return whether the folder holds anything that is published, such as empty folders."""
        if not self._has_folders:
            return False
        with os.scandir(self.folder) as entries:
            return any(not _is_hidden(entry.name, entry) for entry in entries)

    def publish(self, files: Mapping[str, OutputFile], jobs: int = 1, kept: AbstractSet[str] = frozenset()) -> Changes:
        """Make the folder hold exactly `files`, which at most `jobs` processes write, and `kept` as they were published.

        New and changed files are written under temporary names first, those of a new site in a folder. Then new files
        are renamed to their own names, then changed ones, and at last the others are removed; equal files keep their
        times. Of new files the pages come last, the deepest first; of a new site the folders with the front page of an
        edition. So whoever begins at the front page meets no page without what it needs, and when the disk is full the
        folder stays as it was.

        Raises:
            OSError: a file cannot be read or written.
            WorkerLostError: a process that writes files was stopped.
        """
        new, changed = self._find_changes(files)
        new.sort(key=lambda file: (-file[0].count("/"), file[0]) if file[0].endswith(".html") else (-_DEEPEST, file[0]))
        gone = sorted(self._present.keys() - files.keys() - kept)
        staging = self.stage()
        if staging is None:
            self._clear_paths(gone, [name for name, _ in new])
        self._write_files(new + changed, jobs, staging)
        self._staging = None
        self._has_folders = True
        for name in gone:
            if not any(parent in files or parent in kept for parent in _list_parents(name)):
                _remove_file(self.folder / name)
            del self._present[name]
        _remove_empty_folders(self.folder, gone)
        self.touched.update(gone, (name for name, _ in new + changed))
        self._save_record(files, kept)
        return Changes(files=len(files) + len(kept), new=len(new), changed=len(changed), gone=len(gone))

    def forget(self, other: OutputFolder) -> None:
        """Know no more of the same folder than `other`, whose publication failed half-way."""
        self.published = self._known = other.published

    def _forget(self, names: Iterable[str]) -> None:
        """Know no more what files were made from: something may stop this process between two of them."""
        unknown = {name: _NOTHING for name in names if name in self.published}
        if unknown:
            self.published = {**self.published, **unknown}

    def replace(self, contents: Mapping[str, bytes]) -> None:
        """Give published files other contents until the next publication, which makes them again.

        Raises:
            OSError: a file cannot be written.
        """
        self._write_files(list(contents.items()), 1)
        self.published = {**self.published, **{name: self._present[name] for name in contents}}
        self._known = self.published
        self._replaced.update(contents)

    def leave(self, names: Iterable[str]) -> None:
        """Leave files as they are in the next publication, which knows only what they were before somebody replaced them."""
        for name in names:
            status = (self.folder / name).stat()
            self._present[name] = "", status.st_size, status.st_mtime_ns
            self._replaced.add(name)
            self._left.add(name)

    def _find_changes(
        self, files: Mapping[str, OutputFile]
    ) -> tuple[list[tuple[str, bytes | OutputFile]], list[tuple[str, bytes | OutputFile]]]:
        """Return the new files and the changed ones, each with its content or what makes it."""
        new: list[tuple[str, bytes | OutputFile]] = []
        changed: list[tuple[str, bytes | OutputFile]] = []
        for name, file in files.items():
            if (
                file.content is None
                or name in self._left
                or (file.fingerprint and self.is_current(name, file.fingerprint))
            ):
                continue
            # Files are read before anything is written, because they may be unreadable.
            data = file.content.read_bytes() if isinstance(file.content, Path) else None
            if name not in self._present:
                new.append((name, file if data is None else data))
                continue
            data = read_content(file.content) if data is None else data
            if len(data) != self._present[name][1] or (self.folder / name).read_bytes() != data:
                # Content that a function makes is made a second time, so that not all pages are in memory at once.
                changed.append((name, file if callable(file.content) else data))
                if self._verify and file.fingerprint and file.fingerprint == self._recorded_fingerprint(name):
                    self.altered.append(name)
        return new, changed

    def _recorded_fingerprint(self, name: str) -> str:
        """Return the fingerprint that a file was published with, empty where it had none."""
        return self.published[name][0] if name in self.published else ""

    def _write_files(
        self, files: list[tuple[str, bytes | OutputFile]], jobs: int, staging: Staging | None = None
    ) -> None:
        """Write all files under temporary names, or into a new site's tree, then rename all of them."""
        # Paths are joined when they are needed: those of a hundred thousand files take much memory.
        find_path = staging.find_path if staging else partial(_temporary_path, str(self.folder), os.getpid())
        staged = {name: known for name, content in files if (known := _find_times(content))}
        parts = divide([file for file in files if file[0] not in staged] if staged else files, _FILES)
        shares = [partial(_write_contents, find_path, part, number * _FILES) for number, part in enumerate(parts)]
        try:
            written = {outcome.number: outcome.result for outcome in run_shares(shares, jobs)}
            times = (file_times for number in range(len(shares)) for file_times in written.pop(number))
            self._forget(name for name, _ in files)
            if staging:
                staging.publish(name for name, _ in files)
            for number, (name, _) in enumerate(files):
                if not staging:
                    os.replace(find_path(name, number), f"{self.folder}/{name}")
                self._present[name] = "", *(staged.get(name) or next(times))
        except BaseException:
            if staging:
                self.discard()
            for number, (name, _) in enumerate(() if staging else files):
                Path(find_path(name, number)).unlink(missing_ok=True)
            _remove_empty_folders(self.folder, [name for name, _ in files])
            raise

    def _clear_paths(self, gone: list[str], new: list[str]) -> None:
        """Remove the files and folders that have the path of a new file or of one of its folders."""
        folders = {parent for name in new for parent in _list_parents(name)} if gone else set()
        for name in gone:
            if name in folders:
                (self.folder / name).unlink()
        for name in new if self._has_folders else ():
            # A `Path` for each of ten thousand files would cost a tenth of a second.
            if os.path.isdir(f"{self.folder}/{name}"):
                for other in [other for other in self._present if other.startswith(name + "/")]:
                    (self.folder / other).unlink()
                _remove_folders(str(self.folder / name))

    def _save_record(self, files: Mapping[str, OutputFile], kept: AbstractSet[str]) -> None:
        # Most files are kept: to copy what is known of all is faster than to look each of them up.
        published = {**self.published}
        for name in published.keys() - kept:
            del published[name]
        published |= {name: (file.fingerprint, *self._present[name][1:]) for name, file in files.items()}
        for name in self._replaced & published.keys():
            if name in self._left or name in kept or files[name].content is None:
                published[name] = self._present[name]
        self.published = published
        self._left.clear()
        self._known = self.published
        if self._record is None:
            return
        data = msgspec.json.encode(self.published)
        # Where files were touched, the record cannot be what it was.
        if self.touched or read_sealed(self._record) != data:
            with suppress(OSError):  # an outdated record is ignored for each file that changed since
                write_sealed(self._record, data)


def _scan_folder(folder: str) -> dict[str, PublishedFile]:
    """Return size and modification time of each file below a folder, by path."""
    times: dict[str, PublishedFile] = {}
    for path, entry in walk_files(folder, skip=_is_hidden, on_error=_ignore_missing):
        status = entry.stat(follow_symlinks=False)
        times[path] = "", status.st_size, status.st_mtime_ns
    return times


_WELL_KNOWN = ".well-known"
"""The folder of a site that programs look into (RFC 8615): it is published as any other."""


def _is_hidden(path: str, _entry: os.DirEntry[str]) -> bool:
    """Return whether MkDocs leaves an entry of the site's root alone, such as `.git` and `.nojekyll`."""
    return path.startswith(".") and path.partition("/")[0] != _WELL_KNOWN


def _ignore_missing(_path: str, error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _read_record(record: Path) -> Published:
    """Return fingerprint, size and modification time of each file at the last publication."""
    data = read_sealed(record)
    return {} if data is None else msgspec.json.decode(data, type=dict[str, PublishedFile])


def _find_times(content: bytes | OutputFile) -> FileTimes | None:
    """Return size and modification time of a file that was written already."""
    if isinstance(content, OutputFile) and isinstance(content.content, StagedFile):
        return content.content.size, content.content.modified
    return None


def _write_contents(
    find_path: Callable[[str, int], str], files: Sequence[tuple[str, bytes | OutputFile]], first: int, _worker: int
) -> list[FileTimes]:
    """Write files under their temporary names; return the size and modification time of each.

    Args:
        find_path: returns the temporary path of a file, given its name and its number among all that are written.
        files: the files.
        first: the number of the first one.
    """
    folders: set[str] = set()
    return [
        write_file(
            find_path(name, number), content if isinstance(content, bytes) else read_content(content.content), folders
        )
        for number, (name, content) in enumerate(files, first)
    ]


def _list_parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _temporary_path(root: str, process: int, name: str, number: int) -> str:
    """Return a path that no other file has, with a short name, in the folder of the file called `name` below `root`."""
    return f"{os.path.dirname(f'{root}/{name}')}/{process}.{number}.new"


def _remove_file(path: Path) -> None:
    """Remove a file, unless it is gone already or a folder has its path now."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)


def _remove_folders(folder: str) -> None:
    """Remove a folder that holds only folders."""
    with os.scandir(folder) as scanned:
        folders = [entry.path for entry in scanned if entry.is_dir(follow_symlinks=False)]
    for path in folders:
        _remove_folders(path)
    os.rmdir(folder)


def _remove_empty_folders(folder: Path, gone: list[str]) -> None:
    """Remove the folders that were left empty by the files that are gone."""
    parents = {parent for name in gone for parent in _list_parents(name)}
    for parent in sorted(parents, key=lambda path: path.count("/"), reverse=True):
        with suppress(OSError):
            (folder / parent).rmdir()
