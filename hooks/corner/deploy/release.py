"""A release of a site: what is written with its files, and the record of it that servers show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec

from corner.content import urls
from corner.deploy.headers import rules_digest
from corner.deploy.manifest import Manifest, ManifestEntry, digest_manifest, encode_manifest

Sign = Callable[[bytes], bytes]
"""Returns the signature of a manifest."""


class Origin(NamedTuple):
    """Where the files of a release come from."""

    site: str
    """The URL of the site."""
    moment: str
    """The moment of publication, in ISO 8601."""
    commit: str
    """The git commit of the checkout; empty without git."""
    changed: bool
    """Whether the checkout differs from the commit."""


class ReleaseRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What `release.json` says."""

    number: int
    moment: str
    commit: str
    changed: bool
    digest: str
    """The SHA-256 digest of the manifest."""
    files: int
    bytes: int
    headers: str
    """The fingerprint of the rules by which the files were given their headers."""


class SiteRelease(NamedTuple):
    """A release that is ready to be published."""

    manifest: Manifest
    documents: dict[str, bytes]
    """The manifest, its signature and the record, by path."""


def prepare_release(origin: Origin, number: int, files: Iterable[ManifestEntry], sign: Sign | None) -> SiteRelease:
    """Return a release of `files`, signed if there is what signs."""
    manifest = Manifest(number=number, files=tuple(files), **origin._asdict())
    data = encode_manifest(manifest)
    documents = {urls.MANIFEST: data}
    if sign:
        documents[urls.MANIFEST_SIGNATURE] = sign(data)
    record = ReleaseRecord(
        number=number,
        moment=origin.moment,
        commit=origin.commit,
        changed=origin.changed,
        digest=digest_manifest(data),
        files=len(manifest.files),
        bytes=sum(entry.size for entry in manifest.files),
        headers=rules_digest(),
    )
    documents[urls.RELEASE] = msgspec.json.format(msgspec.json.encode(record)) + b"\n"
    return SiteRelease(manifest, documents)
