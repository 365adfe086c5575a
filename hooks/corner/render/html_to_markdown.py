"""Convert the HTML of texts to Markdown: CommonMark with the tables, footnotes and strikethrough of GFM.

The Markdown beside a page is made from what the page shows, not from what editors wrote. So it has no comment, unused
definition or relative path of a source file, and converted editions and content without Markdown have it, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from urllib.parse import unquote

from corner.render.markdown_syntax import (
    ENTITY,
    MARKS,
    SIGNS,
    escape_line_starts,
    escape_markdown,
    format_code,
    format_code_block,
    format_target,
    indent_block,
    join_blocks,
    place_delimiters,
)

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ALIGNMENT = re.compile(r'"(?:align-)?(left|center|right)"')
_SPACES = " \t\n\r\f"
_BREAK = "\\\n"
_RULES = {"left": ":---", "center": ":---:", "right": "---:"}
_INLINE = frozenset("abbr b bdi cite i kbd mark q s small span sub sup time u var".split())
"""Elements that Markdown has no syntax for and that break no line."""


def html_to_markdown(html: str, page: str = "") -> str:
    """Return the Markdown of HTML, without a line end.

    Args:
        html: well-formed HTML, as comrak writes it; of elements without a counterpart in Markdown the text remains.
        page: the URL of the page, which links to its parts begin with.
    """
    return _Conversion(page).convert(html)


@dataclass(slots=True)
class _Frame:
    """An element that contains blocks: the text as a whole, a quotation, a list, an item, a note."""

    tag: str
    first: str = ""
    """What its first line begins with."""
    rest: str = ""
    """What its other lines begin with."""
    blocks: list[str] = field(default_factory=list)
    sign: str = ""
    """Of a list, the sign of its items."""
    number: int = 0
    """Of a list, the number of its next item."""
    is_loose: bool = False
    """Whether the items of a list have paragraphs."""
    last_sign: str = ""
    """The sign of the list that is its last block, where that is a list."""


class _Conversion:
    """The conversion of one text."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._has_signs = True
        """Whether the text may have characters that mean something in Markdown."""
        self._has_marks = False
        """Whether the open block has emphasis."""
        self._frames = [_Frame("")]
        self._inline: list[str] = []
        """The text of the open block."""
        self._links: list[tuple[int, str, str]] = []
        """Position in the text, URL and title of each open link."""
        self._rows: list[list[str]] = []
        """The cells of the open table."""
        self._rules: list[str] = []
        """The delimiter row of the open table."""

    def convert(self, html: str) -> str:
        """Return the Markdown of a text."""
        self._has_signs = any(sign in html for sign in SIGNS)
        pieces = _TAG.split(html)
        position, count = 0, len(pieces)
        while position < count:
            piece = pieces[position]
            if position % 2 == 0:
                if piece and (piece != "\n" or self._inline):
                    self._add_text(piece)
            elif handle := _HANDLERS.get(piece):
                handle(self)
            elif piece.startswith(("<code", "<sup ", "<a ")):
                position = self._add_unit(pieces, position)
            else:
                self._handle_tag(piece)
            position += 1
        self.end_block()
        return "\n\n".join(self._frames[0].blocks)

    def _add_unit(self, pieces: list[str], start: int) -> int:
        """Add the code, reference to a note or link that begins at `start`; return the position to go on after."""
        tag = pieces[start]
        if tag.startswith("<code"):
            end = pieces.index("</code>", start)
            source = unescape("".join(pieces[start + 1 : end]))
            if start > 1 and pieces[start - 2] == "<pre>" and not pieces[start - 1]:
                self._add_block(format_code_block(source, _attributes(tag).get("class", "").removeprefix("language-")))
            else:
                self._inline.append(format_code(source.replace("|", "\\|") if self._rows else source))
            return end
        if "footnote-ref" in tag:
            self._open_bracket()
            self._inline.append(f"[^{_note_label(_attributes(pieces[start + 2])['href'])}]")
            return pieces.index("</sup>", start)
        if "data-footnote-backref" in tag:
            return pieces.index("</a>", start)
        if tag.startswith("<a "):
            attributes = _attributes(tag)
            url = attributes.get("href", "")
            self._open_bracket()
            url = self._page + url if url.startswith("#") else url
            self._links.append((len(self._inline), url, attributes.get("title", "")))
        return start

    def _handle_tag(self, tag: str) -> None:
        """Handle a tag with attributes, or one that Markdown has no counterpart for."""
        match = _NAME.match(tag)
        name = match[1] if match else ""
        if name == "img":
            self._add_picture(_attributes(tag))
        elif name == "ol" and "start" in tag:
            self.open_list(name, int(_attributes(tag)["start"]))
        elif name == "li" and "fn-" in tag:
            self._open_note(_attributes(tag)["id"])
        elif name in ("th", "td") and (alignment := _ALIGNMENT.search(tag)):
            self.open_cell(alignment[1])
        elif handle := _HANDLERS.get(f"</{name}>" if tag.startswith("</") else f"<{name}>"):
            handle(self)
        elif name not in _INLINE:
            self.end_block()

    # Blocks

    def _add_block(self, block: str, sign: str = "") -> None:
        frame = self._frames[-1]
        frame.blocks.append(block)
        frame.last_sign = sign

    def end_block(self) -> None:
        """End the paragraph that is open, if there is one."""
        if self._inline and (text := self._take_text()):
            self._add_block(escape_line_starts(text))

    def _take_text(self) -> str:
        """Return the text of the open block, and begin another one."""
        while self._inline and self._inline[-1] in (_BREAK, "\n"):
            self._inline.pop()
        text = "".join(self._inline).strip(_SPACES)
        self._inline.clear()
        if self._has_marks:
            self._has_marks = False
            return place_delimiters(text)
        return text

    def _take_line(self) -> str:
        """Return the text of the open block on one line, and begin another one."""
        return self._take_text().replace(_BREAK, " ").replace("\n", " ")

    def open_paragraph(self) -> None:
        self.end_block()
        if self._frames[-1].tag == "li":
            self._frames[-2].is_loose = True

    def end_heading(self, level: int) -> None:
        text = self._take_line()
        # Signs at the end of a heading are not shown.
        self._add_block(f"{'#' * level} {text[:-1]}\\#" if text.endswith("#") else f"{'#' * level} {text}")

    def add_rule(self) -> None:
        self.end_block()
        self._add_block("___")

    def open_quotation(self) -> None:
        self.end_block()
        self._frames.append(_Frame("blockquote", "> ", "> "))

    def open_list(self, tag: str, number: int = 1) -> None:
        self.end_block()
        sign, other = ("-", "+") if tag == "ul" else (".", ")")
        # A list right after another one of the same kind needs another sign.
        self._frames.append(_Frame(tag, sign=other if self._frames[-1].last_sign == sign else sign, number=number))

    def open_item(self) -> None:
        self.end_block()
        parent = self._frames[-1]
        first = f"{parent.number}{parent.sign} " if parent.tag == "ol" else f"{parent.sign} "
        parent.number += 1
        self._frames.append(_Frame("li", first, " " * len(first)))

    def _open_note(self, anchor: str) -> None:
        self.end_block()
        self._frames.append(_Frame("li", f"[^{_note_label(anchor)}]: ", "    "))

    def close_frame(self) -> None:
        """End an element that contains blocks."""
        self.end_block()
        frame = self._frames.pop()
        if frame.tag in ("ul", "ol"):
            self._add_block(("\n\n" if frame.is_loose else "\n").join(frame.blocks), frame.sign)
            return
        is_tight = frame.tag == "li" and not self._frames[-1].is_loose
        self._add_block(indent_block(join_blocks(frame.blocks, is_tight=is_tight), frame.first, frame.rest))

    # Tables

    def open_table(self) -> None:
        self.end_block()
        self._rows, self._rules = [], []

    def open_row(self) -> None:
        self._inline.clear()
        self._rows.append([])

    def open_cell(self, alignment: str = "") -> None:
        self._inline.clear()
        if len(self._rows) == 1:
            self._rules.append(_RULES.get(alignment, "---"))

    def end_cell(self) -> None:
        self._rows[-1].append(self._take_line())

    def end_table(self) -> None:
        head, *rows = self._rows
        self._rows = []
        self._inline.clear()
        self._add_block("\n".join(f"| {' | '.join(cells)} |" for cells in (head, self._rules, *rows)))

    # Parts of a line

    def _add_text(self, text: str) -> None:
        if self._inline and self._inline[-1] == _BREAK:
            text = text.removeprefix("\n")  # comrak ends the line after the tag
        self._inline.append(escape_markdown(unescape(text)) if self._has_signs else text)

    def add_break(self) -> None:
        self._inline.append(_BREAK)

    def add_mark(self, mark: str) -> None:
        self._inline.append(mark)
        self._has_marks = True

    def _open_bracket(self) -> None:
        """Keep an exclamation mark from making a picture of the link after it."""
        if self._inline and self._inline[-1].endswith("!"):
            self._inline[-1] = self._inline[-1][:-1] + "\\!"

    def close_link(self) -> None:
        if not self._links:
            return
        position, url, title = self._links.pop()
        text = "".join(self._inline[position:])
        del self._inline[position:]
        if not url:
            self._inline.append(text)
        elif text == escape_markdown(url) and ":" in url and not ENTITY.search(url):
            self._inline.append(f"<{url}>")
        else:
            self._inline.append(f"[{text}]({format_target(url, title)})")

    def _add_picture(self, attributes: Mapping[str, str]) -> None:
        text = escape_markdown(attributes.get("alt", ""))
        self._inline.append(f"![{text}]({format_target(attributes.get('src', ''), attributes.get('title', ''))})")


