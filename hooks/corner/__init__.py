"""A generator for bilingual news corners: it loads and checks content, and builds the site.

`load` reads a corner and returns its `Catalogue` and its problems; `build_site` writes the site::

    news/ -> sources -> content and problems -> catalogue -> edition -> views -> pages, feeds, search -> site/
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corner.build.pipeline import build_site
    from corner.content.settings import Settings
    from corner.diagnostics.problem import Problem
    from corner.site.catalogue import Catalogue
    from corner.site.load import load

__all__ = ["Catalogue", "Problem", "Settings", "build_site", "load"]

_MODULES = {
    "Catalogue": "corner.site.catalogue",
    "Problem": "corner.diagnostics.problem",
    "Settings": "corner.content.settings",
    "build_site": "corner.build.pipeline",
    "load": "corner.site.load",
}
"""The module of each public name. It is imported when the name is first used, so that `import corner` costs nothing."""


def __getattr__(name: str) -> object:
    """Import a public name."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
