"""What tests of several processes share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def interrupted_forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Interrupt each fork as a terminal or a pipeline does; return the processes that were forked, where this is not one of them."""
    # A program that was started in the background may ignore interruptions.
    before = signal.signal(request.param, signal.default_int_handler)
    fork, processes = os.fork, list[int]()

    def fork_and_interrupt() -> int:
        process = fork()
        processes.append(process)
        # Both are interrupted.
        signal.raise_signal(request.param)
        return process

    monkeypatch.setattr(os, "fork", fork_and_interrupt)
    yield processes
    signal.signal(request.param, before)
