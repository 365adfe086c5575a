"""What a build says of the system's refusals, and of wrong templates and code of a corner, in one line each instead of a traceback."""

from __future__ import annotations

import errno

from corner.build.errors import BuildError
from corner.content.own_code import explain_own_code
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.workers.pool import ExplainedError, WorkerLostError

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room."""


def pass_on(error: BaseException) -> BaseException:
    """Return the error of a worker as the process that it was forked from should see it."""
    reason = find_reason(error)
    return error if reason is None else ExplainedError(reason)


def refuse_publication(error: OSError, where: object) -> BuildError:
    """Return the error of a build that cannot write to the site.

    Args:
        error: what the system refused.
        where: what it refused, where it does not say.
    """
    return BuildError(
        Message(
            "{where}: expected to be able to publish, found: {reason}",
            where=error.filename or where,
            reason=explain_system_error(error),
        )
    )


def explain_failure(error: BaseException) -> str | None:
    """Return one line about an error that is nobody's bug, or `None` for any other."""
    reason = find_reason(error)
    return None if reason is None else Message("Nothing was published: {reason}", reason=reason)


def find_reason(error: BaseException) -> str | None:
    """Return what a file, a corner's own code or the system refuses, or `None` for any other error."""
    import tempfile  # noqa: PLC0415 -- most builds do not fail

    from corner.render.templates import explain_template_error  # noqa: PLC0415 -- as above

    reason = explain_template_error(error)
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        reason = Message(
            "expected room in {folder}, found: {reason}.",
            folder=tempfile.gettempdir(),
            reason=explain_system_error(error),
        )
    elif isinstance(error, OSError) and error.filename:
        reason = Message(
            "expected to be able to use {path}, found: {reason}.",
            path=error.filename,
            reason=explain_system_error(error),
        )
    elif isinstance(error, WorkerLostError):
        reason = Message(
            "expected the processes of the build to end by themselves, found one that was stopped ({status}), perhaps for "
            "want of memory; CORNER_JOBS=1 builds with one process.",
            status=error.status,
        )
    return reason or explain_own_code(error)
