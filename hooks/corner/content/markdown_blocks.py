"""The blocks of a Markdown text with their positions."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from corner.content.links import parse_link
from corner.content.markdown import render_with_positions

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_BUILT_LINE = re.compile(r"\n {0,3}(?:#|[-=]{2,}|[-*+]\s|\d{1,9}[.)]\s|\|)|\|[ \t]*-")
_BUILT_SIGNS = "](", "]:", "][", "<", "[^"
"""The syntax of a text that has more than paragraphs."""
_MARK = re.compile(
    r'<(?:(/[uo]l|/table)>|(h[2-6]|p|table|tr|t[hd]|[uo]l|li|a|img) data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"([^>]*)>)'
)
_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')


_CODE_BLOCK = re.compile(r'<pre data-sourcepos="(\d+):')


class BlockMark(NamedTuple):
    """The beginning or end of a part of a text."""

    tag: str
    """The HTML tag, `/ol` for an end; `note` for a footnote."""
    line: int
    """The line in the text, from 1; 0 for an end."""
    address: str = ""
    """The target of a link or picture: the key or file within the corner, or else the address as written."""
    begin: tuple[int, int] = (0, 0)
    """Line and byte of the first character, both from 1; unset for an end."""
    end: tuple[int, int] = (0, 0)
    """Line and byte of the last character."""


def iter_marks(text: str, folder: str) -> tuple[BlockMark, ...]:
    """Return the parts of a text in order: headings, paragraphs, lists, tables, footnotes, links and pictures.

    A text of nothing but paragraphs has none.

    Args:
        text: the Markdown.
        folder: the folder in `news/` that relative links start from.
    """
    if not (any(map(text.__contains__, _BUILT_SIGNS)) or _BUILT_LINE.search(f"\n{text}")):
        return ()
    return tuple(_create_mark(*parts, folder=folder) for parts in _MARK.findall(render_with_positions(text)))


def _create_mark(
    closed: str, tag: str, first: str, column: str, last: str, end: str, rest: str, *, folder: str
) -> BlockMark:
    """Return the mark of a tag in HTML."""
    if closed:
        return BlockMark(closed, 0)
    address = ""
    if tag in ("a", "img"):
        match = _ADDRESS.search(rest)
        written = unescape(match[1]) if match else ""
        target = parse_link(written, folder).target
        address = target + written[len(written.partition("#")[0]) :] if target else written
    elif tag == "li" and 'id="fn-' in rest:
        tag = "note"
    line = int(first)
    return BlockMark(tag, line, address, (line, int(column)), (int(last), int(end)))


def find_code_lines(text: str) -> list[int]:
    """Return the line, from 1, on which each block of code of a text begins."""
    return [int(number) for number in _CODE_BLOCK.findall(render_with_positions(text))]


def split_sections(text: str) -> tuple[str, list[tuple[str, int, str]]]:
    """Split a text at its level-2 headings.

    Returns:
        The text before the first heading; and heading, line (from 0) and text of each section.
    """
    lead: list[str] = []
    sections: list[tuple[str, int, list[str]]] = []
    fence = ""
    for number, line in enumerate(text.split("\n")):
        fence_match = _FENCE.match(line)
        if fence_match and not fence:
            fence = fence_match[1]
        elif fence_match and fence_match[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        if (line.startswith("## ") or line == "##") and not fence:
            sections.append((_CLOSING_HASHES.sub("", line[3:].strip()).strip(), number, []))
        elif sections:
            sections[-1][2].append(line)
        else:
            lead.append(line)
    return "\n".join(lead), [(heading, number, "\n".join(lines)) for heading, number, lines in sections]
