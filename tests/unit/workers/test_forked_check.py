"""A check that goes on in a fork: it is answered once, and whatever becomes of the fork, rightly."""

from __future__ import annotations

import os
import signal
from errno import EAGAIN

import pytest

from corner.workers import forked_check
from corner.workers.forked_check import ForkedCheck

_LONG = 1000.0


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be forked, whatever threads other tests have started in it, on as many cores as it takes."""
    monkeypatch.setattr(forked_check, "can_fork", lambda: True)
    monkeypatch.setattr(forked_check, "count_jobs", lambda: 2)


@pytest.mark.parametrize("answer", [True, False])
def test_another_process_answers(answer: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    reader, writer = os.pipe()

    def check() -> bool:
        os.write(writer, str(os.getpid()).encode())
        return answer

    checked = ForkedCheck(check, _LONG)
    assert checked.result() is answer
    assert checked.result() is answer
    assert os.read(reader, 20).decode() != str(os.getpid())
    os.set_blocking(reader, False)
    with pytest.raises(BlockingIOError):
        os.read(reader, 1)  # it was done once


@pytest.mark.parametrize("cost", [0.0, _LONG])
def test_this_process_answers_where_it_cannot_be_forked_or_where_a_fork_does_not_pay(
    monkeypatch: pytest.MonkeyPatch, cost: float
) -> None:
    def fail() -> int:
        raise OSError(EAGAIN, "no room")

    monkeypatch.setattr(os, "fork", fail)
    asked: list[int] = []

    def check() -> bool:
        asked.append(os.getpid())
        return True

    checked = ForkedCheck(check, cost)
    assert asked == []
    assert checked.result() is True
    assert asked == [os.getpid()]


def test_this_process_answers_where_the_fork_was_killed() -> None:
    here = os.getpid()

    def check() -> bool:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    assert ForkedCheck(check, _LONG).result() is True


def test_an_error_in_the_fork_is_raised_here() -> None:
    def fail() -> bool:
        raise KeyError("lamp")

    with pytest.raises(KeyError, match="lamp"):
        ForkedCheck(fail, _LONG).result()


def test_a_check_that_nobody_asks_for_is_ended() -> None:
    reader, writer = os.pipe()

    def wait() -> bool:
        os.write(writer, str(os.getpid()).encode())
        os.read(os.pipe()[0], 1)  # which nobody writes to
        return True

    checked = ForkedCheck(wait, _LONG)
    process = int(os.read(reader, 20))
    checked.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
