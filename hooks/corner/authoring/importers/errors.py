"""The error of documents that cannot be imported."""

from __future__ import annotations


class DocumentError(ValueError):
    """The reason why a document cannot be read, in one line."""
