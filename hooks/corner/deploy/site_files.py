"""The files of a built site, as they are published: sizes and digests, and nothing but files."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from corner.build import state
from corner.content import urls
from corner.deploy.errors import DeployError
from corner.deploy.manifest import ManifestEntry, check_entries
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.storage.cache import CACHE_FOLDER
from corner.storage.walk import walk_files

PUBLISHED = (urls.MANIFEST, urls.MANIFEST_SIGNATURE, urls.RELEASE, urls.UPLOAD)
"""The files that publishing adds to a site."""
_SOURCES = ("news", "docs", "mkdocs.yml")
_BUILD = Message("run `corner build --strict`, then `corner publish` again")


class SiteFile(NamedTuple):
    """A file of a built site."""

    entry: ManifestEntry
    md5: str
    """What object storage calls its ETag."""


def read_site(site: Path) -> dict[str, SiteFile]:
    """Return the files of a built site by path; names that begin with a dot at its root are not published.

    Raises:
        DeployError: the site is missing, or holds something that is no file.
    """
    if not (site / "index.html").is_file():
        raise DeployError(
            Message("{site}: expected a built site with index.html, found none; {build}", site=site, build=_BUILD)
        )
    files = {}
    for path, status in sorted(_iter_files(site)):
        name = f"{site}/{path}"
        if not stat.S_ISREG(status.st_mode):
            raise DeployError(
                Message("{name}: expected only files in a built site, found a link or a device; delete it", name=name)
            )
        if path in PUBLISHED:
            raise DeployError(
                Message(
                    "{name}: expected no file where `corner publish` writes its own; remove it from docs/", name=name
                )
            )
        files[path] = _read_file(site, path)
    check_entries((file.entry for file in files.values()), str(site))
    return files


def _iter_files(site: Path) -> Iterator[tuple[str, os.stat_result]]:
    def skip(path: str, _entry: os.DirEntry[str]) -> bool:
        return path.startswith(".") and path.partition("/")[0] != ".well-known"

    def stop(path: str, error: OSError) -> None:
        raise _explain_read_error(site, path, error) from None

    for path, entry in walk_files(str(site), skip=skip, on_error=stop):
        yield path, entry.stat(follow_symlinks=False)


def _read_file(site: Path, path: str) -> SiteFile:
    sha256, md5, size = hashlib.sha256(), hashlib.md5(usedforsecurity=False), 0
    try:
        with (site / path).open("rb") as stream:
            while data := stream.read(1 << 20):
                sha256.update(data)
                md5.update(data)
                size += len(data)
    except OSError as error:
        raise _explain_read_error(site, path, error) from None
    return SiteFile(ManifestEntry(path, size, sha256.hexdigest()), md5.hexdigest())


def _explain_read_error(site: Path, path: str, error: OSError) -> DeployError:
    return DeployError(
        Message(
            "{site}/{path}: expected to be able to read it, found: {reason}",
            site=site,
            path=path,
            reason=explain_system_error(error),
        )
    )


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the content of a file, or its first bytes if it is longer than `limit`: then one more than these.

    Raises:
        OSError: it cannot be read, or is a device or a pipe, which may have no end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "a folder, a device or a pipe", str(path))
    with path.open("rb") as stream:
        return stream.read(limit + 1)


def digest_file(path: Path) -> str:
    """Return the SHA-256 digest of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_age(root: Path, site: Path, now: datetime) -> None:
    """Refuse a site that was built before the last change of the content, or before something became due.

    A site that came without the cache of its build, as from another machine, is not judged.

    Raises:
        DeployError: the site is older.
    """
    built = state.read_built(root / CACHE_FOLDER / state.STATE_FILE)
    if built is None or not site.is_dir():
        return
    ended, until = built
    if until and now >= until:
        raise DeployError(
            Message(
                "{site}: expected a build after {until}, when something was due; {build}",
                site=site,
                until=until.isoformat(),
                build=_BUILD,
            )
        )
    newest, path = max(((_read_time(path), path) for path in _iter_sources(root)), default=(0.0, ""))
    if newest > ended:
        raise DeployError(
            Message(
                "{site}: expected a build after {path} was changed, found an older one; {build}",
                site=site,
                path=path,
                build=_BUILD,
            )
        )


def _iter_sources(root: Path) -> Iterator[str]:
    """Yield every file that the content consists of, and every folder, which is newer than a file that was deleted from it."""
    for name in _SOURCES:
        if (root / name).is_dir():
            folders = [str(root / name)]

            def note_folder(_path: str, entry: os.DirEntry[str], folders: list[str] = folders) -> bool:
                if entry.is_dir():
                    folders.append(entry.path)
                return False

            yield from (entry.path for _, entry in walk_files(str(root / name), follow_links=True, skip=note_folder))
            yield from folders
        elif (root / name).is_file():
            yield str(root / name)


def _read_time(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0
