"""What the files of a checkout said before: the one module that asks git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path


def versions(root: Path, path: str) -> Iterator[tuple[str, bytes]]:
    """Yield the commits that changed a file, the newest first, each with what the file held then.

    Args:
        root: a folder in a git checkout; elsewhere, or without git, nothing is yielded.
        path: the file, relative to `root`.
    """
    for commit in (_git(root, "log", "--format=%H", "--", path) or b"").decode().split():
        data = _git(root, "show", f"{commit}:./{path}")
        if data is not None:
            yield commit, data


def _git(root: Path, *words: str) -> bytes | None:
    """Return what git prints, or `None` where it cannot tell."""
    try:
        return subprocess.run(  # noqa: S603 -- no word of it is run by a shell
            ["git", "-C", str(root), *words],  # noqa: S607 -- the git that the editor uses
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
