"""What a build asks of the settings before anything else, kept so that a build with nothing to do reads no others."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corner.build.project import list_theme_folders
from corner.storage import fingerprint
from corner.storage.cache import CACHE_FOLDER
from corner.storage.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from corner.content.settings import Settings

SETTINGS_FILE = "mkdocs.yml"
_FILE = CACHE_FOLDER / "settings.json"


class ProjectSettings(NamedTuple):
    """Where the settings say that a project is read and published."""

    docs_dir: str
    site_dir: str
    custom_dir: str
    content_types: tuple[str, ...]
    site_url: str
    strict: bool

    def list_theme_folders(self, root: Path) -> list[Path]:
        """Return the folders of a project with the theme's files that are not Material's."""
        return list_theme_folders(str(root / self.custom_dir) if self.custom_dir else None)


def select_settings(settings: Settings) -> ProjectSettings:
    """Return those of the settings that a build begins with."""
    host = settings.host
    return ProjectSettings(
        host.docs_dir, host.site_dir, host.custom_dir, tuple(settings.content_types), settings.site_url, host.strict
    )


def load_settings(root: Path) -> ProjectSettings | None:
    """Return what the last build of a checkout kept; `None` if there is nothing, or `mkdocs.yml` has changed since.

    They prove nothing by themselves: whoever finds that something has changed reads `mkdocs.yml`.
    """
    with suppress(OSError):
        data = read_sealed(root / _FILE, _digest_file(root))
        if data is not None:
            docs_dir, site_dir, custom_dir, content_types, *others = json.loads(data)
            return ProjectSettings(docs_dir, site_dir, custom_dir, tuple(content_types), *others)
    return None


def save_settings(root: Path, settings: ProjectSettings) -> None:
    """Keep the settings for the next build of a checkout."""
    with suppress(OSError):
        write_sealed(root / _FILE, json.dumps(settings).encode(), _digest_file(root))


def _digest_file(root: Path) -> str:
    """Return a fingerprint of `mkdocs.yml` and of the fields that are kept.

    Raises:
        OSError: the file cannot be read.
    """
    return fingerprint.digest(f"{ProjectSettings._fields}{(root / SETTINGS_FILE).read_bytes().hex()}")
