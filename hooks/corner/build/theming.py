"""The theme of a build: the folders of its templates, and what renders them with a fingerprint of all that they are."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corner.build.plan import BuildPlan
from corner.build.project import PACKAGE
from corner.content.types import ContentTypes
from corner.render.templates import JinjaTheme, create_environment
from corner.storage.cache import CACHE_FOLDER
from corner.storage.versions import read_engine_versions

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES_FOLDER = "templates"
"""The folder of compiled templates, among the caches."""


def create_theme_environment(folders: Iterable[Path], root: Path, content_types: ContentTypes) -> Environment:
    """Return the environment that renders all templates.

    Args:
        folders: the folders of the theme's templates.
        root: the project's root.
        content_types: the content types, whose templates are found before those of the theme.
    """
    return create_environment([*_iter_type_folders(content_types), *folders], root / CACHE_FOLDER / _TEMPLATES_FOLDER)


def create_theme(environment: Environment, folders: Sequence[Path], plan: BuildPlan, icon: str) -> JinjaTheme:
    """Return what renders the parts of pages.

    Args:
        environment: what renders templates.
        folders: the folders with the theme's files that are not Material's.
        plan: the site.
        icon: the site's icon, its path in the site or its URL.
    """
    modules = [plan.root / name for name in plan.catalogue.settings.content_types]
    digest = _digest_templates(folders, plan.catalogue.content_types, modules)
    return JinjaTheme(environment, digest, card_locales=plan.card_locales, icon=icon)


def _digest_templates(theme_folders: Iterable[Path], content_types: ContentTypes, files: Iterable[Path]) -> str:
    """Return a fingerprint of all that renders pages: our code, the templates, the versions of the engines."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr((sys.version_info[:2], read_engine_versions())).encode())
    folders = [PACKAGE, *theme_folders, *_iter_type_folders(content_types)]
    for folder in sorted({folder.resolve() for folder in folders}):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".yml", ".toml", ".html"):
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _iter_type_folders(content_types: ContentTypes) -> Iterable[Path]:
    """Yield the folder of templates of each content type that has one."""
    return (content_type.templates for content_type in content_types if content_type.templates is not None)
