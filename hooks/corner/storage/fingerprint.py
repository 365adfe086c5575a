"""Fingerprints: short texts that differ when the data that they are computed from differs."""

from __future__ import annotations

import hashlib

from corner.storage.walk import walk_files


def digest(value: object) -> str:
    """Return the fingerprint of text, bytes, or plain values: equal for equal values, in every process."""
    if isinstance(value, str):
        data = value.encode()
    elif isinstance(value, bytes):
        data = value
    else:
        import msgspec  # noqa: PLC0415 -- it takes longer to load than a build in which nothing has changed can spare

        data = msgspec.json.encode(value, order="deterministic")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def digest_files(folder: str, suffixes: tuple[str, ...]) -> str:
    """Return the fingerprint of the paths and the content of files.

    Args:
        folder: the folder with the files, also in folders of its own.
        suffixes: what the names of the files end in; others are passed over.
    """
    made = hashlib.blake2b(digest_size=16)
    for path, entry in sorted(
        (path, entry.path) for path, entry in walk_files(folder, follow_links=True) if path.endswith(suffixes)
    ):
        with open(entry, "rb", buffering=0) as file:
            content = file.read()
        # The length keeps one file from ending where another begins.
        made.update(f"{path}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()
