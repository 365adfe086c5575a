"""Search bundles: making them with Pagefind, and keeping them in the cache."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from corner.content import urls
from corner.diagnostics.message import Message
from corner.search import pagefind
from corner.search.index import Bundle, settings_script
from corner.search.words import VARIANTS, list_variants
from corner.storage.output_file import OutputFile
from corner.storage.sealed import read_part, read_sealed, write_sealed
from corner.views.edition import Edition

SEARCH_FOLDER = "search"
"""The folder of packs, in the folder of caches."""
WORKERS = 2
"""How many bundles are made at the same time."""
BundleFiles = Mapping[str, Callable[[], bytes]]
"""A function that returns the bytes of each file of a bundle, by path in the bundle."""


class Indexer:
    """Makes bundles, several at the same time, unless they are in the cache."""

    def __init__(self, cache: Path, *, exclusive: bool) -> None:
        """Keep bundles in the folder of caches `cache`; no other process uses it if it is `exclusive`."""
        self._folder = cache / SEARCH_FOLDER
        self._exclusive = exclusive
        self._workers = ThreadPoolExecutor(WORKERS, "search")
        self._bundles: dict[str, Future[BundleFiles]] = {}

    def make(self, bundle: Bundle) -> Future[BundleFiles]:
        """Begin to make a bundle, unless it was begun before; return the future of its files.

        The future raises OSError if Pagefind cannot be run or the bundle cannot be kept.
        """
        if bundle.key not in self._bundles:
            self._bundles[bundle.key] = self._workers.submit(self._load_or_make, bundle)
        return self._bundles[bundle.key]

    def has(self, bundle: Bundle) -> bool:
        """Return whether the cache has a file for a bundle; it may be damaged."""
        return (self._folder / bundle.key).exists()

    def keep(self, bundle: Bundle) -> None:
        """Make a bundle now, and keep it in the cache.

        Raises:
            OSError: Pagefind cannot be run, or the bundle cannot be kept.
        """
        records = [*bundle.records()]
        files = pagefind.build_index(records, bundle.language)
        files[VARIANTS] = list_variants(record.content for record in records).encode()
        _write_pack(self._folder / bundle.key, files)

    def _load_or_make(self, bundle: Bundle) -> BundleFiles:
        path = self._folder / bundle.key
        members = _read_pack(path)
        if members is None:
            self.keep(bundle)
            members = _read_pack(path)
            if members is None:
                raise OSError(0, "expected to read what was just written", str(path))
        return {name: partial(read_part, path, *member) for name, member in members.items()}

    def close(self) -> None:
        """Stop making bundles, and remove from an exclusive cache the bundles that were not asked for."""
        self._workers.shutdown(cancel_futures=True)
        with suppress(OSError):
            for path in self._folder.iterdir() if self._exclusive else ():
                if path.name not in self._bundles:
                    path.unlink()


def _write_pack(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into one: a line of JSON with their lengths, then their bytes."""
    header = json.dumps({name: len(data) for name, data in files.items()}).encode()
    write_sealed(path, header + b"\n" + b"".join(files.values()))


def _read_pack(path: Path) -> dict[str, tuple[int, int]] | None:
    """Return position and length of each file in a pack, or `None` if the pack is missing or damaged."""
    data = read_sealed(path)
    if data is None:
        return None
    position = data.index(b"\n") + 1
    members = {}
    for name, length in json.loads(data[:position]).items():
        members[name] = (position, length)
        position += length
    return members


def iter_index_files(
    edition: Edition, bundles: Sequence[tuple[Bundle, BundleFiles]]
) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of an edition's index, by address.

    Args:
        edition: the edition.
        bundles: its bundles and the files of each.
    """
    base = edition.at(urls.SEARCH)
    for number, (bundle, files) in enumerate(bundles):
        for name, content in files.items():
            # Pagefind itself is the same in all bundles, and is loaded from the first.
            if name != VARIANTS and (not number or name.endswith((".json", ".pf_meta")) or "/" in name):
                yield f"{base}{bundle.name}/{name}", OutputFile(content, Message("the search index"), bundle.key)
    variants = [files[VARIANTS]().decode() for _, files in bundles]
    script = settings_script(edition, [bundle for bundle, _ in bundles], variants)
    yield f"{base}settings.js", OutputFile(script, Message("the search index"))
