"""Search bundles: making them with Pagefind, and keeping them in the cache."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from corner.content import urls
from corner.diagnostics.message import Message
from corner.search import pagefind
from corner.search.index import settings_script
from corner.search.planning import Bundle
from corner.search.words import VARIANTS, list_variants
from corner.storage.output_file import OutputFile
from corner.storage.sealed import read_part, read_sealed, write_sealed
from corner.views.edition import Edition

SEARCH_FOLDER = "search"
"""The folder of packs, in the folder of caches."""
_T = TypeVar("_T")
BundleFiles = Mapping[str, Callable[[], bytes]]
"""A function that returns the bytes of each file of a bundle, by path in the bundle."""
_ABOUT = ".about"
"""The ending of the file that says of a pack what a build needs where the bundle is published already."""
BundleGroup = Sequence[Bundle]
"""Bundles of the same content in editions that may have the same words, such as one in two scripts."""


class BundleSummary(NamedTuple):
    """What a build needs of a bundle that is published already."""

    variants: str
    """The characters that its texts may be searched by in another script."""
    files: int
    """The number of files that are published of it."""
    files_as_first: int
    """The same number where it is the first bundle of an index, which has Pagefind itself."""


class Indexer:
    """Makes bundles, unless they are in the cache."""

    def __init__(self, cache: Path, *, exclusive: bool) -> None:
        """Keep bundles in the folder of caches `cache`; no other process uses it if it is `exclusive`."""
        self._folder = cache / SEARCH_FOLDER
        self._exclusive = exclusive
        self._begun: dict[str, _GroupRun] = {}
        """What makes a bundle, by the bundle's key."""
        self._read: set[str] = set()
        """The names of the files that were read."""
        self.is_complete = False
        """Whether all bundles of this build were read, so that others may be deleted."""

    @property
    def running(self) -> int:
        """The number of groups that were begun and are not finished."""
        return len(set(self._begun.values()))

    def list_missing(self, group: BundleGroup) -> BundleGroup:
        """Return the bundles of a group that the cache has no file for; a file may be damaged."""
        return [bundle for bundle in group if not all(path.exists() for path in self._list_paths(bundle.key))]

    def _list_paths(self, key: str) -> tuple[Path, Path]:
        """Return the path of a pack, and that of the file about it."""
        return self._folder / key, self._folder / f"{key}{_ABOUT}"

    def keep(self, group: BundleGroup) -> None:
        """Make a group of bundles now, and keep it in the cache.

        Raises:
            OSError: Pagefind cannot be run, or a bundle cannot be kept.
        """
        self._write(_GroupRun(group))

    def _write(self, run: _GroupRun) -> None:
        for key, files in run.finish().items():
            path, about = self._list_paths(key)
            _write_pack(path, files)
            numbers = [sum(_is_published(name, is_first=is_first) for name in files) for is_first in (False, True)]
            write_sealed(about, json.dumps(BundleSummary(files[VARIANTS].decode(), *numbers)).encode())

    def begin(self, group: BundleGroup) -> None:
        """Begin to make a group of bundles: Pagefind works while this process does something else.

        Raises:
            OSError: Pagefind cannot be run.
        """
        run = _GroupRun(group)
        self._begun |= {bundle.key: run for bundle in group}

    def read(self, bundle: Bundle) -> BundleFiles:
        """Return the files of a bundle, which is finished or made now where the cache does not have it.

        Raises:
            OSError: Pagefind cannot be run, or the bundle cannot be kept.
        """
        path, _ = self._list_paths(bundle.key)
        members = self._read_or_make(bundle, lambda: _read_pack(path))
        return {name: partial(read_part, path, *member) for name, member in members.items()}

    def describe(self, bundle: Bundle) -> BundleSummary:
        """Return what is known of a bundle, which is finished or made now where the cache does not know it.

        Raises:
            OSError: Pagefind cannot be run, or the bundle cannot be kept.
        """
        _, about = self._list_paths(bundle.key)
        return BundleSummary(*json.loads(self._read_or_make(bundle, lambda: read_sealed(about))))

    def _read_or_make(self, bundle: Bundle, read: Callable[[], _T | None]) -> _T:
        self._read.update(path.name for path in self._list_paths(bundle.key))
        if run := self._begun.get(bundle.key):
            self._begun = {key: other for key, other in self._begun.items() if other is not run}
            self._write(run)
        content = read()
        if content is None:
            self.keep([bundle])
            content = read()
            if content is None:
                raise OSError(0, "expected to read what was just written", str(self._folder / bundle.key))
        return content

    def close(self) -> None:
        """Stop making bundles, and, where all of this build were read, remove the others from an exclusive cache."""
        for run in set(self._begun.values()):
            run.close()
        with suppress(OSError):
            for path in self._folder.iterdir() if self._exclusive and self.is_complete else ():
                if path.name not in self._read:
                    path.unlink()


