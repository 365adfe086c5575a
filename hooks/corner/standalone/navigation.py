"""The menu of standing pages, as `nav` in `mkdocs.yml` orders it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from corner.content.settings import Settings
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources.docs import read_exclusions
from corner.standalone.files import LanguageFiles, StandingFile, order_files
from corner.standalone.links import WARN

SETTINGS_FILE = "mkdocs.yml"


class MenuPage(NamedTuple):
    """A page in the menu."""

    file: StandingFile
    title: str
    """The title that the settings give it; empty where they give none."""


class Navigation(NamedTuple):
    """The menu of one language."""

    pages: list[MenuPage]
    problems: list[Problem]
    """What is wrong with it."""


def read_navigation(settings: Settings, files: LanguageFiles) -> Navigation:
    """Return the pages in the menu of a language, in order.

    Args:
        settings: the corner's settings.
        files: the files of the language.
    """
    host, language = settings.host, files.language
    written = host.navigation.get(language) or host.navigation.get("")
    if written is None:
        pages = sorted(files.pages, key=lambda file: order_files(file.name))
        return Navigation([MenuPage(file, "") for file in pages if file.lang is None], [])
    entries: dict[str, MenuPage] = {}
    problems = []
    titles = host.menu_titles.get(language, {})
    for title, path in _iter_entries(written, ""):
        is_absolute = path.startswith("/") and _level(settings, "absolute_links") == "relative_to_docs"
        file = files.find(path.lstrip("/") if is_absolute else path)
        if file is not None and file.page:
            entries.setdefault(file.name, MenuPage(file, titles.get(title, title)))
        elif not _is_external(path) and _level(settings, "not_found") == WARN:
            message = Message(
                "expected in nav the path of a page in {folder}/, in each language, found '{path}', which {language} lacks",
                folder=host.docs_dir,
                path=path,
                language=language,
            )
            problems.append(_problem(message))
    problems += _check_omitted(settings, files, entries.keys().__contains__)
    return Navigation(list(entries.values()), problems)


def _iter_entries(written: Any, title: str) -> Iterator[tuple[str, str]]:
    """Yield title and path of each entry of the menu, also of those in its sections."""
    if isinstance(written, dict):
        for name, member in written.items():
            yield from _iter_entries(member, str(name))
    elif isinstance(written, list):
        for member in written:
            yield from _iter_entries(member, "")
    elif written is not None:
        yield title, str(written)


def _is_external(path: str) -> bool:
    scheme, host = urlsplit(path)[:2]
    return bool(scheme or host) or path.startswith("/")


def _level(settings: Settings, kind: str) -> str:
    return settings.host.link_levels.get(f"nav.{kind}", "")


def _check_omitted(settings: Settings, files: LanguageFiles, is_listed: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield a problem for each page that the menu leaves out, if such are warned of."""
    may_be_left_out = read_exclusions(settings.host.not_in_menu) or (lambda _: False)
    for file in files.pages if _level(settings, "omitted_files") == WARN else ():
        if file.lang is None and not is_listed(file.name) and not may_be_left_out(file.name):
            message = Message(
                "expected each page of {folder}/ in nav, found {name}, which is not there",
                folder=settings.host.docs_dir,
                name=file.name,
            )
            yield _problem(message)


def _problem(message: Message) -> Problem:
    return Problem(SETTINGS_FILE, 1, "nav", "wrong-setting", message, Severity.WARNING)
