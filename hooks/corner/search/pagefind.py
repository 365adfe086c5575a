"""Records to the files of a search index: the only module that knows Pagefind, and the forms of its files.

Pagefind runs as a program of its own and is spoken to as its own libraries do: requests in JSON, in
base64, each with a comma behind it. Its library for Python (1.5.2) waits a tenth of a second before
it reads each answer, so that a thousand records would take minutes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from itertools import islice
from typing import Any, NamedTuple

import cbor2
import msgspec
from pagefind.service import get_executable

VERSION = tuple(version(package) for package in ("pagefind", "pagefind_bin_extended", "cbor2"))
"""What the files of an index depend on besides its records."""

_MAGIC = b"pagefind_dcd"
"""What each of Pagefind's files begins with, unpacked."""
_WANTED = re.compile(r"pagefind(-worker)?\.js|pagefind-entry\.json|wasm\.\w+\.pagefind|.+\.pf_\w+")
"""The files that a search loads; the others are Pagefind's own user interfaces."""
_BATCH = 50
"""Requests that are sent before their answers are read: both ways hold as much."""


class SearchRecord(NamedTuple):
    """A page as the index knows it."""

    url: str
    """Its address, from the site's root."""
    content: str
    """Its text; words are parted by spaces."""
    meta: Mapping[str, str]
    """What a result shows."""
    filters: Mapping[str, list[str]]
    """The values by which results are narrowed down."""
    date: str
    """What sorts it, an ISO date, or nothing."""


def build_index(records: Iterable[SearchRecord], language: str) -> dict[str, bytes]:
    """Return the files of an index by path; the same for the same records.

    Args:
        records: what can be found.
        language: the ISO 639-1 code of the language whose words are reduced to their stems, or `und`.

    Raises:
        OSError: Pagefind is not there, or ended before its time.
    """
    program = get_executable()
    if program is None:
        raise FileNotFoundError(2, "expected the program of the package pagefind-bin-extended", "pagefind")
    with subprocess.Popen(  # noqa: S603 -- the program of a package that we require
        [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return _normalise_files(dict(_request_files(_PagefindProcess(process), records, language)))
        finally:
            process.kill()


class _PagefindProcess:
    """A running Pagefind."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._requests, self._answers = process.stdin, process.stdout
        self._sent = 0
        self._read = b""

    def ask(self, *payloads: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the answer to each request.

        Raises:
            OSError: the program ended or refused a request.
        """
        for payload in payloads:
            self._sent += 1
            request = msgspec.json.encode({"message_id": self._sent, "payload": payload})
            self._requests.write(base64.b64encode(request) + b",")
        self._requests.flush()
        return [self._answer() for _ in payloads]

    def _answer(self) -> dict[str, Any]:
        parts = [self._read]
        while b"," not in parts[-1]:
            part = os.read(self._answers.fileno(), 1 << 20)
            if not part:
                raise OSError(0, "expected an answer, found the end", "pagefind")
            parts.append(part)
        last, _, self._read = parts[-1].partition(b",")
        answer = msgspec.json.decode(base64.b64decode(b"".join((*parts[:-1], last))))
        payload: dict[str, Any] = answer["payload"]
        if payload["type"] == "Error":
            raise OSError(0, payload["message"], "pagefind")
        return payload


def _request_files(
    service: _PagefindProcess, records: Iterable[SearchRecord], language: str
) -> Iterator[tuple[str, bytes]]:
    number = service.ask({"type": "NewIndex", "config": {"force_language": language}})[0]["index_id"]
    pending = iter(records)
    while batch := list(islice(pending, _BATCH)):
        service.ask(*(_record_request(record, number, language) for record in batch))
    for file in service.ask({"type": "GetFiles", "index_id": number})[0]["files"]:
        if _WANTED.fullmatch(file["path"]):
            yield file["path"], base64.b64decode(file["content"])


def _record_request(record: SearchRecord, number: int, language: str) -> dict[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": number,
        "url": record.url,
        "content": record.content,
        "language": language,
        "meta": record.meta,
        "filters": record.filters,
        "sort": {"date": record.date} if record.date else {},
    }


def _normalise_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files in their one true form: Pagefind 1.5.2 leaves the order of filters and their values to chance.

    A file is named by its content, so what names it changes as well: the list of filters, and the entry.
    """
    entry = json.loads(files.pop("pagefind-entry.json"))
    for language, told in entry["languages"].items():
        meta = _decode(files.pop(f"pagefind.{told['hash']}.pf_meta"))
        filters = []
        for name, before in sorted(meta[3]):
            _, values = _decode(files.pop(f"filter/{before}.pf_filter"))
            data = _encode([name, sorted(values)])
            filters.append([name, f"{language}_{_file_digest(data)}"])
            files[f"filter/{filters[-1][1]}.pf_filter"] = data
        meta[3] = filters
        meta[5] = sorted(meta[5])
        data = _encode(meta)
        told["hash"] = f"{language}_{_file_digest(data)}"
        files[f"pagefind.{told['hash']}.pf_meta"] = data
    files["pagefind-entry.json"] = json.dumps(entry).encode()
    return dict(sorted(files.items()))


def _decode(data: bytes) -> Any:
    with suppress(gzip.BadGzipFile):
        data = gzip.decompress(data)
    return cbor2.loads(data.removeprefix(_MAGIC))


def _encode(value: object) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(value), mtime=0)


def _file_digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=5).hexdigest()
