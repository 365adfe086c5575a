"""The theme that comes with the program: its folder, and the templates that pages of `docs/` may name."""

from __future__ import annotations

from pathlib import Path

_GENERATED_ONLY = ("generated.html",)
"""Templates of the theme for pages that are not in `docs/`."""
_PARTS = ("pages", "partials")
"""Folders with pieces of templates."""


def theme_folder() -> Path:
    """Return the folder of the theme: inside the package where that is installed from a wheel, and else beside it."""
    package = Path(__file__).parents[1]
    installed = package / "theme"
    return installed if installed.is_dir() else package.with_name("theme")


def material_folder() -> Path:
    """Return the folder of what the theme needs of Material: inside an installed package, and else beside it."""
    package = Path(__file__).parents[1]
    installed = package / "material"
    return (installed if installed.is_dir() else package.with_name("material")) / "templates"


def list_templates(custom_dir: Path | None = None) -> frozenset[str]:
    """Return the templates that a page of `docs/` may name: those of the theme and those of a corner's own folder."""
    names = {path.name for path in theme_folder().glob("*.html")} - set(_GENERATED_ONLY)
    if custom_dir and custom_dir.is_dir():
        paths = (path.relative_to(custom_dir) for path in sorted(custom_dir.rglob("*.html")))
        names |= {path.as_posix() for path in paths if path.parts[0] not in _PARTS}
    return frozenset(names - set(_GENERATED_ONLY))
