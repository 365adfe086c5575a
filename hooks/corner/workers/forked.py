"""Workers that are forked from this process.

A worker takes the number of one share after another from a pipe that holds all of them from the beginning. So no
worker ever waits for this process, and each ends by itself, whatever becomes of this process.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NoReturn, TypeVar

from corner.workers.pool import ExplainError, Outcome, WorkerLostError

_NUMBER = struct.Struct("<I")
_T = TypeVar("_T")


class ForkedWorkers(Generic[_T]):
    """The processes that do shares."""

    def __init__(self, shares: Sequence[Callable[[int], _T]], count: int, explain_error: ExplainError) -> None:
        self._left = len(shares)
        self._readers: dict[Connection, int] = {}
        """The end of each worker's pipe that results come from, with the worker's process."""
        if sys.platform == "win32":
            raise AssertionError("only a process that can be forked has workers")
        todo, numbers = os.pipe()
        pending = b"".join(map(_NUMBER.pack, range(len(shares))))
        os.set_blocking(numbers, False)
        assert os.write(numbers, pending) == len(pending), "a pipe holds the numbers of thousands of shares"
        os.close(numbers)
        for worker in range(count):
            reader, writer = Pipe(duplex=False)
            try:
                process = os.fork()
            except OSError:
                # The system has no room for another process; those that there are do all shares.
                reader.close()
                writer.close()
                break
            if not process:
                for other in (reader, *self._readers):
                    other.close()
                _do_shares_and_end(worker, shares, todo, writer, explain_error)
            writer.close()
            self._readers[reader] = process
        os.close(todo)

    @property
    def are_there(self) -> bool:
        """Whether there is one at least."""
        return bool(self._readers)

    def collect(self) -> Iterator[Outcome[_T]]:
        """Yield results as they come.

        Raises:
            WorkerLostError: a worker was killed.
            Exception: the error of a share.
        """
        while self._readers:
            for reader in wait(list(self._readers)):
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
        assert not self._left, "each share is done once"

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


def _do_shares_and_end(
    worker: int,
    shares: Sequence[Callable[[int], Any]],
    todo: int,
    writer: Connection,
    explain_error: ExplainError,
) -> NoReturn:
    """Do one share after another in a worker until none is left, and end the process."""
    status = 1
    try:
        # An interruption also reaches the process that this one was forked from, which ends its workers.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
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
    todo: int,
    writer: Connection,
    explain_error: ExplainError,
) -> None:
    while data := os.read(todo, _NUMBER.size):
        (number,) = _NUMBER.unpack(data)
        try:
            answer = _pack(number, shares[number](worker), None)
        except Exception as error:  # noqa: BLE001 -- raised where the results are gathered
            answer = _pack(number, None, explain_error(error))
        try:
            writer.send_bytes(answer)
        except BrokenPipeError:
            return  # nobody waits any more


def _pack(number: int, result: object, error: Exception | None) -> bytes:
    """Return what a worker sends of a share."""
    return pickle.dumps((number, result, error), pickle.HIGHEST_PROTOCOL)
