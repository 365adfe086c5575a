"""Earlier versions of the files of a checkout, and moving files: the only module that runs git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path


def iter_versions(root: Path, path: str) -> Iterator[tuple[str, bytes]]:
    """Yield the commits that changed a file, the newest first, each with the content of the file.

    Args:
        root: a folder in a git checkout; elsewhere, or without git, nothing is yielded.
        path: the file, relative to `root`.
    """
    for commit in (_run_git(root, "log", "--format=%H", "--", path) or b"").decode().split():
        data = _run_git(root, "show", f"{commit}:./{path}")
        if data is not None:
            yield commit, data


def move_file(root: Path, old: str, new: str) -> bool:
    """Move a file as git knows it; return whether git did.

    Args:
        root: a folder in a git checkout, or elsewhere.
        old: the file, relative to `root`.
        new: its new path; the folder exists.
    """
    return _run_git(root, "mv", "--", old, new) is not None


def resolve_commit(root: Path, revision: str) -> str | None:
    """Return the commit that a revision such as `origin/main` names; `None` if there is none."""
    output = _run_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return output.decode().strip() if output else None


def is_changed(root: Path) -> bool:
    """Return whether a checkout has changes that are in no commit, or files that git does not know."""
    return bool(_run_git(root, "status", "--porcelain", "--", "."))


def is_ignored(root: Path, path: Path) -> bool:
    """Return whether git ignores a file of a checkout."""
    return _run_git(root, "check-ignore", "--quiet", "--", str(path.resolve())) is not None


def find_merge_base(root: Path, commit: str) -> str:
    """Return the merge base of a commit and the checkout, or the commit if they have none."""
    output = _run_git(root, "merge-base", commit, "HEAD")
    return output.decode().strip() if output else commit


def stage_file(root: Path, path: str) -> None:
    """Stage a file for git's next commit; without git, or if git ignores the file, do nothing."""
    _run_git(root, "add", "--", path)


def list_files(root: Path, commit: str, folder: str) -> list[str]:
    """Return the files of a folder at a commit, relative to `root`."""
    output = _run_git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", f"{folder}/") or b""
    return [name for name in output.decode(errors="surrogateescape").split("\0") if name]


def read_file(root: Path, commit: str, path: str) -> bytes:
    """Return the content of a file at a commit, empty if the file did not exist."""
    return _run_git(root, "show", f"{commit}:./{path}") or b""


def contains_text(root: Path, commit: str, text: str, folder: str) -> bool:
    """Return whether a file of a folder contained `text` at a commit."""
    return bool(_run_git(root, "grep", "-l", "-F", "-e", text, commit, "--", f"{folder}/"))


def _run_git(root: Path, *arguments: str) -> bytes | None:
    """Return the output of git, or `None` if it fails or is not installed."""
    try:
        return subprocess.run(  # noqa: S603 -- no shell is involved
            ["git", "-C", str(root), *arguments],  # noqa: S607 -- the editor's own git
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
