"""A folder of a web server: releases by number, and the link `current`, which leads to the one that is served."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from corner.content import urls
from corner.deploy.errors import DeployError
from corner.deploy.headers import sort_phases
from corner.deploy.manifest import MAX_BYTES, Manifest, ManifestEntry, decode_manifest, is_kept, plan_files
from corner.deploy.release import Origin, Sign, SiteRelease, prepare_release
from corner.deploy.site_files import SiteFile, digest_file, read_bounded
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.storage.lock import acquire_lock
from corner.storage.platform_calls import sync_all, sync_file, sync_folder

_RELEASE = re.compile(r"[0-9]{6,9}")
_UNFINISHED = re.compile(r"\.[0-9]{6,9}\.new")
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS)
"""What a file system answers that has no hard links, or no more of a file."""
_SYNC_ALL = 200
"""From so many files on, one call that writes everything to the disk is faster than one for each file."""


class FolderReport(NamedTuple):
    """What a publication wrote."""

    number: int
    """The number of the release that is served now."""
    written: int
    """The files that were copied."""
    bytes: int
    """Their bytes."""
    linked: int
    """The files that the release shares with an earlier one."""
    kept: int
    """The assets of earlier releases, for pages that were loaded before."""
    deleted: tuple[int, ...]
    """The releases that were deleted."""
    is_new: bool
    """Whether there is a new release; not if nothing has changed."""
    refused: str = ""
    """Why old releases could not be deleted; empty if they could."""


class ServerFolder:
    """The folder that releases are published in."""

    def __init__(self, folder: Path) -> None:
        """Look at `folder`; nothing is written yet."""
        self.folder = folder
        self._releases = folder / "releases"
        self._current = folder / "current"

    @contextmanager
    def lock(self, on_wait: Callable[[], object], *, makes_folder: bool = True) -> Iterator[None]:
        """Let only one process publish here; then say in one line what the system refuses.

        Args:
            on_wait: is called if another process publishes here.
            makes_folder: whether to make the folder where it is not there.

        Raises:
            DeployError: the folder cannot be used.
        """
        try:
            if self.folder.exists() and not self.folder.is_dir():
                raise DeployError(
                    Message("{folder}: expected a folder to publish in, found a file", folder=self.folder)
                )
            if not makes_folder and not self._releases.is_dir():
                raise DeployError(Message("{folder}: expected a folder with releases, found none", folder=self.folder))
            _make_folder(self._releases)
            if self._current.exists() and not self._current.is_symlink():
                raise DeployError(
                    Message(
                        "{current}: expected a symbolic link, found a file or folder; move it away",
                        current=self._current,
                    )
                )
            lock = acquire_lock(self.folder / ".publish.lock", on_wait)
            try:
                self._delete_unfinished()
                yield
            finally:
                lock.release()
        except OSError as error:
            raise DeployError(_explain_error(self.folder, error)) from None

    def list_numbers(self) -> list[int]:
        """Return the numbers of the releases, the newest first."""
        if not self._releases.is_dir():
            return []
        return sorted((int(name) for name in os.listdir(self._releases) if _RELEASE.fullmatch(name)), reverse=True)

    def read_current(self) -> int | None:
        """Return the number of the release that is served; `None` if there is none."""
        try:
            name = os.path.basename(os.readlink(self._current))
        except OSError:
            return None
        return int(name) if _RELEASE.fullmatch(name) and self._path(int(name)).is_dir() else None

    def publish(
        self, site: Path, files: Mapping[str, SiteFile], origin: Origin, keep: int, sign: Sign | None = None
    ) -> FolderReport:
        """Publish a site as the next release; call it under the lock.

        Raises:
            OSError: the folder cannot be written to; readers still see the release before.
        """
        release, earlier = self.plan(files, origin, keep, sign)
        if release is None:
            return FolderReport(self.read_current() or 0, 0, 0, 0, 0, (), is_new=False)
        folder = self._releases / f".{release.manifest.number:06}.new"
        if folder.exists():  # what is in it would be published
            shutil.rmtree(folder)
        try:
            writer = _ReleaseWriter(folder, site, {number: self._path(number) for number in earlier}, earlier)
            writer.write(release)
            os.rename(folder, self._path(release.manifest.number))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        sync_folder(self._releases)
        self._switch(release.manifest.number)
        deleted, refused = self._delete_old(keep)
        kept = sum(entry.kept > 0 for entry in release.manifest.files)
        linked = writer.linked - kept
        return FolderReport(
            release.manifest.number, writer.written, writer.bytes, linked, kept, deleted, is_new=True, refused=refused
        )

    def plan(
        self, files: Mapping[str, SiteFile], origin: Origin, keep: int, sign: Sign | None = None
    ) -> tuple[SiteRelease | None, dict[int, Manifest]]:
        """Return the next release, `None` if it would equal the one that is served, and the manifests of those before."""
        numbers, current = self.list_numbers(), self.read_current()
        earlier = {number: manifest for number in numbers if (manifest := self._read_manifest(number))}
        entries = [file.entry for file in files.values()]
        if current in earlier and earlier[current].own == frozenset(entries):
            is_signed = (self._path(current) / urls.MANIFEST_SIGNATURE).is_file()
            if is_signed == (sign is not None) and self._is_whole(current):
                return None, earlier
        number = (numbers[0] if numbers else 0) + 1
        planned = plan_files(entries, earlier.values(), number, keep)
        # An asset that somebody deleted from all earlier releases cannot be kept.
        kept = [entry for entry in planned if not entry.kept or any(self._iter_copies(entry, earlier))]
        return prepare_release(origin, number, kept, sign), earlier

    def _iter_copies(self, entry: ManifestEntry, earlier: Iterable[int]) -> Iterator[Path]:
        """Yield the files of earlier releases that hold what an entry says."""
        paths = (self._path(number) / entry.path for number in earlier)
        return (path for path in paths if _is_intact(path, entry))

    def roll_back(self, number: int | None) -> int:
        """Serve an earlier release; return its number. Call it under the lock.

        Args:
            number: the release; by default the newest whole one before that which is served.

        Raises:
            DeployError: there is no such release, or it is not whole.
            OSError: the folder cannot be written to.
        """
        current, numbers = self.read_current(), self.list_numbers()
        candidates = [other for other in numbers if current is None or other < current]
        target = number if number is not None else next(filter(self._is_whole, candidates), None)
        if target is None or target not in numbers:
            wanted = Message("an earlier release") if target is None else Message("release {target}", target=target)
            listed = list(numbers) or Message("none")
            raise DeployError(
                Message(
                    "{folder}: expected {wanted}, found the releases {listed}",
                    folder=self.folder,
                    wanted=wanted,
                    listed=listed,
                )
            )
        if not self._is_whole(target):
            raise DeployError(
                Message(
                    "{path}: expected the files that its manifest names, found that somebody changed or deleted some; "
                    "roll back to another release, or publish the site",
                    path=self._path(target),
                )
            )
        for other in numbers:
            self._lend_assets(other, target)
        self._switch(target)
        return target

    def _is_whole(self, number: int) -> bool:
        """Return whether a release has its pages, lists and feeds as its manifest says."""
        manifest = self._read_manifest(number)
        return manifest is not None and all(
            _is_intact(self._path(number) / entry.path, entry) for entry in manifest.own if not is_kept(entry.path)
        )

    def _lend_assets(self, source: int, target: int) -> None:
        """Give a release the assets of another that it lacks: pages of that one are open in browsers."""
        for entry in (self._read_manifest(source) or _NO_MANIFEST).files if source != target else ():
            path, asset = self._path(target) / entry.path, self._path(source) / entry.path
            if is_kept(entry.path) and not path.exists() and _is_intact(asset, entry):
                _make_folder(path.parent)
                _link_or_copy(asset, path)

    def _read_manifest(self, number: int) -> Manifest | None:
        """Return the manifest of a release; `None` if it is damaged."""
        path = self._path(number) / urls.MANIFEST
        with suppress(OSError, DeployError):
            return decode_manifest(read_bounded(path, MAX_BYTES), str(path))
        return None

    def _switch(self, number: int) -> None:
        """Let `current` lead to a release, in one step."""
        temporary = self.folder / ".current.new"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(f"releases/{number:06}", target_is_directory=True)
        os.replace(temporary, self._current)
        sync_folder(self.folder)

    def _delete_old(self, keep: int) -> tuple[tuple[int, ...], str]:
        """Delete all releases but the newest ones and the one that is served; return their numbers, and what the system refused."""
        old = [number for number in self.list_numbers()[max(keep, 1) :] if number != self.read_current()]
        for position, number in enumerate(old):
            # Renamed first, so that a deletion that is killed leaves no release without its files.
            unfinished = self._releases / f".{number:06}.new"
            try:
                os.rename(self._path(number), unfinished)
                shutil.rmtree(unfinished)
            except OSError as error:
                return tuple(old[:position]), Message(
                    "{unfinished}: expected to be able to delete it, found: {reason}",
                    unfinished=unfinished,
                    reason=explain_system_error(error),
                )
        return tuple(old), ""

    def _delete_unfinished(self) -> None:
        """Delete what a publication that ended early left, as far as the system allows: no release needs it."""
        for name in os.listdir(self._releases):
            if _UNFINISHED.fullmatch(name):
                shutil.rmtree(self._releases / name, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self._releases / f"{number:06}"


_NO_MANIFEST = Manifest(site="", number=0, moment="", commit="", changed=False, files=())


class _ReleaseWriter:
    """Writes the folder of one release."""

    def __init__(self, folder: Path, site: Path, folders: Mapping[int, Path], earlier: Mapping[int, Manifest]) -> None:
        self.written = self.bytes = self.linked = 0
        self._folder = folder
        self._site = site
        self._folders = folders
        self._earlier = {number: manifest.paths for number, manifest in earlier.items()}
        self._known_folders: set[Path] = set()
        self._new: list[Path] = []

    def write(self, release: SiteRelease) -> None:
        """Write all files, what others need first, and make sure that they are on the disk."""
        _make_folder(self._folder)
        entries = release.manifest.paths
        phases = sort_phases(entries)
        for path in sorted(entries, key=lambda path: (phases[path], path)):
            self._write_entry(entries[path])
        for path, data in release.documents.items():
            target = self._prepare(path)
            target.write_bytes(data)
            target.chmod(0o644)
            self._new.append(target)
        self._sync()

    def _write_entry(self, entry: ManifestEntry) -> None:
        target = self._prepare(entry.path)
        for number, folder in self._folders.items():
            same = self._earlier[number].get(entry.path)
            if same and same.sha256 == entry.sha256 and _is_intact(folder / entry.path, entry):
                _link_or_copy(folder / entry.path, target)
                self.linked += 1
                return
        _copy(self._site / entry.path, target)
        self._new.append(target)
        self.written += 1
        self.bytes += entry.size

    def _prepare(self, path: str) -> Path:
        """Return the path of a file, whose folder is there then."""
        target = self._folder / path
        if target.parent not in self._known_folders:
            _make_folder(target.parent)
            self._known_folders.add(target.parent)
        return target

    def _sync(self) -> None:
        if len(self._new) > _SYNC_ALL and sync_all():
            return
        for path in self._new:
            sync_file(path)
        for folder in {self._folder, *(path.parent for path in self._new)}:
            sync_folder(folder)


def _is_intact(path: Path, entry: ManifestEntry) -> bool:
    """Return whether a file of an earlier release is as its manifest says: somebody may have changed it."""
    try:
        status = os.lstat(path)
        return status.st_size == entry.size and not path.is_symlink() and digest_file(path) == entry.sha256
    except OSError:
        return False


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, readable for the web server whatever the umask."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir()
        folder.chmod(0o755)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    """Copy a file with its time, from which servers make ETags, readable for the web server."""
    shutil.copyfile(source, target, follow_symlinks=False)
    status = os.stat(source)
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.chmod(target, 0o644)


def _explain_error(folder: Path, error: OSError) -> str:
    """Return one line about what the system refused."""
    path = os.fsdecode(error.filename2 or error.filename or folder)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Message(
            "{folder}: expected room for a release, found: {reason}; readers still see the release before",
            folder=folder,
            reason=explain_system_error(error),
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Message(
            "{path}: expected to be able to write, found: {reason}; run as the owner of {folder}",
            path=path,
            reason=explain_system_error(error),
            folder=folder,
        )
    return Message(
        "{path}: expected to be able to publish, found: {reason}", path=path, reason=explain_system_error(error)
    )
