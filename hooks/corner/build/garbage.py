"""The garbage collector during a build: switched off, because a build creates millions of values that live to its end."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_COLLECT_AFTER = 5.0
"""Seconds after a build in a preview until its garbage is collected: in a large corner that takes a second, for which the
next edit would wait."""
_COLLECT_SOON, _MOST_BUILDS = 0.3, 5
"""The same after so many builds, one soon after the other, that their garbage takes much memory."""


class _Collection:
    """The collection that a preview waits for."""

    def __init__(self) -> None:
        self.builds = 0
        """The number of builds whose garbage is still there."""
        self._timer: threading.Timer | None = None

    def postpone(self) -> None:
        """Collect nothing now: the next build has begun."""
        if self._timer:
            self._timer.cancel()

    def plan(self) -> None:
        """Collect the garbage of a build when nobody waits for it."""
        self.postpone()
        self.builds += 1
        seconds = _COLLECT_SOON if self.builds >= _MOST_BUILDS else _COLLECT_AFTER
        self._timer = threading.Timer(seconds, self._collect)
        self._timer.daemon = True
        self._timer.start()

    def _collect(self) -> None:
        self.builds = 0
        gc.collect()


_collection = _Collection()


@contextmanager
def pause_garbage_collection(*, process_ends: bool = False, in_preview: bool = False) -> Iterator[None]:
    """Collect no garbage in a `with` block; looking for it costs a third of a build.

    Args:
        process_ends: whether the process ends soon after the block, so that its values need not be freed first.
        in_preview: whether the process goes on with a preview. There, garbage is collected when no edit has come for
            some seconds and not before, for the reader of the new page would wait for it.
    """
    _collection.postpone()
    gc.disable()
    try:
        yield
    finally:
        if in_preview:
            _collection.plan()
        else:
            if process_ends:
                gc.freeze()
            gc.enable()
