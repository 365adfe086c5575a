"""Checks of the text of a file: its links, pictures, headings and footnotes, and leftover Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from urllib.parse import unquote

from corner.checks import pasted_text
from corner.checks.link_advice import explain_address
from corner.checks.stray_markup import explain_stray_markup, find_stray_markup
from corner.content import links, markdown, markdown_blocks
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import MOST_SUGGESTED, show_value, suggest
from corner.sources.frontmatter import SourceFile

_RAW_HTML = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:|[^\s<>@]+@)[A-Za-z/!?]")
_TOP_HEADING = re.compile(r"^ {0,3}#(?:[ \t]|$)|^[^\n]+\n {0,3}=+[ \t]*$", re.MULTILINE)
_WORDLESS = re.compile(r"(?<!\\)!\[\s*\][(\[]|(?<![!\\])\[\s*\]\((?!\s*\))|^ {0,3}#{2,6}[ \t]*#*[ \t]*$", re.MULTILINE)
_FILE_NAME_AS_WORDS = re.compile(rf"!\[({markdown.WORDS_OF_CAMERAS})\]\(([^)\s]*)", re.IGNORECASE)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\[\]\s]+)\]")
_ID = re.compile(r' id="([^"]+)"')


_EXCERPT = 200
"""The most characters that a message quotes of a line."""
_LINK_START = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|<)\Z")
_MOST_OCCURRENCES = 100
"""The most places of an address that are looked at."""
_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|<)([^\s<>)]+)")
_EMPTY_LINK = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|<)\s*[)>]")


class TextPlace(Protocol):
    """Where a text is: its file, and the line at which it begins."""

    @property
    def path(self) -> str:
        """The file, relative to the project's root."""

    @property
    def body_line(self) -> int:
        """The first line of the text, from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class TextPart:
    """A part of a file's text that is rendered on its own: the lead of a summary, each of its items, or a whole text."""

    source: TextPlace
    passage: markdown.Passage
    read: Callable[[], str]
    """Returns its Markdown."""
    first: int = 0
    """The lines of the text above it."""

    def problem(
        self, position: int, code: str, message: str, text: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at a position in `text`, counted in characters from 0."""
        line = self.source.body_line + self.first + text.count("\n", 0, position)
        return Problem(self.source.path, line, "body", code, message, severity)


def check_text(
    part: TextPart, outline: markdown.Outline, assets: Container[str], keys: Container[str]
) -> Iterator[Problem]:
    """Yield every problem of a rendered text."""
    wrong = [link for link in outline.links if not _leads_somewhere(link, assets, keys)]
    if not (outline.raw_html or outline.doubtful or wrong or 1 in outline.headings or outline.large_table >= 0):
        return
    text = links.mask_code(part.read())
    if outline.large_table >= 0:
        message = Message(
            "expected a table of at most {columns} columns, and at most {cells:,} cells in the text, found more",
            columns=markdown.MOST_COLUMNS,
            cells=markdown.MOST_CELLS,
        )
        yield part.problem(outline.large_table, "large-table", message, text)
        return  # its signs are left over
    if outline.raw_html:
        match = _RAW_HTML.search(text)
        start = match.start() if match else 0
        excerpt = text[start : start + 20].split("\n")[0]
        yield part.problem(
            start, "raw-html", Message("expected Markdown without HTML, found '{excerpt}'", excerpt=excerpt), text
        )
    if 1 in outline.headings:
        match = _TOP_HEADING.search(text)
        message = Message("expected headings from '##' on (the title is '#'), found '#'")
        yield part.problem(match.start() if match else 0, "top-heading", message, text)
    if outline.doubtful:
        yield from _check_words(part, text)
        yield from _check_notes(part, text)
        yield from _check_stray_markup(part, text)
        yield from _check_file_names_as_words(part, text)
        yield from _check_pasted_text(part, text)
    yield from _check_links(part, wrong, text, frozenset(_iterable(keys)), frozenset(_iterable(assets)))


def _check_links(
    part: TextPart, wrong: list[links.MarkdownLink], text: str, keys: frozenset[str], assets: frozenset[str]
) -> Iterator[Problem]:
    """Yield a problem for each link that may not be published or leads nowhere."""
    for number, link in enumerate(wrong):
        explained = _explain_link(link)
        if explained is None:
            continue
        code, expected = explained
        with_nearest = number < MOST_SUGGESTED
        advice = (
            explain_address(link, part.source.path, keys, assets, with_nearest=with_nearest) if with_nearest else ""
        )
        message = Message(
            "expected {expected}, found '{address}'{advice}", expected=expected, address=link.written, advice=advice
        )
        yield part.problem(find_link(text, link), code, message, text)


def _explain_link(link: links.MarkdownLink) -> tuple[str, Message] | None:
    """Return code and what is expected for a link that may not be published or leads nowhere."""
    if link.picture:
        expected = Message("the path of a picture in news/")
        if not link.safe:
            return "foreign-picture", expected
        return "unknown-link", expected
    if not link.safe:
        return "unsafe-link", Message("https:, mailto:, tel: or the path of a file in news/")
    if link.target is None:
        return None
    return "unknown-link", Message("a release, summary or file in news/")


def _check_words(part: TextPart, text: str) -> Iterator[Problem]:
    """Yield a problem for each picture, link and heading without words, which says nothing in a screen reader."""
    for match in _WORDLESS.finditer(text):
        sign = match[0].strip()
        kind = Message("a picture") if sign[0] == "!" else Message("a link") if sign[0] == "[" else Message("a heading")
        line = text[match.start() : match.start() + _EXCERPT].lstrip().split("\n")[0]
        message = Message("expected words for {kind}, found none in {line}", kind=kind, line=show_value(line))
        yield part.problem(match.start(), "no-words", message, text)


def _check_file_names_as_words(part: TextPart, text: str) -> Iterator[Problem]:
    """Yield a warning for each picture whose words are only the name of its file."""
    for match in _FILE_NAME_AS_WORDS.finditer(text):
        message = Message(
            "expected words that say what the picture shows, found {words}; type ![what it shows]({address})",
            words=show_value(match[1]),
            address=match[2],
        )
        yield part.problem(match.start(), "no-words", message, text, Severity.WARNING)


def _check_pasted_text(part: TextPart, text: str) -> Iterator[Problem]:
    """Yield a warning for each table with tabs, and for each paragraph that its indent turns into code."""
    for pasted in pasted_text.find_tabbed_tables(text):
        yield part.problem(pasted.position, "pasted-table", pasted.message, text, Severity.WARNING)
    if "<pre><code>" in part.passage.html:
        written = part.read()
        for pasted in pasted_text.find_indented_code(written, markdown_blocks.find_code_lines(written)):
            yield part.problem(pasted.position, "indented-text", pasted.message, written, Severity.WARNING)


def _check_notes(part: TextPart, text: str) -> Iterator[Problem]:
    """Yield a problem for each reference without a note, and each note without a reference or with a double name."""
    notes = list(_NOTE.finditer(text))
    starts = {match.start(1) for match in notes}
    references = [match for match in _REFERENCE.finditer(text) if match.start(1) not in starts]
    known, named = {match[1].casefold() for match in notes}, {match[1].casefold() for match in references}
    missing = [match for match in references if match[1].casefold() not in known]
    for number, match in enumerate(missing):
        message = Message(
            "expected a note '[^{text}]: …' for this reference, found none{suggestion}",
            text=match[1],
            suggestion=suggest(match[1], known - named) if number < MOST_SUGGESTED else "",
        )
        yield part.problem(match.start(), "unmatched-note", message, text)
    earlier: set[str] = set()
    for match in notes:
        if match[1].casefold() in earlier:
            message = Message("expected one note '[^{text}]', found another", text=match[1])
            yield part.problem(match.start(), "unmatched-note", message, text)
        elif match[1].casefold() not in named:
            message = Message("expected a reference '[^{text}]' in the text to this note, found none", text=match[1])
            yield part.problem(match.start(), "unmatched-note", message, text)
        earlier.add(match[1].casefold())


def _check_stray_markup(part: TextPart, text: str) -> Iterator[Problem]:
    """Yield a problem for each sign of Markdown that readers would see, because what it begins is incomplete."""
    for start, signs in find_stray_markup(part.passage.html, text):
        message = explain_stray_markup(signs, text, start)
        yield part.problem(start, "stray-markup", message, text, Severity.WARNING)


def find_anchors(content: Content, locale: str) -> set[str]:
    """Return the parts of the page of a text that links may lead to."""
    text = content.text(locale)
    anchors = set(_ID.findall(text.passage.html)) | content.anchors
    for section in text.sections:
        anchors |= set(_ID.findall(section.passage.html))
    return anchors


def unknown_anchor_problem(
    source: SourceFile, link: links.MarkdownLink, known: Collection[str], *, with_suggestion: bool
) -> Problem:
    """Return the problem of a link to a part that a page does not have.

    Args:
        source: the file of the link.
        link: the link.
        known: the parts that the page has, sorted.
        with_suggestion: whether to look for the one that may be meant.
    """
    part = link.written.partition("#")[2]
    example = Message("such as #{next}", next=next(iter(known))) if known else Message("which has none")
    message = Message(
        "expected a part of the page, {example}, found '#{part}'{suggestion}",
        example=example,
        part=part,
        suggestion=suggest(part, known) if with_suggestion else "",
    )
    start = find_link(_mask_code(source.body), link)
    return source.body_problem(start, "unknown-anchor", message)


_mask_code = lru_cache(maxsize=1)(links.mask_code)
"""The text without code, in which thousands of links may be looked up one after the other."""


def find_link(text: str, link: links.MarkdownLink) -> int:
    """Return the position at which a link is written, in characters from the beginning of the text."""
    if not link.written:
        match = _EMPTY_LINK.search(text)
        return match.start() if match else 0
    starts = _find_addresses(text)
    for written in (link.written, unquote(link.written)):
        if written in starts:
            return starts[written]
        start = -1
        for _ in range(_MOST_OCCURRENCES):  # an address with a space or a bracket
            start = text.find(written, start + 1)
            if start < 0:
                break
            if match := _LINK_START.search(text[max(0, start - 10) : start]):
                return start - len(match[0])
    return 0


@lru_cache(maxsize=1)
def _find_addresses(text: str) -> Mapping[str, int]:
    """Return where the first link to each address begins; an address ends at a space or a bracket."""
    starts: dict[str, int] = {}
    for match in _ADDRESS.finditer(text):
        starts.setdefault(match[1], match.start())
    return starts


def _leads_somewhere(link: links.MarkdownLink, assets: Container[str], keys: Container[str]) -> bool:
    """Return whether a link may be published and has a target."""
    return link.safe and (link.target is None or link.target in keys or link.target in assets)


def _iterable(container: Container[str] | None) -> Iterable[str]:
    return container if isinstance(container, Iterable) else ()