class _GroupRun:
    """The runs of Pagefind that a group of bundles needs: one for bundles with the same words."""

    def __init__(self, group: BundleGroup) -> None:
        self._bundles = [(bundle, [*bundle.records()]) for bundle in group]
        self._numbers: list[int] = []
        """The position of the run for each bundle."""
        self._runs: list[pagefind.IndexRun] = []
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> None:
        """Start Pagefind.

        Raises:
            OSError: it cannot be run.
        """
        different: list[tuple[str, list[pagefind.IndexedWords]]] = []
        for bundle, records in self._bundles:
            words = bundle.language, [pagefind.fold_record(record) for record in records]
            if words not in different:
                different.append(words)
                self._runs.append(pagefind.IndexRun(words[1], bundle.language))
            self._numbers.append(different.index(words))

    def finish(self) -> dict[str, dict[str, bytes]]:
        """Return the files of each bundle, by key.

        Raises:
            OSError: Pagefind ended early.
        """
        try:
            indexed = [run.read_files() for run in self._runs]
        except BaseException:
            self.close()
            raise
        made = {}
        for (bundle, records), number in zip(self._bundles, self._numbers, strict=True):
            files = pagefind.fill_index(indexed[number], records)
            files[VARIANTS] = list_variants(record.content for record in records).encode()
            made[bundle.key] = files
        return made

    def close(self) -> None:
        """Stop Pagefind."""
        for run in self._runs:
            run.close()


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


def _is_published(name: str, *, is_first: bool) -> bool:
    """Return whether a file of a bundle is published: Pagefind itself is the same in all, and loaded from the first."""
    return name != VARIANTS and (is_first or name.endswith((".json", ".pf_meta")) or "/" in name)


def iter_index_files(
    edition: Edition, bundles: Sequence[Bundle], indexer: Indexer, published: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of an edition's index, by address.

    Args:
        edition: the edition.
        bundles: its bundles.
        indexer: what has or makes their files.
        published: the paths of the published files that are as they were made, by the key of their bundle.

    Raises:
        OSError: Pagefind cannot be run, or a bundle cannot be kept.
    """
    base, source = edition.at(urls.SEARCH), Message("the search index")
    variants = []
    for number, bundle in enumerate(bundles):
        summary = indexer.describe(bundle)
        variants.append(summary.variants)
        folder = f"{base}{bundle.name}/"
        paths = [path for path in published.get(bundle.key, ()) if path.startswith(folder)]
        if len(paths) == (summary.files if number else summary.files_as_first):
            yield from ((path, OutputFile(None, source, bundle.key)) for path in paths)
            continue
        for name, content in indexer.read(bundle).items():
            if _is_published(name, is_first=not number):
                yield f"{folder}{name}", OutputFile(content, source, bundle.key)
    script = settings_script(edition, [bundle.name for bundle in bundles], variants)
    yield f"{base}settings.js", OutputFile(script, source)
