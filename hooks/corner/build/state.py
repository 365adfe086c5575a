"""What lasts from one build to the next: whether anything has changed since, and who is building now."""

from __future__ import annotations

import json
import os
import stat
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from corner.site.catalogue import VisibilityWindow
from corner.storage import fingerprint


def digest_inputs(places: Iterable[Path], told: object) -> str:
    """Return a fingerprint of the state of files and folders, by size and times, and of the installed packages.

    Args:
        places: files, and folders with all that is below them.
        told: what else a build depends on, as plain values.
    """
    states = [state for place in places for state in _iter_stats(str(place))]
    packages = os.stat(sysconfig.get_paths()["purelib"]).st_mtime_ns
    return fingerprint.digest((sorted(states), packages, told))


def _iter_stats(place: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield path, size and times of a file, or of every file below a folder, also through links."""
    pending, seen = [place], set()
    while pending:
        path = pending.pop()
        try:
            told = os.stat(path)
        except OSError:
            told = os.lstat(path)  # a link that leads nowhere
        if not stat.S_ISDIR(told.st_mode):
            yield path, told.st_size, told.st_mtime_ns, told.st_ctime_ns
        elif (told.st_dev, told.st_ino) not in seen:
            seen.add((told.st_dev, told.st_ino))
            try:
                pending += [f"{path}/{name}" for name in os.listdir(path) if name != "__pycache__"]
            except OSError:
                yield path, -1, 0, 0  # who needs what is in it will tell that it cannot be read
        else:
            yield path, 0, 0, 0  # a link that leads back


def save_state(path: Path, inputs: str, span: VisibilityWindow) -> None:
    """Write down what the build that ends now was made from, and for which time it holds."""
    ends = [end and end.isoformat() for end in span]
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([inputs, *ends]), encoding="utf-8")


def is_unchanged(path: Path, inputs: str, now: datetime) -> bool:
    """Return whether the last build was made from the same and still holds at `now`."""
    try:
        known, *ends = json.loads(path.read_bytes())
        since, until = (end and datetime.fromisoformat(end) for end in ends)
    except (OSError, ValueError, TypeError):
        return False
    return known == inputs and now in VisibilityWindow(since, until)


def delete_state(path: Path) -> None:
    """Let the next build look at everything."""
    path.unlink(missing_ok=True)
