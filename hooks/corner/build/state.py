"""The state of the last build: what it was made from, and for how long what it published holds."""

from __future__ import annotations

import json
import marshal
import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from corner.diagnostics.problem import Problem, from_values, to_values
from corner.i18n.editor_language import ENGLISH, EditorLanguage
from corner.site.visibility import VisibilityWindow
from corner.storage import fingerprint
from corner.storage.sealed import delete_sealed, read_sealed, write_sealed
from corner.storage.walk import walk_files

STATE_FILE, LOCK_FILE = "last.json", "lock"
"""The state of the last build, and what only one build holds: files of the cache folder."""
_PACKAGES = "-packages"
"""What the folder of installed packages ends in: `site-packages` or, in Debian, `dist-packages`."""
_FORMAT = "3"
"""The version of the state's form: a line with all but the warnings, one with these in English, and their values."""


def digest_inputs(paths: Iterable[Path], others: str) -> str:
    """Return a fingerprint of the sizes and times of files, and of the installed packages.

    Args:
        paths: files, and folders with all that is below them.
        others: what else a build depends on.
    """
    states = sorted(state for path in paths for state in _iter_stats(str(path)))
    packages = [
        (folder, *_read_stat(folder)) for folder in sys.path if folder.endswith(_PACKAGES) and os.path.exists(folder)
    ]
    names, *columns = zip(*states, strict=True) if states else ((),)
    numbers = b"".join([array("q", column).tobytes() for column in columns])
    return fingerprint.digest(b"\0\0".join((repr((packages, others)).encode(), os.fsencode("\0".join(names)), numbers)))


def _iter_stats(path: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield path, size and times of a file, or of every file below a folder, also through links."""
    if not os.path.isdir(path):
        yield path, *_read_stat(path)
        return
    unlisted: list[str] = []
    for name, entry in walk_files(
        path, follow_links=True, skip=_is_bytecode, on_error=lambda name, _: unlisted.append(name)
    ):
        yield f"{path}/{name}", *_read_stat(entry.path)
    # A link that leads back, or a folder that cannot be read, which is reported by what needs its files.
    yield from ((f"{path}/{name}", -1, 0, 0) for name in unlisted)


def _read_stat(path: str) -> tuple[int, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        status = os.lstat(path)  # a link that leads nowhere
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_bytecode(_path: str, entry: os.DirEntry[str]) -> bool:
    return entry.name == "__pycache__"


def save_state(path: Path, inputs: str, span: VisibilityWindow, problems: Iterable[Problem] = ()) -> None:
    """Save what the build that ends now was made from, the time for which it holds, and what it warned of."""
    ends = [end and end.isoformat() for end in span]
    warnings = list(problems)
    lines = json.dumps([inputs, *ends]), json.dumps([str(problem) for problem in warnings])
    values = marshal.dumps([to_values(problem) for problem in warnings])
    with suppress(OSError):
        write_sealed(path, b"\n".join((*map(str.encode, lines), values)), _FORMAT)


def read_warnings(path: Path, inputs: str, now: datetime, language: EditorLanguage) -> list[str] | None:
    """Return what the last build warned of; `None` if it was made from other inputs, or does not hold at `now`."""
    data = read_sealed(path, _FORMAT)
    if data is None:
        return None
    line, english, values = data.split(b"\n", 2)
    known, *ends = json.loads(line)
    since, until = (end and datetime.fromisoformat(end) for end in ends)
    if known != inputs or now not in VisibilityWindow(since, until):
        return None
    if language.tag == ENGLISH:
        lines: list[str] = json.loads(english)
        return lines
    # `marshal` trusts what it reads, so it reads only what was written here.
    return [language.say(from_values(problem)) for problem in marshal.loads(values)]  # noqa: S302 -- see above


def read_built(path: Path) -> tuple[float, datetime | None] | None:
    """Return when the last build ended, in seconds since 1970, and until when what it published holds; `None` if unknown."""
    data = read_sealed(path, _FORMAT)
    if data is None:
        return None
    until = json.loads(data.partition(b"\n")[0])[2]
    return os.stat(path).st_mtime, until and datetime.fromisoformat(until)


def delete_state(path: Path) -> None:
    """Delete the state, so that the next build reads everything."""
    delete_sealed(path)
