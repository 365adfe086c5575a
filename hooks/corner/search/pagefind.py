"""Building a search index from records: the only module that knows Pagefind and the formats of its files.

Pagefind runs as a separate program, with the protocol of its own libraries: JSON messages in base64, followed by
a comma. Its library for Python (1.5.2) waits a tenth of a second before it reads an answer, so a thousand records
would take minutes. The program reads requests in a thread of its own, so all are sent at once, and answers are read
when they are needed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import cbor2
import msgspec

from corner.search.words import fold_words, segment_cjk

_MAGIC = b"pagefind_dcd"
"""The first bytes of Pagefind's files, once they are decompressed."""
_LOADED = re.compile(r"pagefind(-worker)?\.js|pagefind-entry\.json|wasm\.\w+\.pagefind|.+\.pf_\w+")
"""The names of the files that a search loads; the others are Pagefind's own user interfaces."""
_CHUNK = ("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "5000")
"""Places of words in a file of the index: with Pagefind's 20,000, a small bundle's files were as large as a large one's."""
_PROGRAM_VARIABLE = "PAGEFIND_BINARY_PATH"
"""The environment variable by which Pagefind's own libraries find another program."""
_NO_DIGIT = re.compile(r"[^0-9]")


class SearchRecord(NamedTuple):
    """A page in the index."""

    url: str
    """Its address, from the site's root."""
    content: str
    """Its text, with one space between words; they are folded in the index, and shown as they are."""
    meta: Mapping[str, str]
    """What a result shows."""
    filters: Mapping[str, list[str]]
    """Its values for each filter."""
    date: str
    """The ISO date that results are sorted by, or nothing."""


class IndexedWords(NamedTuple):
    """The folded words of a record, which are all that Pagefind is given."""

    content: str
    title: str


def fold_record(record: SearchRecord) -> IndexedWords:
    """Return the words that a record is found by."""
    return IndexedWords(fold_words(record.content), fold_words(segment_cjk(record.meta["title"])))


class IndexRun:
    """A run of Pagefind, which works while its caller does something else."""

    def __init__(self, words: Sequence[IndexedWords], language: str) -> None:
        """Start Pagefind, and send it all words.

        Args:
            words: those of each record.
            language: the ISO 639-1 code of the language whose words are stemmed, or `und`.

        Raises:
            OSError: Pagefind is not installed, or ended early.
        """
        requests = [
            {"type": "NewIndex", "config": {"force_language": language}},
            *(_create_record_request(number, record, language) for number, record in enumerate(words)),
            {"type": "GetFiles", "index_id": 0},
        ]
        self._expected = len(requests)
        self._process = _start_program()
        try:
            self._send(requests)
        except BaseException:
            self.close()
            raise

    def _send(self, requests: Sequence[Mapping[str, Any]]) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        try:
            for number, request in enumerate(requests):
                message = msgspec.json.encode({"message_id": number, "payload": request})
                pipe.write(base64.b64encode(message) + b",")
            # Its input stays open: at the end of it, Pagefind would end, whatever it has still to do.
            pipe.flush()
        except OSError:
            raise OSError(0, "expected an answer, found the end", "pagefind") from None

    def read_files(self) -> dict[str, bytes]:
        """Return the files of the index by path, as Pagefind made them, once it is done.

        Raises:
            OSError: Pagefind ended early, or refused a request.
        """
        try:
            answers = self._read_answers()
        finally:
            self.close()
        for answer in answers:
            if answer["type"] == "Error":
                raise OSError(0, answer["message"], "pagefind")
        files = answers[-1]["files"]
        return {file["path"]: base64.b64decode(file["content"]) for file in files if _LOADED.fullmatch(file["path"])}

    def _read_answers(self) -> list[dict[str, Any]]:
        assert self._process.stdout is not None
        parts, count = [], 0
        while count < self._expected:
            part = os.read(self._process.stdout.fileno(), 1 << 20)
            if not part:
                raise OSError(0, "expected an answer, found the end", "pagefind")
            count += part.count(b",")
            parts.append(part)
        answers = b"".join(parts).split(b",")[: self._expected]
        return [msgspec.json.decode(base64.b64decode(answer))["payload"] for answer in answers]

    def close(self) -> None:
        """Stop Pagefind."""
        self._process.kill()
        with self._process, suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()


def _start_program() -> subprocess.Popen[bytes]:
    """Return a process of Pagefind's program.

    Raises:
        OSError: there is none, or it cannot be run.
    """
    environment = {**os.environ, _CHUNK[0]: _CHUNK[1]}
    return subprocess.Popen(  # noqa: S603 -- the program of a required package
        [environment.get(_PROGRAM_VARIABLE) or _find_program(), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _find_program() -> str:
    # Most builds change no index. `pagefind.service` looks there, too, but loads asyncio.
    try:
        from pagefind_bin_extended import get_executable  # noqa: PLC0415

        return str(get_executable())
    except (ImportError, FileNotFoundError):
        raise FileNotFoundError(2, "expected the program of the package pagefind-bin-extended", "pagefind") from None


def _create_record_request(number: int, words: IndexedWords, language: str) -> dict[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": str(number),
        "content": words.content,
        "language": language,
        # Only the title counts: Pagefind finds pages by all that it is given here.
        "meta": {"title": words.title},
    }


def build_index(records: Sequence[SearchRecord], language: str) -> dict[str, bytes]:
    """Return the files of an index by path; equal records give equal files.

    Args:
        records: the pages to index, each with another URL.
        language: the ISO 639-1 code of the language whose words are stemmed, or `und`.

    Raises:
        OSError: Pagefind is not installed, or ended early.
    """
    return fill_index(IndexRun([fold_record(record) for record in records], language).read_files(), records)


def fill_index(files: Mapping[str, bytes], records: Sequence[SearchRecord]) -> dict[str, bytes]:
    """Return the files of an index with what results show and are filtered by, given those that Pagefind made of the words.

    The name of a file is a hash of its content, so the files that hold the name change as well: the list of
    filters, and the entry. Editions whose words are the same share what Pagefind made.

    Args:
        files: what Pagefind made, by path.
        records: the pages, in the order in which it was given their words.
    """
    filled = {path: data for path, data in files.items() if not path.endswith((".pf_fragment", ".pf_meta"))}
    entry = json.loads(filled.pop("pagefind-entry.json"))
    for language, index in entry["languages"].items():
        meta = _decode(files[f"pagefind.{index['hash']}.pf_meta"])
        shown = []
        for page in meta[1]:
            fragment = msgspec.json.decode(_unpack(files[f"fragment/{page[0]}.pf_fragment"]))
            record = records[int(fragment["url"])]
            shown.append(record)
            fragment |= {"url": record.url, "content": record.content, "meta": record.meta, "filters": record.filters}
            data = _pack(msgspec.json.encode(fragment))
            page[0] = f"{language}_{_NO_DIGIT.sub('', record.date)}_{_hash_file(data)}"
            filled[f"fragment/{page[0]}.pf_fragment"] = data
        meta[3] = []
        for name, data in _iter_filters(shown):
            meta[3].append([name, f"{language}_{_hash_file(data)}"])
            filled[f"filter/{meta[3][-1][1]}.pf_filter"] = data
        data = _encode(meta)
        index["hash"] = f"{language}_{_hash_file(data)}"
        filled[f"pagefind.{index['hash']}.pf_meta"] = data
    filled["pagefind-entry.json"] = json.dumps(entry).encode()
    return dict(sorted(filled.items()))


def _iter_filters(records: Sequence[SearchRecord]) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each filter, with its name: the numbers of the records that have each value."""
    filters: dict[str, dict[str, list[int]]] = {}
    for number, record in enumerate(records):
        for name, values in record.filters.items():
            for value in dict.fromkeys(values):
                filters.setdefault(name, {}).setdefault(value, []).append(number)
    for name, numbers in sorted(filters.items()):
        yield name, _encode([name, [[value, pages] for value, pages in sorted(numbers.items())]])


def _unpack(data: bytes) -> bytes:
    with suppress(gzip.BadGzipFile):
        data = gzip.decompress(data)
    return data.removeprefix(_MAGIC)


def _pack(data: bytes) -> bytes:
    return gzip.compress(_MAGIC + data, mtime=0)


def _decode(data: bytes) -> Any:
    return cbor2.loads(_unpack(data))


def _encode(value: object) -> bytes:
    return _pack(cbor2.dumps(value))


def _hash_file(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=5).hexdigest()
