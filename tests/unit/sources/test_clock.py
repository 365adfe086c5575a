"""The moment that a run is for is read from `SOURCE_DATE_EPOCH`, or else from the clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from corner.sources.clock import read_clock


def test_now_is_the_source_date_epoch_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1614556800")
    assert read_clock() == datetime(2021, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", [None, ""])
def test_now_is_the_clock_where_no_epoch_is_set(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if value is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    before = datetime.now(UTC)
    assert before <= read_clock() <= datetime.now(UTC)
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.parametrize("value", ["yesterday", "1.5", "9" * 30])
def test_an_epoch_that_is_no_number_of_seconds_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(ValueError, match=r"SOURCE_DATE_EPOCH: expected seconds since 1970"):
        read_clock()
