"""Results that another process finds: each is found once, and whatever becomes of that process, rightly."""

from __future__ import annotations

import os
import signal
from errno import EAGAIN
from functools import partial
from pathlib import Path

import pytest

from corner.workers import background
from corner.workers.background import BackgroundCheck, BackgroundResult


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


def test_an_interruption_while_the_search_starts_ends_it_and_is_raised(interrupted_forks: list[int]) -> None:
    with pytest.raises(KeyboardInterrupt):
        BackgroundResult(lambda: os.read(os.pipe()[0], 1))  # which nobody writes to
    assert len(interrupted_forks) == 1
    with pytest.raises(ProcessLookupError):
        os.kill(interrupted_forks[0], 0)


@pytest.mark.parametrize("failing", [None, 0, 19])
@pytest.mark.parametrize("cores", [1, 2])
def test_conditions_hold_where_each_does_in_whichever_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int | None, cores: int
) -> None:
    monkeypatch.setattr(background, "count_jobs", lambda: cores)

    def look(number: int) -> bool:
        with (tmp_path / "looks").open("ab") as file:
            file.write(bytes([number]))
        return number != failing

    check = BackgroundCheck([partial(look, number) for number in range(20)])
    assert check.holds() is (failing is None)
    assert check.holds() is (failing is None)
    check.close()
    looks = (tmp_path / "looks").read_bytes()
    assert len(looks) == len(set(looks))
    if cores == 1 or failing is None:
        assert sorted(looks) == list(range(20 if failing is None else failing + 1))


def test_both_processes_look_at_conditions() -> None:
    here = os.getpid()
    reader, writer = os.pipe()

    def look_here() -> bool:
        """Return at once in the other process, which waits for this one; write there what lets it go on."""
        if os.getpid() == here:
            os.write(writer, b"x")
            return True
        return os.read(reader, 1) == b"x"

    assert BackgroundCheck([look_here, look_here]).holds()


def test_conditions_do_not_hold_where_the_other_process_was_stopped() -> None:
    here = os.getpid()
    reader, writer = os.pipe()

    def look() -> bool:
        if os.getpid() != here:
            os.write(writer, b"x")
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    check = BackgroundCheck([look, look])
    os.read(reader, 1)
    assert not check.holds()


def test_the_look_at_conditions_that_nobody_asks_for_is_ended() -> None:
    reader, writer = os.pipe()

    def look() -> bool:
        os.write(writer, str(os.getpid()).encode())
        return bool(os.read(os.pipe()[0], 1))  # which nobody writes to

    check = BackgroundCheck([look])
    process = int(os.read(reader, 20))
    check.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
