"""Checks of text that came from another program: tables with tabs, and paragraphs that an indent turns into code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value

_TABBED = re.compile(r"(?:^[^\t\n|]*[^\s|][^\t\n|]*(?:\t[^\t\n|]*)+\n?){2,}", re.MULTILINE)
"""Two lines or more that have a tab between words; a line that begins with a tab is code."""
_LIST = re.compile(r"\s*(?:[•●▪■◦‧*+-]|[0-9]{1,3}[.)、]|[(（][0-9a-z]{1,3}[)）])\t", re.IGNORECASE)
"""An item of a list as word processors paste it, with a tab behind its sign."""
_LONGEST = 60
"""The most characters of a line that a message asks to type."""


class PastedPart(NamedTuple):
    """A part of a text that readers would not see as it was meant."""

    position: int
    """Where it begins, in characters from 0."""
    message: Message


def has_tabbed_lines(text: str) -> bool:
    """Return whether a text may have a table with tabs; cheap, and wrong only by being true too often."""
    return text.count("\t") > 1


def find_tabbed_tables(text: str) -> Iterator[PastedPart]:
    """Yield each table whose cells are separated by tabs.

    Args:
        text: the Markdown, without code.
    """
    for match in _TABBED.finditer(text) if has_tabbed_lines(text) else ():
        lines = match[0].rstrip("\n").split("\n")
        if all(map(_LIST.match, lines)):
            continue
        cells = [cell.strip() for cell in lines[0].strip().split("\t")]
        row = f"| {' | '.join(cells)} |"
        message = Message(
            "expected a table with | between its cells, found {count} lines with tabs; type '{row}', and below it '{hyphens}'",
            count=len(lines),
            row=row if len(row) <= _LONGEST else f"{row[: _LONGEST - 1]}…",
            hyphens=f"|{' --- |' * len(cells)}",
        )
        yield PastedPart(match.start(), message)


def find_indented_code(text: str, lines: Iterable[int]) -> Iterator[PastedPart]:
    """Yield each paragraph that its indent turns into code.

    Args:
        text: the Markdown.
        lines: the lines on which blocks of code begin, from 1.
    """
    written = text.split("\n")
    starts = [0]
    for line in written:
        starts.append(starts[-1] + len(line) + 1)
    for number in lines:
        line = written[number - 1]
        if re.match(r"[ \t>*+0-9.)-]*(?:```|~~~)", line):
            continue
        message = Message(
            "expected a paragraph from the beginning of its line, found an indent before {found}, which makes it code; "
            "delete the indent, or write ``` above and below what is code",
            found=show_value(line.strip()),
        )
        yield PastedPart(starts[number - 1], message)
