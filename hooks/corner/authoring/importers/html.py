"""HTML from elsewhere as clean Markdown that the check accepts: the one module that knows Beautiful Soup and markdownify."""

from __future__ import annotations

import re
import warnings
from datetime import date
from itertools import takewhile
from typing import Any

from corner.authoring.importers.documents import DocumentError, text_to_html
from corner.sources.characters import remove_forbidden

_DROPPED = (
    "script style noscript template head nav footer aside form button iframe svg math img picture video audio object embed "
    "canvas map input select textarea dialog"
).split()
_BLOCKS = "p h1 h2 h3 h4 h5 h6 li table pre blockquote dt dd".split()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MAIN = "main, article, [role=main], #pressrelease, #main-content, #maincontent, #mainContent, #content, .main-content"
"""What holds the words of a page, and not what stands around them."""
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
_MOST = 100
"""Rows or columns that one cell of a table may cover."""
_LEVELS = 200
"""Levels on which the elements of a document may stand within each other."""
_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_NARROW = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
"""Digits and letters as wide as Chinese characters, by those that are meant."""
_NOTE = re.compile("\u27e6\\^([0-9]+)\u27e7")
_NOTE_LINK = re.compile(r"#(?:foot|end)note-(?!ref)[A-Za-z-]*([0-9]+)\Z")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>()]+\Z")
_DAYS: tuple[dict[str, Any], ...] = (
    {"property": "article:published_time"},
    {"name": re.compile("^(?:date|dc.date.*|dcterms.(?:issued|date))$", re.IGNORECASE)},
)
_ESCAPE = re.compile(r"\\\\|\\(?:([-=+#>.)])|(&)(?![A-Za-z0-9#]+;))")
_SENTENCE_ENDS = (".", "。", ";", "；")
_LINE = 200
"""The width of a line that is no running text; a Chinese character counts two."""
_BLANK = re.compile(r"\n{3,}")
_ISO_DAY = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])")


def find_iso_day(words: str) -> date | None:
    """Return the first day that words tell as ISO 8601 writes it."""
    match = _ISO_DAY.search(words)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _check_depth(soup: Any) -> bool:
    """Return whether elements nest deeper than any page does; what reads them takes time by the square of it."""
    level = [soup]
    for _ in range(_LEVELS):
        level = [child for element in level for child in element.find_all(recursive=False)]
    return bool(level)


class ImportedPage:
    """What a document says, without what stands around it."""

    def __init__(self, html: str | bytes) -> None:
        """Clean `html`.

        Raises:
            DocumentError: what reads HTML is missing, it holds no words, or it nests without end.
        """
        try:
            from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning  # noqa: PLC0415 -- of the extra `import`
        except ImportError:
            raise DocumentError("expected the converters, found no 'bs4'; 'make site' installs them") from None
        with warnings.catch_warnings():
            # XHTML is read as browsers read it.
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            self._soup: Any = BeautifulSoup(html, "html.parser")
        if _check_depth(self._soup):
            raise DocumentError("expected a few levels of nesting, found hundreds")
        self.day = self._day()
        """The day of issue that it names for programs."""
        for element in self._soup.find_all(_DROPPED):
            element.decompose()
        for text in self._soup.find_all(string=lambda text: type(text).__name__ != "NavigableString"):
            text.extract()  # comments, declarations
        self._main = self._body()
        if not self._main.get_text().strip():
            raise DocumentError("expected text, found none")
        heading = self._marked()
        self.title = _plain(heading) if heading else ""
        """Its headline, where one is marked as such."""
        if heading:
            heading.decompose()

    def _body(self) -> Any:
        """Return the part that holds the words, put right for what makes Markdown of it."""
        from bs4 import BeautifulSoup  # noqa: PLC0415 -- of the extra `import`

        for text in self._soup.find_all(string=_FULL_WIDTH):
            text.replace_with(str(text).translate(_NARROW))
        main: Any = self._soup.select_one(_MAIN) or self._soup
        if main.find(_BLOCKS):
            _wrap(self._soup, main)
        for table in main.find_all("table"):
            _spread(self._soup, table)
        _mark_notes(self._soup, main)
        if not main.find(_BLOCKS):
            for line in main.find_all("br"):
                line.replace_with("\n")
            main = BeautifulSoup(text_to_html(main.get_text()), "html.parser")
        return main

    def _marked(self) -> Any:
        """Return the heading that is the headline, if one is marked as such.

        It stands before the running text. Where a headline is only bold, the headings below it are those of sections.
        """
        headings = [heading for heading in self._main.find_all("h1") if _plain(heading)]
        if not headings:
            return self._soup.find("h1")
        own = (headings[0], *headings[0].parents)
        before = list(takewhile(lambda block: all(block is not each for each in own), self._blocks()))
        if any(map(_runs, before)) or (len(headings) > 1 and any(map(_stands_out, before))):
            return None
        return headings[0]

    def opening(self, but: int | None) -> dict[int, bool]:
        """Return the blocks before the running text, by position, with whether each is a heading or all bold.

        Args:
            but: the block that says the day of issue, which is no text.
        """
        found = {}
        for position, block in enumerate(self._blocks()):
            if position == but:
                continue
            if _runs(block):
                break
            found[position] = _stands_out(block)
        return found

    def _day(self) -> date | None:
        for names in _DAYS:
            found = self._soup.find("meta", attrs=names)
            day = find_iso_day(str(found.get("content", ""))) if found else None
            if day:
                return day
        return None

    @property
    def text(self) -> str:
        """Its words, a block on each line."""
        return "\n".join(_plain(block) for block in self._blocks())

    def blocks(self) -> list[str]:
        """Return the words of its paragraphs, headings, items and tables in order."""
        return [_plain(block) for block in self._blocks()]

    def drop(self, positions: set[int]) -> None:
        """Leave out blocks."""
        for position, block in enumerate(self._blocks()):
            if position in positions:
                block.decompose()

    def _blocks(self) -> list[Any]:
        return [block for block in self._main.find_all(_BLOCKS) if not block.find_parent(_BLOCKS) and _plain(block)]

    def markdown(self) -> str:
        """Return it as CommonMark with GFM tables: headings from level 2, links to elsewhere, no pictures, no HTML."""
        from markdownify import markdownify  # noqa: PLC0415 -- of the extra `import`

        levels = sorted({heading.name for heading in self._main.find_all(_HEADINGS) if _plain(heading)})
        for heading in self._main.find_all(_HEADINGS):
            heading.name = f"h{min(6, 2 + levels.index(heading.name))}" if _plain(heading) else "p"
        for link in self._main.find_all("a"):
            address = str(link.get("href") or "").strip()
            if not _SAFE.match(address) or not _plain(link):
                link.unwrap()
            else:
                link.attrs = {"href": address}
        text = markdownify(str(self._main), heading_style="ATX", bullets="-", escape_misc=True, table_infer_header=True)
        text = remove_forbidden(_NOTE.sub(r"[^\1]", text.replace("\u00a0", " ")))
        lines = [line.rstrip() for line in _ESCAPE.sub(_lighter, text).split("\n")]
        return _BLANK.sub("\n\n", "\n".join(lines)).strip()


