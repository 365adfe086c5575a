"""The cleaning of imported HTML: the only module here that imports nh3 and Beautiful Soup."""

from __future__ import annotations

import codecs
import re
import warnings
from typing import Any

import nh3

from corner.authoring.importers import sizes
from corner.authoring.importers.converters import missing_converter
from corner.authoring.importers.errors import DocumentError
from corner.content.links import SCHEMES
from corner.diagnostics.message import Message
from corner.sources import encodings

_DROPPED = (
    "script style noscript noframes noembed template title nav footer aside form button iframe svg math img picture video audio object "
    "embed applet canvas map input select textarea dialog"
).split()
"""The elements that are no text; they are removed with what is in them."""
_KEPT = {
    *"p h1 h2 h3 h4 h5 h6 li table pre blockquote dt dd div section ul ol dl hr br figure".split(),
    *"main article header hgroup address details summary center figcaption meta".split(),
    *"caption thead tbody tfoot tr td th colgroup col".split(),
    *"a b strong i em u s del ins mark small big font sub sup span label abbr cite q code kbd samp var time".split(),
}
"""The elements that are read; of others only the text is."""
_ATTRIBUTES = {
    "*": {"id", "class", "role", "hidden", "style"},
    "a": {"href"},
    "meta": {"property", "name", "content"},
    "ol": {"start"},
    **{key: {"colspan", "rowspan"} for key in ("td", "th")},
}
_NUMBERS = {"start", "colspan", "rowspan"}
_SMALL_NUMBER = re.compile("[0-9]{1,4}")
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
"""A style with which a browser or Word does not show an element."""
_MOST_TAGS = 30_000
"""The largest number of tags of a document; the time to read unclosed ones grows with the square of their number."""
_MOST_REFERENCES = 100_000
"""The largest number of characters written by name or number."""
_CROWDED_TAG = re.compile(r"<[^<>\s]*(?:\s+[^<>\s]+){2000}")
"""A tag with as many attributes; the time to read them grows with the square of their number."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 4096
"""Within how many bytes HTML declares its encoding."""
_WIDEST = {"big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252"}
_GUESSED = frozenset(("utf-8", "big5hkscs", "gb18030", "cp1252", "utf-16", "utf-16-le", "utf-16-be"))
"""The encodings that the first bytes of a file name."""
_SPACES = re.compile(r"\s{50,}")
_MOST_LEVELS = 200
"""The deepest nesting of elements in a document."""
_WIDTH = 0xFEE0
"""How far a full-width character is from its ASCII form."""
_WIDE_SIGN = re.compile("(?<=[０-９])(?:[．：](?=[０-９])|，(?=[０-９]{3}(?![０-９])))")
"""A sign within a number or a time in full-width digits."""
_NARROW = {
    code: code - _WIDTH
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
"""The ASCII digits and letters by their full-width forms."""


def read_html(text: str) -> Any:
    """Return the elements of HTML that are text.

    nh3 reads HTML as browsers do, in a time in proportion to most documents. What it returns is well-formed, without
    scripts, comments and other elements, so that Python's parser has no work with what is not.

    Raises:
        DocumentError: it has far more tags than a document, nests too deeply, or Beautiful Soup is missing.
    """
    try:
        import bs4  # noqa: F401, PLC0415 -- of the extra `import`
    except ImportError:
        raise missing_converter("bs4") from None
    text = text.encode("utf-8", "ignore").decode("utf-8")  # halves of characters
    sizes.check_count(text.count("<"), _MOST_TAGS, Message("tags"))
    sizes.check_count(text.count("&"), _MOST_REFERENCES, Message("characters written with '&'"))
    if _CROWDED_TAG.search(text):
        raise DocumentError(
            Message("expected at most 2,000 attributes in a tag, found more; import a part of the document")
        )
    cleaned = nh3.clean(
        text,
        tags=_KEPT,
        clean_content_tags=set(_DROPPED),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    cleaned = _SPACES.sub(lambda match: "\n" if "\n" in match[0] else " ", cleaned)
    cleaned = _WIDE_SIGN.sub(lambda match: chr(ord(match[0]) - _WIDTH), cleaned)
    # Markup is escaped here, so that no letter can become a part of it.
    soup = parse_html(cleaned.translate(_NARROW))
    if _is_too_deep(soup):
        raise DocumentError(Message("expected a few levels of nesting, found hundreds"))
    for element in soup.find_all(_is_hidden):
        if not element.decomposed:
            element.decompose()
    return soup


def parse_html(html: str) -> Any:
    """Return the elements of well-formed HTML."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 -- of the extra `import`

    return BeautifulSoup(html, "html.parser")


def decode_text(data: bytes) -> tuple[str, str]:
    """Return a plain text, and the name of the encoding that its bytes look like where it is not UTF-8 and has no mark.

    Raises:
        DocumentError: it is in no encoding that is known.
    """
    codec, name = encodings.guess_encoding(data)
    try:
        text = data.decode(codec)
    except (LookupError, UnicodeDecodeError):
        raise DocumentError(Message("expected UTF-8 text, found another encoding; save the file as UTF-8")) from None
    return text.removeprefix("\ufeff"), "" if codec in ("utf-8", "utf-8-sig", "utf-16") else name


def decode_html(html: bytes) -> tuple[str, str]:
    """Return HTML as text, and the name of its encoding where it does not declare that one.

    What the bytes are counts more than what the document says: many pages are saved in another encoding than they declare.

    Raises:
        DocumentError: it is in no encoding that is known.
    """
    codec, name = encodings.guess_encoding(html)
    match = _CHARSET.search(html[:_CHARSET_WITHIN])
    declared = _find_codec(match[1].decode("ascii")) if match else ""
    if not codec or b"\x1b" in html or (declared not in ("", codec, *_GUESSED) and _is_in(html, declared)):
        return _decode_declared(html), ""
    is_declared = (
        declared == codec.removesuffix("-sig") or codec.startswith("utf-16") or (not match and codec == "utf-8")
    )
    return html.decode(codec), "" if is_declared or html.isascii() else name


def _find_codec(charset: str) -> str:
    """Return Python's name of an encoding that HTML declares, of its widest form; empty for an unknown one."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return ""
    return _WIDEST.get(name, name)


def _is_in(html: bytes, codec: str) -> bool:
    try:
        html.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _decode_declared(html: bytes) -> str:
    """Return HTML as text in the encoding that it declares, or else the one that it seems to have."""
    try:
        from bs4.dammit import UnicodeDammit  # noqa: PLC0415 -- of the extra `import`
    except ImportError:
        raise missing_converter("bs4") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = UnicodeDammit(html, is_html=True).unicode_markup
    if text is None:
        raise DocumentError(Message("expected HTML in UTF-8, found another encoding; save the file as UTF-8"))
    return str(text)


def _filter_attribute(_element: str, name: str, value: str) -> str | None:
    return value if name not in _NUMBERS or _SMALL_NUMBER.fullmatch(value) else None


def _is_hidden(element: Any) -> bool:
    return element.has_attr("hidden") or bool(_UNSEEN.search(element.get("style", "")))


def _is_too_deep(soup: Any) -> bool:
    """Return whether elements nest too deeply; the time to read them grows with the square of the depth."""
    level = [soup]
    for _ in range(_MOST_LEVELS):
        level = [child for element in level for child in element.find_all(recursive=False)]
    return bool(level)
