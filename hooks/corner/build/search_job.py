"""The search indexes of one build: planned with the pages, made beside them, and published by path."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from corner.render.skeleton import Skeleton, StaticPage
from corner.search import bundles as search_bundles
from corner.search import planning
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder
from corner.storage.scratch import make_scratch_folder
from corner.views.edition import Edition

_RUNS = 2
"""Groups of bundles that are made at the same time where no workers make them."""


class SearchJob:
    """The search indexes of all editions."""

    def __init__(self, cache: Path, *, owns_cache: bool) -> None:
        """Keep bundles in the folder of caches, or in a temporary one where that cannot be written to.

        Args:
            cache: the folder of caches.
            owns_cache: whether no other build uses it.
        """
        # In a folder that may not be entered, Path.exists() fails.
        existing = next(path for path in (cache, *cache.parents) if os.path.exists(path))  # noqa: PTH110
        is_writable = os.access(existing, os.W_OK)
        self._resources = ExitStack()
        folder = cache if is_writable else self._resources.enter_context(make_scratch_folder())
        self._indexer = search_bundles.Indexer(folder, exclusive=owns_cache)
        self._planned: list[tuple[Edition, list[planning.Bundle]]] = []
        self._waiting: list[search_bundles.BundleGroup] = []
        """The groups of bundles that are still to be begun."""

    def plan(self, editions: Iterable[tuple[Edition, Sequence[tuple[StaticPage, Skeleton]]]]) -> None:
        """Plan the bundles of editions, each with its static pages."""
        self._planned = [(edition, planning.plan_bundles(edition, static)) for edition, static in editions]
        groups: dict[tuple[str, str], list[planning.Bundle]] = {}
        for edition, bundles in self._planned:
            for bundle in bundles:
                groups.setdefault((edition.written, bundle.name), []).append(bundle)
        missing = [self._indexer.list_missing(group) for group in groups.values()]
        self._waiting = [group for group in missing if group]

    @property
    def waiting(self) -> int:
        """The number of records in the bundles that nothing makes yet."""
        return sum(bundle.size for group in self._waiting for bundle in group)

    def start(self) -> None:
        """Start to make bundles that are planned and not in the cache, as many as Pagefind makes at the same time.

        Raises:
            OSError: Pagefind cannot be run.
        """
        while self._waiting and self._indexer.running < _RUNS:
            self._indexer.begin(self._waiting.pop(0))

    def take_missing(self) -> list[tuple[Callable[[], None], int]]:
        """Return what makes the bundles that nothing makes yet, each with the number of its records."""
        groups, self._waiting = self._waiting, []
        return [(partial(self._indexer.keep, group), sum(bundle.size for bundle in group)) for group in groups]

    def iter_files(self, folder: OutputFolder) -> Iterator[tuple[str, OutputFile]]:
        """Yield the files of all indexes by path, when they are made.

        Args:
            folder: where they are published.

        Raises:
            OSError: an index could not be made.
        """
        published: dict[str, list[str]] = {bundle.key: [] for _, bundles in self._planned for bundle in bundles}
        for path, (key, *_) in folder.published.items():
            if key in published and folder.is_current(path, key):
                published[key].append(path)
        for edition, bundles in self._planned:
            for bundle in bundles:
                self.start()
                self._indexer.describe(bundle)
            yield from search_bundles.iter_index_files(edition, bundles, self._indexer, published)
        self._indexer.is_complete = True

    def close(self) -> None:
        """Stop Pagefind, and delete what is temporary."""
        self._indexer.close()
        self._resources.close()
