"""Fingerprints: what tells in few characters whether something has changed."""

from __future__ import annotations

import hashlib

import msgspec


def digest(told: object) -> str:
    """Return the fingerprint of text, bytes, or plain values: equal for equal values, in every process."""
    if isinstance(told, str):
        data = told.encode()
    elif isinstance(told, bytes):
        data = told
    else:
        data = msgspec.json.encode(told, order="deterministic")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
