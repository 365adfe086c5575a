"""Workers that are forked from this process, which is a worker too.

A worker takes the number of one share after another from a pipe that holds those of a lane from the beginning. So no
worker waits for work, and each ends by itself, whatever becomes of this process.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NoReturn, TypeVar

from corner.workers.pool import ExplainError, Outcome, WorkerLostError, delay_interruptions, leave_interruptions

_NUMBER = struct.Struct("<I")
_MOST_WAITING = 2**20
"""Bytes of results that a worker may be ahead of this process, which is busy with a share of its own."""
_T = TypeVar("_T")


class ForkedWorkers(Generic[_T]):
    """The processes that do shares together with this one, which is worker 0."""

    def __init__(
        self,
        shares: Sequence[Callable[[int], _T]],
        count: int,
        explain_error: ExplainError,
        lanes: Sequence[int | None],
    ) -> None:
        """Plan `count` workers, of which this process is one; fewer where the system has no room for another process."""
        self._shares = shares
        self._count = count
        self._explain_error = explain_error
        self._lanes = lanes
        self._left = len(shares)
        self._readers: dict[Connection, int] = {}
        """The end of each worker's pipe that results come from, with the worker's process."""
        self._queues: list[int] = []
        self._todo: Iterable[int] = ()
        """The numbers of the shares that are done here."""

    def collect(self) -> Iterator[Outcome[_T]]:
        """Start the workers, yield results as they come, and do shares here meanwhile.

        Whoever calls this calls `stop` at the end.

        Raises:
            WorkerLostError: a worker was killed.
            Exception: the error of a share.
        """
        with delay_interruptions():
            self._start()
        for number in self._todo:
            result = self._shares[number](0)
            self._left -= 1
            yield Outcome(number, result)
            yield from self._receive(wait(list(self._readers), timeout=0))
        while self._readers:
            yield from self._receive(wait(list(self._readers)))
        if self._left:
            raise RuntimeError("expected each share to be done once")

    def _start(self) -> None:
        """Fork the other workers."""
        if sys.platform == "win32":
            raise AssertionError("only a process that can be forked has workers")
        queues = _open_queues(self._lanes)
        self._queues += queues.values()
        self._todo = _take_numbers(_order_lanes(queues, 0, self._count))
        for worker in range(1, self._count):
            reader, writer = Pipe(duplex=False)
            try:
                process = os.fork()
            except OSError:
                reader.close()
                writer.close()
                break
            if not process:
                for other in (reader, *self._readers):
                    other.close()
                todo = _take_numbers(_order_lanes(queues, worker, self._count))
                _do_shares_and_end(worker, self._shares, todo, writer, self._explain_error)
            writer.close()
            _enlarge_pipe(reader)
            self._readers[reader] = process

    def _receive(self, ready: Iterable[object]) -> Iterator[Outcome[_T]]:
        """Yield a result of each worker that has sent one.

        Raises:
            WorkerLostError: a worker was killed.
            Exception: the error of a share.
        """
        for reader in ready:
            assert isinstance(reader, Connection)
            try:
                number, result, error = pickle.loads(reader.recv_bytes())  # noqa: S301 -- from our own fork
            except (EOFError, OSError):
                self._close(reader)
                continue
            if error is not None:
                raise error
            self._left -= 1
            yield Outcome(number, result)

    def _close(self, reader: Connection) -> None:
        """Note that a worker has ended.

        Raises:
            WorkerLostError: it was killed.
        """
        _, status = os.waitpid(self._readers.pop(reader), 0)
        reader.close()
        if ended := os.waitstatus_to_exitcode(status):
            raise WorkerLostError(ended)

    def stop(self) -> None:
        """End the workers that have not ended yet."""
        if sys.platform == "win32":
            return
        for reader, process in self._readers.items():
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            reader.close()
        self._readers.clear()
        for queue in self._queues:
            os.close(queue)
        self._queues.clear()


def _enlarge_pipe(end: Connection) -> None:
    """Let a pipe hold more, where the system allows it."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415 -- Windows has none

        with suppress(OSError):
            fcntl.fcntl(end.fileno(), fcntl.F_SETPIPE_SZ, _MOST_WAITING)