_HANDLERS: Mapping[str, Callable[[_Conversion], None]] = {
    "<p>": _Conversion.open_paragraph,
    "</p>": _Conversion.end_block,
    **{f"<h{level}>": _Conversion.end_block for level in range(1, 7)},
    **{f"</h{level}>": partial(_Conversion.end_heading, level=level) for level in range(1, 7)},
    "<hr>": _Conversion.add_rule,
    "<hr />": _Conversion.add_rule,
    "<br>": _Conversion.add_break,
    "<br />": _Conversion.add_break,
    "<blockquote>": _Conversion.open_quotation,
    "</blockquote>": _Conversion.close_frame,
    "<ul>": partial(_Conversion.open_list, tag="ul"),
    "</ul>": _Conversion.close_frame,
    "<ol>": partial(_Conversion.open_list, tag="ol"),
    "</ol>": _Conversion.close_frame,
    "<li>": _Conversion.open_item,
    "</li>": _Conversion.close_frame,
    "<table>": _Conversion.open_table,
    "</table>": _Conversion.end_table,
    "<tr>": _Conversion.open_row,
    "<th>": _Conversion.open_cell,
    "</th>": _Conversion.end_cell,
    "<td>": _Conversion.open_cell,
    "</td>": _Conversion.end_cell,
    "</a>": _Conversion.close_link,
    **{f"<{name}>": partial(_Conversion.add_mark, mark=start) for name, (start, _, _) in MARKS.items()},
    **{f"</{name}>": partial(_Conversion.add_mark, mark=end) for name, (_, end, _) in MARKS.items()},
}
"""What handles each tag without attributes."""


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _note_label(anchor: str) -> str:
    """Return the label of a note, given its anchor: `fn-LABEL`, or in an item of a summary `item-1-fn-LABEL`."""
    return unquote(anchor.removeprefix("#")).replace("fn-", "", 1)
