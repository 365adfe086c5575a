"""The garbage collector rests during a build, and works as before after it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

import pytest

from corner.build import garbage
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


class _Timer:
    """A timer that runs when a test says so."""

    def __init__(self, seconds: float, function: Callable[[], None]) -> None:
        self.seconds = seconds
        self.run = function
        self.is_cancelled = False
        self.daemon = False

    def start(self) -> None:
        _timers.append(self)

    def cancel(self) -> None:
        self.is_cancelled = True


_timers: list[_Timer] = []


def test_a_preview_collects_garbage_when_no_edit_comes_and_after_some_builds_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(threading, "Timer", _Timer)
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    monkeypatch.setattr(garbage, "_collection", garbage._Collection())
    _timers.clear()
    try:
        for _ in range(5):
            with pause_garbage_collection(in_preview=True):
                assert all(timer.is_cancelled for timer in _timers)
        assert [timer.seconds for timer in _timers] == [5.0] * 4 + [0.3]
        _timers[-1].run()
        assert collected == [1]
        with pause_garbage_collection(in_preview=True):
            pass
        assert _timers[-1].seconds == 5.0
    finally:
        gc.enable()
