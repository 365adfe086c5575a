"""What a build says of the system's refusals and of wrong templates, in one line each instead of a traceback."""

from __future__ import annotations

import errno
import tempfile

from corner.render.templates import explain_template_error

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room."""


def explain_failure(error: Exception) -> str | None:
    """Return one line about an error that is nobody's bug, or `None` for any other."""
    reason = explain_template_error(error)
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        reason = f"expected room in {tempfile.gettempdir()}, found: {error.strerror}."
    elif isinstance(error, OSError) and error.filename:
        reason = f"expected to be able to use {error.filename}, found: {error.strerror}."
    return None if reason is None else f"Nothing was published: {reason}"
