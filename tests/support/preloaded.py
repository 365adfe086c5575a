"""What a build and a check import, imported once for all the commands that `forked` runs."""

from __future__ import annotations

import importlib
import pkgutil

import corner

IMPORTED_BY_NEED = (
    "icalendar",
    "lxml.etree",
    "markdown.extensions.attr_list",
    "markdown.extensions.footnotes",
    "markdown.extensions.tables",
    "markdown.extensions.toc",
    "material.plugins.search.plugin",
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "mkdocs_static_i18n.plugin",
)
"""Modules that are not imported by those of `corner` when these are."""

for name in (*IMPORTED_BY_NEED, *(module.name for module in pkgutil.walk_packages(corner.__path__, "corner."))):
    importlib.import_module(name)
