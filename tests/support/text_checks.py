"""Checks of single texts, beside what the check of the whole corner says of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from corner.site.kept_index import start_reading_index
from corner.site.load import LoadResult
from corner.site.text_check import check_texts
from corner.site.text_index import save_index
from corner.sources import textfile
from corner.sources.news_stamps import read_stamps
from tests.support.corners import NOW


def keep_index(root: Path, loaded: LoadResult) -> bool:
    """Keep for later checks what was loaded from the files as they are; return whether that can be kept."""
    with _trusted_stamps():
        stamps = read_stamps(str(root / "news"))
        return bool(stamps and save_index(root, stamps, loaded))


def find_in_texts(root: Path, paths: Collection[str], now: datetime = NOW) -> list[str] | None:
    """Return the lines that a check of some texts prints by what was kept; `None` where it does not decide."""
    # One core, so that no process is forked to read an index: these tests have a thousand small ones.
    with _trusted_stamps(), patch.dict(os.environ, CORNER_JOBS="1"):
        problems = check_texts(root, now, paths, start_reading_index(root)())
    return None if problems is None else list(map(str, problems))


def select_lines(loaded: LoadResult, paths: Collection[str]) -> list[str]:
    """Return the lines of what was found in some files."""
    return [str(problem) for problem in loaded.problems if problem.path in paths]


def list_texts(root: Path) -> list[str]:
    """Return the paths of all Markdown files of a corner's news."""
    return sorted(path.relative_to(root).as_posix() for path in _iter_files(root))


def _iter_files(root: Path) -> Iterable[Path]:
    return (path for path in (root / "news").rglob("*.md") if path.is_file())


def _trusted_stamps() -> AbstractContextManager[object]:
    """Let the stamps of files count that were written just now."""
    return patch.object(textfile, "_TICK", 0)
