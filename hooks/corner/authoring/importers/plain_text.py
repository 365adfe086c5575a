"""The conversion of plain text to HTML with paragraphs, headings and lists."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html import escape

from corner.authoring.importers.manual_numbers import starts_with_number
from corner.authoring.importers.phrases import read_phrases

_WRAPPED = 250
"""The length of the longest line in a text with wrapped paragraphs, in characters."""
_LONGEST_MARK = 1000
"""The longest paragraph that may be a heading in Markdown, in characters."""
_MARKED = re.compile(r"#{1,6}[ \t]+(?P<a>.+?)[ \t]*#*|\*\*(?P<b>[^*]+)\*\*")
"""A paragraph that is a heading in Markdown, or all bold."""
_BULLET = re.compile(r"[•●▪◦‧·・■□◆◇○➢►▶✓－–*-][ \t\u3000]+")
_INLINE_BULLET = re.compile(r"\s(?=[•●▪]\s)")
_PAGE_NUMBER = re.compile(r"[-–—\s]*[0-9]{1,3}[-–—\s]*")
_SENTENCE_ENDS = tuple(".!?:;。！？：；」”)）")
_WORD = re.compile(r"[^\W\d_]+")
_CUT = re.compile(r"([^\W\d_]{1,100})-\Z")
_LONGEST_CUT = 101
_WIDE = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
_UNSPACED = re.compile(f"{_WIDE}(?:{_WIDE}|[0-9])|[0-9]{_WIDE}")
"""Two characters with no space between them where a line ends, in a script without spaces."""


def text_to_html(text: str) -> str:
    """Return plain text as HTML with paragraphs, whose lines may be wrapped, headings and lists."""
    html = []
    for paragraph in _iter_paragraphs(text):
        heading = paragraph
        while len(heading) <= _LONGEST_MARK and (match := _MARKED.fullmatch(heading)):
            heading = match["a"] or match["b"]
        if heading != paragraph:
            html.append(f"<h2>{escape(heading, quote=False)}</h2>")
            continue
        for part in _INLINE_BULLET.split(paragraph):
            bullet = _BULLET.match(part)
            content = escape(part[bullet.end() :] if bullet else part, quote=False)
            html.append(f"<ul><li>{content}</li></ul>" if bullet else f"<p>{content}</p>")
    return "\n".join(html).replace("</ul>\n<ul>", "\n")


def _iter_paragraphs(text: str) -> Iterator[str]:
    raw_lines = text.replace("\f", "\n\n").splitlines()
    longest = max(map(len, raw_lines), default=0)
    phrases = read_phrases()
    known_words = frozenset(_WORD.findall(text.lower()))
    lines: list[str] = []
    continues = False
    for raw_line in [*raw_lines, ""]:
        line = raw_line.strip()
        is_page_number = _PAGE_NUMBER.fullmatch(line) is not None
        is_paragraph = longest > _WRAPPED and not continues
        is_own = is_paragraph or _BULLET.match(line) or phrases.is_frame(line)
        if lines and (not line or is_own or phrases.is_frame(lines[-1]) or _begins_item(lines[-1], line, longest)):
            yield _join_lines(lines, known_words)
            lines = []
        continues = raw_line.endswith("  ")  # a line break in Markdown
        if line and not is_page_number:
            lines.append(line)
            if len(line) < longest * 0.75 and line.endswith(_SENTENCE_ENDS):
                yield _join_lines(lines, known_words)
                lines = []


def _begins_item(before: str, line: str, longest: int) -> bool:
    """Return whether a line begins an item of a numbered list, and is no part of the sentence before it."""
    phrases = read_phrases()
    is_over = before.endswith(_SENTENCE_ENDS) or len(before) < longest / 2 or starts_with_number(before, phrases)
    return is_over and starts_with_number(line, phrases)


def _join_lines(lines: list[str], known_words: frozenset[str]) -> str:
    """Join lines, with a space where the script has spaces.

    A hyphen at the end of a line stays, unless the text has the word without it.
    """
    parts = lines[:1]
    for first, second in itertools.pairwise(lines):
        start, end = _CUT.search(first[-_LONGEST_CUT:]), _WORD.match(second)
        if start and end and f"{start[1]}{end[0]}".lower() in known_words:
            parts[-1] = parts[-1][:-1]
        elif not _UNSPACED.fullmatch(first[-1] + second[0]) and not first.endswith("-"):
            parts.append(" ")
        parts.append(second)
    return "".join(parts)
