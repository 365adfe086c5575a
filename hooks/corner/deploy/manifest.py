"""The manifest of a published site: path, size and digest of each file, and which commit it was made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import msgspec

from corner.deploy.errors import DeployError
from corner.diagnostics.message import Message

MAX_BYTES = 64 * 1024 * 1024
"""The largest manifest that is read."""
_VERSION = 1
_PATH = re.compile(r"[^\x00-\x1f\x7f\\]{1,1000}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOADED = re.compile(r"assets/|(?:[^/]+/)?search/")


class ManifestEntry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A file of a published site."""

    path: str
    """Its path in the site."""
    size: int
    """In bytes."""
    sha256: str
    kept: int = 0
    """The number of the last release that had it, for a file that stays for pages that were loaded before."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one release of a site consists of."""

    version: int = _VERSION
    site: str
    """The URL of the site, with a closing slash."""
    number: int
    """The number of the release, from 1."""
    moment: str
    """When it was published, in ISO 8601."""
    commit: str
    """The git commit of the checkout; empty without git."""
    changed: bool
    """Whether the checkout differed from the commit."""
    files: tuple[ManifestEntry, ...]
    """Every file by path, but the manifest itself, its signature and the record of the release."""

    @property
    def paths(self) -> dict[str, ManifestEntry]:
        """The files by path."""
        return {entry.path: entry for entry in self.files}

    @property
    def own(self) -> frozenset[ManifestEntry]:
        """The files of the site itself."""
        return frozenset(entry for entry in self.files if not entry.kept)

    @property
    def origin(self) -> str:
        """The number, moment and commit, in words."""
        if not self.commit:
            commit = Message("no commit")
        elif self.changed:
            commit = Message("commit {commit} with changes", commit=self.commit[:12])
        else:
            commit = Message("commit {commit}", commit=self.commit[:12])
        return Message("release {number} of {moment}, {commit}", number=self.number, moment=self.moment, commit=commit)


def encode_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as canonical JSON, with a line for each file."""
    head = msgspec.json.encode(msgspec.structs.replace(manifest, files=())).removesuffix(b"]}")
    lines = (msgspec.json.encode(entry) for entry in sorted(manifest.files, key=lambda entry: entry.path))
    return head + b"\n" + b",\n".join(lines) + b"\n]}\n"


def decode_manifest(data: bytes, name: str) -> Manifest:
    """Return the manifest in `data`.

    Args:
        data: JSON.
        name: what messages call it.

    Raises:
        DeployError: it is no manifest, or names paths that no site has.
    """
    if len(data) > MAX_BYTES:
        raise DeployError(Message("{name}: expected at most {most:,} bytes, found more", name=name, most=MAX_BYTES))
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise DeployError(
            Message("{name}: expected a manifest of a corner, found something else ({reason})", name=name, reason=error)
        ) from None
    if manifest.version != _VERSION:
        raise DeployError(
            Message(
                "{name}: expected version {version}, found {other}; update the program",
                name=name,
                version=_VERSION,
                other=manifest.version,
            )
        )
    check_entries(manifest.files, name)
    _check_words(manifest, name)
    return manifest


def _check_words(manifest: Manifest, name: str) -> None:
    """Refuse words that would write more than one line, or more than a line holds."""
    for text in (manifest.site, manifest.moment, manifest.commit):
        if len(text) > 300 or not text.isprintable():
            raise DeployError(
                Message(
                    "{name}: expected a site, a moment and a commit in one line each, found {text!a}",
                    name=name,
                    text=text[:40],
                )
            )


def check_entries(entries: Iterable[ManifestEntry], name: str) -> None:
    """Refuse paths outside the site or over several lines, repeated ones, and what is no digest.

    Raises:
        DeployError: an entry is such.
    """
    paths = set()
    for entry in entries:
        parts = entry.path.split("/")
        if not _PATH.fullmatch(entry.path) or not {"", ".", ".."}.isdisjoint(parts):
            raise DeployError(
                Message("{name}: expected paths below the site, found {path!a}", name=name, path=entry.path[:80])
            )
        if entry.path in paths:
            raise DeployError(
                Message("{name}: expected each file once, found {path!a} twice", name=name, path=entry.path[:80])
            )
        if not _DIGEST.fullmatch(entry.sha256) or entry.size < 0:
            raise DeployError(
                Message(
                    "{name}: expected a size and a SHA-256 digest for {path!a}, found others",
                    name=name,
                    path=entry.path[:80],
                )
            )
        paths.add(entry.path)


def plan_files(
    files: Iterable[ManifestEntry], earlier: Iterable[Manifest], number: int, keep: int
) -> tuple[ManifestEntry, ...]:
    """Return the files of the next release: those of the site, and assets for pages that were loaded before.

    Args:
        files: the files of the site.
        earlier: the releases that are kept, the newest first.
        number: the number of the next release.
        keep: for how many releases the assets of one stay; those of the release before always stay.
    """
    entries = {entry.path: entry for entry in files}
    for manifest in earlier:
        for entry in manifest.files:
            last = entry.kept or manifest.number
            if last > number - max(keep, 2) and is_kept(entry.path) and entry.path not in entries:
                entries[entry.path] = msgspec.structs.replace(entry, kept=last)
    return tuple(entries[path] for path in sorted(entries))


def is_kept(path: str) -> bool:
    """Return whether a page that is open in a browser may still ask for a file: a style sheet, a script, the index."""
    return bool(_LOADED.match(path)) and not path.endswith((".html", ".md"))


def digest_manifest(data: bytes) -> str:
    """Return the SHA-256 digest of a manifest's bytes."""
    return hashlib.sha256(data).hexdigest()
