"""The folder with the bytecode of a module, for what else follows from the program alone."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path


def find_bytecode_folder(module: str) -> Path | None:
    """Return the folder with the bytecode of the module in a file; `None` where Python keeps none, or it cannot be written to."""
    if sys.dont_write_bytecode:
        return None
    with suppress(OSError, NotImplementedError):  # the second says that this Python keeps none
        folder = Path(cache_from_source(module)).parent
        folder.mkdir(parents=True, exist_ok=True)
        return folder if os.access(folder, os.W_OK) else None
    return None
