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
from corner.search.index import Bundle, script
from corner.storage import fingerprint
from corner.storage.output_file import Entry
from corner.views.edition import Edition

FOLDER = "search"
"""The folder of packs in the caches."""
WORKERS = 2
"""Bundles that are made at a time."""
Files = Mapping[str, Callable[[], bytes]]
"""What gives the bytes of each file of a bundle, by path in it."""


class Indexer:
    """Makes bundles, several at a time, unless they are in the cache."""

    def __init__(self, cache: Path, *, alone: bool) -> None:
        """Keep bundles in the folder of caches `cache`; nobody else does so if `alone`."""
        self._folder = cache / FOLDER
        self._alone = alone
        self._workers = ThreadPoolExecutor(WORKERS, "search")
        self._making: dict[str, Future[Files]] = {}

    def make(self, bundle: Bundle) -> Future[Files]:
        """Begin to make a bundle, unless that was done before; return what gives its files.

        The future raises OSError where Pagefind cannot be run or the bundle not be kept.
        """
        if bundle.key not in self._making:
            self._making[bundle.key] = self._workers.submit(self._made, bundle)
        return self._making[bundle.key]

    def _made(self, bundle: Bundle) -> Files:
        path = self._folder / bundle.key
        places = _places(path)
        if places is None:
            _pack(path, pagefind.index(bundle.records(), bundle.language))
            places = _places(path)
            if places is None:
                raise OSError(0, "expected to read what was just written", str(path))
        return {name: partial(_read, path, *place) for name, place in places.items()}

    def close(self) -> None:
        """Stop making bundles, and remove from a cache of its own what it was not asked for."""
        self._workers.shutdown(cancel_futures=True)
        with suppress(OSError):
            for path in self._folder.iterdir() if self._alone else ():
                if path.name not in self._making:
                    path.unlink()


def _pack(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files in one: a fingerprint of the rest, a line of JSON that tells their lengths, then their bytes."""
    head = json.dumps({name: len(data) for name, data in files.items()}).encode() + b"\n"
    payload = head + b"".join(files.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(fingerprint.of(payload).encode() + payload)
    beside.replace(path)


def _places(path: Path) -> dict[str, tuple[int, int]] | None:
    """Return place and length of each file in a pack; `None` where it is missing or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    told = len(fingerprint.of(b""))
    if data[:told] != fingerprint.of(data[told:]).encode():
        return None
    start = data.index(b"\n") + 1
    found = {}
    for name, length in json.loads(data[told:start]).items():
        found[name] = (start, length)
        start += length
    return found


def _read(path: Path, place: int, length: int) -> bytes:
    with path.open("rb") as file:
        return os.pread(file.fileno(), length, place)


def entries(edition: Edition, made: Sequence[tuple[Bundle, Files]]) -> Iterator[tuple[str, Entry]]:
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
                yield f"{base}{bundle.name}/{name}", Entry(content, "the search index", bundle.key)
    yield f"{base}settings.js", Entry(script(edition, [bundle for bundle, _ in made]), "the search index")
