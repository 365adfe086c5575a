"""Values that are kept in a file between runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corner.storage import kept_values
from corner.storage.cache import code_digest


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """Keep values in a file, and no longer after the test."""
    before = kept_values._file
    path = tmp_path / "cache/languages"
    kept_values.keep_values(path)
    yield path
    kept_values._file = before


def _begin_run(path: Path) -> None:
    """Forget all values that are not in the file."""
    kept_values._file = kept_values._KeptFile(path)


def _fail() -> int:
    raise AssertionError


def test_a_value_is_computed_once_for_all_runs(kept: Path) -> None:
    assert kept_values.find_value("a", lambda: 1) == 1
    assert kept_values.find_value("a", _fail) == 1
    kept_values.save_values()
    _begin_run(kept)
    assert kept_values.find_value("a", _fail) == 1
    assert kept_values.find_value("b", lambda: 2) == 2
    kept_values.save_values()
    _begin_run(kept)
    assert [kept_values.find_value(name, _fail) for name in "ab"] == [1, 2]


def test_a_file_without_new_values_is_not_written(kept: Path) -> None:
    kept_values.find_value("a", lambda: 1)
    kept_values.save_values()
    stat = kept.stat()
    _begin_run(kept)
    kept_values.find_value("a", _fail)
    kept_values.save_values()
    assert kept.stat() == stat


def test_a_damaged_file_costs_time_only(kept: Path) -> None:
    kept_values.find_value("a", lambda: 1)
    kept_values.save_values()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    _begin_run(kept)
    assert kept_values.find_value("a", lambda: 3) == 3


def test_values_count_for_the_code_that_is_named(kept: Path) -> None:
    kept_values.find_value("a", lambda: 1)
    kept_values.save_values()
    for code, value in ((code_digest(), 1), ("another", 2), ("another", 2)):
        kept_values._file = kept_values._KeptFile(None)
        kept_values.keep_values(kept, code)
        assert kept_values.find_value("a", lambda: 2) == value
        kept_values.save_values()


def test_values_of_another_process_are_kept(kept: Path) -> None:
    kept_values.find_value("a", lambda: 1)
    values = kept_values.take_new_values()
    assert values == {"a": 1}
    assert kept_values.take_new_values() == {}
    _begin_run(kept)
    kept_values.add_values(values)
    kept_values.save_values()
    _begin_run(kept)
    assert kept_values.find_value("a", _fail) == 1


def test_without_a_file_nothing_is_kept(kept: Path) -> None:
    kept_values._file = kept_values._KeptFile(None)
    assert [kept_values.find_value("a", lambda value=value: value) for value in (1, 2)] == [1, 2]  # type: ignore[misc]
    kept_values.save_values()
    assert not kept.exists()
