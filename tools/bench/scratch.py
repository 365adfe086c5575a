"""Where the bench works: in memory if there is enough of it, so that no disk is measured."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

MEMORY = Path("/dev/shm")
SPARE = 3_000_000_000
"""Bytes that must stay free for the builds themselves."""
PER_RELEASE = {"plain": 140_000, "everything": 360_000, "against": 360_000, "hugo": 260_000, "serve": 280_000}
"""About as many bytes each release needs: in our projects with their caches, in both of Hugo's, and in a preview's copy."""


def estimate_bytes(releases: int, parts: Iterable[str]) -> int:
    """Return about how many bytes the measurements of one size write, by the names in `PER_RELEASE`."""
    return releases * sum(PER_RELEASE[part] for part in parts)


def choose_folder(needed: int, memory: Path = MEMORY, mounts: Path = Path("/proc/mounts")) -> Path | None:
    """Return a folder in memory with room for `needed` bytes, or None for the system's own temporary folder."""
    if not is_in_memory(memory, mounts):
        return None
    stat = os.statvfs(memory)
    free = min(stat.f_bavail * stat.f_frsize, available_memory())
    return memory if free >= needed + SPARE else None


def find_attic(folder: Path) -> Path | None:
    """Return the folder to which outputs of earlier builds are moved, or None where they are deleted: in memory."""
    return None if is_in_memory(folder) else folder / "attic"


def is_in_memory(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Return whether a folder is in a file system that is kept in memory (tmpfs)."""
    if not mounts.exists():
        return False
    types: Mapping[str, str] = {
        fields[1]: fields[2] for fields in (line.split() for line in mounts.read_text(encoding="utf-8").splitlines())
    }
    place = folder.resolve()
    return next((types[str(parent)] for parent in (place, *place.parents) if str(parent) in types), "") == "tmpfs"


def available_memory(file: Path = Path("/proc/meminfo")) -> int:
    """Return the bytes of memory that programs can still have."""
    for line in file.read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0
