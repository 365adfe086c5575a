"""The indexes for readers in one run: made while pages are, published with them or, in a preview, after them.

Not a hook itself: `building.py` imports it.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corner.content import urls
from corner.render.skeleton import Skeleton, StaticPage
from corner.search import bundles as search_bundles
from corner.search import index
from corner.storage import output_file, output_folder
from corner.views.edition import Edition

log = logging.getLogger("mkdocs.hooks.corner")


class PublishGuard:
    """Lets one publish at a time, and what follows only while nothing else was published."""

    def __init__(self) -> None:
        """Begin with nothing published."""
        self._lock = threading.Lock()
        self._last: output_folder.OutputFolder | None = None

    def publish(
        self, site: output_folder.OutputFolder, files: Mapping[str, output_file.OutputFile]
    ) -> output_folder.Changes:
        """Make `site` hold exactly `files`."""
        with self._lock:
            self._last = site
            return site.publish(files)

    def end(self) -> None:
        """Let nothing follow any more."""
        with self._lock:
            self._last = None

    def follow(self, site: output_folder.OutputFolder, files: Mapping[str, output_file.OutputFile]) -> bool:
        """Do the same unless another was published since `site` was; return whether it was done."""
        with self._lock:
            if self._last is not site:
                return False
            site.publish(files)
            return True


PUBLISH_GUARD = PublishGuard()
"""Of this process: a preview publishes again and again."""


class SearchJob:
    """The indexes of all editions."""

    def __init__(self, cache: Path, *, alone: bool, later: bool) -> None:
        """Make indexes.

        Args:
            cache: the folder of caches.
            alone: whether no other build uses it.
            later: whether pages are not to wait for an index.
        """
        # In a folder that may not be entered, Path.exists() fails.
        there = next(path for path in (cache, *cache.parents) if os.path.exists(path))  # noqa: PTH110
        writable = os.access(there, os.W_OK)
        self._own = None if writable else tempfile.TemporaryDirectory(prefix="corner-")
        self._indexer = search_bundles.Indexer(Path(self._own.name) if self._own else cache, exclusive=alone)
        self._later = later
        self._planned: list[tuple[Edition, list[index.Bundle]]] = []

    def begin(self, editions: Iterable[tuple[Edition, Sequence[tuple[StaticPage, Skeleton]]]]) -> None:
        """Plan the indexes of editions with their standing pages, and begin to make them unless that is for later."""
        self._planned = [(edition, index.plan_bundles(edition, standing)) for edition, standing in editions]
        if not self._later:
            for _, bundles in self._planned:
                for bundle in bundles:
                    self._indexer.make(bundle)

    def entries(self, site: output_folder.OutputFolder) -> Iterator[tuple[str, output_file.OutputFile]]:
        """Yield what to publish with the pages: in a preview the indexes that are published already.

        Raises:
            OSError: an index could not be made.
        """
        if not self._later:
            yield from self._made()
            return
        for name, (told, *_) in site.published.items():
            if self._is_index(name) and site.is_current(name, told):
                yield name, output_file.OutputFile(None, "the search index", told)

    def _made(self) -> Iterator[tuple[str, output_file.OutputFile]]:
        making = [
            (edition, [(bundle, self._indexer.make(bundle)) for bundle in bundles])
            for edition, bundles in self._planned
        ]
        for edition, bundles in making:
            yield from search_bundles.iter_index_files(
                edition, [(bundle, future.result()) for bundle, future in bundles]
            )

    def follow(self, site: output_folder.OutputFolder) -> None:
        """Publish the indexes when they are made, if nothing else was published meanwhile; end with that."""
        threading.Thread(target=self._follow, args=(site,), daemon=True).start()

    def _follow(self, site: output_folder.OutputFolder) -> None:
        try:
            files = dict(self._made())
            for name, (told, *_) in site.published.items():
                if not self._is_index(name):
                    files[name] = output_file.OutputFile(None, "a page", told)
            if PUBLISH_GUARD.follow(site, files):
                log.info("The index for readers is there.")
        except OSError as error:
            log.error("%s: expected to be able to search, found: %s", error.filename, error.strerror)  # noqa: TRY400
        finally:
            self.close()

    def _is_index(self, name: str) -> bool:
        starts = tuple(edition.at(urls.SEARCH) for edition, _ in self._planned)
        return name.startswith(starts) and not name.endswith("/index.html")

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self._indexer.close()
        if self._own:
            self._own.cleanup()
