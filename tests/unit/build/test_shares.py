"""Files that another process makes while this one goes on are those that this one would have made."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from corner.build.shares import FilesBeside, NamedFile, Share
from corner.storage.output_file import OutputFile, Spool


def _make(spool: Spool) -> Iterator[NamedFile]:
    yield "known", OutputFile(None, "news", "fingerprint")
    yield "process", OutputFile(spool.keep(str(os.getpid()).encode()), "news")


def _fail(_spool: Spool) -> Iterator[NamedFile]:
    raise ZeroDivisionError


def _read_process(files: list[NamedFile]) -> int:
    content = dict(files)["process"].content
    assert callable(content)
    return int(content())


@pytest.mark.parametrize(("jobs", "is_other"), [("2", True), ("1", False)])
def test_with_several_jobs_another_process_makes_the_files(
    monkeypatch: pytest.MonkeyPatch, jobs: str, *, is_other: bool
) -> None:
    monkeypatch.setenv("CORNER_JOBS", jobs)
    files = FilesBeside([Share(_make, 1000.0)]).take()
    assert files[0] == ("known", OutputFile(None, "news", "fingerprint"))
    assert (_read_process(files) != os.getpid()) == is_other


def test_what_goes_wrong_in_the_other_process_is_raised_where_the_files_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CORNER_JOBS", "2")
    beside = FilesBeside([Share(_make, 1000.0), Share(_fail, 1000.0)])
    with pytest.raises(ZeroDivisionError):
        beside.take()


def test_no_process_is_left_where_nobody_takes_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORNER_JOBS", "2")
    reader, writer = os.pipe()
    endless, _ = os.pipe()

    def wait(_spool: Spool) -> Iterator[NamedFile]:
        os.write(writer, str(os.getpid()).encode())
        os.read(endless, 1)
        yield from ()

    beside = FilesBeside([Share(wait, 1000.0)])
    process = int(os.read(reader, 20))
    beside.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def test_what_a_lost_process_has_written_is_in_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORNER_JOBS", "2")
    parent = os.getpid()

    def make(spool: Spool) -> Iterator[NamedFile]:
        yield "process", OutputFile(spool.keep(str(os.getpid()).encode()), "news")
        if os.getpid() != parent:
            spool.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    assert _read_process(FilesBeside([Share(make, 1000.0)]).take()) == parent
