"""What `mkdocs.yml` says to MkDocs alone, for a build that does without it: the menu, warnings, and what others do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

OWN_PLUGINS = frozenset({"i18n", "corner"})
"""The plugins whose work the program does itself."""
OWN_HOOK = "publish.py"
"""The name of the hook of a checkout of this project."""
_DEFAULT_LEVELS = {
    "nav.omitted_files": "info",
    "nav.not_found": "warn",
    "nav.absolute_links": "info",
    "links.not_found": "warn",
    "links.absolute_links": "info",
    "links.unrecognized_links": "info",
    "links.anchors": "info",
}
"""How loudly MkDocs reports each kind of mistake where the settings do not say."""


def iter_other_steps(data: dict[str, Any], i18n: dict[str, Any]) -> Iterator[str]:
    """Yield what only MkDocs runs or does, as the settings name it.

    Args:
        data: all settings.
        i18n: the options of static-i18n.
    """
    plugins = data.get("plugins")
    names = [name for plugin in _as_list(plugins) for name in (plugin if isinstance(plugin, dict) else [plugin])]
    names += list(plugins) if isinstance(plugins, dict) else []
    yield from (f"plugins: {name}" for name in names if name and str(name) not in OWN_PLUGINS)
    has_plugin = "corner" in names
    for hook in _as_list(data.get("hooks")):
        if has_plugin or PurePosixPath(str(hook)).name != OWN_HOOK:
            yield f"hooks: {hook}"
    for template in _as_list(data.get("extra_templates")):
        yield f"extra_templates: {template}"
    theme = data.get("theme")
    name = theme.get("name", "material") if isinstance(theme, dict) else theme or "material"
    if name != "material":
        yield f"theme: {name}"
    if data.get("use_directory_urls") is False:
        yield "use_directory_urls: false"
    if i18n and i18n.get("fallback_to_default") is not False:
        yield "i18n without fallback_to_default: false"


def read_levels(written: object) -> dict[str, str]:
    """Return how loudly each kind of mistake in links and the menu is reported: `warn`, `info` or `ignore`.

    Args:
        written: the setting `validation`, whose kinds may be below `nav` and `links`, or not.
    """
    levels = {}
    members = written if isinstance(written, dict) else {}
    for kind, default in _DEFAULT_LEVELS.items():
        group, _, name = kind.partition(".")
        nested = members.get(group)
        value = nested.get(name) if isinstance(nested, dict) and name in nested else members.get(name)
        levels[kind] = str(value) if value else default
    return levels


def read_navigation(data: dict[str, Any], i18n: dict[str, Any]) -> dict[str, Any]:
    """Return the menu of standing pages, and the translations of its titles, by locale.

    Args:
        data: all settings.
        i18n: the options of static-i18n; each language may have a menu and translations of its own.
    """
    menus = {"": data["nav"]} if data.get("nav") else {}
    titles: dict[str, dict[str, str]] = {}
    for language in _as_list(i18n.get("languages")):
        options = language if isinstance(language, dict) else {}
        locale, own = str(options.get("locale")), options.get("nav_translations")
        if options.get("nav"):
            menus[locale] = options["nav"]
        if isinstance(own, dict):
            titles[locale] = {str(title): str(translation) for title, translation in own.items()}
    return {"navigation": menus, "menu_titles": titles}


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
