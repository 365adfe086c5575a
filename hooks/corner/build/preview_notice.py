"""The notice at the top of a preview's pages while files have mistakes, in the editor's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity, count_problems
from corner.i18n.editor_language import EditorLanguage

_MOST = 5
"""The most problems that a notice lists."""
_TEXT_START = re.compile(rb"<main\b[^>]*>")
"""What the text of each page begins with."""
_MARK = b" data-mistakes"
"""What pages have that show mistakes themselves."""


def make_notice(problems: Sequence[Problem], language: EditorLanguage, failure: str = "") -> bytes:
    """Return the notice as HTML; empty where nothing is wrong.

    Args:
        problems: the problems that the files have; warnings are not shown.
        language: the editor's language.
        failure: why nothing was built since, where the pages are those of an earlier build.
    """
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if not errors and not failure:
        return b""
    if failure:
        intro = Message(
            "The files have mistakes, so the preview shows the pages from before. {failure}", failure=failure
        )
    else:
        intro = Message("Files have mistakes, and what is in them is left out:")
    lines = [f"<li>{escape(language.say(problem))}</li>" for problem in errors[:_MOST]]
    more = count_problems(errors) - len(lines)
    if more:
        lines.append(f"<li>{escape(language.say(Message('and {more:,} more', more=more)))}</li>")
    listed = f"<ul>{''.join(lines)}</ul>" if lines else ""
    return (
        f'<aside class="corner-notice" lang="{language.tag}" role="status"><p><strong>{escape(language.say(intro))}</strong></p>'
        f"{listed}</aside>"
    ).encode()


def add_notice(page: bytes, notice: bytes) -> bytes:
    """Return a page with the notice at the head of its text, but for one that shows mistakes itself."""
    if not notice or _MARK in page:
        return page
    return _TEXT_START.sub(lambda match: match[0] + notice, page, count=1)
