"""The form for editors, where the settings ask for one.

Not a hook itself: `building.py` imports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.exceptions import PluginError

from corner.authoring import cms_bundle, cms_config
from corner.site.catalogue import Catalogue
from corner.storage.output_file import OutputFile


def iter_form_files(news: Catalogue, root: Path) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of the form by address.

    Raises:
        PluginError: its program is not there.
    """
    problem = cms_bundle.missing_problem(root)
    if problem:
        raise PluginError(str(problem))
    yield from cms_bundle.iter_form_files(root, cms_config.build_config(news), news.settings.written)
