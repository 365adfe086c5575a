"""What tests of several processes share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest


@pytest.fixture
def interrupted_forks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Interrupt each fork as a terminal does; return the processes that were forked, where this is not one of them."""
    # A program that was started in the background may ignore interruptions.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    fork, processes = os.fork, list[int]()

    def fork_and_interrupt() -> int:
        process = fork()
        processes.append(process)
        # A terminal interrupts both.
        signal.raise_signal(signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", fork_and_interrupt)
    yield processes
    signal.signal(signal.SIGINT, before)
