"""The stamps of the files of `news/`, by which a check sees what has changed since another without reading it."""

from __future__ import annotations

import os

from corner.sources.textfile import FileStamp, find_stamp

NewsStamps = dict[str, FileStamp | None]
"""The stamp of each file by its path in a folder; `None` where the next change might not alter it."""


def read_stamps(folder: str) -> NewsStamps | None:
    """Return the stamp of every file below a folder that is not hidden.

    Returns:
        The stamps; `None` where there is a link, which leads to what may change elsewhere, or what cannot be read.
    """
    stamps: NewsStamps = {}
    pending = [""]
    try:
        while pending:
            prefix = pending.pop()
            with os.scandir(f"{folder}/{prefix}") as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if entry.is_symlink():
                        return None
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{prefix}{name}/")
                    else:
                        stamps[prefix + name] = find_stamp(entry.stat(follow_symlinks=False))
    except OSError:
        return None
    return stamps
