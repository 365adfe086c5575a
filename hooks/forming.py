"""The form for editors, where the settings ask for one.

Not a hook itself: `building.py` imports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.exceptions import PluginError

from corner import sveltia, webform
from corner.catalogue import Catalogue
from corner.output import Entry


def form(news: Catalogue, root: Path) -> Iterator[tuple[str, Entry]]:
    """Yield the files of the form by address.

    Raises:
        PluginError: its program is not there.
    """
    problem = sveltia.missing(root)
    if problem:
        raise PluginError(str(problem))
    yield from sveltia.entries(root, webform.of(news), news.settings.written)
