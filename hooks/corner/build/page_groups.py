"""Groups of pages that are compared with those of the last build as a whole: those of closed years, in most builds."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from corner.storage.sealed import delete_sealed, read_sealed, write_sealed

GROUPS_FILE = "groups.json"
"""The file of the cache folder with the fingerprints of the groups that were published."""


class PageGroups:
    """The groups of a build, and which of them are as they were published last."""

    def __init__(self, published: Collection[str], find_fingerprint: Callable[[str], str]) -> None:
        """Begin a build.

        Args:
            published: the fingerprints of the groups that the last build published.
            find_fingerprint: returns what the file at a path was made from, if it is as it was published.
        """
        self.fingerprints: set[str] = set()
        """Those of the groups of this build."""
        self._published = frozenset(published)
        self._find_fingerprint = find_fingerprint

    def is_current(self, fingerprint: str, files: Iterable[str]) -> bool:
        """Return whether a group and all its files are surely as they were published, and note it.

        Args:
            fingerprint: a fingerprint of all that its pages depend on.
            files: the paths of the files.
        """
        self.fingerprints.add(fingerprint)
        # A file that somebody changed, or a preview, has no fingerprint.
        return fingerprint in self._published and all(map(self._find_fingerprint, files))


def read_groups(folder: Path) -> frozenset[str]:
    """Return the fingerprints of the groups that were published last, given the folder of caches."""
    data = read_sealed(folder / GROUPS_FILE)
    return frozenset(json.loads(data) if data else ())


def delete_groups(folder: Path) -> None:
    """Know no group any more, before something else is published."""
    delete_sealed(folder / GROUPS_FILE)


def save_groups(folder: Path, fingerprints: Iterable[str]) -> None:
    """Save the fingerprints of the groups that are published now."""
    with suppress(OSError):
        write_sealed(folder / GROUPS_FILE, json.dumps(sorted(fingerprints)).encode())
