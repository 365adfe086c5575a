"""Documents from elsewhere, such as Word and PDF, as HTML: the one module that knows mammoth and pdfminer."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

LARGEST = 20_000_000
"""Bytes of a document; a release is a few pages."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
"""How files of Word before 2007 begin, and those with a password."""
_UNPACKED = 200_000_000
_WRITTEN = 2_000_000
"""Bytes of text, its form included; more would be read for minutes."""
_PAGES = 200
_LEADING = 0.8
"""The widest space between the lines of a paragraph, in heights of a line: that of one and a half spacing."""
_RESIZED = 0.2
"""The least change of the height of letters that sets a headline apart, of the height before."""
_WRAPPED = 250
"""Characters of the longest line of a text whose paragraphs go over several."""
_MARKED = re.compile(r"#{1,6}[ \t]+(?P<a>.+?)[ \t]*#*|\*\*(?P<b>[^*]+)\*\*")
"""A paragraph that is a heading in Markdown, or stands for one."""
_BULLET = re.compile(r"[•●▪◦‧·■□－–*-][ \t\u3000]+")
_INLINE_BULLET = re.compile(r"\s+(?=[•●▪]\s)")
_PAGE_NUMBER = re.compile(r"[-–—\s]*[0-9]{1,3}[-–—\s]*")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；」”)）]\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_CUT = re.compile(r"([^\W\d_]+)-\Z")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


class DocumentError(ValueError):
    """What keeps a document from being read, in one line."""


def read_document(file: Path) -> str | bytes:
    """Return a document as HTML: text, or bytes that say themselves how they are encoded.

    Raises:
        DocumentError: it is too large, of another kind, damaged, encrypted or empty, or what converts it is missing.
    """
    kind = file.suffix.lower()
    if kind not in _KINDS:
        raise DocumentError(f"expected a file .txt, .html, .docx or .pdf, found '{file.name}'")
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise DocumentError(f"expected at most {LARGEST // 1_000_000} MB, found {size / 1_000_000:.0f} MB")
        data = file.read_bytes()
    except OSError as error:
        raise DocumentError(f"expected a readable file, found: {error.strerror}") from None
    if not data.strip():
        raise DocumentError("expected text, found an empty file")
    if kind in _PLAIN:
        _limit(len(data))
    return _KINDS[kind](data)


def _of_text(data: bytes) -> str:
    encoding = "utf_16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return text_to_html(data.decode(encoding))
    except UnicodeDecodeError:
        raise DocumentError("expected UTF-8 text, found another encoding; save it anew as UTF-8") from None


def _of_html(data: bytes) -> bytes:
    if b"<" not in data or data.startswith((b"%PDF-", b"PK\x03\x04", _OLD_WORD)):
        raise DocumentError("expected HTML, found something else")
    return data


def _of_word(data: bytes) -> str:
    if data.startswith(_OLD_WORD):
        raise DocumentError("expected .docx, found an old Word file or one with a password; save it anew as .docx")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names, unpacked = archive.namelist(), sum(each.file_size for each in archive.infolist())
            written = archive.getinfo(_BODY).file_size if _BODY in names else 0
    except zipfile.BadZipFile:
        raise DocumentError("expected a Word file (.docx), found something else or a damaged one") from None
    if not written or unpacked > _UNPACKED:
        raise DocumentError("expected a Word file (.docx), found another archive")
    _limit(written, 10 * _WRITTEN)  # its markup is many times its words
    try:
        import mammoth  # noqa: PLC0415 -- of the extra `import`
    except ImportError:
        raise _missing("mammoth") from None
    options = {"style_map": "p[style-name='Title'] => h1:fresh", "convert_image": mammoth.images.img_element(_no_image)}
    return str(_guarded("Word file", lambda: mammoth.convert_to_html(BytesIO(data), **options).value))


def _no_image(_image: Any) -> dict[str, str]:
    return {}


