"""The names of states in tables and lists that commands print for people."""

from __future__ import annotations

import unicodedata

from corner.cli.language import say
from corner.diagnostics.message import Message

_NAMES = {
    name.template: name
    for name in (
        # of news
        Message("draft"),
        Message("embargoed"),
        Message("published"),
        Message("corrected"),
        Message("withdrawn"),
        # of texts
        Message("original"),
        Message("current"),
        Message("outdated"),
        Message("untracked"),
        Message("missing"),
        Message("not planned"),
        # of links
        Message("answers"),
        Message("moved"),
        Message("gone"),
        Message("unreachable"),
        Message("not asked"),
        # of signed files
        Message("as signed"),
        Message("changed"),
        Message("not signed"),
        Message("not readable"),
        # of content, by the name of its type
        Message("releases"),
        Message("summaries"),
        Message("items"),
        # at the top of a table
        Message("key"),
        Message("state"),
        Message("due"),
    )
}


def say_state(value: str) -> str:
    """Return the name of a state in the language of this run; other words stay as they are."""
    return say(_NAMES.get(value, value))


def pad_cell(text: str, width: int) -> str:
    """Return a cell of a table with spaces up to a width; Chinese characters take two columns."""
    return text + " " * (width - measure_width(text))


def measure_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
