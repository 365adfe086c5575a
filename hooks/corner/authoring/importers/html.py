"""The text of an imported document: its parts, its headline, and its Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from itertools import takewhile
from typing import Any

from corner.authoring.importers import block_text, document_html, manual_numbers, markdown_writer, sizes
from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.phrases import read_phrases
from corner.authoring.importers.plain_text import text_to_html
from corner.authoring.importers.press_frame import PressFrame
from corner.content.links import SAFE
from corner.diagnostics.message import Message
from corner.sources.characters import remove_forbidden

_BLOCKS = "p h1 h2 h3 h4 h5 h6 li table pre blockquote dt dd".split()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MAIN = "main, article, [role=main], #pressrelease, #main-content, #maincontent, #mainContent, #content, .main-content"
"""The elements that contain the text of a page, without navigation."""
_HOLDERS = (
    *_BLOCKS,
    "div",
    "section",
    "ul",
    "ol",
    "dl",
    "hr",
    "br",
    "table",
    "figure",
    "html",
    "head",
    "body",
    "center",
)
_MOST_SPANNED = 100
"""The largest number of rows or columns that a table cell may span."""
_MOST_CELLS = 20_000
_MOST_NOTES = 2_000
_NOTE = re.compile("\u27e6\\^([0-9]+)\u27e7")
_NOTE_LINK = re.compile(r"#(?:foot|end)note-(?!ref)[A-Za-z-]*([0-9]+)\Z")
_SAFE = re.compile(rf"(?:{'|'.join(SAFE)})[^\s<>()]+\Z")
_DAY_ELEMENTS: tuple[dict[str, Any], ...] = (
    {"property": "article:published_time"},
    {"name": re.compile("^(?:date|dc.date.*|dcterms.(?:issued|date))$", re.IGNORECASE)},
)
_ESCAPE = re.compile(r"\\\\|\\(?:([-=+#>.)])|(&)(?![A-Za-z0-9#]+;))")
_plain_text = block_text.get_text
LONGEST_TITLE = 300
"""The largest number of characters of a headline."""
_SENTENCE_ENDS = (".", "。", ";", "；")
_FIRST_BLOCKS = 8
"""The number of blocks that may be above the headline."""
_LINE_WIDTH = 200
"""The largest width of a line that is no running text; a Chinese character counts two."""
_BLANK = re.compile(r"\n{3,}")
_ISO_DAY = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])")


def find_iso_day(text: str) -> date | None:
    """Return the first day in a text in the form of ISO 8601."""
    match = _ISO_DAY.search(text)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


class ImportedPage:
    """The text of a document, without navigation."""

    def __init__(self, html: str) -> None:
        """Clean `html`.

        Raises:
            DocumentError: Beautiful Soup is missing, the document has no text, or it nests too deeply.
        """
        self._soup = document_html.read_html(html)
        self.day = self._find_day()
        """The day of issue in its metadata."""
        self._main = self._find_main()
        text = self._main.get_text()
        if not text.strip():
            raise DocumentError(Message("expected text, found none"))
        sizes.check_size(text)
        self._drop_mastheads()
        heading = self._find_headline()
        if heading and len(_plain_text(heading)) > LONGEST_TITLE:
            heading = None
        self.title = read_phrases().strip_masthead(_plain_text(heading)) if heading else ""
        """The headline, where it is marked as such."""
        if heading:
            heading.decompose()

    def _find_main(self) -> Any:
        """Return the part with the text, prepared for the conversion to Markdown."""
        main: Any = self._soup.select_one(_MAIN) or self._soup
        if main.find(_BLOCKS):
            _wrap_loose_text(self._soup, main)
        sizes.check_count(sum(map(_measure_cell, main.find_all(("td", "th")))), _MOST_CELLS, Message("cells of tables"))
        for table in main.find_all("table"):
            _expand_spans(self._soup, table)
        _mark_notes(self._soup, main)
        if not main.find(_BLOCKS):
            for line in main.find_all("br"):
                line.replace_with("\n")
            main = document_html.parse_html(text_to_html(main.get_text()))
        return main

    def _drop_mastheads(self) -> None:
        """Remove the headings and first lines that only say that the text is a press release: they are no headlines."""
        phrases = read_phrases()
        for block in self._find_blocks()[:_FIRST_BLOCKS]:
            if block.name in _HEADINGS and phrases.is_masthead(_plain_text(block)):
                block.decompose()
                continue
            line = block.find("br")
            before = line.find_all_previous(string=True) if line is not None else []
            own = [node for node in before if any(parent is block for parent in node.parents)]
            if own and phrases.is_masthead("".join(map(str, reversed(own)))):
                for node in (*own, line):
                    node.extract()

    def _find_headline(self) -> Any:
        """Return the heading that is the headline, if one is marked as such.

        The headline is before the running text. Where it is only bold, the headings below it are those of sections.
        """
        headings = [heading for heading in self._main.find_all("h1") if _plain_text(heading)]
        if not headings:
            return self._soup.find("h1")
        own = (headings[0], *headings[0].parents)
        before = list(takewhile(lambda block: all(block is not element for element in own), self._find_blocks()))
        if any(map(_is_running_text, before)) or (len(headings) > 1 and any(map(_is_prominent, before))):
            return None
        return headings[0]

    def opening(self, skipped: Collection[int]) -> dict[int, bool]:
        """Return whether each block before the running text is a heading or all bold, by position.

        Args:
            skipped: the positions of the blocks that are no text, such as that with the day of issue.
        """
        blocks = {}
        for position, block in enumerate(self._find_blocks()):
            if position in skipped:
                continue
            if _is_running_text(block):
                break
            blocks[position] = _is_prominent(block)
        return blocks

    def _find_day(self) -> date | None:
        for names in _DAY_ELEMENTS:
            element = self._soup.find("meta", attrs=names)
            day = find_iso_day(str(element.get("content", ""))) if element else None
            if day:
                return day
        return None

    @property
    def text(self) -> str:
        """The text, with one block on each line."""
        return "\n".join(_plain_text(block) for block in self._find_blocks())

    @property
    def lead(self) -> str:
        """The first paragraph of running text, or nothing."""
        paragraphs = (block for block in self._find_blocks() if block.name == "p" and _is_running_text(block))
        return next(map(_plain_text, paragraphs), "")

    def blocks(self) -> list[str]:
        """Return the texts of paragraphs, headings, items and tables in order."""
        return [_plain_text(block) for block in self._find_blocks()]

    def drop(self, positions: Collection[int], frame: PressFrame) -> None:
        """Remove blocks, and what of others is no text."""
        for position, block in enumerate(self._find_blocks()):
            if position in positions:
                block.decompose()
                continue
            if position in frame.cut_start:
                block_text.cut_start(block, frame.cut_start[position])
            if position in frame.cut_end:
                block_text.cut_end(block, frame.cut_end[position])

    def convert_numbers(self) -> None:
        """Make lists of paragraphs with manual numbers, and remove spaces that indent paragraphs."""
        blocks = self._find_blocks()
        for block in blocks:
            block_text.cut_start(block, 0)
        manual_numbers.convert_numbers(self._soup, blocks, read_phrases())

    def _find_blocks(self) -> list[Any]:
        return [
            block for block in self._main.find_all(_BLOCKS) if not _is_within(block, _BLOCKS) and _plain_text(block)
        ]

    def markdown(self) -> str:
        """Return the document as CommonMark with GFM tables: headings from level 2, absolute links, no pictures, no HTML."""
        levels = sorted({heading.name for heading in self._main.find_all(_HEADINGS) if _plain_text(heading)})
        for heading in self._main.find_all(_HEADINGS):
            heading.name = f"h{min(6, 2 + levels.index(heading.name))}" if _plain_text(heading) else "p"
        for link in self._main.find_all("a"):
            address = str(link.get("href") or "").strip()
            if not _SAFE.match(address) or not _plain_text(link):
                link.unwrap()
            else:
                link.attrs = {"href": address}
        text = markdown_writer.write_markdown(str(self._main))
        text = remove_forbidden(_NOTE.sub(r"[^\1]", text.replace("\u00a0", " ")))
        lines = [line.rstrip() for line in _ESCAPE.sub(_unescape, text).split("\n")]
        text = _BLANK.sub("\n\n", "\n".join(lines)).strip()
        sizes.check_size(text)
        return text


def _is_within(element: Any, names: Collection[str]) -> bool:
    """Return whether an element is in one with such a name; Beautiful Soup takes twenty times as long for the answer."""
    return any(parent.name in names for parent in element.parents)


def _is_running_text(block: Any) -> bool:
    """Return whether a block is running text, not a line above it."""
    text = _plain_text(block)
    if block.name in _HEADINGS:
        return False
    return text.endswith(_SENTENCE_ENDS) or sum(1 + (character >= "\u2e80") for character in text) > _LINE_WIDTH


def _is_prominent(block: Any) -> bool:
    """Return whether a block is a heading or all of its words are bold."""
    if block.name in _HEADINGS:
        return True
    return block.name == "p" and block_text.is_bold(block)


def _wrap_loose_text(soup: Any, main: Any) -> None:
    """Put text beside blocks into paragraphs of its own."""
    for holder in [main, *main.find_all(("div", "section"))]:
        if _is_within(holder, _BLOCKS):
            continue
        paragraph = None
        children = list(holder.children)
        holder.clear()  # to replace a child among many takes as long as to pass all those before it
        for child in children:
            if child.name in _HOLDERS or (child.name and child.find(_BLOCKS)):
                paragraph = None
            elif paragraph is None and str(child).strip():
                paragraph = soup.new_tag("p")
                holder.append(paragraph)
            (holder if paragraph is None else paragraph).append(child)


def _expand_spans(soup: Any, table: Any) -> None:
    """Add an empty cell for each cell that another spans, so that every text stays below its heading."""
    covered: dict[int, int] = {}
    for row in table.find_all("tr"):
        column = 0
        for cell in [*row.find_all(("td", "th"), recursive=False), None]:
            while covered.get(column, 0) > 0:
                covered[column] -= 1
                blank = soup.new_tag("td")
                if cell is None:
                    row.append(blank)
                else:
                    cell.insert_before(blank)
                column += 1
            if cell is None:
                break
            width, height = _parse_spans(cell)
            for spanned in range(column, column + width):
                covered[spanned] = height - 1
            column += width
            del cell["rowspan"]


def _parse_spans(cell: Any) -> tuple[int, int]:
    """Return the numbers of columns and rows that a cell spans."""
    width, height = (min(max(1, int(cell.get(name, "1"))), _MOST_SPANNED) for name in ("colspan", "rowspan"))
    return width, height


def _measure_cell(cell: Any) -> int:
    width, height = _parse_spans(cell)
    return width * height


def _mark_notes(soup: Any, main: Any) -> None:
    """Rewrite notes and references so that they become those of Markdown."""
    links = main.find_all("a", href=_NOTE_LINK)
    sizes.check_count(len(links), _MOST_NOTES, Message("references to notes"))
    for link in links:
        match = _NOTE_LINK.search(link["href"])
        if match:
            (link.find_parent("sup") or link).replace_with(f"\u27e6^{match[1]}\u27e7")
    notes = main.find_all("li", id=re.compile(r"\A(?:foot|end)note-"))
    sizes.check_count(len(notes), _MOST_NOTES, Message("notes"))
    for note in notes:
        for back in note.find_all("a", href=re.compile(r"\A#(?:foot|end)note-ref-")):
            back.decompose()
        paragraph = soup.new_tag("p")
        paragraph.append(f"\u27e6^{note['id'].rpartition('-')[2]}\u27e7: {_plain_text(note)}")
        parent = note.find_parent(("ol", "ul"))
        (parent or note).insert_before(paragraph)
        note.decompose()
        if parent and not parent.find("li"):
            parent.decompose()


def _unescape(match: re.Match[str]) -> str:
    """Return a character without its escape, unless it begins a line."""
    if match[2]:
        return match[2]
    text = match.string
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return match[1] if match[1] and before.strip(" \t0123456789>|-") else match[0]
