"""The files of a search index: equal for equal records; a failure of Pagefind is an error."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import cbor2
import pytest

from corner.search import pagefind
from corner.search.pagefind import SearchRecord

RECORDS = [
    SearchRecord(
        url=f"news/{number}/",
        content=f"number {number} of many words",
        meta={"title": f"Title {number}", "type": "Notice"},
        filters={"year": [str(2000 + number % 9)], "topic": [f"t{number % 7}", "all"], "type": ["notice"]},
        date=f"2021-01-{number % 28 + 1:02}",
    )
    for number in range(120)
]


def _unpacked(data: bytes) -> Any:
    return cbor2.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))


def test_equal_records_give_equal_files() -> None:
    # Of the orders that 9 years, 8 topics and 3 filters can have, chance would hardly hit the same one twice.
    assert pagefind.build_index(RECORDS, "en") == pagefind.build_index([*RECORDS], "en")


def test_an_index_has_every_record_and_the_names_of_its_files() -> None:
    files = pagefind.build_index(RECORDS, "en")
    entry = json.loads(files["pagefind-entry.json"])["languages"]["en"]
    assert entry["page_count"] == len(RECORDS)
    _, pages, chunks, filters, _, _ = _unpacked(files[f"pagefind.{entry['hash']}.pf_meta"])
    assert {f"fragment/{code}.pf_fragment" for code, _ in pages} <= files.keys()
    assert {f"index/{code}.pf_index" for _, _, code in chunks} <= files.keys()
    filters_by_name = {name: _unpacked(files[f"filter/{code}.pf_filter"]) for name, code in filters}
    assert filters_by_name.keys() == {"topic", "type", "year"}
    urls = {
        json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))["url"]
        for name, data in files.items()
        if name.startswith("fragment/")
    }
    assert urls == {record.url for record in RECORDS}
    for name, (own_name, values) in filters_by_name.items():
        assert own_name == name
        counted = {value: len(pages) for value, pages in values}
        expected = [value for record in RECORDS for value in record.filters[name]]
        assert counted == {value: expected.count(value) for value in expected}


def test_only_files_that_a_search_loads_are_kept() -> None:
    names = {name for name in pagefind.build_index(RECORDS[:1], "en") if "/" not in name}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"} <= names
    assert not [name for name in names if "ui" in name or name.endswith(".css")]


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\necho nothing\n"])
def test_a_program_that_does_not_answer_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    file = tmp_path / "pagefind"
    file.write_text(program)
    file.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(file))
    with pytest.raises(OSError, match=r"expected an answer|Broken pipe"):
        pagefind.build_index(RECORDS, "en")


def test_a_missing_program_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError):
        pagefind.build_index(RECORDS, "en")
