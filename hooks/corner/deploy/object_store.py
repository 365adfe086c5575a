"""A site in object storage: only changed files are uploaded, what others need first, and a mark shows what has not ended."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from corner.content import urls
from corner.deploy.errors import DeployError
from corner.deploy.headers import Headers, headers_for, rules_digest, sort_phases
from corner.deploy.manifest import MAX_BYTES, Manifest, decode_manifest, plan_files
from corner.deploy.rclone import Remote, RemoteFile
from corner.deploy.release import Origin, ReleaseRecord, Sign, SiteRelease, prepare_release
from corner.deploy.site_files import PUBLISHED, SiteFile
from corner.diagnostics.message import Message
from corner.storage.scratch import make_scratch_folder


class UploadMark(msgspec.Struct, frozen=True, kw_only=True):
    """What is at an address of its own while an upload is under way, and after one that did not end."""

    number: int
    moment: str
    token: str
    """A random name, which no other upload has."""
    uploads: tuple[str, ...]
    """The files that are uploaded."""
    gone: tuple[str, ...]
    """The files that are deleted at the end."""


class StoreState(NamedTuple):
    """What is in the storage before an upload."""

    files: dict[str, RemoteFile]
    manifest: Manifest | None
    has_headers: bool
    """Whether its files have the headers that this program gives."""
    mark: UploadMark | None


class UploadGroup(NamedTuple):
    """Files that are uploaded at the same time."""

    headers: Headers
    paths: tuple[str, ...]


class UploadPlan(NamedTuple):
    """What an upload does."""

    release: SiteRelease
    groups: tuple[UploadGroup, ...]
    """The files to upload, those first that others need."""
    gone: tuple[str, ...]
    """The files to delete."""
    bytes: int
    """The size of the files to upload."""
    unchanged: int
    kept: int
    """The assets of earlier releases that stay."""
    finishes: bool
    """Whether an earlier upload did not end."""
    drops_signature: bool
    """Whether the site was signed and is not any more."""

    @property
    def uploads(self) -> tuple[str, ...]:
        """The files to upload."""
        return tuple(path for group in self.groups for path in group.paths)


class ObjectStore:
    """A path of a remote that holds the files of a site."""

    def __init__(self, remote: Remote) -> None:
        """Name the remote; nothing is read yet."""
        self._remote = remote

    def plan(
        self, files: Mapping[str, SiteFile], origin: Origin, keep: int, sign: Sign | None = None
    ) -> UploadPlan | None:
        """Return what an upload of the site does; `None` if the storage has the site as it is.

        Raises:
            DeployError: the storage cannot be read.
        """
        state = self._read_state()
        number = (state.manifest.number if state.manifest else 0) + 1
        entries = [file.entry for file in files.values()]
        earlier = [state.manifest] if state.manifest else []
        planned = [
            entry
            for entry in plan_files(entries, earlier, number, keep)
            if not entry.kept or (entry.path in state.files and state.files[entry.path].size == entry.size)
        ]
        release = prepare_release(origin, number, planned, sign)
        uploads = _find_uploads(files, state)
        known = {*(state.manifest.paths if state.manifest else ()), *(state.mark.uploads if state.mark else ())}
        known.update(state.mark.gone if state.mark else ())
        gone = (known & state.files.keys()) - {entry.path for entry in planned} - set(PUBLISHED)
        is_signed = urls.MANIFEST_SIGNATURE in state.files
        is_same = state.manifest is not None and state.manifest.own == frozenset(entries)
        if is_same and not uploads and not state.mark and is_signed == (sign is not None):
            return None
        return UploadPlan(
            release,
            tuple(_group_uploads(uploads, files, state)),
            tuple(sorted(gone)),
            sum(files[path].entry.size for path in uploads),
            len(files) - len(uploads),
            sum(entry.kept > 0 for entry in planned),
            finishes=state.mark is not None,
            drops_signature=is_signed and sign is None,
        )

    def publish(self, site: Path, plan: UploadPlan) -> None:
        """Upload a site; an upload that fails is finished by the next one.

        Raises:
            DeployError: rclone cannot do it, or another upload has begun.
        """
        manifest = plan.release.manifest
        mark = UploadMark(
            number=manifest.number,
            moment=manifest.moment,
            token=secrets.token_hex(16),
            uploads=plan.uploads,
            gone=plan.gone,
        )
        with make_scratch_folder() as folder:
            self._write({urls.UPLOAD: msgspec.json.encode(mark)}, folder)
            for group in plan.groups:
                self._remote.upload(site, group.paths, group.headers)
            if (current := self._read_mark()) is None or current.token != mark.token:
                raise DeployError(
                    Message(
                        "{name}: expected no other upload meanwhile, found one, which finishes this",
                        name=self._remote.name,
                    )
                )
            if plan.drops_signature:
                # An old signature beside a new manifest would say that somebody forged it.
                self._remote.delete([urls.MANIFEST_SIGNATURE])
            self._write(plan.release.documents, folder)
            if plan.gone:
                self._remote.delete(plan.gone)
            self._remote.delete([urls.UPLOAD])

    def _write(self, documents: Mapping[str, bytes], folder: Path) -> None:
        """Write what publishing adds to a site."""
        for path, data in documents.items():
            file = folder / path
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_bytes(data)
        for headers, paths in groupby(documents, headers_for):
            self._remote.upload(folder, list(paths), headers)

    def _read_state(self) -> StoreState:
        files = self._remote.list_files()
        manifest, has_headers = None, False
        if urls.MANIFEST in files:
            with suppress(DeployError):  # a damaged one costs a whole upload
                manifest = decode_manifest(self._remote.read(urls.MANIFEST, MAX_BYTES + 1), urls.MANIFEST)
        if urls.RELEASE in files:
            with suppress(msgspec.DecodeError):
                record = msgspec.json.decode(self._remote.read(urls.RELEASE, 1 << 16), type=ReleaseRecord)
                has_headers = record.headers == rules_digest()
        return StoreState(files, manifest, has_headers, self._read_mark() if urls.UPLOAD in files else None)

    def _read_mark(self) -> UploadMark | None:
        try:
            return msgspec.json.decode(self._remote.read(urls.UPLOAD, MAX_BYTES), type=UploadMark)
        except msgspec.DecodeError:
            return UploadMark(number=0, moment="", token="", uploads=(), gone=())


def _find_uploads(files: Mapping[str, SiteFile], state: StoreState) -> list[str]:
    """Return the files that the storage lacks, or has with other bytes or headers."""
    known = state.manifest.paths if state.manifest else {}
    doubtful = state.mark.uploads if state.mark else ()
    uploads = []
    for path, file in files.items():
        remote, entry = state.files.get(path), known.get(path)
        if remote is None or remote.size != file.entry.size or not state.has_headers:
            uploads.append(path)
        elif remote.md5:
            uploads += [path] if remote.md5 != file.md5 else []
        elif entry is None or entry.sha256 != file.entry.sha256 or path in doubtful:
            uploads.append(path)
    return uploads


def _group_uploads(uploads: Iterable[str], files: Mapping[str, SiteFile], state: StoreState) -> Iterator[UploadGroup]:
    """Yield files in the order of their upload: by phase, new ones before changed ones, those with the same headers together."""
    phases = sort_phases(files)

    def rank(path: str) -> tuple[int, bool, Headers]:
        return phases[path], path in state.files, headers_for(path)

    for (_, _, headers), paths in groupby(sorted(uploads, key=lambda path: (rank(path), path)), rank):
        yield UploadGroup(headers, tuple(paths))
