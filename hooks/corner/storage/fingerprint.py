"""Fingerprints: short texts that differ when the data that they are computed from differs."""

from __future__ import annotations

import hashlib

import msgspec


def digest(value: object) -> str:
    """Return the fingerprint of text, bytes, or plain values: equal for equal values, in every process."""
    if isinstance(value, str):
        data = value.encode()
    elif isinstance(value, bytes):
        data = value
    else:
        data = msgspec.json.encode(value, order="deterministic")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
