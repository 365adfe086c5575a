"""The theme of a build: the folders of its templates, and what renders them with a fingerprint of all that they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corner.build.plan import BuildPlan
from corner.build.project import PACKAGE
from corner.content.theme_files import material_folder, theme_folder
from corner.content.types import ContentTypes
from corner.render.templates import JinjaTheme, create_environment
from corner.storage.cache import CACHE_FOLDER, CODE_SUFFIXES, code_digest
from corner.storage.fingerprint import digest, digest_files

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES_FOLDER = "templates"
"""The folder of compiled templates, among the caches."""
_TEMPLATE = ".html"
"""What the names of templates end in."""


def create_theme_environment(folders: Iterable[Path], root: Path, content_types: ContentTypes) -> Environment:
    """Return the environment that renders all templates.

    Args:
        folders: the folders of the theme's templates.
        root: the project's root.
        content_types: the content types, whose templates are found before those of the theme.
    """
    program = (theme_folder().resolve(), material_folder().resolve())
    # Where links lead to those of the program, all corners call them by the same names.
    named = [real if (real := folder.resolve()) in program else folder for folder in folders]
    return create_environment(
        [*_iter_type_folders(content_types), *named], root / CACHE_FOLDER / _TEMPLATES_FOLDER, program
    )


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
    folders = {str(folder.resolve()) for folder in (*theme_folders, *_iter_type_folders(content_types))}
    parts = [code_digest(), digest_files(str(PACKAGE), (_TEMPLATE,))]
    parts += [digest_files(folder, (_TEMPLATE, *CODE_SUFFIXES)) for folder in sorted(folders)]
    return digest([*parts, *(digest(file.read_bytes()) for file in files)])


def _iter_type_folders(content_types: ContentTypes) -> Iterable[Path]:
    """Yield the folder of templates of each content type that has one."""
    return (content_type.templates for content_type in content_types if content_type.templates is not None)
