"""The project of another git revision, to measure it beside today's."""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from tools.bench.own_site import PARTS, REPOSITORY


class RevisionError(Exception):
    """The revision cannot be read; the text says why."""


def export(revision: str, folder: Path, repository: Path = REPOSITORY) -> Path:
    """Write what makes a project besides its news, as a revision has it, into the new folder `folder`; return that folder.

    Raises:
        RevisionError: git does not know the revision, or it lacks one of the parts.
    """
    command = ["git", "-C", str(repository), "archive", "--format=tar", revision, "--", *PARTS]
    archive = subprocess.run(command, check=False, capture_output=True)
    if archive.returncode:
        raise RevisionError(f"--against {revision}: {archive.stderr.decode(errors='replace').strip()}")
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder
