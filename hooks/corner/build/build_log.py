"""What a build says in the log of the program that it runs in: problems, and how many pages are ready."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from corner.build.errors import BuildError
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.i18n.editor_language import EditorLanguage, choose_language

PAGES_PER_LINE = 2000
"""Pages between two lines of progress where there is no terminal."""


class WarningCounter(logging.Handler):
    """Counts the warnings and errors that a log is given."""

    def __init__(self) -> None:
        """Count none yet."""
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 -- logging's own signature
        """Count one more."""
        self.count += 1


class MessageFilter(logging.Filter):
    """Puts messages and problems that are logged into the editor's language, and keeps everything."""

    def __init__(self, language: EditorLanguage | None) -> None:
        """Take the language; without it, that of the environment counts."""
        super().__init__()
        self._language = language

    def filter(self, record: logging.LogRecord) -> bool:
        """Put one message into the language."""
        if isinstance(record.msg, Message | Problem):
            record.msg = (self._language or choose_language()).say(record.msg)
        return True


class BuildLog:
    """The log of the program that a build runs in."""

    def __init__(self, logger: logging.Logger, language: EditorLanguage | None = None) -> None:
        """Write to `logger`, which is named below that of the whole program.

        Args:
            logger: the logger, which then takes a `Message` or a `Problem` for its text.
            language: the editor's language; without it, that of the environment.
        """
        for earlier in [earlier for earlier in logger.filters if isinstance(earlier, MessageFilter)]:
            logger.removeFilter(earlier)
        logger.addFilter(MessageFilter(language))
        self.logger = logger
        self._language = language
        self._program = logging.getLogger(logger.name.partition(".")[0])

    @property
    def language(self) -> EditorLanguage:
        """The editor's language."""
        return self._language or choose_language()

    def log_problems(self, problems: Iterable[Problem]) -> None:
        """Log problems as `corner check` prints them."""
        language = self.language
        for problem in problems:
            level = logging.WARNING if problem.severity is Severity.WARNING else logging.ERROR
            self.logger.log(level, language.say(problem))

    def make_warnings(self, lines: Iterable[str]) -> list[logging.LogRecord]:
        """Return what `log_records` logs of the lines of warnings: to make that takes most of the time."""
        logger, level = self.logger, logging.WARNING
        if not logger.isEnabledFor(level):
            return []
        return [logger.makeRecord(logger.name, level, __file__, 0, line, (), None) for line in lines]

    def log_records(self, records: Iterable[logging.LogRecord]) -> None:
        """Log what `make_warnings` has made."""
        for record in records:
            self.logger.handle(record)

    def log_failure(self, error: BuildError) -> None:
        """Log the problems of a build that failed, and what became of it."""
        self.log_problems(error.problems)
        self.logger.error(str(error))

    @contextmanager
    def counting_warnings(self) -> Iterator[WarningCounter]:
        """Count the warnings and errors of the whole program in a `with` block, as `--strict` does."""
        counter = WarningCounter()
        self._program.addHandler(counter)
        try:
            yield counter
        finally:
            self._program.removeHandler(counter)

    @contextmanager
    def show_progress(self, total: int) -> Iterator[Callable[[int], None]]:
        """Give a function that shows how many more pages are ready: in a bar on a terminal, in plain lines elsewhere."""
        if sys.stderr.isatty() and self.logger.isEnabledFor(logging.INFO):
            with click.progressbar(length=total, label=Message("Pages"), file=sys.stderr) as bar:
                yield bar.update
            return
        ready = 0

        def log_count(count: int) -> None:
            nonlocal ready
            ready += count
            if ready // PAGES_PER_LINE > (ready - count) // PAGES_PER_LINE:
                self.logger.info(Message("Pages: {number} of {total}", number=ready, total=total))

        yield log_count
