"""What commands import and read before they look at a corner, imported and read once for all that `forked` runs."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

import corner
from corner.authoring.importers.html import ImportedPage
from corner.build.build_log import BuildLog
from corner.standalone.builder import BuildOptions, StandaloneBuilder
from tests.support import corners

IMPORTED_BY_NEED = (
    "bs4",
    "icalendar",
    "lxml.etree",
    "mammoth",
    "markdown.extensions.attr_list",
    "markdown.extensions.footnotes",
    "markdown.extensions.tables",
    "markdown.extensions.toc",
    "markdownify",
    "material.plugins.search.plugin",
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "mkdocs_static_i18n.plugin",
    "pdfminer.high_level",
)
"""Modules that are not imported by those of `corner` when these are."""

# What Python and the theme compile is kept, as it is for an editor, also where the environment of these tests forbids it.
sys.dont_write_bytecode = False

for name in (*IMPORTED_BY_NEED, *(module.name for module in pkgutil.walk_packages(corner.__path__, "corner."))):
    importlib.import_module(name)

# Patterns of languages, fingerprints of the program and compiled templates are the same for each corner, and take most of the
# time of a check and of a build.
os.environ["CORNER_JOBS"] = "1"
with tempfile.TemporaryDirectory() as folder:
    root = corners.write(Path(folder), {})
    assert corners.found(root) == []
    logger = logging.getLogger("preloaded")
    logger.setLevel(logging.CRITICAL)
    StandaloneBuilder(root, BuildLog(logger, None), BuildOptions()).build()
# So are those of what reads documents.
assert ImportedPage("<h1>Headline</h1><p>Text</p>").markdown() == "Text"
# All of that stays to the end of each process, which need not look through it for garbage.
gc.freeze()
