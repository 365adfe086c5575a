"""What concerns `corner` as a process of its own: plugins that it does not look for, and its end."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any

_PLUGIN_LOADER = "pydantic.plugin._loader"


def skip_pydantic_plugins() -> None:
    """Keep pydantic from looking for plugins in all packages that are installed: we ask for none.

    Its module that looks for them loads much of the standard library before it is told not to. A module that has none
    takes its place until pydantic asks for more.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if _PLUGIN_LOADER not in sys.modules:
        loader = ModuleType(_PLUGIN_LOADER)
        vars(loader).update(get_plugins=tuple, __getattr__=_find_in_loader)
        sys.modules[_PLUGIN_LOADER] = loader


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


def _find_in_loader(name: str) -> Any:
    """Return what pydantic's own module has under a name."""
    if name.startswith("__"):
        raise AttributeError(name)
    sys.modules.pop(_PLUGIN_LOADER, None)
    return getattr(import_module(_PLUGIN_LOADER), name)
