"""Results that another process finds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from corner.workers import background
from corner.workers.background import start_in_background
from corner.workers.pool import can_fork


def _find_process() -> bytes:
    return str(os.getpid()).encode() + b" " * 1_000_000  # more than a pipe holds


@pytest.fixture(autouse=True)
def two_cores() -> Iterator[None]:
    with patch.object(background, "count_jobs", return_value=2):
        yield


@pytest.mark.skipif(not can_fork(), reason="this process cannot be forked")
def test_a_result_comes_from_another_process() -> None:
    assert int(start_in_background(_find_process)()) != os.getpid()


@pytest.mark.parametrize("name", ["can_fork", "count_jobs"])
def test_a_result_is_found_here_where_there_is_no_other_process(name: str) -> None:
    with patch.object(background, name, return_value=name == "count_jobs"):
        assert int(start_in_background(_find_process)()) == os.getpid()


def test_a_result_is_found_here_where_the_other_process_was_lost() -> None:
    here = os.getpid()

    def find() -> bytes:
        if os.getpid() != here:
            os._exit(9)
        return b"found"

    assert start_in_background(find)() == b"found"


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def find() -> bytes:
        raise OSError("none")

    with pytest.raises(OSError, match="none"):
        start_in_background(find)()
