"""The texts of a source as passages, which are rendered when a page shows them."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Callable

from corner.checks.context import CheckContext
from corner.content.markdown import Passage
from corner.sources.frontmatter import SourceFile


def create_body(
    text: str | Callable[[], str], source: SourceFile, context: CheckContext, html: str | None = None, part: str = ""
) -> Passage:
    """Return the body of a source as a passage.

    Args:
        text: the Markdown, or what reads it.
        source: the file.
        context: what is known of the corner.
        html: what the text was rendered to, where that is known.
        part: what identifies it among the parts of the source.
    """
    back = context.messages[source.locale]("back_to_text", number="{number}")
    return Passage(text, sys.intern(posixpath.dirname(source.key)), back, source.digest + part, html=html)


def create_section(
    number: int, text: str, source: SourceFile, context: CheckContext, html: str | None = None
) -> Passage:
    """Return a numbered section of a source as a passage, whose headings have addresses of their own."""
    back = context.messages[source.locale]("back_to_text", number="{number}")
    folder, digest = sys.intern(posixpath.dirname(source.key)), f"{source.digest} {number}"
    return Passage(text, folder, back, digest, f"item-{number}-section-", html=html)
