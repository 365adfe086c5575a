"""MkDocs' theme in our own Jinja environment: its folders and its menu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.localization import install_translations
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import templates as mkdocs_templates

from corner.build import theming
from corner.content.types import ContentTypes
from corner.views.navigation import MenuLink

if TYPE_CHECKING:
    from jinja2 import Environment

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters, which references in a heading may give."""


def create_theme_environment(config: MkDocsConfig, root: Path, content_types: ContentTypes) -> Environment:
    """Return the environment that renders all templates, those of MkDocs' own pages too.

    Args:
        config: MkDocs' settings.
        root: the project's root.
        content_types: the content types, whose templates are found before those of the theme.
    """
    environment = theming.create_theme_environment(map(Path, config.theme.dirs), root, content_types)
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
