"""HTML from elsewhere as clean Markdown that the check accepts: the one module that knows Beautiful Soup and markdownify."""

from __future__ import annotations

import re
import warnings
from typing import Any

from corner.documents import DocumentError, html_of
from corner.sources import printable

_DROPPED = (
    "script style noscript template head nav footer aside form button iframe svg math img picture video audio object embed "
    "canvas map input select textarea dialog"
).split()
_BLOCKS = "p h1 h2 h3 h4 h5 h6 li table pre blockquote dt dd".split()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>()]+\Z")
_DAYS: tuple[dict[str, Any], ...] = (
    {"property": "article:published_time"},
    {"name": re.compile("^(?:date|dc.date.*|dcterms.(?:issued|date))$", re.IGNORECASE)},
)
_ESCAPE = re.compile(r"\\\\|\\(?:([-=+#>.])|(&)(?![A-Za-z0-9#]+;))")
_BLANK = re.compile(r"\n{3,}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Page:
    """What a document says, without what stands around it."""

    def __init__(self, html: str | bytes) -> None:
        """Clean `html`.

        Raises:
            DocumentError: what reads HTML is missing, or it holds no words.
        """
        try:
            from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning  # noqa: PLC0415 -- of the extra `import`
        except ImportError:
            raise DocumentError("expected the converters, found no 'bs4'; 'make site' installs them") from None
        with warnings.catch_warnings():
            # XHTML is read as browsers read it.
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            self._soup: Any = BeautifulSoup(html, "html.parser")
        self.day = self._day()
        """The day of issue that it names for programs, as ISO 8601 writes it, or nothing."""
        for element in self._soup.find_all(_DROPPED):
            element.decompose()
        for text in self._soup.find_all(string=lambda text: type(text).__name__ != "NavigableString"):
            text.extract()  # comments, declarations
        main: Any = self._soup.select_one("main, article, [role=main]") or self._soup
        if not main.find(_BLOCKS):
            for line in main.find_all("br"):
                line.replace_with("\n")
            main = BeautifulSoup(html_of(main.get_text()), "html.parser")
        self._main = main
        if not self._main.get_text().strip():
            raise DocumentError("expected text, found none")
        heading = self._main.find("h1") or self._soup.find("h1")
        self.title = _plain(heading) if heading else ""
        """Its headline, where one is marked as such."""
        if heading:
            heading.decompose()

    def _day(self) -> str:
        for names in _DAYS:
            found = self._soup.find("meta", attrs=names)
            day = _ISO_DAY.match(str(found.get("content", ""))) if found else None
            if day:
                return day[0]
        return ""

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
        text = printable(text.replace("\u00a0", " "))
        lines = [line.rstrip() for line in _ESCAPE.sub(_lighter, text).split("\n")]
        return _BLANK.sub("\n\n", "\n".join(lines)).strip()


def _lighter(match: re.Match[str]) -> str:
    """Return a sign without the escape that only one at the beginning of a line needs."""
    if match[2]:
        return match[2]
    text = match.string
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return match[1] if match[1] and before.strip(" \t0123456789>|-") else match[0]


def _plain(element: Any) -> str:
    return " ".join(printable(str(element.get_text(" " if element.name == "table" else ""))).split())
