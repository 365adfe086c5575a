"""Search bundles: making them with Pagefind, and keeping them in the cache."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from corner.content import urls
from corner.search import pagefind
from corner.search.index import Bundle, settings_script
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile
from corner.views.edition import Edition

SEARCH_FOLDER = "search"
"""The folder of packs in the caches."""
WORKERS = 2
"""Bundles that are made at a time."""
BundleFiles = Mapping[str, Callable[[], bytes]]
"""What gives the bytes of each file of a bundle, by path in it."""


class Indexer:
    """Makes bundles, several at a time, unless they are in the cache."""

    def __init__(self, cache: Path, *, alone: bool) -> None:
        """Keep bundles in the folder of caches `cache`; nobody else does so if `alone`."""
        self._folder = cache / SEARCH_FOLDER
        self._alone = alone
        self._workers = ThreadPoolExecutor(WORKERS, "search")
        self._making: dict[str, Future[BundleFiles]] = {}

    def make(self, bundle: Bundle) -> Future[BundleFiles]:
        """Begin to make a bundle, unless that was done before; return what gives its files.

        The future raises OSError where Pagefind cannot be run or the bundle not be kept.
        """
        if bundle.key not in self._making:
            self._making[bundle.key] = self._workers.submit(self._made, bundle)
        return self._making[bundle.key]

    def _made(self, bundle: Bundle) -> BundleFiles:
        path = self._folder / bundle.key
        places = _read_pack(path)
        if places is None:
            _write_pack(path, pagefind.build_index(bundle.records(), bundle.language))
            places = _read_pack(path)
            if places is None:
                raise OSError(0, "expected to read what was just written", str(path))
        return {name: partial(_read_member, path, *place) for name, place in places.items()}

    def close(self) -> None:
        """Stop making bundles, and remove from a cache of its own what it was not asked for."""
        self._workers.shutdown(cancel_futures=True)
        with suppress(OSError):
            for path in self._folder.iterdir() if self._alone else ():
                if path.name not in self._making:
                    path.unlink()


def _write_pack(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files in one: a fingerprint of the rest, a line of JSON that tells their lengths, then their bytes."""
    head = json.dumps({name: len(data) for name, data in files.items()}).encode() + b"\n"
    payload = head + b"".join(files.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(fingerprint.digest(payload).encode() + payload)
    beside.replace(path)


def _read_pack(path: Path) -> dict[str, tuple[int, int]] | None:
    """Return place and length of each file in a pack; `None` where it is missing or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    told = len(fingerprint.digest(b""))
    if data[:told] != fingerprint.digest(data[told:]).encode():
        return None
    start = data.index(b"\n") + 1
    found = {}
    for name, length in json.loads(data[told:start]).items():
        found[name] = (start, length)
        start += length
    return found


def _read_member(path: Path, place: int, length: int) -> bytes:
    with path.open("rb") as file:
        return os.pread(file.fileno(), length, place)


def iter_index_files(edition: Edition, made: Sequence[tuple[Bundle, BundleFiles]]) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of an edition's index, by address.

    Args:
        edition: the edition.
        made: its bundles and the files of each.
    """
    base = edition.at(urls.SEARCH)
    for number, (bundle, files) in enumerate(made):
        for name, content in files.items():
            # Pagefind itself is the same in each bundle, and is loaded out of the first.
            if not number or name.endswith((".json", ".pf_meta")) or "/" in name:
                yield f"{base}{bundle.name}/{name}", OutputFile(content, "the search index", bundle.key)
    yield f"{base}settings.js", OutputFile(settings_script(edition, [bundle for bundle, _ in made]), "the search index")
