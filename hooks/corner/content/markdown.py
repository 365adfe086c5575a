"""The rendering of Markdown to HTML: the only module that imports comrak.

CommonMark with GFM tables, strikethrough and footnotes, CJK-friendly emphasis, and no raw HTML. Links within the
corner are written `corner:TARGET` until the page or feed that holds them is known (see `corner.content.links`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import comrak

from corner.content.links import INTERNAL_SCHEME, MarkdownLink, mask_code, parse_link, trim_bracket
from corner.storage.cache import Cache

if TYPE_CHECKING:
    # A check of texts needs none.
    from corner.storage.output_file import Spool

_HEADING = re.compile(r"<h([1-6])>")
_ALIGNED = re.compile(r'<(t[hd]) align="(left|center|right)">')
_OMITTED = "<!-- raw HTML omitted -->"
_BACK = re.compile(r'aria-label="Back to reference ([0-9-]+)"')
_NOTES_FRAME = re.compile(r'<section class="footnotes" data-footnotes>(.*)</section>', re.DOTALL)
_GROUP = re.compile(r" (?=\d{3}(?!\d))")
_DANGEROUS = re.compile(r"(?:javascript|vbscript|file|data):[^\s<>\"]*", re.IGNORECASE)
_DROPPED = re.compile(r' (?:href|src)=""')
_DOUBTFUL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("]", ("](", "] (http", "]（")),
    ("*", ("**",)),
    ("#", ("<p>##",)),
    ("|", ("<p>|",)),
    ("\u3000", ("<p>\u3000",)),
    ("\u00a0", ("<p>\u00a0",)),
    *((sign, (sign,)) for sign in "＃•●▪■◦‧"),
    ("<pre><code>", ("<pre><code>",)),
    (' alt="', (' alt=""', ' alt=" "')),
    ('"></', ('"></a>', '"></h')),
)
"""What HTML holds where Markdown syntax is left over, or where a picture, link or heading has no text.

