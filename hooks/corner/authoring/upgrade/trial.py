"""A trial of a new version: a copy of the corner with its migrated files, built beside the site that readers have."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from corner.authoring.upgrade.versions import UpgradeError
from corner.diagnostics.message import Message

_NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".cache", "node_modules", "__pycache__")
_PROGRAM = "from corner.cli import main; main()"
"""The command `corner` of the version that runs now, whatever the PATH has."""


def copy_corner(root: Path, folder: Path, site: str, files: Mapping[str, str]) -> None:
    """Copy what a build reads.

    Args:
        root: the corner.
        folder: the folder of the copy, which must not exist.
        site: the folder of the built site, relative to the root, which is left out.
        files: the new text of some files, by path.
    """

    def ignore(place: str, names: list[str]) -> set[str]:
        built = {name for name in names if Path(place, name) == root / site}
        return set(_NOT_COPIED(place, names)) | built

    shutil.copytree(root, folder, symlinks=True, ignore=ignore)
    write_texts(folder, files)


def write_texts(root: Path, files: Mapping[str, str]) -> None:
    """Write files with the line breaks that they have."""
    for path, text in files.items():
        (root / path).write_bytes(text.encode("utf-8"))


def build_copy(folder: Path, environment: Mapping[str, str]) -> str:
    """Build the copy of a corner; return what the build printed.

    Raises:
        UpgradeError: it cannot be built; the message has the errors of the build.
    """
    command = [sys.executable, "-c", _PROGRAM, "build"]
    # The copy is built with the program that runs now, wherever Python has it from.
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603 -- our own arguments
        command,
        cwd=folder,
        env={**environment, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        raise UpgradeError(
            Message("expected a site that the new version builds, found: {output}", output=output.strip()[-4000:])
        )
    return output