def _of_pdf(data: bytes) -> str:
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("expected a PDF, found something else")
    try:
        from pdfminer.high_level import extract_pages  # noqa: PLC0415 -- of the extra `import`
        from pdfminer.layout import LAParams, LTTextBox  # noqa: PLC0415 -- as above
        from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 -- as above
    except ImportError:
        raise _missing("pdfminer") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # an editor can do nothing about the form of a PDF
    try:
        text = str(
            _guarded(
                "PDF",
                lambda: "\f".join(
                    "\n".join(_lines(box) for box in page if isinstance(box, LTTextBox))
                    for page in extract_pages(BytesIO(data), maxpages=_PAGES, laparams=LAParams(line_margin=_LEADING))
                ),
                PDFPasswordIncorrect,
            )
        )
    except PDFPasswordIncorrect:
        raise DocumentError("expected a PDF without a password, found an encrypted one") from None
    if not text.strip():
        raise DocumentError("expected a PDF with text, found none; a scan must go through text recognition first")
    return text_to_html(text)


def _limit(found: int, most: int = _WRITTEN) -> None:
    """Refuse what is far more than a release."""
    if found > most:
        raise DocumentError(f"expected at most {most / 1e6:.0f} MB of text, found {found / 1e6:.1f} MB")


_PLAIN = (".txt", ".html", ".htm")
_BODY = "word/document.xml"
_KINDS: dict[str, Callable[[bytes], str | bytes]] = {
    ".txt": _of_text,
    ".html": _of_html,
    ".htm": _of_html,
    ".docx": _of_word,
    ".pdf": _of_pdf,
}


def _lines(box: Any) -> str:
    """Return the lines of a block of a page, with an empty one where the size of the letters changes."""
    text, height = "", 0.0
    for line in box:
        if height and abs(line.height - height) > _RESIZED * height:
            text += "\n"
        text, height = text + line.get_text(), line.height
    return text


def _missing(package: str) -> DocumentError:
    return DocumentError(f"expected the converters, found no '{package}'; 'make site' installs them")


def _guarded(what: str, convert: Callable[[], Any], *but: type[Exception]) -> Any:
    """Return what a converter gives; whatever a damaged file makes it raise is one line."""
    try:
        return convert()
    except but:
        raise
    except Exception as error:  # noqa: BLE001 -- converters raise anything on damaged files
        told = " ".join(str(error).split())[:80] or type(error).__name__
        raise DocumentError(f"expected a {what} that can be read, found a damaged one: {told}") from None


def text_to_html(text: str) -> str:
    """Return plain text as HTML: paragraphs, whose lines may be broken anywhere, and items of lists."""
    html = []
    for paragraph in _paragraphs(text):
        heading = paragraph
        while marked := _MARKED.fullmatch(heading):
            heading = marked["a"] or marked["b"]
        if heading != paragraph:
            html.append(f"<h2>{escape(heading, quote=False)}</h2>")
            continue
        for part in _INLINE_BULLET.split(paragraph):
            bullet = _BULLET.match(part)
            words = escape(part[bullet.end() :] if bullet else part, quote=False)
            html.append(f"<ul><li>{words}</li></ul>" if bullet else f"<p>{words}</p>")
    return "\n".join(html).replace("</ul>\n<ul>", "\n")


def _paragraphs(text: str) -> Iterator[str]:
    written = text.replace("\f", "\n\n").splitlines()
    longest = max(map(len, written), default=0)
    known = frozenset(_WORD.findall(text.lower()))
    held, goes_on = "", False
    for each in [*written, ""]:
        line = each.strip()
        number = _PAGE_NUMBER.fullmatch(line) is not None
        whole = longest > _WRAPPED and not goes_on
        if held and (not line or whole or _BULLET.match(line)):
            yield held
            held = ""
        goes_on = each.endswith("  ")  # a line break in Markdown
        if line and not number:
            held = _joined(held, line, known)
            if len(line) < longest * 0.75 and _SENTENCE_END.search(line):
                yield held
                held = ""


def _joined(first: str, second: str, known: frozenset[str]) -> str:
    """Return two lines as one; scripts without spaces need none there.

    A hyphen at the end belongs to the word, unless the text has the word without it.
    """
    if not first:
        return second
    start, end = _CUT.search(first), _WORD.match(second)
    if start and end and f"{start[1]}{end[0]}".lower() in known:
        return first[:-1] + second
    wide = _WIDE.match(first[-1]) and _WIDE.match(second[0])
    return first + second if wide or first.endswith("-") else f"{first} {second}"
