"""What HTML a page of `docs/` may hold: cleaning it by a list of elements and attributes.

The list has all that Python-Markdown and the extensions that Material documents make. Whatever may run a program, look
like another site's form or fetch from another site is left out, and what was left out is reported.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

import nh3

from corner.content.links import SCHEMES

_TAGS = frozenset(
    "a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn "
    "div dl dt em figcaption figure footer g h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label li mark nav "
    "ol p path picture pre q rp rt ruby s samp section small source span strong sub summary sup svg table tbody td "
    "tfoot th thead time tr track tt u ul var video wbr circle ellipse line polygon polyline rect title".split()
)
_COMMON = frozenset(
    "class id lang dir title role tabindex translate hidden data-tabs data-linenos data-title data-lang".split()
)
"""Attributes of all elements, beside those of ARIA."""
_CELL = frozenset(("align", "colspan", "rowspan", "headers", "scope", "abbr"))
_MEDIA = frozenset(("src", "controls", "loop", "muted", "preload", "poster", "width", "height"))
_DRAWING = frozenset(
    "d fill fill-rule clip-rule stroke stroke-width stroke-linecap stroke-linejoin opacity transform points "
    "cx cy r rx ry x y x1 y1 x2 y2 width height".split()
)
_SHAPES = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect")
"""Elements of drawings, such as icons: those that hold nothing end with a slash."""
_ATTRIBUTES = {
    "*": _COMMON,
    "a": frozenset(("href", "hreflang", "type", "rel", "target", "download", "name")),
    "audio": _MEDIA,
    "blockquote": frozenset(("cite",)),
    "col": frozenset(("align", "span")),
    "colgroup": frozenset(("align", "span")),
    "data": frozenset(("value",)),
    "del": frozenset(("cite", "datetime")),
    "details": frozenset(("open", "name")),
    "img": frozenset(("src", "srcset", "sizes", "alt", "width", "height", "align", "loading", "decoding")),
    "input": frozenset(("checked", "disabled", "name")),
    "ins": frozenset(("cite", "datetime")),
    "label": frozenset(("for",)),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed", "type")),
    "q": frozenset(("cite",)),
    "source": frozenset(("src", "srcset", "sizes", "media", "type", "width", "height")),
    "svg": _DRAWING
    | {"viewbox", "viewBox", "xmlns", "version", "focusable", "preserveaspectratio", "preserveAspectRatio"},
    "table": frozenset(("align", "summary")),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset(("datetime",)),
    "track": frozenset(("src", "kind", "srclang", "label", "default")),
    "video": _MEDIA | {"playsinline"},
    **dict.fromkeys(_SHAPES, _DRAWING),
}
"""Attributes of one element."""
_VALUES = {"input": {"type": {"checkbox", "radio"}}}
"""Task lists and content tabs are made of these; without a form, others would only pretend to be one."""

_LINKS = frozenset(("href", "cite"))
_LOADED = frozenset(("src", "srcset", "poster"))
"""Attributes with the address of what a browser loads by itself."""
_PAINTS = frozenset(("fill", "stroke"))
_PAINT_LOADS = re.compile(r"url|image|src|\\", re.IGNORECASE)
"""What lets a colour of a drawing load a file."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED_IN_URL = re.compile(r"\A[\x00-\x20]+|[\t\n\r]+")
"""What browsers leave out of an address before they read it, all that its beginning has first."""
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=]+\Z")
_ELSEWHERE = re.compile(r"[/\\]{2}")

_NAME, _SPACE = r"[^\s\"'<>/=]++", r"[ \t\n]"
_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++"
_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_SPACE}*+={_SPACE}*+({_VALUE}))?+")
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)(?P<attributes>(?:{_SPACE}++{_ATTRIBUTE.pattern})*+){_SPACE}*+/?>"
)
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!?>)[\s\S])*+-->")
_MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")
_UNCLEAR = re.compile(r"<[^<>\n]{0,40}>?")
"""How a message quotes markup that can be read in several ways."""
_RAW_TEXT = ("script", "style")
"""Elements whose text is no HTML."""
_ALIGNED = re.compile(r'(?<=<t[dh]) style="text-align: (left|center|right);"(?=>)')
_MOST_SHOWN = 40
"""The highest number of characters of a value that a message repeats."""


class RemovedKind(Enum):
    """What a part of a page was that may not be published."""

    MARKUP = "markup"
    """An element, an attribute or other markup."""
    LINK = "link"
    """The address that a link leads to."""
    LOADED = "loaded"
    """The address of a picture or another file that a browser would load."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A part of a page that was left out."""

    kind: RemovedKind
    shown: str
    """How a message names it, such as `<script>`, `onclick` or the address."""
    pattern: str
    """The pattern of how it is written in Markdown."""


@dataclass(frozen=True, slots=True)
class CleanedHtml:
    """HTML that may be published."""

    html: str
    removed: tuple[Removed, ...] = ()
    """What was left out."""


class _Token:
    """A tag, or the text between two."""

    __slots__ = ("attributes", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str] | None, text: str = "") -> None:
        self.name = name
        """The element, after a slash where it ends; empty for text."""
        self.attributes = attributes
        """`None` where an attribute is written twice."""
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Token) and (self.name, self.attributes, self.text) == (
            other.name,
            other.attributes,
            other.text,
        )

    __hash__ = None  # type: ignore[assignment]


