"""The program rclone, which speaks to object storage: the only module that runs it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from corner.deploy.errors import DeployError
from corner.deploy.headers import Headers
from corner.diagnostics.message import Message

_LIMITS = ("--contimeout", "15s", "--timeout", "60s", "--retries", "3", "--low-level-retries", "3", "--quiet")
_NO_FOLDER = 3
"""The exit status where the path of a remote is not there."""
_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?:(?:ERROR|Fatal error|NOTICE|CRITICAL) ?: ?)?")


class RemoteFile(NamedTuple):
    """A file of a remote."""

    size: int
    md5: str
    """Its digest; empty where the remote cannot say it without reading the file."""


class Remote:
    """A path of a remote, as rclone reads and writes it. Keys come from rclone's own settings or the environment."""

    def __init__(self, name: str) -> None:
        """Name the path as rclone has it, such as `store:bucket/path`."""
        self.name = name
        self._base = name if name.endswith(":") else f"{name}/"

    def list_files(self) -> dict[str, RemoteFile]:
        """Return all files by path: object storage lists a thousand in one request.

        Raises:
            DeployError: the remote does not answer, or is not known.
        """
        has_digests = self._has_digests()
        options = ["--hash", "--hash-type", "MD5"] if has_digests else []
        command = ["lsjson", "-R", "--files-only", "--no-modtime", "--no-mimetype", "--fast-list", *options, self.name]
        done = self._run(command, allowed=(0, _NO_FOLDER))
        entries = json.loads(done.stdout) if done.returncode == 0 else []
        return {
            entry["Path"]: RemoteFile(entry["Size"], (entry.get("Hashes") or {}).get("md5", "")) for entry in entries
        }

    def _has_digests(self) -> bool:
        """Return whether a listing has the MD5 digest of each file at no cost."""
        # A remote that is described in full begins with a colon.
        remote = self.name[: self.name.index(":", 1) + 1]
        done = self._run(["backend", "features", remote], check=False)
        if done.returncode:
            return False
        features = json.loads(done.stdout)
        return "md5" in (features.get("Hashes") or ()) and not features["Features"].get("SlowHash")

    def read(self, path: str, limit: int) -> bytes:
        """Return the content of a file, at most `limit` bytes."""
        return self._run(["cat", "--count", str(limit), f"{self._base}{path}"]).stdout

    def upload(self, folder: Path, paths: Iterable[str], headers: Headers) -> None:
        """Upload files of a folder with the same headers.

        Object storage is not asked what it has, neither before nor after: the caller knows, and each request carries a
        digest that it checks.
        """
        command = ["copy", "--no-traverse", "--no-check-dest", "--transfers", "8", "--files-from-raw", "-"]
        command += ["--s3-no-head", "--s3-no-check-bucket"]
        command += ["--header-upload", f"Content-Type: {headers.content_type}"]
        command += ["--header-upload", f"Cache-Control: {headers.cache_control}"]
        if headers.disposition:
            command += ["--header-upload", f"Content-Disposition: {headers.disposition}"]
        self._run([*command, str(folder), self.name], paths)

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files."""
        self._run(["delete", "--no-traverse", "--files-from-raw", "-", self.name], paths)

    def _run(
        self, command: list[str], paths: Iterable[str] = (), *, allowed: tuple[int, ...] = (0,), check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        """Run rclone; the paths are its standard input.

        Raises:
            DeployError: rclone is missing, or fails.
        """
        data = "".join(f"{path}\n" for path in paths).encode()
        try:
            done = subprocess.run(  # noqa: S603 -- no shell is involved
                ["rclone", *command, *_LIMITS],  # noqa: S607 -- the operator's own rclone
                input=data,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise DeployError(
                Message(
                    "rclone: expected this program, found none; install it (on Debian and Ubuntu: apt install rclone)"
                )
            ) from None
        if check and done.returncode not in allowed:
            raise DeployError(
                Message(
                    "{name}: expected rclone to {verb}, found: {reason}",
                    name=self.name,
                    verb=_VERBS[command[0]],
                    reason=_read_error(done.stderr),
                )
            )
        return done


_VERBS: Mapping[str, str] = {
    "lsjson": Message("list what is there"),
    "backend": Message("know the remote"),
    "cat": Message("read"),
    "copy": Message("upload; run the same command again to finish"),
    "delete": Message("delete; run the same command again to finish"),
}
"""What rclone was to do, for messages."""


def _read_error(output: bytes) -> str:
    """Return the first error that rclone printed, in one line."""
    lines = [_STAMP.sub("", line).strip(" :") for line in output.decode(errors="replace").splitlines() if line.strip()]
    if not lines:
        return Message("no reason")
    causes = [line for line in lines[1:2] if line.startswith("caused by")]
    return " ".join([lines[0], *causes])[:400]
