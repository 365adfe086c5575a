"""The keys that a corner signs its site with: what settings may name, and the list that OpenSSH checks signatures with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from corner.diagnostics.message import Message
from corner.sources.validation import create_fault

NAMESPACE = "corner-manifest"
"""What a signature is for; one of the same key for anything else does not count."""
_PUBLIC_KEY = re.compile(
    r"(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com"
    r"|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+={0,3}"
)


def parse_public_key(text: str) -> str | None:
    """Return the type and the data of a public key as OpenSSH writes it, without the comment; `None` if it is none."""
    match = _PUBLIC_KEY.match(text.strip())
    rest = text.strip()[match.end() :] if match else ""
    return match[0] if match and rest[:1] in ("", " ") and rest.isprintable() else None


def _check_public_key(value: str) -> str:
    key = parse_public_key(value)
    if key is None:
        start = value.strip().split(maxsplit=1)[0][:20] if value.strip() else ""
        raise create_fault(
            "number", Message("expected a public key such as ssh-ed25519 AAAA…, found '{found}'", found=start)
        )
    return key


PublicKey = Annotated[str, AfterValidator(_check_public_key)]
"""A public key as OpenSSH writes it, kept without its comment."""


def name_principal(site_url: str) -> str:
    """Return what the list calls the signer: the host of the site."""
    return urlsplit(site_url).hostname or "corner"


def format_signers(name: str, keys: Iterable[str]) -> str:
    """Return the list of keys, as `ssh-keygen -Y verify -f` reads it."""
    return "".join(f'{name} namespaces="{NAMESPACE}" {key}\n' for key in keys)
