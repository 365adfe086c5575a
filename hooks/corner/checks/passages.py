"""The texts of a source as passages, which are rendered when a page shows them."""

from __future__ import annotations

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
    back, folder = context.messages[source.locale].back_label, sys.intern(source.key.rpartition("/")[0])
    return Passage(text, folder, back, source.digest + part, html=html)


def create_section(
    number: int, text: str, source: SourceFile, context: CheckContext, html: str | None = None
) -> Passage:
    """Return a numbered section of a source as a passage, whose headings have addresses of their own."""
    back, folder = context.messages[source.locale].back_label, sys.intern(source.key.rpartition("/")[0])
    return Passage(text, folder, back, f"{source.digest} {number}", f"item-{number}-section-", html=html)
