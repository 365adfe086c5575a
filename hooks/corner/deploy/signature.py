"""Signatures by OpenSSH: the only module that runs ssh-keygen."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

from corner.content.signing import NAMESPACE, format_signers, parse_public_key
from corner.deploy.errors import DeployError, ProofError
from corner.deploy.site_files import read_bounded
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.sources import git
from corner.storage.scratch import make_scratch_folder

MAX_BYTES = 16 * 1024
"""The largest signature that is read."""
_PUBLISHED = ("docs", "news", "site", "hooks")
"""Folders of which files are published or belong to the program."""


class Signer(NamedTuple):
    """Who signed something."""

    name: str
    """What the list of signers calls it."""
    key: str
    """The type and fingerprint of the key."""


def check_key(key: Path, root: Path) -> None:
    """Refuse a private key that a commit or a build could publish.

    Raises:
        DeployError: there is no such file, or it lies in the project.
    """
    if not key.is_file():
        raise DeployError(
            Message("{key}: expected a private key, or the .pub file of one that ssh-agent has, found no file", key=key)
        )
    try:
        text = read_bounded(key, MAX_BYTES)
    except OSError as error:
        raise DeployError(
            Message(
                "{key}: expected to be able to read the key, found: {reason}",
                key=key,
                reason=explain_system_error(error),
            )
        ) from None
    if not text.startswith(b"-----BEGIN"):
        if parse_public_key(text.decode(errors="replace")) is None:
            raise DeployError(Message("{key}: expected a key of OpenSSH, found something else", key=key))
        return
    resolved = key.resolve()
    if not resolved.is_relative_to(root.resolve()):
        return
    is_published = any(resolved.is_relative_to((root / name).resolve()) for name in _PUBLISHED)
    if is_published or not git.is_ignored(root, key):
        raise DeployError(
            Message(
                "{key}: expected a private key outside the project, found one in it, where a commit could publish it; move it away, or name its .pub file and let ssh-agent keep it",
                key=key,
            )
        )


def sign(data: bytes, key: Path) -> bytes:
    """Return the signature of `data`.

    Args:
        data: what is signed.
        key: a private key, or the public one of a key that ssh-agent has.

    Raises:
        DeployError: ssh-keygen cannot sign with the key.
    """
    done = _run(["-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)], data)
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise DeployError(
            Message(
                "{key}: expected to be able to sign with this key, found: {reason}", key=key, reason=_read_error(done)
            )
        )
    return done.stdout


def read_signers(key: Path | None, signers: Path | None) -> str:
    """Return the list of signers in a file, or the list with the one public key of a file.

    Raises:
        DeployError: there is no such file, or no public key in it.
    """
    path = signers or key
    if path is None:
        raise DeployError(
            Message(
                "expected --key FILE or --allowed-signers FILE, found neither: take the key from where you trust it, not from the site"
            )
        )
    try:
        text = read_bounded(path, 1 << 20).decode("utf-8", errors="replace")
    except OSError as error:
        raise DeployError(
            Message("{path}: expected a public key, found: {reason}", path=path, reason=explain_system_error(error))
        ) from None
    if signers:
        return text
    known = parse_public_key(text)
    if known is None:
        raise DeployError(
            Message("{path}: expected a public key such as ssh-ed25519 AAAA…, found something else", path=path)
        )
    return format_signers("corner", [known])


def check_signature(data: bytes, signature: bytes, signers: str) -> Signer:
    """Return who signed `data`.

    Args:
        data: what was signed.
        signature: its signature.
        signers: the list of those who may sign it.

    Raises:
        ProofError: the signature is of other data or for another purpose, or by a key that is not in the list.
        DeployError: ssh-keygen is missing.
    """
    with make_scratch_folder() as folder:
        paths = folder / "signature", folder / "signers"
        paths[0].write_bytes(signature)
        paths[1].write_text(signers, encoding="utf-8", newline="\n")
        options = ["-n", NAMESPACE, "-s", str(paths[0])]
        done = _run(["-Y", "check-novalidate", *options], data)
        if done.returncode:
            raise ProofError(Message("the signature is not of this manifest: {reason}", reason=_read_error(done)))
        key = done.stdout.decode(errors="replace").partition(" with ")[2].strip()
        done = _run(["-Y", "find-principals", "-s", str(paths[0]), "-f", str(paths[1])], b"")
        names = done.stdout.decode(errors="replace").split()
        if done.returncode or not names:
            raise ProofError(Message("the manifest is signed by another key: {key}", key=key))
        done = _run(["-Y", "verify", *options, "-f", str(paths[1]), "-I", names[0]], data)
        if done.returncode:
            raise ProofError(
                Message(
                    "the key is not one that may sign this now ({key}): {reason}", key=key, reason=_read_error(done)
                )
            )
    return Signer(names[0], key)


def _run(arguments: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run ssh-keygen with `data` as its input; it asks for a passphrase on the terminal.

    Raises:
        DeployError: it is missing.
    """
    try:
        return subprocess.run(  # noqa: S603 -- no shell is involved
            ["ssh-keygen", *arguments],  # noqa: S607 -- the operator's own OpenSSH
            input=data,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise DeployError(
            Message(
                "ssh-keygen: expected this program of OpenSSH, found none; install it (on Debian and Ubuntu: apt install openssh-client)"
            )
        ) from None


def _read_error(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the last line that ssh-keygen printed about an error."""
    lines = [line.strip() for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
    return next(iter(reversed(lines)), "")[:300] or Message("no reason")
