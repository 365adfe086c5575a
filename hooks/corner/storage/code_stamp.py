"""The stamp of the code that runs: cheaper to take than `code_digest`, and different after every change of a file."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from corner.storage.walk import walk_files

_PACKAGE_SUFFIXES = (".dist-info", ".egg-info")


@cache
def read_code_stamp() -> str:
    """Return what differs once a file of this package, or a package beside it, is another one than before.

    It is read once in a process, whose code stays what it has loaded.
    """
    package = str(Path(__file__).parents[1])
    files = []
    for path, entry in walk_files(package, skip=lambda _, entry: entry.name == "__pycache__"):
        status = entry.stat()
        files.append((path, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    packages = {name for folder in sys.path for name in _list_packages(folder)}
    return repr((sys.version, sorted(files), sorted(packages)))


def _list_packages(folder: str) -> list[str]:
    """Return the names of the packages in a folder of packages, which have their versions."""
    try:
        return [name for name in os.listdir(folder or ".") if name.endswith(_PACKAGE_SUFFIXES)]
    except OSError:  # a ZIP file, or a folder that does not exist
        return []
