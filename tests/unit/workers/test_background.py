"""Results that another process finds: each is found once, and whatever becomes of that process, rightly."""

from __future__ import annotations

import os
import signal
from errno import EAGAIN
from pathlib import Path

import pytest

from corner.workers import background
from corner.workers.background import BackgroundResult


def _find_process() -> bytes:
    return str(os.getpid()).encode() + b" " * 1_000_000  # more than a pipe holds


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be forked, whatever threads other tests have started in it, on as many cores as it takes."""
    monkeypatch.setattr(background, "can_fork", lambda: True)
    monkeypatch.setattr(background, "count_jobs", lambda: 2)


def test_a_result_comes_from_another_process_once(tmp_path: Path) -> None:
    def find() -> bytes:
        with (tmp_path / "runs").open("ab") as file:
            file.write(b"x")
        return _find_process()

    found = BackgroundResult(find)
    assert int(found.result()) != os.getpid()
    assert found.result() == found.result()
    assert (tmp_path / "runs").read_bytes() == b"x"


@pytest.mark.parametrize(("name", "answer"), [("can_fork", False), ("count_jobs", 1), ("_WORTH", None)])
def test_a_result_is_found_here_where_there_is_no_other_process(
    monkeypatch: pytest.MonkeyPatch, name: str, answer: object
) -> None:
    if answer is not None:
        monkeypatch.setattr(background, name, lambda: answer)
    assert int(BackgroundResult(_find_process, 1.0 if answer is None else 1000.0).result()) == os.getpid()


def test_a_result_is_found_here_where_the_system_has_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise OSError(EAGAIN, "no room")

    monkeypatch.setattr(os, "fork", fail)
    assert int(BackgroundResult(_find_process).result()) == os.getpid()


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM])
def test_a_result_is_found_here_where_the_other_process_was_stopped(signal_number: signal.Signals) -> None:
    here = os.getpid()

    def find() -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), signal_number)
        return b"found"

    assert BackgroundResult(find).result() == b"found"


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def find() -> bytes:
        raise OSError("none")

    with pytest.raises(OSError, match="none"):
        BackgroundResult(find).result()


def test_the_search_for_a_result_that_nobody_asks_for_is_ended() -> None:
    reader, writer = os.pipe()

    def wait() -> bytes:
        os.write(writer, str(os.getpid()).encode())
        os.read(os.pipe()[0], 1)  # which nobody writes to
        return b""

    found = BackgroundResult(wait)
    process = int(os.read(reader, 20))
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_an_interruption_of_the_wait_ends_the_search_and_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    found = BackgroundResult(lambda: bytes(os.read(os.pipe()[0], 1)))  # which nobody writes to
    process = found._process

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fdopen", interrupt)
    with pytest.raises(KeyboardInterrupt):
        found.result()
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
