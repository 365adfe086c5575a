"""What is too large for a release."""

from __future__ import annotations

from corner.authoring.importers.errors import DocumentError
from corner.diagnostics.message import Message

_LARGEST_TEXT = 180_000
"""The largest size of the text in bytes: less than that of a file of news, which holds front matter, too."""


def check_count(count: int, most: int, noun: Message) -> None:
    """Raise a `DocumentError` for a document that has far more of something than a release."""
    if count > most:
        raise DocumentError(
            Message(
                "expected at most {most:,} {noun}, found {number:,}; import a part of the document",
                most=most,
                noun=noun,
                number=count,
            )
        )


def check_size(text: str) -> None:
    """Raise a `DocumentError` for a text that is much longer than a release."""
    size = len(text.encode())
    if size > _LARGEST_TEXT:
        raise DocumentError(
            Message(
                "expected at most {most:,} bytes of text, found {size:,}; import a part of the document",
                most=_LARGEST_TEXT,
                size=size,
            )
        )
