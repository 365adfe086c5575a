"""The log of a build on the terminal, in the lines that MkDocs writes."""

from __future__ import annotations

import logging
import sys

import click

from corner.build.build_log import BuildLog
from corner.cli.language import find_language

_COLOURS = {logging.WARNING: "yellow", logging.ERROR: "red", logging.CRITICAL: "red"}


class _LineFormatter(logging.Formatter):
    """Writes the level before each message, in colour on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a message."""
        level = f"{record.levelname:<8}-  "
        if sys.stderr.isatty():
            level = click.style(level, fg=_COLOURS.get(record.levelno))
        return level + super().format(record)


def create_log() -> BuildLog:
    """Return a log that writes to standard error."""
    logger = logging.getLogger("corner")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    handler = logging.StreamHandler()
    handler.setFormatter(_LineFormatter())
    logger.handlers = [handler]
    return BuildLog(logger, find_language())