def _open_queues(lanes: Sequence[int | None]) -> dict[int | None, int]:
    """Return for each lane the end of a pipe that the numbers of its shares are read from.

    Args:
        lanes: the lane of each share.
    """
    if sys.platform == "win32":
        raise AssertionError("only a process that can be forked has workers")
    queues = {}
    for lane in dict.fromkeys(lanes):
        queues[lane], writer = os.pipe()
        pending = b"".join(_NUMBER.pack(number) for number, other in enumerate(lanes) if other == lane)
        os.set_blocking(writer, False)
        written = os.write(writer, pending)
        os.close(writer)
        if written != len(pending):
            raise RuntimeError("expected a pipe that holds the numbers of all shares")
    return queues


def _order_lanes(queues: Mapping[int | None, int], worker: int, count: int) -> list[int]:
    """Return the queues that a worker takes shares from: those of any lane, its own, and those that it helps then.

    Args:
        queues: the queue of each lane.
        worker: the number of the worker, from 0.
        count: how many workers there are.
    """
    lanes = [lane for lane in queues if lane is not None]
    own = lanes[worker % len(lanes) :][:1] if lanes else []
    # Lanes that no worker begins with come before those of other workers.
    order = [*own, *lanes[count:], *lanes[:count]]
    return [queues[lane] for lane in dict.fromkeys([None, *order]) if lane in queues]


def _take_numbers(queues: Iterable[int]) -> Iterator[int]:
    """Yield the numbers of shares that no other worker has taken, queue by queue."""
    for queue in queues:
        while data := os.read(queue, _NUMBER.size):
            yield _NUMBER.unpack(data)[0]


def _do_shares_and_end(
    worker: int,
    shares: Sequence[Callable[[int], Any]],
    todo: Iterable[int],
    writer: Connection,
    explain_error: ExplainError,
) -> NoReturn:
    """Do one share after another in a worker until none is left, and end the process."""
    status = 1
    try:
        leave_interruptions()
        _do_shares(worker, shares, todo, writer, explain_error)
        status = 0
    except BaseException:  # noqa: BLE001 -- the other process learns of it by the exit status
        sys.excepthook(*sys.exc_info())
    finally:
        # Nothing that waits for the end of the other process, such as a folder to delete, concerns this one.
        os._exit(status)


def _do_shares(
    worker: int,
    shares: Sequence[Callable[[int], Any]],
    todo: Iterable[int],
    writer: Connection,
    explain_error: ExplainError,
) -> None:
    for number in todo:
        try:
            answer = _pack(number, shares[number](worker), None)
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- raised where the results are gathered
            answer = _pack_error(number, error, explain_error)
        try:
            writer.send_bytes(answer)
        except BrokenPipeError:
            return  # nobody waits any more


def _pack(number: int, result: object, error: BaseException | None) -> bytes:
    """Return what a worker sends of a share."""
    return pickle.dumps((number, result, error), pickle.HIGHEST_PROTOCOL)


def _pack_error(number: int, error: BaseException, explain_error: ExplainError) -> bytes:
    """Return what a worker sends of a share that failed; where nobody explains the error, with its traceback as a note."""
    import traceback  # noqa: PLC0415 -- most builds do not fail

    explained = explain_error(error)
    note = "".join(traceback.format_exception(error)) if explained is error else ""
    if note:
        explained.add_note(note)
    try:
        answer = _pack(number, None, explained)
        pickle.loads(answer)  # noqa: S301 -- from this process
    except Exception:  # noqa: BLE001 -- some errors cannot be made again from what is pickled of them
        other = RuntimeError(f"{type(explained).__name__}: {explained}")
        other.add_note(note)
        answer = _pack(number, None, other)
    return answer
