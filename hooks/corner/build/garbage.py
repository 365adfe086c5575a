"""The garbage collector during a build: switched off, because a build creates millions of values that live to its end."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = 0.3
"""Seconds after a build in a preview until its garbage is collected."""


@contextmanager
def pause_garbage_collection(*, process_ends: bool = False, in_preview: bool = False) -> Iterator[None]:
    """Collect no garbage in a `with` block; looking for it costs a third of a build.

    Args:
        process_ends: whether the process ends soon after the block, so that its values need not be freed first.
        in_preview: whether the process goes on with a preview. There, garbage is collected a little later and not
            before, for the reader of the new page would wait for it.
    """
    gc.disable()
    try:
        yield
    finally:
        if in_preview:
            timer = threading.Timer(COLLECT_AFTER, gc.collect)
            timer.daemon = True
            timer.start()
        else:
            if process_ends:
                gc.freeze()
            gc.enable()
