"""What the files of a checkout said before, and moving them: the one module that asks git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path


def iter_versions(root: Path, path: str) -> Iterator[tuple[str, bytes]]:
    """Yield the commits that changed a file, the newest first, each with what the file held then.

    Args:
        root: a folder in a git checkout; elsewhere, or without git, nothing is yielded.
        path: the file, relative to `root`.
    """
    for commit in (_git(root, "log", "--format=%H", "--", path) or b"").decode().split():
        data = _git(root, "show", f"{commit}:./{path}")
        if data is not None:
            yield commit, data


def move_file(root: Path, old: str, new: str) -> bool:
    """Move a file as git knows it; return whether git did.

    Args:
        root: a folder in a git checkout, or elsewhere.
        old: the file, relative to `root`.
        new: where it goes; the folder is there.
    """
    return _git(root, "mv", "--", old, new) is not None


def resolve_commit(root: Path, revision: str) -> str | None:
    """Return the commit that a revision such as `origin/main` names; `None` where there is none."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip() if found else None


def find_merge_base(root: Path, commit: str) -> str:
    """Return where the checkout left the line of a commit: their merge base, or the commit where they share none."""
    found = _git(root, "merge-base", commit, "HEAD")
    return found.decode().strip() if found else commit


def stage_file(root: Path, path: str) -> None:
    """Let git's next commit hold a file as it is now; without git, or where git ignores it, nothing is done."""
    _git(root, "add", "--", path)


def list_files(root: Path, commit: str, folder: str) -> list[str]:
    """Return the files that a folder held at a commit, relative to `root`."""
    found = _git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/") or b""
    return [name for name in found.decode(errors="surrogateescape").split("\0") if name]


def read_file(root: Path, commit: str, path: str) -> bytes:
    """Return what a file held at a commit; nothing where it was not there."""
    return _git(root, "show", f"{commit}:./{path}") or b""


def contains_text(root: Path, commit: str, words: str, folder: str) -> bool:
    """Return whether a file of a folder held `words` at a commit."""
    return bool(_git(root, "grep", "-l", "-F", "-e", words, commit, "--", f"{folder}/"))


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
