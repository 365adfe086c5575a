"""The theme's files without MkDocs: those of the corner, of the package, and of Material, of which the package has a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from corner.content.settings import Settings
from corner.content.theme_files import material_folder, theme_folder
from corner.render.frames import ThemeAssets
from corner.sources.docs import MARKDOWN_ENDINGS
from corner.storage.walk import walk_files

MATERIAL_ICON = "assets/images/favicon.png"
"""The icon where the settings name none."""
_NOT_PUBLISHED = (".*", "*/.*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "locales/*")
"""Files of a theme that are none of the site; MkDocs leaves them out by the same patterns."""
_UNUSED = re.compile(r"sitemap\.xml|404\.html|assets/(javascripts|images)/.*|assets/stylesheets/.*\.map")
"""What a theme over Material may hold but no page uses."""
_SEARCH_ASSET = re.compile(r"assets/search\..*")
"""What only a search uses."""
_STYLESHEETS = ("assets/stylesheets/main.", "assets/stylesheets/palette.", "assets/corner.")


def list_folders(root: Path, settings: Settings) -> list[Path]:
    """Return the folders of the theme, that of the corner first and that of Material last."""
    own = [root / settings.host.custom_dir] if settings.host.custom_dir else []
    folders = {folder.resolve(): folder for folder in (*own, theme_folder(), material_folder())}
    return list(folders.values())


def list_theme_files(folders: Iterable[Path], settings: Settings) -> dict[str, Path]:
    """Return the files of the theme that are published, by path in the site.

    Args:
        folders: the folders of the theme; a file of an earlier one hides its namesakes in later ones.
        settings: the corner's settings.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        for name, _entry in walk_files(str(folder), skip=lambda _, entry: entry.name.startswith(".")):
            if _is_published(name, settings):
                files.setdefault(name, folder / name)
    return dict(sorted(files.items()))


def _is_published(name: str, settings: Settings) -> bool:
    """Return whether a file of the theme is one of the site."""
    if name == find_icon(settings):
        return True
    if name.endswith(MARKDOWN_ENDINGS) or any(fnmatch(name.lower(), pattern) for pattern in _NOT_PUBLISHED):
        return False
    is_unused = _UNUSED.fullmatch(name) or (_SEARCH_ASSET.fullmatch(name) and not settings.search)
    return not is_unused


def find_icon(settings: Settings) -> str:
    """Return the path of the site's icon, or its URL."""
    return settings.host.favicon or MATERIAL_ICON


def select_assets(paths: Iterable[str], settings: Settings) -> ThemeAssets:
    """Return the files that every page loads, out of those of the site."""
    sheets = [path for path in paths if path.endswith(".css")]
    return ThemeAssets(
        find_icon(settings), [path for start in _STYLESHEETS for path in sheets if path.startswith(start)]
    )
