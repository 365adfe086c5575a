"""The Markdown of `docs/`, rendered as MkDocs renders it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from corner.sources.yaml import PythonName


class StandingText(NamedTuple):
    """A page that was rendered."""

    html: str
    title: str
    """The heading of the first level that it begins with, as HTML writes it; empty where there is none."""


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
        return str(self._create_engine().convert(text))

    def render_page(self, text: str, resolve: Callable[[str], str]) -> StandingText:
        """Return the HTML of a page with its title.

        Args:
            text: the Markdown.
            resolve: returns what is in the place of a link or of the path of a picture.

        Raises:
            ExtensionError: an extension is not installed or has wrong options.
            Exception: an extension fails, or the text is nested too deeply.
        """
        from corner.content import standing_processors  # noqa: PLC0415 -- as below

        engine = self._create_engine()
        title = standing_processors.TitleProcessor()
        title.register(engine)
        standing_processors.LinkProcessor(resolve).register(engine)
        return StandingText(str(engine.convert(text)), title.title)

    def _create_engine(self) -> Any:
        """Return a new engine.

        Raises:
            ExtensionError: an extension is not installed or has wrong options.
        """
        import markdown  # noqa: PLC0415 -- most checks find each page in the cache

        # MkDocs makes a new one for each page, too: some extensions keep what one page defines.
        try:
            return markdown.Markdown(
                extensions=[_create_extension(name, options) for name, options in self._extensions],
                extension_configs={name: _resolve_names(options) for name, options in self._extensions if options},
            )
        except Exception as error:
            raise ExtensionError(" ".join(str(error).split())) from error


def _create_extension(name: str, options: dict[str, Any]) -> Any:
    """Return an extension that comes with Python-Markdown, which looks for each in all packages; of others the name."""
    module = f"markdown.extensions.{name}"
    if not name.isidentifier() or find_spec(module) is None:
        return name
    return import_module(module).makeExtension(**_resolve_names(options))


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
