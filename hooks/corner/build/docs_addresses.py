"""The addresses of `docs/`: which of its pages and files would be published where something else is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corner.content import urls
from corner.content.settings import Settings
from corner.content.urls import SiteUrls
from corner.data.build import iter_data_files
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.feeds.build import iter_feeds
from corner.feeds.icalendar import iter_calendars
from corner.render import sitemap
from corner.render.llms_txt import iter_lists
from corner.sources.docs import DocsTree
from corner.storage.output_file import OutputFile, Spool

if TYPE_CHECKING:
    from corner.build.plan import BuildPlan

_LOCALE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")
"""What static-i18n takes for the language of a file, also where the site does not have it."""
_GENERATED = ("feeds", "calendars", "data")
"""Folders of the site with files that are no pages."""


def find_covered_files(plan: BuildPlan, tree: DocsTree) -> list[Problem]:
    """Return a problem for each page and file of `docs/` at an address that something else has.

    Args:
        plan: what is published.
        tree: the files of `docs/`.
    """
    settings = plan.catalogue.settings
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for name in tree.page_names:
        if path := find_page_path(name, settings):
            other = sources.setdefault(path, f"{tree.folder}/{name}")
            if other != f"{tree.folder}/{name}":
                problems.append(_covered(f"{tree.folder}/{name}", path, other))
    files = {find_file_path(name, settings): f"{tree.folder}/{name}" for name in tree.files}
    sources |= {path: source for path, source in files.items() if path}
    for path, source in _iter_published(plan, files):
        if path in sources:
            problems.append(_covered(sources.pop(path), path, source))
    return problems


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


def _covered(path: str, address: str, source: str) -> Problem:
    message = Message(
        "expected one source for the address /{address}, found {source} too", address=address, source=source
    )
    return Problem(path, 1, "file", "duplicate-address", message)


def _iter_published(plan: BuildPlan, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and source of what is published beside `docs/`: pages, and what may be at the paths of `files`."""
    catalogue = plan.catalogue
    for locale in plan.locales:
        for page in plan.pages(locale):
            yield page.file, page.source
    for name in catalogue.assets:
        yield catalogue.content_types.asset_path(name), f"news/{name}"
    yield sitemap.ADDRESS, Message("the sitemap")
    yield urls.RELEASE, Message("the record of the release")
    prefixes = {catalogue.addresses.edition_path(locale, folder) for locale in plan.locales for folder in _GENERATED}
    if any(path.startswith(f"{prefix}/") for path in files for prefix in prefixes) or any(map(_is_list, files)):
        for path, file in _iter_generated(plan):
            yield path, file.source


def _is_list(path: str) -> bool:
    return path.rpartition("/")[2] == urls.LLMS_TXT


def _iter_generated(plan: BuildPlan) -> Iterator[tuple[str, OutputFile]]:
    """Yield path and file of each feed, calendar and table, none of which is made."""

    def is_current(_path: str, _fingerprint: str) -> bool:
        return True

    spool = Spool()
    for locale in plan.locales:
        edition = plan.edition(locale)
        yield from iter_feeds(edition, "", is_current, spool)
        yield from iter_calendars(edition, "", is_current)
        yield from iter_lists(edition, plan.pages(locale), "", is_current, spool)
    yield from iter_data_files(plan.catalogue, "", is_current, spool)
