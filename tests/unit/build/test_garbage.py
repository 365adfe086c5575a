"""The garbage collector rests during a build, and works as before after it."""

from __future__ import annotations

import gc

import pytest

from corner.build.garbage import pause_garbage_collection


def test_no_garbage_is_collected_during_a_build() -> None:
    with pause_garbage_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_build_that_fails_puts_the_collector_back() -> None:
    with pytest.raises(ValueError, match="failed"), pause_garbage_collection():
        raise ValueError("failed")
    assert gc.isenabled()


def test_what_a_build_made_is_not_looked_at_where_the_process_ends() -> None:
    before = gc.get_freeze_count()
    with pause_garbage_collection(process_ends=True):
        pass
    assert gc.get_freeze_count() > before
    assert gc.isenabled()
