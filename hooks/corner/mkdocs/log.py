"""MkDocs' log, to which a build reports."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs import utils
from mkdocs.exceptions import PluginError

from corner.build.build_log import BuildLog
from corner.build.errors import BuildError
from corner.i18n.editor_language import choose_language

PLATFORM = utils.__name__.partition(".")[0]
"""`mkdocs`, or `properdocs` where that runs in its place."""

log = logging.getLogger(f"{PLATFORM}.hooks.corner")
build_log = BuildLog(log)


def create_error(message: str) -> PluginError:
    """Return the error that ends a build with one line, in the editor's language."""
    return PluginError(choose_language().say(message))


@contextmanager
def build_errors_logged() -> Iterator[None]:
    """Log the problems of a build that fails, and hand its message to MkDocs.

    Raises:
        PluginError: the build failed.
    """
    try:
        yield
    except BuildError as error:
        build_log.log_problems(error.problems)
        raise create_error(str(error)) from None
