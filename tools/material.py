"""Copies what the theme needs of the installed Material for MkDocs to `hooks/material/`, with its licence.

Run it after an upgrade of Material: `.venv/bin/python -m tools.material`. A test compares the copy with Material.
"""

from __future__ import annotations

import shutil
from importlib.metadata import distribution
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "hooks/material"
_DISTRIBUTION = "mkdocs-material"
_TEMPLATES = "material/templates"
"""The folder of Material's package that its theme is in."""
_ICONS = ".icons/material"
_NEEDED = (
    "assets/images/favicon.png",
    "assets/stylesheets/main.*.min.css",
    "assets/stylesheets/palette.*.min.css",
    f"{_ICONS}/link-variant.svg",
    f"{_ICONS}/magnify.svg",
    f"{_ICONS}/menu.svg",
    f"{_ICONS}/printer.svg",
    f"{_ICONS}/rss.svg",
    f"{_ICONS}/share-variant.svg",
    f"{_ICONS}/theme-light-dark.svg",
    f"{_ICONS}/weather-night.svg",
    f"{_ICONS}/weather-sunny.svg",
)
"""The files that pages load, and the icons that templates of the theme include."""
_README = """\
# Material for MkDocs

The files in `templates/` are those of [Material for MkDocs](https://squidfunk.github.io/mkdocs-material/) {version} that
the theme needs, unchanged, so that a site can be built where Material is not installed. The icons are of
[Material Design Icons](https://pictogrammers.com/library/mdi/), as Material for MkDocs holds them. `LICENSE` is the
licence of Material for MkDocs, `LICENSE-icons` that of the icons. `tools/material.py` makes this copy; change nothing
here by hand.
"""


def read_material() -> dict[str, bytes]:
    """Return each file of the copy by its path in the folder, made from the Material that is installed."""
    package = distribution(_DISTRIBUTION)
    templates = Path(str(package.locate_file(_TEMPLATES)))
    paths = [path for pattern in _NEEDED for path in sorted(templates.glob(pattern))]
    files = {f"templates/{path.relative_to(templates).as_posix()}": path.read_bytes() for path in paths}
    licence = next(file for file in package.files or () if file.name == "LICENSE" and ".dist-info" in file.parts[0])
    files["LICENSE"] = Path(str(package.locate_file(licence))).read_bytes()
    files["LICENSE-icons"] = (templates / _ICONS / "LICENSE").read_bytes()
    files["README.md"] = _README.format(version=package.version).encode()
    return files


def main() -> None:
    """Replace the copy."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, content in read_material().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
