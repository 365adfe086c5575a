"""MkDocs' theme in our own Jinja environment: its folders, its menu, and a fingerprint of its templates."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.localization import install_translations
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import templates as mkdocs_templates

from corner.build.project import PACKAGE
from corner.content.types import ContentTypes
from corner.mkdocs.project import theme_folders
from corner.render.templates import create_environment
from corner.storage.cache import CACHE_FOLDER
from corner.storage.versions import read_engine_versions
from corner.views.navigation import MenuLink

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES_FOLDER = "templates"
"""The folder of compiled templates, among the caches."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters, which references in a heading may give."""


def create_theme_environment(config: MkDocsConfig, root: Path, content_types: ContentTypes) -> Environment:
    """Return the environment that renders all templates, those of MkDocs' own pages too.

    Args:
        config: MkDocs' settings.
        root: the project's root.
        content_types: the content types, whose templates are found before those of the theme.
    """
    folders = [*_iter_type_folders(content_types), *(Path(folder) for folder in config.theme.dirs)]
    environment = create_environment(folders, root / CACHE_FOLDER / _TEMPLATES_FOLDER)
    # Plugins and the templates of a corner's own theme may use what MkDocs' environment has.
    environment.filters["url"] = mkdocs_templates.url_filter
    environment.filters["script_tag"] = mkdocs_templates.script_tag_filter
    install_translations(environment, config.theme.locale, config.theme.dirs)
    return environment


def list_standing_pages(nav: Navigation) -> Iterator[MenuLink]:
    """Yield the pages of MkDocs' navigation as entries of the menu, in order."""
    for page in nav.pages:
        is_in_footer = page.meta.get("menu") == "footer"
        yield MenuLink(plain_title(page), page_path(page.file.url), footer=is_in_footer)


def plain_title(page: Page) -> str:
    """Return the title of a page of `docs/` as text; MkDocs writes signs of one from a heading as HTML does."""
    title = str(page.title)
    # MkDocs 1.6.1 has the title of the heading in a private field.
    if title == page._title_from_render:  # noqa: SLF001
        title = unescape(title)
    return " ".join(_CONTROL.sub(" ", title).split())


def page_path(url: str) -> str:
    """Return the address of a page that MkDocs knows by `url`."""
    return "" if url in (".", "./") else unquote(url)


def digest_templates(config: MkDocsConfig, content_types: ContentTypes, files: Iterable[Path] = ()) -> str:
    """Return a fingerprint of all that renders pages: our code, the templates, the versions of the engines.

    Args:
        config: MkDocs' settings.
        content_types: the content types, with their folders of templates.
        files: the modules of the corner's own content types.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr((sys.version_info[:2], read_engine_versions())).encode())
    folders = [PACKAGE, *theme_folders(config), *_iter_type_folders(content_types)]
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
