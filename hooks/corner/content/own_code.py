"""Errors in the Python files that a corner adds: said in one line, as what is wrong in its other files is."""

from __future__ import annotations

from corner.diagnostics.message import Message
from corner.workers.pool import ExplainedError

MODULE_PREFIX = "corner_content_type_"
"""What the names of the modules of such files begin with."""


def explain_own_code(error: BaseException) -> str | None:
    """Return one line about an error of a corner's own Python file, with file and line, or one explained before; else `None`."""
    if isinstance(error, ExplainedError):
        return str(error)
    file, line, step = "", 0, error.__traceback__
    while step:
        if step.tb_frame.f_globals.get("__name__", "").startswith(MODULE_PREFIX):
            file, line = step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
    if not file:
        return None
    return Message(
        "{file}:{line}: expected code that can be used here, found: {name}: {reason}",
        file=file,
        line=line,
        name=type(error).__name__,
        reason=" ".join(str(error).split()),
    )


def pass_on(error: BaseException) -> BaseException:
    """Return the error of a worker as the process that it was forked from should see it."""
    message = explain_own_code(error)
    return error if message is None else ExplainedError(message)
