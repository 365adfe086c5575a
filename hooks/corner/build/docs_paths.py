"""The paths in the site of the pages and files of `docs/`, and whether something else may have them, too."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corner.content import urls
from corner.content.settings import Settings
from corner.content.urls import SiteUrls
from corner.sources.docs import DocsTree

if TYPE_CHECKING:
    from corner.site.catalogue import Catalogue

_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")
"""What static-i18n takes for the language of a file, also where the site does not have it."""
GENERATED = ("feeds", "calendars", "data")
"""Folders of the site with files that are no pages."""
_SECTIONS = frozenset(
    address.split("/")[0]
    for address in (
        *GENERATED,
        *("topics", "bodies"),
        *(urls.FIGURES, urls.TIMELINE, urls.EVENTS, urls.DATA, urls.SEARCH, urls.STATUS, urls.VERIFY),
        *(urls.NOT_FOUND, urls.RELEASE, urls.SITEMAP),
    )
)
"""The first parts of the addresses that a corner has, beside those of its content types."""


def may_be_covered(catalogue: Catalogue, tree: DocsTree) -> bool:
    """Return whether a page or file of `docs/` may have an address that something else has; `find_covered_files` says which.

    For nearly all corners the first parts of the addresses decide it, without making a page.

    Args:
        catalogue: what is published.
        tree: the files of `docs/`.
    """
    settings = catalogue.settings
    if settings.content_types:
        return True  # their pages may have any address
    paths = [path for name in tree.page_names if (path := find_page_path(name, settings))]
    if len(paths) != len(set(paths)):
        return True
    paths += filter(None, (find_file_path(name, settings) for name in tree.files))
    sections = list_sections(catalogue)
    return any(
        part in sections or path.endswith(urls.LLMS_TXT) for path in paths for part in _iter_sections(path, settings)
    )


def list_sections(catalogue: Catalogue) -> frozenset[str]:
    """Return the first parts of the addresses of all pages and files but those of `docs/` and of the theme."""
    content_types = catalogue.content_types
    assets = (content_types.asset_path(name).split("/")[0] for name in catalogue.assets)
    return _SECTIONS.union((content_type.section for content_type in content_types), assets)


def _iter_sections(path: str, settings: Settings) -> Iterator[str]:
    """Yield the first part of a path, and that of the path in each edition that it may be in."""
    yield path.split("/", maxsplit=1)[0]
    for locale in settings.locales:
        if path.startswith(f"{locale}/"):
            yield path.split("/")[1]


def find_page_path(name: str, settings: Settings) -> str:
    """Return the path in the site of a page of `docs/`, by its path there; empty where no edition has it."""
    base, locale = split_locale(posixpath.splitext(name)[0], settings)
    if locale not in settings.written:
        return ""
    folder, _, page = base.rpartition("/")
    folder = f"{folder}/" if folder else ""
    path = f"{folder}index.html" if page in ("index", "README") else f"{folder}{page}/index.html"
    return _edition_path(settings, locale, path)


def find_file_path(name: str, settings: Settings) -> str:
    """Return the path in the site of another file of `docs/`, by its path there; empty where no edition has it."""
    start, ending = posixpath.splitext(name)
    base, locale = split_locale(start, settings)
    return _edition_path(settings, locale, base + ending) if locale in settings.written else ""


def split_locale(name: str, settings: Settings) -> tuple[str, str]:
    """Return the path of a file in `docs/` without its language and its ending, and the language.

    Args:
        name: the path without its ending.
        settings: the corner's settings.
    """
    if settings.host.has_language_folders:
        first, _, rest = name.partition("/")
        return (rest, first) if rest and _LOCALE.fullmatch(first) else (name, settings.default)
    base, _, locale = name.rpartition(".")
    is_locale = "/" not in locale and (locale in settings.written or _LOCALE.fullmatch(locale))
    return (base, locale) if base and is_locale else (name, settings.default)


def _edition_path(settings: Settings, locale: str, path: str) -> str:
    return SiteUrls(settings.site_url, settings.default).edition_path(locale, path)
