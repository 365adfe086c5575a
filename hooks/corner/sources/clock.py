"""The moment that a run is for: the one place where the clock and `SOURCE_DATE_EPOCH` are read."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from corner.diagnostics.message import Message

_VARIABLE = "SOURCE_DATE_EPOCH"


def read_clock() -> datetime:
    """Return the moment to build for: `SOURCE_DATE_EPOCH` (seconds, reproducible-builds.org) or the clock.

    A variable that is set to nothing counts as not set. It is removed, because MkDocs reads it too and takes it for
    a number.

    Raises:
        ValueError: the variable is set but is not a number of seconds.
    """
    epoch = os.environ.get(_VARIABLE)
    if epoch == "":
        del os.environ[_VARIABLE]
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise ValueError(
                Message("{variable}: expected seconds since 1970, found {epoch!r}", variable=_VARIABLE, epoch=epoch)
            ) from None
    return datetime.now(UTC)
