"""Signs of Markdown that readers would see, because what they begin is not whole, and what to type in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from corner.diagnostics.message import Message

_CODE = re.compile(r"<code[ >].*?</code>", re.DOTALL)
_STRAY = re.compile(
    r"(?:\]\(|\] \(https?:|\]（|\*\*|(?<=<p>)#{2,6}(?=\S)|(?<=<p>)\||(?<=<p>)[\u3000\u00a0]+(?:#{1,6}|[-*+]|\d{1,3}\.) "
    r"|(?:(?<=<p>)|(?<=\n))(?:＃+|[•●▪■◦‧][ \t\u3000]?(?=\S)))[^<\n]{0,30}"
)
"""What is left in HTML of a link, of emphasis, of a heading, of a table or of a list that is not whole."""
_HEADING = re.compile(r"[#＃]{1,6}[ \t\u3000]*(.*)")
_BULLET = re.compile(r"[•●▪■◦‧][ \t\u3000]*(.*)")
_INDENTED = re.compile(r"(?:#{1,6}|[-*+]|\d{1,3}\.) ")
_LINK = re.compile(r"\](?: ?\(|（)\s*([^()（）\n]*?)\s*[)）]")
_LONGEST = 60
"""The most characters of a line that a message asks to type."""


def find_stray_markup(html: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield position in the Markdown and signs of each sign of Markdown that is left over in the HTML.

    Args:
        html: the rendered text.
        text: its Markdown, without code.
    """
    seen = 0
    for match in _STRAY.finditer(_CODE.sub("<", html)):
        signs = unescape(match[0]).strip()
        start = text.find(signs, seen)
        if start < 0:
            continue  # a backslash before it says that readers are meant to see it
        seen = start + len(signs)
        yield start, signs


def explain_stray_markup(signs: str, text: str, start: int) -> Message:
    """Return the message for signs that are left over at a position of a text."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)].strip()
    if heading := _HEADING.match(line):
        typed = f"{'#' * max(2, len(line) - len(line.lstrip('#＃')))} {heading[1]}"
        return _say(Message("a space between the signs # of a heading and its words"), signs, typed)
    if bullet := _BULLET.match(line):
        return _say(Message("an item of a list that begins with '- '"), signs, f"- {bullet[1]}")
    if _INDENTED.match(signs):
        return Message(
            "expected a list or heading at the beginning of its line, found spaces before '{signs}'; delete them",
            signs=signs,
        )
    if signs[0] == "]" and (link := _LINK.match(line)):
        address = re.sub(r"\s", "%20", link[1])
        return _say(Message("a whole link"), signs, f"]({address})")
    if signs[0] == "|":
        columns = max(1, line.strip("|").count("|") + 1)
        return _say(Message("a row of hyphens below the first row of a table"), signs, f"|{' --- |' * columns}")
    if signs.startswith("**"):
        message = Message("signs ** before and after the words, with no space inside them, or '\\' before the sign")
        return Message("expected {expected}, found '{signs}'", expected=message, signs=signs)
    message = Message("a whole link, heading, table, list or pair of signs, or '\\' before the sign")
    return Message("expected {expected}, found '{signs}'", expected=message, signs=signs)


def _say(expected: Message, signs: str, typed: str) -> Message:
    """Return a message with what to type."""
    shown = typed if len(typed) <= _LONGEST else f"{typed[: _LONGEST - 1]}…"
    return Message("expected {expected}, found '{signs}'; type '{typed}'", expected=expected, signs=signs, typed=shown)
