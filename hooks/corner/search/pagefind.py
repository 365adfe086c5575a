"""Building a search index from records: the only module that knows Pagefind and the formats of its files.

Pagefind runs as a separate program, with the protocol of its own libraries: JSON messages in base64, followed by
a comma. Its library for Python (1.5.2) waits a tenth of a second before it reads an answer, so a thousand records
would take minutes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple

import cbor2
import msgspec

from corner.search.words import fold_words, segment_cjk

_MAGIC = b"pagefind_dcd"
"""The first bytes of Pagefind's files, once they are decompressed."""
_LOADED = re.compile(r"pagefind(-worker)?\.js|pagefind-entry\.json|wasm\.\w+\.pagefind|.+\.pf_\w+")
"""The names of the files that a search loads; the others are Pagefind's own user interfaces."""
_BATCH = 50
"""Requests that are sent before their answers are read: the pipes hold as much in both directions."""


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


def build_index(records: Sequence[SearchRecord], language: str) -> dict[str, bytes]:
    """Return the files of an index by path; equal records give equal files.

    Args:
        records: the pages to index, each with another URL.
        language: the ISO 639-1 code of the language whose words are stemmed, or `und`.

    Raises:
        OSError: Pagefind is not installed, or ended early.
    """
    # This loads asyncio, which takes a twentieth of a second, and most builds change no index.
    from pagefind.service import get_executable  # noqa: PLC0415

    program = get_executable()
    if program is None:
        raise FileNotFoundError(2, "expected the program of the package pagefind-bin-extended", "pagefind")
    with subprocess.Popen(  # noqa: S603 -- the program of a required package
        [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            files = dict(_request_files(_PagefindProcess(process), records, language))
        finally:
            process.kill()
    return _normalise_files(files, {record.url: record for record in records})


class _PagefindProcess:
    """A running Pagefind."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout
        self._sent = 0
        self._buffer = b""

    def ask(self, *payloads: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the answer to each request.

        Raises:
            OSError: the program ended or refused a request.
        """
        for payload in payloads:
            self._sent += 1
            request = msgspec.json.encode({"message_id": self._sent, "payload": payload})
            self._input.write(base64.b64encode(request) + b",")
        self._input.flush()
        return [self._read_answer() for _ in payloads]

    def _read_answer(self) -> dict[str, Any]:
        parts = [self._buffer]
        while b"," not in parts[-1]:
            part = os.read(self._output.fileno(), 1 << 20)
            if not part:
                raise OSError(0, "expected an answer, found the end", "pagefind")
            parts.append(part)
        last, _, self._buffer = parts[-1].partition(b",")
        answer = msgspec.json.decode(base64.b64decode(b"".join((*parts[:-1], last))))
        payload: dict[str, Any] = answer["payload"]
        if payload["type"] == "Error":
            raise OSError(0, payload["message"], "pagefind")
        return payload


def _request_files(
    process: _PagefindProcess, records: Iterable[SearchRecord], language: str
) -> Iterator[tuple[str, bytes]]:
    index = process.ask({"type": "NewIndex", "config": {"force_language": language}})[0]["index_id"]
    pending = iter(records)
    while batch := list(islice(pending, _BATCH)):
        process.ask(*(_create_record_request(record, index, language) for record in batch))
    for file in process.ask({"type": "GetFiles", "index_id": index})[0]["files"]:
        if _LOADED.fullmatch(file["path"]):
            yield file["path"], base64.b64decode(file["content"])


def _create_record_request(record: SearchRecord, index: int, language: str) -> dict[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": index,
        "url": record.url,
        "content": fold_words(record.content),
        "language": language,
        # Only the title counts: Pagefind finds pages by all that it is given here.
        "meta": {"title": fold_words(segment_cjk(record.meta["title"]))},
        "filters": record.filters,
        "sort": {"date": record.date} if record.date else {},
    }


def _normalise_files(files: dict[str, bytes], records: Mapping[str, SearchRecord]) -> dict[str, bytes]:
    """Return the files with what results show, and with sorted filters and values, whose order is random in Pagefind 1.5.2.

    The name of a file is a hash of its content, so the files that hold the name change as well: the list of
    filters, and the entry.
    """
    entry = json.loads(files.pop("pagefind-entry.json"))
    for language, index in entry["languages"].items():
        meta = _decode(files.pop(f"pagefind.{index['hash']}.pf_meta"))
        for page in meta[1]:
            data = _show_record(files.pop(f"fragment/{page[0]}.pf_fragment"), records)
            page[0] = f"{language}_{_hash_file(data)}"
            files[f"fragment/{page[0]}.pf_fragment"] = data
        filters = []
        for name, old_hash in sorted(meta[3]):
            _, values = _decode(files.pop(f"filter/{old_hash}.pf_filter"))
            data = _encode([name, sorted(values)])
            filters.append([name, f"{language}_{_hash_file(data)}"])
            files[f"filter/{filters[-1][1]}.pf_filter"] = data
        meta[3] = filters
        meta[5] = sorted(meta[5])
        data = _encode(meta)
        index["hash"] = f"{language}_{_hash_file(data)}"
        files[f"pagefind.{index['hash']}.pf_meta"] = data
    files["pagefind-entry.json"] = json.dumps(entry).encode()
    return dict(sorted(files.items()))


def _show_record(data: bytes, records: Mapping[str, SearchRecord]) -> bytes:
    """Return the file of a page with its text as it was written, in place of the folded one."""
    fragment = msgspec.json.decode(_unpack(data))
    record = records[fragment["url"]]
    fragment |= {"content": record.content, "meta": record.meta}
    return _pack(msgspec.json.encode(fragment))


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