def _runs(block: Any) -> bool:
    """Return whether a block is running text, and no line that stands above it."""
    words = _plain(block)
    if block.name in _HEADINGS:
        return False
    return words.endswith(_SENTENCE_ENDS) or sum(1 + (sign >= "\u2e80") for sign in words) > _LINE


def _stands_out(block: Any) -> bool:
    """Return whether a block is a heading or all of its words are bold."""
    if block.name in _HEADINGS:
        return True
    bold = "".join(
        element.get_text() for element in block.find_all(("strong", "b")) if not element.find_parent(("strong", "b"))
    )
    return block.name == "p" and bool(bold.strip()) and "".join(bold.split()) == "".join(block.get_text().split())


def _wrap(soup: Any, main: Any) -> None:
    """Put words that stand loose beside blocks into paragraphs of their own."""
    for holder in [main, *main.find_all(("div", "section"))]:
        if holder.find_parent(_BLOCKS):
            continue
        paragraph = None
        for child in list(holder.children):
            if child.name in _HOLDERS or (child.name and child.find(_BLOCKS)):
                paragraph = None
            elif paragraph is not None:
                paragraph.append(child.extract())
            elif str(child).strip():
                paragraph = soup.new_tag("p")
                child.replace_with(paragraph)
                paragraph.append(child)


def _spread(soup: Any, table: Any) -> None:
    """Give a table a cell for each that another covers, so that every word stays below its heading."""
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
            width, height = (min(_number(cell.get(name)), _MOST) for name in ("colspan", "rowspan"))
            for each in range(column, column + width):
                covered[each] = height - 1
            column += width
            del cell["rowspan"]


def _number(written: Any) -> int:
    return int(written) if written and str(written).isdecimal() and int(written) else 1


def _mark_notes(soup: Any, main: Any) -> None:
    """Write notes and references to them so that they become those of Markdown."""
    for link in main.find_all("a", href=_NOTE_LINK):
        found = _NOTE_LINK.search(link["href"])
        if found:
            (link.find_parent("sup") or link).replace_with(f"\u27e6^{found[1]}\u27e7")
    for note in main.find_all("li", id=re.compile(r"\A(?:foot|end)note-")):
        for back in note.find_all("a", href=re.compile(r"\A#(?:foot|end)note-ref-")):
            back.decompose()
        paragraph = soup.new_tag("p")
        paragraph.append(f"\u27e6^{note['id'].rpartition('-')[2]}\u27e7: {_plain(note)}")
        parent = note.find_parent(("ol", "ul"))
        (parent or note).insert_before(paragraph)
        note.decompose()
        if parent and not parent.find("li"):
            parent.decompose()


def _lighter(match: re.Match[str]) -> str:
    """Return a sign without the escape that only one at the beginning of a line needs."""
    if match[2]:
        return match[2]
    text = match.string
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return match[1] if match[1] and before.strip(" \t0123456789>|-") else match[0]


def _plain(element: Any) -> str:
    return " ".join(remove_forbidden(str(element.get_text(" " if element.name == "table" else ""))).split())
