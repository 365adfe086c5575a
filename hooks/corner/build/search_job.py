"""The search indexes of one build: planned with the pages, made in threads, and published by path."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from corner.render.skeleton import Skeleton, StaticPage
from corner.search import bundles as search_bundles
from corner.search import index
from corner.storage.output_file import OutputFile
from corner.storage.scratch import make_scratch_folder
from corner.views.edition import Edition


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
        self._planned: list[tuple[Edition, list[index.Bundle]]] = []

    def plan(self, editions: Iterable[tuple[Edition, Sequence[tuple[StaticPage, Skeleton]]]]) -> None:
        """Plan the bundles of editions, each with its static pages."""
        self._planned = [(edition, index.plan_bundles(edition, static)) for edition, static in editions]

    def start(self) -> None:
        """Start to make the bundles that are planned."""
        for _, bundles in self._planned:
            for bundle in bundles:
                self._indexer.make(bundle)

    def list_missing(self) -> list[Callable[[], None]]:
        """Return what makes each bundle that is planned and not in the cache, once for editions that share it."""
        bundles = {bundle.key: bundle for _, bundles in self._planned for bundle in bundles}
        return [partial(self._indexer.keep, bundle) for bundle in bundles.values() if not self._indexer.has(bundle)]

    def iter_files(self) -> Iterator[tuple[str, OutputFile]]:
        """Yield the files of all indexes by path, when they are made.

        Raises:
            OSError: an index could not be made.
        """
        self.start()
        for edition, bundles in self._planned:
            results = [(bundle, self._indexer.make(bundle).result()) for bundle in bundles]
            yield from search_bundles.iter_index_files(edition, results)

    def close(self) -> None:
        """Stop the threads, and delete what is temporary."""
        self._indexer.close()
        self._resources.close()
