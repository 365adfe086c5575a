"""Signatures with the real ssh-keygen: which keys may sign, and why a signature does not hold."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corner.content.signing import format_signers
from corner.deploy.errors import DeployError, ProofError
from corner.deploy.signature import check_key, check_signature, read_signers, sign
from corner.storage.scratch import delete_abandoned_folders
from tests.unit.deploy.keys import make_key, public

DATA = b'{"a": 1}\n'


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A private key."""
    return make_key(tmp_path)


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An ssh-agent of the test's own, without keys."""
    socket = tmp_path / "agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it prints its address once it listens
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        try:
            yield
        finally:
            process.terminate()


def test_a_signature_names_its_signer(key: Path) -> None:
    signer = check_signature(DATA, sign(DATA, key), read_signers(public(key), None))
    listed = subprocess.run(["ssh-keygen", "-l", "-f", str(public(key))], check=True, capture_output=True, text=True)
    assert signer.name == "corner"
    assert signer.key.split()[-1] == listed.stdout.split()[1]


@pytest.mark.usefixtures("agent")
def test_a_key_that_only_the_agent_has_signs_by_its_public_key(key: Path) -> None:
    subprocess.run(["ssh-add", "-q", str(key)], check=True)
    key.unlink()
    check_key(public(key), key.parent)
    assert check_signature(DATA, sign(DATA, public(key)), read_signers(public(key), None))


def test_the_files_of_a_check_are_not_taken_for_what_a_killed_process_left(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature, write = sign(b"{}", key), Path.write_bytes

    def write_late(path: Path, data: bytes) -> int:
        delete_abandoned_folders()
        return write(path, data)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(Path, "write_bytes", write_late)
    signers = format_signers("corner", [public(key).read_text("utf-8").strip()])
    assert check_signature(b"{}", signature, signers).name == "corner"


def test_other_data_does_not_have_the_signature(key: Path) -> None:
    with pytest.raises(ProofError, match=r"^the signature is not of this manifest: Signature verification failed"):
        check_signature(DATA + b" ", sign(DATA, key), read_signers(public(key), None))


def test_another_key_is_named_by_its_fingerprint(key: Path) -> None:
    other = make_key(key.parent, "other")
    with pytest.raises(ProofError, match=r"^the manifest is signed by another key: ED25519 key SHA256:"):
        check_signature(DATA, sign(DATA, other), read_signers(public(key), None))


def test_a_signature_for_another_purpose_does_not_count(key: Path) -> None:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(key)]
    signature = subprocess.run(command, input=DATA, capture_output=True, check=True).stdout
    with pytest.raises(ProofError, match=r"^the signature is not of this manifest: .*namespace"):
        check_signature(DATA, signature, read_signers(public(key), None))


@pytest.mark.parametrize("signature", [b"", b"\x00" * 1000, b"-----BEGIN SSH SIGNATURE-----\nAAAA\n"])
def test_what_is_no_signature_is_one_line(key: Path, signature: bytes) -> None:
    with pytest.raises(ProofError) as caught:
        check_signature(DATA, signature, read_signers(public(key), None))
    assert str(caught.value).startswith("the signature is not of this manifest: ")
    assert "\n" not in str(caught.value)


def test_a_key_whose_time_is_over_does_not_sign(key: Path) -> None:
    line = format_signers("press", [public(key).read_text("utf-8").strip()]).replace(
        "namespaces", 'valid-before="20200101",namespaces'
    )
    with pytest.raises(ProofError, match="key"):
        check_signature(DATA, sign(DATA, key), line)


def test_a_key_that_is_listed_for_another_purpose_does_not_sign(key: Path) -> None:
    line = format_signers("press", [public(key).read_text("utf-8").strip()]).replace("corner-manifest", "git")
    with pytest.raises(ProofError, match=r"^the key is not one that may sign this now \(ED25519 key SHA256:"):
        check_signature(DATA, sign(DATA, key), line)


def test_a_list_of_signers_names_who_signed(key: Path, tmp_path: Path) -> None:
    other = make_key(tmp_path, "other", "ecdsa")
    lines = format_signers("press", [public(key).read_text("utf-8").strip()])
    lines += format_signers("desk", [public(other).read_text("utf-8").strip()])
    path = tmp_path / "signers"
    path.write_text(lines, "utf-8")
    assert check_signature(DATA, sign(DATA, other), read_signers(None, path)).name == "desk"


@pytest.mark.parametrize(
    ("name", "ignored", "refused"),
    [
        ("../key", "", ""),
        ("key", "", "refused"),
        ("key", "key", ""),
        ("docs/key", "key", "refused"),
        ("site/key", "key", "refused"),
        ("key.pub", "", ""),
    ],
)
def test_a_private_key_that_could_be_published_is_refused(
    tmp_path: Path, name: str, ignored: str, refused: str
) -> None:
    root = tmp_path / "corner"
    (root / "docs").mkdir(parents=True)
    (root / "site").mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    if ignored:
        (root / ".gitignore").write_text(ignored, "utf-8")
    path = root / name
    made = make_key(tmp_path, "made")
    path.write_bytes(public(made).read_bytes() if name.endswith(".pub") else made.read_bytes())
    if not refused:
        check_key(path, root)
        return
    with pytest.raises(
        DeployError, match="expected a private key outside the project, found one in it, where a commit"
    ):
        check_key(path, root)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, "expected a private key, or the .pub file of one that ssh-agent has, found no file"),
        ("my diary", "expected a key of OpenSSH, found something else"),
    ],
)
def test_what_is_no_key_is_one_line(tmp_path: Path, text: str | None, line: str) -> None:
    path = tmp_path / "key"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(DeployError) as caught:
        check_key(path, tmp_path / "corner")
    assert str(caught.value) == f"{path}: {line}"


def test_a_key_with_a_passphrase_and_no_terminal_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "locked"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(key)], check=True)
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")
    with pytest.raises(DeployError, match=f"^{key}: expected to be able to sign with this key, found: .*passphrase"):
        sign(DATA, key)


@pytest.mark.parametrize("text", ["", "ssh-ed25519", "ssh-dss AAAA", "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n"])
def test_a_file_without_a_public_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corner.pub"
    path.write_text(text, "utf-8")
    with pytest.raises(DeployError, match=f"^{path}: expected a public key such as ssh-ed25519 AAAA…, found something"):
        read_signers(path, None)


def test_without_a_key_nothing_is_believed() -> None:
    with pytest.raises(DeployError, match="expected --key FILE or --allowed-signers FILE, found neither"):
        read_signers(None, None)


def test_without_openssh_the_message_says_what_to_install(
    key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(DeployError, match=r"^ssh-keygen: expected this program of OpenSSH, found none; install it"):
        sign(DATA, key)
