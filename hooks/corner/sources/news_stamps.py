"""The stamps of the files of `news/`, by which a check sees what has changed since another without reading it."""

from __future__ import annotations

from corner.sources.textfile import FileStamp, find_stamp
from corner.storage.walk import walk_files

NewsStamps = dict[str, FileStamp | None]
"""The stamp of each file by its path in `news/`; `None` where the next change might not alter it."""


def read_news_stamps(news: str) -> NewsStamps | None:
    """Return the stamp of every file that is not hidden; `None` where a link, or what cannot be read, is among them."""
    stamps: NewsStamps = {}
    faults: list[str] = []
    for path, entry in walk_files(
        news, skip=lambda _, entry: entry.name.startswith("."), on_error=lambda path, _: faults.append(path)
    ):
        try:
            if entry.is_symlink():
                return None
            stamps[path] = find_stamp(entry.stat())
        except OSError:
            return None
    return None if faults else stamps
