"""Keys of OpenSSH that tests sign with."""

from __future__ import annotations

import subprocess
from pathlib import Path


def make_key(folder: Path, name: str = "corner", kind: str = "ed25519") -> Path:
    """Make a private key without a passphrase, with its public key beside it."""
    path = folder / name
    options = ["-q", "-t", kind, "-N", "", "-C", f"{name}@example", "-f", str(path)]
    subprocess.run(["ssh-keygen", *options], check=True)
    return path


def public(key: Path) -> Path:
    """Return the file of the public key."""
    return key.with_name(f"{key.name}.pub")
