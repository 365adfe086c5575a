"""Shares of work in worker processes: each is done once, and what goes wrong in one is known here."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from errno import EAGAIN
from functools import partial
from pathlib import Path

import pytest

from corner.workers import pool
from corner.workers.pool import WorkerLostError, run_shares


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be forked, whatever threads other tests have started in it: the shares of these use none."""
    monkeypatch.setattr(pool, "can_fork", lambda: True)


def _run(shares: list[Callable[[int], object]], jobs: int) -> list[object]:
    results = {outcome.number: outcome.result for outcome in run_shares(shares, jobs)}
    return [results[number] for number in range(len(shares))]


def _list_workers(lanes: Sequence[int | None], jobs: int, count: int) -> list[int]:
    """Return which of up to `jobs` workers did each share of the lanes; each waits in its first share for all of `count`."""
    signs = [os.pipe() for _ in range(count)]
    has_begun: set[int] = set()

    def share(worker: int) -> int:
        if not has_begun:
            has_begun.add(worker)
            os.write(signs[worker][1], b"x" * count)
            for reader, _ in signs:
                os.read(reader, 1)
        return worker

    results = {outcome.number: outcome.result for outcome in run_shares([share] * len(lanes), jobs, lanes=lanes)}
    return [results[number] for number in range(len(lanes))]


def _do_there(share: Callable[[], object]) -> list[Callable[[int], object]]:
    """Return two shares: the forked worker does `share`, and the worker here waits for the end of that one."""
    reader, writer = os.pipe()

    def wait_or_do(worker: int) -> object:
        if worker != 0:
            return share()
        os.close(writer)
        os.read(reader, 1)
        return None

    return [wait_or_do, wait_or_do]


@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.usefixtures("forking")
def test_each_share_is_done_once_by_any_number_of_workers(tmp_path: Path, jobs: int) -> None:
    def share(number: int, _worker: int) -> int:
        with (tmp_path / str(number)).open("a") as file:
            file.write("x")
        return number * number

    assert _run([partial(share, number) for number in range(50)], jobs) == [number * number for number in range(50)]
    assert {path.read_text() for path in tmp_path.iterdir()} == {"x"}


@pytest.mark.usefixtures("forking")
def test_workers_are_this_process_and_others_and_have_numbers() -> None:
    # Each of two workers waits in its first share until the other one has begun its own.
    here, there = os.pipe(), os.pipe()

    def meet(number: int, worker: int) -> tuple[int, int]:
        os.write((here, there)[number][1], b"x")
        os.read((here, there)[1 - number][0], 1)
        return worker, os.getpid()

    found: dict[int, int] = dict(_run([partial(meet, 0), partial(meet, 1)], 2))  # type: ignore[arg-type]
    assert found.keys() == {0, 1}
    assert found[0] == os.getpid() != found[1]


@pytest.mark.usefixtures("forking")
def test_the_error_of_a_share_is_raised_here_as_it_is_explained_there() -> None:
    def fail() -> None:
        raise KeyError("lamp")

    def explain(error: BaseException) -> BaseException:
        return ValueError(f"{type(error).__name__} in {error.__traceback__ is not None}")

    with pytest.raises(ValueError, match="KeyError in True"):
        list(run_shares(_do_there(fail), 2, explain))


class _UnlikeItsTextError(Exception):
    """An error that cannot be made from what it says."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(f"{name} of {size}")


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (KeyError("lamp"), KeyError),
        (_UnlikeItsTextError("lamp", 3), RuntimeError),
        (ValueError("lamp of 3", lambda: None), RuntimeError),
    ],
)
def test_an_error_that_nobody_explains_says_where_it_was_raised(error: Exception, expected: type[Exception]) -> None:
    def fail_in_the_dark() -> None:
        raise error

    with pytest.raises(expected, match="lamp") as caught:
        _run(_do_there(fail_in_the_dark), 2)
    assert type(caught.value) is expected
    assert "fail_in_the_dark" in "".join(caught.value.__notes__)


@pytest.mark.usefixtures("forking")
def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises(Exception, match="pickle"):
        _run(_do_there(lambda: lambda: None), 2)


@pytest.mark.usefixtures("forking")
def test_a_worker_that_is_killed_is_an_error_and_ends_the_others(tmp_path: Path) -> None:
    # The worker here ends its share when all others have begun theirs.
    reader, writer = os.pipe()

    def share(worker: int) -> None:
        if worker == 0:
            for _ in range(2):
                os.read(reader, 1)
            return
        (tmp_path / str(os.getpid())).touch()
        os.write(writer, b"x")
        if worker == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        signal.pause()

    with pytest.raises(WorkerLostError) as caught:
        _run([share] * 3, 3)
    assert caught.value.status == -signal.SIGKILL
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def test_a_process_with_threads_does_its_shares_itself() -> None:
    asked, done = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        done.wait()

    thread = threading.Thread(target=wait)
    thread.start()
    asked.wait()
    try:
        assert _run([lambda _worker: os.getpid(), lambda _worker: os.getpid()], 2) == [os.getpid()] * 2
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("most", [0, 1])
@pytest.mark.usefixtures("forking")
def test_a_system_that_refuses_more_processes_has_the_work_done_by_those_there_are(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    fork, left = os.fork, [most]

    def fork_at_most() -> int:
        if not left[0]:
            raise BlockingIOError(EAGAIN, "Resource temporarily unavailable")
        left[0] -= 1
        return fork()

    monkeypatch.setattr(os, "fork", fork_at_most)
    workers = _list_workers([None] * 4, 3, most + 1)
    assert set(workers) == set(range(most + 1))


@pytest.mark.parametrize(("given", "expected"), [("3", 3), ("", None), ("0", None), ("many", None), ("٣", None)])
def test_the_number_of_workers_is_what_somebody_asked_for(
    monkeypatch: pytest.MonkeyPatch, given: str, expected: int | None
) -> None:
    monkeypatch.setenv(pool.JOBS_VARIABLE, given)
    assert pool.read_jobs() == expected
    if expected:
        assert pool.count_jobs(cost=0) == expected


def test_little_work_starts_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pool.JOBS_VARIABLE, raising=False)
    assert pool.count_jobs(cost=1) == 1


@pytest.mark.usefixtures("forking")
def test_each_worker_begins_with_a_lane_of_its_own_and_helps_others_then() -> None:
    workers = _list_workers([7, 7, 7, 8, 9], 2, 2)
    assert workers[0] == 0
    assert workers[3] == 1


@pytest.mark.usefixtures("forking")
def test_what_is_in_no_lane_is_begun_first() -> None:
    workers = _list_workers([7, None, 8, None], 2, 2)
    assert {workers[1], workers[3]} == {0, 1}


@pytest.mark.usefixtures("forking")
def test_more_workers_than_lanes_share_them() -> None:
    workers = _list_workers([7, 8, 7, 8], 4, 4)
    assert ({workers[0], workers[2]}, {workers[1], workers[3]}) == ({0, 2}, {1, 3})


@pytest.mark.usefixtures("forking")
def test_an_interruption_while_workers_start_ends_them_and_is_raised(interrupted_forks: list[int]) -> None:
    with pytest.raises(KeyboardInterrupt):
        _run([lambda worker: signal.pause() if worker else None] * 3, 3)
    assert len(interrupted_forks) == 2
    for process in interrupted_forks:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ())
