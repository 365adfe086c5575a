"""Texts of `news/` that a first build parses before it asks for them: while most of the program is loaded."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path

from corner.sources.frontmatter import parse_source
from corner.sources.news_stamps import read_stamps
from corner.sources.reader import LARGEST_TEXT, MARKDOWN, find_group
from corner.sources.textfile import read_bytes
from corner.storage.cache import TEXTS_FILE, Cache, code_digest
from corner.storage.sealed import write_sealed
from corner.workers.background import BackgroundResult
from corner.workers.pool import can_fork, count_jobs

_TEXTS = 2_000
"""Texts that are parsed in about the time in which the program is loaded."""


class TextsAhead:
    """What another process parses of a project's texts, for the cache that the first build reads."""

    def __init__(self, root: Path) -> None:
        """Begin to parse texts of the project at `root`, where no earlier build has and another process can."""
        self._path = root / TEXTS_FILE
        can_help = count_jobs() > 1 and can_fork() and not self._path.exists()
        self._parsed = BackgroundResult(partial(_parse_texts, root)) if can_help else None

    def keep(self) -> None:
        """Write what was parsed into the cache, unless another build has written one; no other may be under way."""
        if self._parsed and not self._path.exists():
            with suppress(OSError):  # a read-only checkout is built as well, only not as fast
                write_sealed(self._path, self._parsed.result(), code_digest())

    def close(self) -> None:
        """End the other process."""
        if self._parsed:
            self._parsed.close()


def _parse_texts(root: Path) -> bytes:
    """Return the first texts of a project as a cache holds them: those without faults, by stamp and fingerprint."""
    cache, news = Cache(None), root / "news"
    stamps = read_stamps(str(news)) or {}  # what links lead to is left to the build
    for name in [name for name in sorted(stamps) if MARKDOWN.search(name)][:_TEXTS]:
        data, _ = read_bytes(f"{news}/{name}", f"news/{name}", LARGEST_TEXT)
        source = data is not None and parse_source(data, f"news/{name}", "", "", root=str(root))[0]
        if source and (stamp := stamps[name]):
            find_group(cache, name).put(name, stamp, source.parsed)
    return cache.dump()
