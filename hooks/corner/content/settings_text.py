"""What the texts and paths of `mkdocs.yml` may hold, those that MkDocs reads included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources import characters
from corner.sources.yaml import YamlPath

CreateProblem = Callable[[YamlPath, str, str], Problem]
"""Returns the problem at a path of the settings, with a code and a message."""
_SHOWN = ("site_name", "site_description", "copyright", "nav", "plugins", "extra", "docs_dir")
"""The settings that pages, feeds and paths are made from, beside the icon."""
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_ICON = re.compile(r"https?://[^\s\"'<>]+|(?![/\\\\]{2})(?!(?:.*/)?\.\.(?:/|\Z))[^\s\"'<>:]+")


def check_settings_text(data: dict[str, Any], problem: CreateProblem) -> Iterator[Problem]:
    """Yield a problem for each text with forbidden characters, and for each language, icon or folder that cannot be."""
    theme = data.get("theme")
    for name in _SHOWN:
        yield from _check_characters(data.get(name), (name,), problem)
    if isinstance(theme, dict) and theme.get("favicon") is not None:
        icon = theme["favicon"]
        if not isinstance(icon, str) or not _ICON.fullmatch(icon) or characters.explain_forbidden(icon):
            message = Message("expected the path of a picture in docs/ or in the theme, such as assets/favicon.svg")
            yield problem(
                ("theme", "favicon"),
                "wrong-setting",
                Message("{message}, found {icon}", message=message, icon=show_value(icon)),
            )
    for path, locale in _iter_locales(data):
        if not _LOCALE.fullmatch(locale):
            message = Message(
                "expected the tag of a language, such as zh-Hant, found {locale}", locale=show_value(locale)
            )
            yield problem(path, "wrong-setting", message)
    folder = data.get("docs_dir")
    if folder is not None and not _is_own_folder(folder):
        message = Message(
            "expected a folder of the project for the pages, such as docs, found {folder}", folder=show_value(folder)
        )
        yield problem(("docs_dir",), "wrong-setting", message)


def _check_characters(value: Any, path: YamlPath, problem: CreateProblem) -> Iterator[Problem]:
    """Yield a problem for each text of a value, and each key, that holds a forbidden character."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        if isinstance(step, str) and (message := characters.explain_forbidden(step)):
            yield problem(path, "forbidden-character", message)
        yield from _check_characters(member, (*path, step), problem)
    if isinstance(value, str) and (message := characters.explain_forbidden(value)):
        yield problem(path, "forbidden-character", message)


def _iter_locales(data: dict[str, Any]) -> Iterator[tuple[YamlPath, str]]:
    """Yield the tag of each language that is written or converted, with its path in the settings."""
    plugins = data.get("plugins")
    for number, plugin in enumerate(plugins) if isinstance(plugins, list) else ():
        languages = _get(plugin, "i18n", "languages")
        for position, language in enumerate(languages) if isinstance(languages, list) else ():
            if isinstance(locale := _get(language, "locale"), str):
                yield ("plugins", number, "i18n", "languages", position, "locale"), locale
    converted = _get(data, "extra", "corner", "converted")
    for locale in converted if isinstance(converted, dict) else ():
        yield ("extra", "corner", "converted", locale), locale


def _get(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _is_own_folder(folder: Any) -> bool:
    """Return whether pages may be in a folder: below the project's root, not hidden, and not that of the news."""
    if not isinstance(folder, str):
        return False
    path = PurePosixPath(folder)
    parts = path.parts
    return bool(parts) and not path.is_absolute() and parts[0] != "news" and not any(part[0] == "." for part in parts)
