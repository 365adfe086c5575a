"""Whether a site, in a folder or at a URL, is as somebody signed it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from corner.content import urls
from corner.deploy.errors import DeployError, ProofError
from corner.deploy.headers import has_digest_name, is_text
from corner.deploy.manifest import MAX_BYTES, Manifest, ManifestEntry, decode_manifest
from corner.deploy.signature import MAX_BYTES as MAX_SIGNATURE_BYTES
from corner.deploy.signature import Signer, check_signature
from corner.deploy.site_files import PUBLISHED
from corner.deploy.web_reader import MissingError, UnreachableError, WebReader
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.storage.walk import walk_files

_CONNECTIONS = 4
"""How many files are asked for at the same time."""


class FileState(StrEnum):
    """What became of a file since it was signed."""

    SAME = "as signed"
    CHANGED = "changed"
    MISSING = "missing"
    UNSIGNED = "not signed"
    UNREADABLE = "not readable"


class FileVerdict(NamedTuple):
    """What a check says of one file."""

    path: str
    state: FileState
    reason: str = ""


class SiteSource(Protocol):
    """Where the files of a site are read from."""

    name: str

    def read(self, path: str, limit: int) -> bytes:
        """Return a file, at most one byte more than `limit`."""


class FolderReader:
    """A site in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a site, or that of a server, with its releases."""
        current = folder / "current"
        self.folder = current if (current / urls.MANIFEST).is_file() else folder
        self.name = str(self.folder)

    def read(self, path: str, limit: int) -> bytes:
        """Return a file, at most one byte more than `limit`.

        Raises:
            MissingError: there is no such file.
            UnreachableError: it cannot be read.
        """
        try:
            status = os.lstat(self.folder / path)
            if not os.path.isfile(self.folder / path) or os.path.islink(self.folder / path):
                raise UnreachableError(Message("expected a file, found something else"))
            with (self.folder / path).open("rb") as stream:
                return stream.read(min(limit, status.st_size) + 1)
        except (FileNotFoundError, NotADirectoryError):
            raise MissingError(Message("expected a file, found none")) from None
        except OSError as error:
            raise UnreachableError(
                Message("expected to be able to read, found: {reason}", reason=explain_system_error(error))
            ) from None

    def iter_unsigned(self, manifest: Manifest) -> Iterator[FileVerdict]:
        """Yield the files that the manifest does not name; assets that were lent to open pages do not count.

        A folder that cannot be listed is not readable.
        """
        known = manifest.paths.keys() | set(PUBLISHED)
        closed: list[FileVerdict] = []

        def note(path: str, error: OSError) -> None:
            reason = Message(
                "expected to be able to read this folder, found: {reason}", reason=explain_system_error(error)
            )
            closed.append(FileVerdict(f"{path}/", FileState.UNREADABLE, reason))

        for path, _ in sorted(walk_files(str(self.folder), on_error=note), key=lambda file: file[0]):
            if path not in known and not has_digest_name(path):
                yield FileVerdict(path, FileState.UNSIGNED)
        yield from closed


class SignedManifest(NamedTuple):
    """A manifest whose signature holds."""

    manifest: Manifest
    signer: Signer


def open_source(target: str) -> FolderReader | WebReader:
    """Return the site in a folder or at a URL.

    Raises:
        DeployError: it is neither.
    """
    if Path(target).is_dir():
        return FolderReader(Path(target))
    return WebReader(target)


def read_signed(source: SiteSource, signers: str) -> SignedManifest:
    """Return the manifest of a site, once its signature is known to hold.

    Raises:
        ProofError: there is no signature, or it does not hold.
        DeployError: the site cannot be read.
    """
    name = f"{source.name.rstrip('/')}/{urls.MANIFEST}"
    data = _read_document(source, urls.MANIFEST, MAX_BYTES)
    signature = _read_document(source, urls.MANIFEST_SIGNATURE, MAX_SIGNATURE_BYTES)
    try:
        signer = check_signature(data, signature, signers)
    except ProofError as error:
        raise ProofError(Message("{name}: {reason}", name=name, reason=str(error))) from None
    return SignedManifest(decode_manifest(data, name), signer)


def _read_document(source: SiteSource, path: str, limit: int) -> bytes:
    name = f"{source.name.rstrip('/')}/{path}"
    try:
        data = source.read(path, limit)
    except MissingError:
        raise ProofError(Message("{name}: expected a signed site, found no such file", name=name)) from None
    except UnreachableError as error:
        raise DeployError(Message("{name}: {reason}", name=name, reason=str(error))) from None
    if len(data) > limit:
        raise ProofError(Message("{name}: expected at most {limit:,} bytes, found more", name=name, limit=limit))
    return data


def find_path(text: str) -> str:
    """Return the path in the manifest of an address that a person copied: `/news/2026/fair/` or a whole URL."""
    path = unquote(urlsplit(text).path if "://" in text else text.partition("#")[0].partition("?")[0]).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def iter_verdicts(
    source: SiteSource, manifest: Manifest, paths: Iterable[str], *, everything: bool
) -> Iterator[FileVerdict]:
    """Yield what became of each file that readers and programs read, in order.

    Args:
        source: the site.
        manifest: what was signed.
        paths: the files to look at; all where it is empty.
        everything: whether to look at assets, too.
    """
    entries, wanted = manifest.paths, list(paths)
    if wanted:
        selected = [entries[path] for path in wanted if path in entries]
        yield from (FileVerdict(path, FileState.UNSIGNED) for path in wanted if path not in entries)
    else:
        selected = [entry for entry in manifest.files if (everything or _is_read(entry)) and _is_served(entry, source)]
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        yield from pool.map(lambda entry: _check_entry(source, entry), selected)


def _is_read(entry: ManifestEntry) -> bool:
    return is_text(entry.path) and not entry.kept


def _is_served(entry: ManifestEntry, source: SiteSource) -> bool:
    """Return whether a server gives a file to readers: hosts keep the page for what is missing and their settings."""
    name = entry.path.rpartition("/")[2]
    return isinstance(source, FolderReader) or (name != urls.NOT_FOUND and not entry.path.startswith("_"))


def _check_entry(source: SiteSource, entry: ManifestEntry) -> FileVerdict:
    try:
        data = source.read(entry.path, entry.size)
    except MissingError:
        return FileVerdict(entry.path, FileState.MISSING)
    except UnreachableError as error:
        return FileVerdict(entry.path, FileState.UNREADABLE, str(error))
    is_same = len(data) == entry.size and hashlib.sha256(data).hexdigest() == entry.sha256
    return FileVerdict(entry.path, FileState.SAME if is_same else FileState.CHANGED)