def clean_html(html: str) -> CleanedHtml:
    """Return the HTML of a page without all that may not be published; what needs no cleaning keeps its bytes.

    The HTML is parsed as browsers parse it. Its own bytes are kept only where each of its tags is written so plainly
    that it cannot be read in two ways, and all of them are in the cleaned HTML as well.
    """
    cleaned = _cleaner().clean(html)
    before, unclear = _read_tokens(html)
    after, _ = _read_tokens(cleaned)
    if before == after and not unclear:
        return CleanedHtml(html)
    return CleanedHtml(cleaned, (*_find_removed(before, after), *unclear))


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_RAW_TEXT),
        attributes={name: set(names) for name, names in _ATTRIBUTES.items()},
        tag_attribute_values=_VALUES,
        generic_attribute_prefixes={"aria-"},
        attribute_filter=_filter_attribute,
        url_schemes={*SCHEMES, "data"},
        link_rel=None,
    )


def align_cells(html: str) -> str:
    """Return the HTML of Python-Markdown with classes for the alignment of cells, as styles in pages are not allowed."""
    return _ALIGNED.sub(r' class="align-\1"', html)


def _filter_attribute(_tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute, or `None` where it may not be published."""
    if name in _LINKS:
        return value if _is_link(value) else None
    if name in _LOADED:
        return value if _is_own_file(name, value) else None
    if name in _PAINTS and _PAINT_LOADS.search(value):
        return None
    return value


def _is_link(url: str) -> bool:
    scheme = _SCHEME.match(_IGNORED_IN_URL.sub("", url))
    return scheme is None or scheme[1].lower() in SCHEMES


def _is_own_file(name: str, url: str) -> bool:
    if name == "srcset":
        return ":" not in url and not _ELSEWHERE.search(url)
    url = _IGNORED_IN_URL.sub("", url)
    return bool(_PICTURE_DATA.match(url)) or not (_SCHEME.match(url) or _ELSEWHERE.match(url))


def _read_tokens(html: str) -> tuple[list[_Token], list[Removed]]:
    """Return the tags and texts of HTML, without comments, and the markup that can be read in several ways."""
    tokens: list[_Token] = []
    unclear: list[Removed] = []
    text, end = "", 0
    for start in (match.start() for match in _MARKUP.finditer(html)):
        if start < end:
            continue
        text += html[end:start]
        end = start
        comment = _COMMENT.match(html, start)
        if comment:
            end = comment.end()
            continue
        tag = _TAG.match(html, start)
        if tag is None:
            quoted = _UNCLEAR.match(html, start)
            shown = quoted[0] if quoted else "<"
            unclear.append(Removed(RemovedKind.MARKUP, shown, re.escape(shown)))
            continue
        end = tag.end()
        name = tag["name"].lower()
        tokens += [_Token("", {}, entities.unescape(text)), _Token(tag["end"] + name, _read_attributes(tag))]
        text = ""
        if name in _SHAPES and tag[0].endswith("/>"):
            tokens += [_Token("", {}), _Token(f"/{name}", {})]
        if name in _RAW_TEXT and not tag["end"]:
            close = re.compile(f"</{name}", re.IGNORECASE).search(html, end)
            end = close.start() if close else len(html)
    tokens.append(_Token("", {}, entities.unescape(text + html[end:])))
    return tokens, unclear


def _read_attributes(tag: re.Match[str]) -> dict[str, str] | None:
    """Return the attributes of a tag; `None` where one is written twice."""
    pairs = [
        (match[1].lower(), entities.unescape((match[2] or "").strip("\"'") if match[2] else ""))
        for match in _ATTRIBUTE.finditer(tag["attributes"])
    ]
    attributes = dict(pairs)
    return attributes if len(attributes) == len(pairs) else None


def _find_removed(before: list[_Token], after: list[_Token]) -> Iterator[Removed]:
    """Yield what a page had more of before it was cleaned."""
    kept = Counter(part for token in after for part in _iter_parts(token))
    for token in before:
        for part in _iter_parts(token):
            if kept[part]:
                kept[part] -= 1
                continue
            yield _describe_removed(*part)
            if not part[1]:
                break  # its attributes are left out with the element


def _iter_parts(token: _Token) -> Iterator[tuple[str, str, str]]:
    """Yield the element that begins with a tag, and each of its attributes with its value."""
    if not token.name or token.name[0] == "/":
        return
    yield token.name, "", ""
    for name, value in (token.attributes or {}).items():
        yield token.name, name, value


def _describe_removed(element: str, name: str, value: str) -> Removed:
    """Return what was left out: an element, or an attribute of one with its value."""
    if not name:
        return Removed(RemovedKind.MARKUP, f"<{element}>", rf"<{re.escape(element)}\b")
    if name in _LINKS and not _is_link(value):
        return Removed(RemovedKind.LINK, _shorten(value), re.escape(value[:_MOST_SHOWN]))
    if name in _LOADED and not _is_own_file(name, value):
        return Removed(RemovedKind.LOADED, _shorten(value), re.escape(value[:_MOST_SHOWN]))
    sign = r"\s*=" if value else r"(?![\w-])"
    return Removed(RemovedKind.MARKUP, f"{name} of <{element}>", rf"(?<![\w-]){re.escape(name)}{sign}")


def _shorten(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _MOST_SHOWN else value[:_MOST_SHOWN] + "…"
