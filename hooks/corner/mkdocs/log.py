"""What a build says in MkDocs' log: problems, warnings that it counts, and how many pages are ready."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from mkdocs import utils
from mkdocs.exceptions import PluginError

from corner.build.errors import BuildError
from corner.diagnostics.problem import Problem, Severity
from corner.render.renderer import RenderedPage
from corner.views.edition import Edition

PLATFORM = utils.__name__.partition(".")[0]
"""`mkdocs`, or `properdocs` where that runs in its place."""
PAGES_PER_LINE = 2000
"""Pages between two lines of progress where there is no terminal."""

log = logging.getLogger(f"{PLATFORM}.hooks.corner")


def log_problems(problems: Iterable[Problem]) -> None:
    """Log problems as `corner check` prints them."""
    for problem in problems:
        log.log(logging.WARNING if problem.severity is Severity.WARNING else logging.ERROR, "%s", problem)


@contextmanager
def build_errors_logged() -> Iterator[None]:
    """Log the problems of a build that fails, and hand its message to MkDocs.

    Raises:
        PluginError: the build failed.
    """
    try:
        yield
    except BuildError as error:
        log_problems(error.problems)
        raise PluginError(str(error)) from None


class WarningCounter:
    """Counts the warnings and errors in the platform's log, as `--strict` does."""

    def __init__(self) -> None:
        """Count none yet."""
        self._handler = utils.CountHandler()
        self._handler.setLevel(logging.WARNING)

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Count in a `with` block."""
        logger = logging.getLogger(PLATFORM)
        logger.addHandler(self._handler)
        try:
            yield
        finally:
            logger.removeHandler(self._handler)

    @property
    def count(self) -> int:
        """The number of warnings and errors until now."""
        return sum(count for _, count in self._handler.get_counts())


def track_progress(pages: Iterator[RenderedPage], total: int, edition: Edition) -> Iterator[RenderedPage]:
    """Yield rendered pages, and show how many are ready: a bar on a terminal, plain lines elsewhere."""
    label = f"Pages in {edition.language.name}"
    if sys.stderr.isatty() and log.isEnabledFor(logging.INFO):
        with click.progressbar(pages, length=total, label=label, file=sys.stderr) as bar:
            yield from bar
        return
    for number, page in enumerate(pages, 1):
        if number % PAGES_PER_LINE == 0:
            log.info("%s: %d of %d", label, number, total)
        yield page