Before each the part of it that few texts have, and that is found fast: a single character above all.
"""
WORDS_OF_CAMERAS = (
    r"[\w .()-]+\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|avif|svg)|[0-9 _().-]{3,}"
    r"|(?:img|dscn?|dscf|pxl|dji|mvimg|whatsapp image|screen ?shot|image|photo|picture|pic|圖片|图片|圖|照片|相片|微信图片|微信圖片|螢幕截圖|截圖)"
    r"[ _-]*[0-9 _().-]*(?:at [0-9. ]+(?:[ap]m)?)?[0-9 _().-]*"
)
"""The pattern of words for a picture that are the name of a file, or say only that it is a picture."""
_FILE_NAME_AS_WORDS = re.compile(rf' alt="(?:{WORDS_OF_CAMERAS})"', re.IGNORECASE)
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.MULTILINE)
_NOTES = re.compile(r'(id="|href="#)(fn(?:ref)?-)')
_ITEM = re.compile(r'<li id="([^"]+)">')


_BELOW_HEAD = re.compile(r"\n[ \t>|:-]+$", re.MULTILINE)
"""The line below the head of a table, which says how many columns it has."""
MOST_COLUMNS, MOST_CELLS = 100, 100_000
"""The most columns of a table, and the most cells of all tables of a text."""


class Outline(NamedTuple):
    """The features of a text that checks need."""

    links: tuple[MarkdownLink, ...]
    """Its links and pictures in order."""
    raw_html: bool
    """Whether raw HTML was omitted."""
    headings: tuple[int, ...]
    """The levels of its headings in order."""
    doubtful: bool = False
    """Whether Markdown syntax may be left over, something may lack text, or a note may have no reference."""
    large_table: int = -1
    """Where a table that is too large to be rendered begins, in characters from 0; -1 where there is none."""


class Passage:
    """A Markdown text that is rendered when its HTML is read."""

    __slots__ = ("_digest", "_folder", "_html", "_options", "_spooled", "_text")

    def __init__(
        self,
        text: str | Callable[[], str],
        folder: str,
        back_label: str,
        digest: str,
        heading_prefix: str = "section-",
        *,
        html: str | None = None,
    ) -> None:
        """Take the arguments of `render_markdown`, the text also as a function that returns it, its digest and known HTML."""
        self._text = text
        self._folder = folder
        self._digest = digest
        self._options = _share_options(back_label, heading_prefix)
        self._html = html
        self._spooled: tuple[Spool, int, int] | None = None

    @property
    def kept_html(self) -> str | None:
        """What a later run needs: the HTML, unless the text can be read again."""
        return self.html if isinstance(self._text, str) else None

    @property
    def html(self) -> str:
        """The HTML."""
        if self._html is not None:
            return self._html
        if self._spooled:
            spool, position, length = self._spooled
            return spool.get_text(position, length)
        return _render_once(self)

    def take_html(self) -> str | None:
        """Return the HTML, and keep it no longer; `None` where it was not rendered, or the text cannot be read again."""
        if isinstance(self._text, str):
            return None
        html, self._html = self._html, None
        return html

    def find_html(self, spool: Spool, position: int, length: int) -> None:
        """Take the HTML from a spool from now on."""
        self._spooled = spool, position, length

    def _render(self) -> tuple[str, Outline]:
        text = self._text if isinstance(self._text, str) else self._text()
        return render_markdown(text, self._folder, *self._options)

    def outline(self, cache: Cache) -> Outline:
        """Return the outline, from the cache where it is there."""
        key = f"outline {self._folder} {self._digest}"
        cached = cache.get(key)
        if cached is not None:
            links, *rest = cached
            return Outline(tuple(MarkdownLink(*link) for link in links), *rest)
        self._html, outline = self._render()
        if isinstance(self._text, str):
            self._text = ""  # thousands of texts need no second copy in memory
        cache.put(key, (tuple(map(tuple, outline.links)), *outline[1:]))
        return outline


@lru_cache(1024)
def _share_options(back_label: str, heading_prefix: str) -> tuple[str, str]:
    """Return the last arguments of `render_markdown`, which thousands of passages share."""
    return back_label, heading_prefix


@lru_cache(2048)
def _render_once(passage: Passage) -> str:
    """Return the HTML of a passage, which a page, its Markdown and what lists it ask for in turn."""
    return passage._render()[0]  # noqa: SLF001 -- a cache of its own in each passage would keep all of them


def render_markdown(text: str, folder: str, back_label: str, heading_prefix: str = "section-") -> tuple[str, Outline]:
    """Return `text` as HTML, with its outline.

    Headings have the ids section-1, section-2, …

    Args:
        text: the Markdown.
        folder: the folder in `news/` that relative links start from, such as `releases/2021`.
        back_label: the label for screen readers of the link back from a footnote, with {number}.
        heading_prefix: the beginning of the headings' ids.
    """
    links: list[MarkdownLink] = []

    def rewrite(url: str, *, picture: bool = False) -> str:
        link = parse_link(url, folder)
        if picture:
            # A picture from another host would let it see every reader.
            link = link._replace(safe=link.target is not None, picture=True)
        links.append(link)
        if link.target is None:
            return url if link.safe else ""
        fragment = url.partition("#")[2]
        return INTERNAL_SCHEME + quote(link.target) + (f"#{fragment}" if fragment else "")

    large_table = find_large_table(text)
    extensions = _extensions(with_tables=large_table < 0)
    if "](" in text or "]:" in text or "<" in text:
        # A callback from native code costs, and most texts have no link.
        extensions.link_url_rewriter = rewrite
        extensions.image_url_rewriter = partial(rewrite, picture=True)
    html = join_number_groups(comrak.render_markdown(text, extensions, _PARSE, _RENDER))
    if len(_DROPPED.findall(html)) > sum(not link.safe for link in links):
        # comrak drops addresses that run a program, and reports nothing.
        links += [MarkdownLink(trim_bracket(url), None, safe=False) for url in _DANGEROUS.findall(mask_code(text))]
    html, headings = _finish_html(html, back_label, heading_prefix)
    doubtful = _needs_closer_look(text, html)
    return html, Outline(tuple(links), _OMITTED in html, tuple(headings), doubtful, large_table)


def render_with_positions(text: str) -> str:
    """Return `text` as HTML with the attribute `data-sourcepos` on each element."""
    extensions = _extensions(with_tables=find_large_table(text) < 0)
    return str(comrak.render_markdown(text, extensions, _PARSE, _POSITIONED))


def find_large_table(text: str) -> int:
    """Return the position of the first table with too many columns, or after too many cells; -1 where there is none.

    A short row below a wide head gets all cells of the head, so that a few kilobytes may become gigabytes.
    """
    cells = 0
    for match in _BELOW_HEAD.finditer(text) if "|" in text else ():
        columns = match[0].strip(" \t\n>|").count("|") + 1
        if "|" not in match[0] or "-" not in match[0]:
            continue
        end = text.find("\n\n", match.end())
        cells += columns * (text.count("\n", match.end(), end if end >= 0 else len(text)) + 1)
        if columns > MOST_COLUMNS or cells > MOST_CELLS:
            return match.start() + 1
    return -1


def _needs_closer_look(text: str, html: str) -> bool:
    """Return whether a text needs the slow checks; cheap, and wrong only by being true too often."""
    if "[^" in text and ("[^" in html or len(_NOTE.findall(text)) != len(set(_ITEM.findall(html)))):
        return True
    if "\t" in text:
        return True
    for mark, signs in _DOUBTFUL:  # `any` would take twice as long
        if mark in html:
            for sign in signs:
                if sign in html:
                    return True
    return ' alt="' in html and bool(_FILE_NAME_AS_WORDS.search(html))


def _finish_html(html: str, back_label: str, heading_prefix: str) -> tuple[str, list[int]]:
    """Return HTML with what comrak does not write: ids, classes for alignment, labels for screen readers."""
    headings: list[int] = []
    if "<h" in html:

        def add_id(match: re.Match[str]) -> str:
            headings.append(int(match[1]))
            return f'<h{match[1]} id="{heading_prefix}{len(headings)}">'

        html = _HEADING.sub(add_id, html)
    if "<table" in html:
        html = _ALIGNED.sub(lambda match: f'<{match[1]} class="align-{match[2]}">', html)
    if "data-footnote-backref" in html:
        note_prefix = heading_prefix.removesuffix("section-")
        if note_prefix:
            html = _NOTES.sub(rf"\1{note_prefix}\2", html)
        html = _BACK.sub(lambda match: f'aria-label="{escape(back_label.format(number=match[1]))}"', html)
        html = _NOTES_FRAME.sub(r'<div class="footnotes">\1</div>', html)
    return html, headings


def join_number_groups(text: str) -> str:
    """Return text with no-break spaces in grouped numbers such as 1 090."""

    def pick_space(match: re.Match[str]) -> str:
        # A look-behind in the pattern would make the search slow: it could not jump from space to space.
        return "\u00a0" if text[match.start() - 1 : match.start()].isdecimal() else " "

    return _GROUP.sub(pick_space, text)


def _extensions(*, with_tables: bool) -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = with_tables
    options.strikethrough = True
    options.footnotes = True
    options.cjk_friendly_emphasis = True
    return options


def _positioned_options() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = True
    return options


_PARSE = comrak.ParseOptions()
_RENDER = comrak.RenderOptions()
_POSITIONED = _positioned_options()
