"""Groups of pages that are compared with those of the last build as a whole: those of closed years, in most builds."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from pathlib import Path

from corner.render.page import Page
from corner.storage.output_file import OutputFile
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

    def list_files(self, fingerprint: str, pages: Iterable[Page]) -> list[tuple[str, OutputFile]]:
        """Return the files of a group, if all are surely as they should be, or else nothing.

        Args:
            fingerprint: a fingerprint of all that its pages depend on.
            pages: its pages.
        """
        self.fingerprints.add(fingerprint)
        if fingerprint not in self._published:
            return []
        files = []
        for page in pages:
            path, markdown = page.file, page.markdown
            known = self._find_fingerprint(path)
            if not known or (markdown and self._find_fingerprint(markdown) != known):
                return []
            file = OutputFile(None, page.source, known)
            files.append((path, file))
            if markdown:
                files.append((markdown, file))
        return files


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
