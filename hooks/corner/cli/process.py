"""The end of `corner` as a process of its own."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress


class ProcessEnd:
    """The end of this process: as the interpreter's, but its memory is left to the system, which frees it at once."""

    def __init__(self) -> None:
        """End the process after its threads have ended and all that was registered with `atexit` later has run."""
        self.status: object = None
        """The status of the end, as `SystemExit` has it; while it is no number, the interpreter ends the process."""
        atexit.register(self._end)

    def _end(self) -> None:
        if not isinstance(self.status, int):
            return
        with suppress(OSError):  # the interpreter reports output that cannot be written
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            os._exit(self.status)
