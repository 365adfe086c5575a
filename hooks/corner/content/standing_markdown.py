"""The Markdown of `docs/`, rendered as MkDocs renders it; the only module that knows Python-Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from corner.sources.yaml import PythonName


class ExtensionError(Exception):
    """An extension of the settings that cannot be used."""


class StandingMarkdown:
    """Python-Markdown with the extensions of a corner, which are set up when the first page is rendered."""

    def __init__(self, extensions: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Render with these extensions and their options."""
        self._extensions = extensions

    def render(self, text: str) -> str:
        """Return the HTML of a page.

        Raises:
            ExtensionError: an extension is not installed or has wrong options.
            Exception: an extension fails, or the text is nested too deeply.
        """
        import markdown  # noqa: PLC0415 -- most checks find each page in the cache

        # MkDocs makes a new one for each page, too: some extensions keep what one page defines.
        try:
            engine = markdown.Markdown(
                extensions=[name for name, _ in self._extensions],
                extension_configs={name: _resolve_names(options) for name, options in self._extensions if options},
            )
        except Exception as error:
            raise ExtensionError(" ".join(str(error).split())) from error
        return str(engine.convert(text))


def _resolve_names(value: Any) -> Any:
    """Return options with the objects that they name in place of the names."""
    if isinstance(value, PythonName):
        module, _, name = value.rpartition(".")
        return getattr(import_module(module), name)
    if isinstance(value, dict):
        return {key: _resolve_names(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_resolve_names(member) for member in value]
    return value
