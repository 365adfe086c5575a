"""A project as its host describes it: what its build is made from, and where it may publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corner.build.errors import BuildError
from corner.build.inputs import BuildInputs
from corner.content.guide import guide_folder
from corner.content.theme_files import theme_folder
from corner.diagnostics.message import Message
from corner.storage.cache import CACHE_FOLDER

PACKAGE = Path(__file__).parents[1]
"""The folder of the package `corner`."""
SITE_FOLDER = "site"
"""The folder of the built site whose builds are remembered, in the root."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a host knows of a project before its build begins."""

    root: Path
    site_dir: Path
    """The folder to publish in."""
    site_url: str
    """The address that the site is published at."""
    strict: bool
    """Whether the build stops on warnings."""
    verify: bool
    """Whether the build compares each published file with what it should hold."""
    read_inputs: Callable[[bool], BuildInputs]
    """Returns the fingerprints of what the build is made from, as it is now; given `True`, of the texts too."""

    @property
    def cache_folder(self) -> Path:
        """The folder of caches."""
        return self.root / CACHE_FOLDER


def check_output_dir(root: Path, site_dir: Path, docs_dir: Path, theme_folders: Iterable[Path]) -> None:
    """Refuse to publish in a folder that holds sources: what the build did not write there would be deleted.

    Args:
        root: the project's root.
        site_dir: the folder to publish in.
        docs_dir: the folder of the standing pages.
        theme_folders: the folders with the theme's files.

    Raises:
        BuildError: the folder to publish in holds the project or a part of it, or lies in one.
    """
    site = site_dir.resolve()
    sources = [root / "news", docs_dir, PACKAGE, guide_folder(), *theme_folders]
    for source in (source.resolve() for source in sources):
        if source.is_relative_to(site) or site.is_relative_to(source):
            raise BuildError(
                Message(
                    "Nothing was built: expected a folder that holds only the site, found {site}, with {source}.",
                    site=site,
                    source=source,
                )
            )
    if (site / ".git").exists():
        raise BuildError(
            Message(
                "Nothing was built: expected a folder that holds only the site, found a checkout in {site}.", site=site
            )
        )


def list_theme_folders(custom_dir: str | None) -> list[Path]:
    """Return the folders with the theme's files that are not Material's.

    Args:
        custom_dir: the corner's own folder, if it has one.
    """
    return [theme_folder(), *([Path(custom_dir)] if custom_dir else [])]
