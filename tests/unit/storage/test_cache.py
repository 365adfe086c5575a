"""The values that one run keeps for the next are never wrong, whatever happens to the file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corner.storage import cache
from corner.storage.cache import CACHE_FOLDER, Cache, code_digest
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release

PLAIN = {"title": "甲", "figures": [{"value": 1.5}, None, True], "topics": ("a", "b")}


def _write(path: Path, **values: object) -> Path:
    values_file = Cache(path)
    for key, value in values.items():
        values_file.put(key, value)
    values_file.save()
    return path


def test_the_next_run_reads_what_one_run_wrote(tmp_path: Path) -> None:
    path = _write(tmp_path / "deep" / "texts", a=PLAIN)
    assert Cache(path).get("a") == PLAIN
    assert Cache(path).get("b") is None


def test_a_value_that_a_run_does_not_use_is_dropped(tmp_path: Path) -> None:
    path = _write(tmp_path / "texts", a=1, b=2)
    later = Cache(path)
    assert later.get("a") == 1
    later.save()
    assert (Cache(path).get("a"), Cache(path).get("b")) == (1, None)


def test_a_value_of_a_group_is_valid_for_one_fingerprint(tmp_path: Path) -> None:
    first = Cache(tmp_path / "texts")
    first.group("2021").put("fair", "1", PLAIN)
    assert first.group("2021").get("fair", "1") == PLAIN
    first.save()
    later = Cache(tmp_path / "texts")
    assert [later.group("2021").get("fair", stamp) for stamp in ("1", "2")] == [PLAIN, None]
    assert later.group("2021").find_latest("fair") == PLAIN
    assert later.group("2022").get("fair", "1") is None
    assert later.group("2022").find_latest("fair") is None


def _write_group(path: Path, *keys: str) -> Path:
    values_file = Cache(path)
    for key in keys:
        values_file.group("2021").put(key, "1", key)
    values_file.save()
    return path


def test_a_group_keeps_what_a_run_puts_in_place_of_another_value(tmp_path: Path) -> None:
    path = _write_group(tmp_path / "texts", "fair", "talk")
    later = Cache(path)
    later.group("2021").get("fair", "1")
    later.group("2021").put("talk", "2", "new talk")
    later.save()
    assert [Cache(path).group("2021").find_latest(key) for key in ("fair", "talk")] == ["fair", "new talk"]


@pytest.mark.parametrize("used", [["fair"], []])
def test_what_a_run_does_not_use_of_a_group_is_dropped(tmp_path: Path, used: list[str]) -> None:
    path = _write_group(tmp_path / "texts", "fair", "talk")
    later = Cache(path)
    for key in used:
        later.group("2021").get(key, "1")
    later.save()
    group = Cache(path).group("2021")
    assert [key for key in ("fair", "talk") if group.find_latest(key)] == used


def test_a_run_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "texts"
    first = Cache(path)
    first.put("a", 1)
    first.group("2021").put("fair", "1", "fair")
    first.save()
    written = path.stat().st_mtime_ns, path.stat().st_ino
    second = Cache(path)
    assert (second.get("a"), second.group("2021").get("fair", "1")) == (1, "fair")
    assert second.group("2022").get("fair", "1") is None
    second.save()
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == written


@pytest.mark.parametrize("position", [0, 31, 32, -1])
def test_a_damaged_file_counts_as_missing(tmp_path: Path, position: int) -> None:
    path = _write(tmp_path / "texts", a=PLAIN)
    damaged = bytearray(path.read_bytes())
    damaged[position] ^= 1
    path.write_bytes(damaged)
    assert Cache(path).get("a") is None


@pytest.mark.parametrize("length", [0, 1, 32, -1])
def test_a_truncated_file_counts_as_missing(tmp_path: Path, length: int) -> None:
    path = _write(tmp_path / "texts", a=PLAIN)
    path.write_bytes(path.read_bytes()[:length])
    assert Cache(path).get("a") is None


def test_a_file_of_other_code_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path / "texts", a=PLAIN)
    monkeypatch.setattr(cache, "code_digest", lambda: "0" * 32)
    assert Cache(path).get("a") is None


@pytest.fixture
def bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of bytecode that this process writes to in place of its own."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "bytecode"))
    code_digest.cache_clear()
    yield tmp_path / "bytecode"
    code_digest.cache_clear()


def _begin_run(monkeypatch: pytest.MonkeyPatch, digest: str, stamp: str = "") -> None:
    """Let another run compute another digest of the code, if it computes one, and find it as it was or with a stamp."""
    code_digest.cache_clear()
    monkeypatch.setattr(cache, "_compute_code_digest", lambda: digest)
    if stamp:
        monkeypatch.setattr(cache, "read_code_stamp", lambda: stamp)


@pytest.mark.usefixtures("bytecode")
def test_the_digest_of_the_code_is_computed_once_for_all_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    computed = code_digest()
    _begin_run(monkeypatch, "another")
    assert code_digest() == computed


@pytest.mark.usefixtures("bytecode")
def test_the_digest_of_changed_code_is_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in ("1", "2", "1"):
        _begin_run(monkeypatch, f"digest {number}", f"stamp {number}")
        assert code_digest() == f"digest {number}"


def test_the_digest_of_the_code_is_computed_where_bytecode_is_not_wanted(
    bytecode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for number in ("1", "2"):
        _begin_run(monkeypatch, number)
        assert code_digest() == number
    assert not bytecode.exists()


def test_the_digest_of_the_code_is_computed_where_bytecode_cannot_be_written(
    bytecode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bytecode.write_bytes(b"")
    for number in ("1", "2"):
        _begin_run(monkeypatch, number)
        assert code_digest() == number


@pytest.mark.usefixtures("bytecode")
def test_a_digest_of_the_code_that_cannot_be_kept_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(cache, "write_sealed", fail)
    for number in ("1", "2"):
        _begin_run(monkeypatch, number)
        assert code_digest() == number


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = _write(tmp_path / "file" / "texts", a=1)
    assert Cache(path).get("a") is None


def test_equal_values_make_equal_files(tmp_path: Path) -> None:
    one, other = _write(tmp_path / "one", a=PLAIN, b=1), _write(tmp_path / "other", a=dict(PLAIN), b=1)
    assert one.read_bytes() == other.read_bytes()


def test_a_check_with_a_damaged_cache_equals_one_without_a_cache(corner: Corner) -> None:
    root = corner({FAIR: release("[x](nowhere)", topics="[boat]"), FAIR_ZH: None})
    expected = corners.found(root)
    for file in (path for path in (root / CACHE_FOLDER).rglob("*") if path.is_file()):
        file.write_bytes(file.read_bytes()[:-1] + b"\0")
    assert corners.found(root) == expected != []


def test_a_changed_file_is_checked_again(corner: Corner) -> None:
    root = corner({FAIR: release("[x](nowhere)"), FAIR_ZH: None})
    assert len(corners.found(root)) == 1
    (root / FAIR).write_text(release("[x](../../summaries/2020.en.md)", title="'[nowhere]'"), encoding="utf-8")
    assert corners.found(root) == []
