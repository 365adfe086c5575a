"""What concerns `corner` as a process of its own: plugins that it does not look for, and its end."""

from __future__ import annotations

import atexit
import os
import sys
import threading
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


def end_process(status: object) -> None:
    """End this process as the interpreter does, but leave its memory to the system, which frees it at once.

    Returns where only the interpreter can end it: while other threads run, and when its output cannot be written.

    Args:
        status: the status of its end, as `SystemExit` has it.
    """
    if not isinstance(status, int) or threading.active_count() > 1:
        return
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 -- what the interpreter does first
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except Exception:  # noqa: BLE001 -- the interpreter reports it
        return
    os._exit(status)


def _find_in_loader(name: str) -> Any:
    """Return what pydantic's own module has under a name."""
    if name.startswith("__"):
        raise AttributeError(name)
    sys.modules.pop(_PLUGIN_LOADER, None)
    return getattr(import_module(_PLUGIN_LOADER), name)
