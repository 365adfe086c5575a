"""The process that reads documents of others: it has little time and memory, and cannot write or print."""

from __future__ import annotations

import faulthandler
import json
import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from corner.authoring.importers.errors import DocumentError
from corner.diagnostics.message import Message, from_plain, to_plain
from corner.storage.platform_calls import choose_start_method, explain_exit, limit_process, measure_address_space

_LONGEST_ANSWER = 8_000_000
"""The largest size of a result in bytes."""
_STALLED = 4
"""How many times as long as its time the process may take on a busy machine."""
_REMEDY = Message("import a part of the document, or save its text as .txt")


class ProcessLimits(NamedTuple):
    """What a document may take."""

    seconds: int
    """Seconds of the processor; the process may wait longer than that on a busy machine."""
    megabytes: int = 400
    """Memory beyond that of the program."""


def run_limited(
    function: Callable[..., dict[str, Any]], arguments: tuple[Any, ...], limits: ProcessLimits
) -> dict[str, Any]:
    """Return the result of a function that runs in a process of its own, as JSON has it.

    Linux holds both limits. macOS holds the time and may not hold the memory. Windows holds the time by the clock alone.

    Raises:
        DocumentError: the function raised one, a limit was reached, or the process died.
    """
    context: Any = get_context(choose_start_method())
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sender, function, arguments, limits), daemon=True)
    process.start()
    sender.close()
    try:
        answer = _receive(receiver, limits)
    finally:
        process.kill()
        process.join()
        receiver.close()
    if answer is None:
        raise DocumentError(_explain_death(process.exitcode, limits))
    if "error" in answer:
        raise DocumentError(from_plain(answer["error"]))
    result: dict[str, Any] = answer["result"]
    return result


def _receive(receiver: Connection, limits: ProcessLimits) -> dict[str, Any] | None:
    """Return the answer of the process, and `None` where it died.

    Raises:
        DocumentError: it takes too long.
    """
    if not receiver.poll(limits.seconds * _STALLED):
        raise DocumentError(_explain_time(limits))
    try:
        answer: dict[str, Any] = json.loads(receiver.recv_bytes(_LONGEST_ANSWER))
    except (EOFError, OSError, ValueError):
        return None
    return answer


def _explain_time(limits: ProcessLimits) -> Message:
    return Message(
        "expected a document that takes at most {seconds} s; {remedy}, or type --seconds {more}",
        seconds=limits.seconds,
        remedy=_REMEDY,
        more=10 * limits.seconds,
    )


def _explain_memory(limits: ProcessLimits) -> Message:
    return Message(
        "expected a document that needs at most {megabytes} MB of memory; {remedy}",
        megabytes=limits.megabytes,
        remedy=_REMEDY,
    )


def _explain_death(exit_code: int | None, limits: ProcessLimits) -> Message:
    """Return the message about a process that ended without an answer."""
    limit = explain_exit(exit_code)
    if limit:
        return _explain_time(limits) if limit == "seconds" else _explain_memory(limits)
    return Message(
        "expected a document that the converters can read, found one that stops them; {remedy}", remedy=_REMEDY
    )


def _run(
    sender: Connection, function: Callable[..., dict[str, Any]], arguments: tuple[Any, ...], limits: ProcessLimits
) -> None:
    """Run a function under the limits, and send its result or the reason why there is none."""
    _silence()
    _set_limits(limits)
    try:
        answer: dict[str, Any] = {"result": function(*arguments)}
    except DocumentError as error:
        answer = {"error": to_plain(*error.args)}
    except RecursionError:
        answer = {"error": to_plain(Message("expected a few levels of nesting, found hundreds"))}
    except MemoryError:
        answer = {"error": to_plain(_explain_memory(limits))}
    sender.send_bytes(json.dumps(answer).encode())


def _silence() -> None:
    """Discard what engines print when they die: the message of the command is one line."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _set_limits(limits: ProcessLimits) -> None:
    """Limit this process, as far as the system can."""
    limit_process(
        {
            "memory": measure_address_space() + limits.megabytes * (1 << 20),
            "seconds": round(sum(os.times()[:2])) + limits.seconds,
            "core": 0,
            "file_size": 0,
        }
    )
