"""How the converters of other projects are called: what they raise becomes one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corner.authoring.importers.errors import DocumentError
from corner.diagnostics.message import Message

_LONGEST = 80
"""The largest number of characters of a converter's own message."""


def run_converter(noun: Message, convert: Callable[[], Any], *exceptions: type[Exception]) -> Any:
    """Return the result of a converter.

    Args:
        noun: what it reads, for the message.
        convert: calls it.
        exceptions: the exceptions that the caller handles.

    Raises:
        DocumentError: the converter raised anything else.
    """
    try:
        return convert()
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # converters raise anything on damaged files
        if isinstance(error, exceptions):
            raise
        printable = "".join(character if character.isprintable() else " " for character in str(error))
        message = " ".join(printable.split())[:_LONGEST] or type(error).__name__
        raise DocumentError(
            Message("expected a {noun} that can be read, found a damaged one: {message}", noun=noun, message=message)
        ) from None


def missing_converter(package: str) -> DocumentError:
    """Return the error for a converter that is not installed."""
    return DocumentError(
        Message(
            "expected the converters, found no '{package}'; type pip install \"co-operation-corner[import]\", "
            "or 'make site' in a copy of the program's repository",
            package=package,
        )
    )
