"""The conversion of documents, such as Word and PDF, to HTML: the only module that imports mammoth and pdfminer."""

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
"""The largest size of a document in bytes; a release is a few pages."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
"""The first bytes of Word files before 2007, and of those with a password."""
_LARGEST_UNPACKED = 200_000_000
_LARGEST_TEXT = 2_000_000
"""The largest size of text with its markup in bytes; more would take minutes."""
_MOST_PAGES = 200
_LEADING = 0.8
"""The widest space between the lines of a paragraph, in line heights: one and a half spacing."""
_RESIZED = 0.2
"""The smallest relative change of the letter height between a headline and the text."""
_WRAPPED = 250
"""The length of the longest line in a text with wrapped paragraphs, in characters."""
_MARKED = re.compile(r"#{1,6}[ \t]+(?P<a>.+?)[ \t]*#*|\*\*(?P<b>[^*]+)\*\*")
"""A paragraph that is a heading in Markdown, or all bold."""
_BULLET = re.compile(r"[•●▪◦‧·■□－–*-][ \t\u3000]+")
_INLINE_BULLET = re.compile(r"\s+(?=[•●▪]\s)")
_PAGE_NUMBER = re.compile(r"[-–—\s]*[0-9]{1,3}[-–—\s]*")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；」”)）]\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_CUT = re.compile(r"([^\W\d_]+)-\Z")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


class DocumentError(ValueError):
    """The reason why a document cannot be read, in one line."""


def read_document(file: Path) -> str | bytes:
    """Return a document as HTML: text, or bytes that declare their encoding.

    Raises:
        DocumentError: it is too large, of another kind, damaged, encrypted or empty, or its converter is missing.
    """
    kind = file.suffix.lower()
    if kind not in _CONVERTERS:
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
    if kind in _TEXT_KINDS:
        _check_size(len(data))
    return _CONVERTERS[kind](data)


def _convert_text(data: bytes) -> str:
    encoding = "utf_16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return text_to_html(data.decode(encoding))
    except UnicodeDecodeError:
        raise DocumentError("expected UTF-8 text, found another encoding; save the file as UTF-8") from None


def _convert_html(data: bytes) -> bytes:
    if b"<" not in data or data.startswith((b"%PDF-", b"PK\x03\x04", _OLD_WORD)):
        raise DocumentError("expected HTML, found something else")
    return data


def _convert_word(data: bytes) -> str:
    if data.startswith(_OLD_WORD):
        raise DocumentError(
            "expected .docx, found an old Word file or one with a password; save it as .docx, without a password"
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names, unpacked = archive.namelist(), sum(entry.file_size for entry in archive.infolist())
            written = archive.getinfo(_WORD_BODY).file_size if _WORD_BODY in names else 0
    except zipfile.BadZipFile:
        raise DocumentError("expected a Word file (.docx), found something else or a damaged one") from None
    if not written or unpacked > _LARGEST_UNPACKED:
        raise DocumentError("expected a Word file (.docx), found another archive")
    _check_size(written, 10 * _LARGEST_TEXT)  # the markup is many times as long as the text
    try:
        import mammoth  # noqa: PLC0415 -- of the extra `import`
    except ImportError:
        raise _missing_converter("mammoth") from None
    options = {
        "style_map": "p[style-name='Title'] => h1:fresh",
        "convert_image": mammoth.images.img_element(_drop_image),
    }
    return str(_run_converter("Word file", lambda: mammoth.convert_to_html(BytesIO(data), **options).value))


def _drop_image(_image: Any) -> dict[str, str]:
    return {}


def _convert_pdf(data: bytes) -> str:
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("expected a PDF, found something else")
    try:
        from pdfminer.high_level import extract_pages  # noqa: PLC0415 -- of the extra `import`
        from pdfminer.layout import LAParams, LTTextBox  # noqa: PLC0415 -- as above
        from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 -- as above
    except ImportError:
        raise _missing_converter("pdfminer") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # an editor cannot change how a PDF is made
    try:
        text = str(
            _run_converter(
                "PDF",
                lambda: "\f".join(
                    "\n".join(_join_lines(box) for box in page if isinstance(box, LTTextBox))
                    for page in extract_pages(
                        BytesIO(data), maxpages=_MOST_PAGES, laparams=LAParams(line_margin=_LEADING)
                    )
                ),
                PDFPasswordIncorrect,
            )
        )
    except PDFPasswordIncorrect:
        raise DocumentError("expected a PDF without a password, found an encrypted one") from None
    if not text.strip():
        raise DocumentError("expected a PDF with text, found none; a scan must go through text recognition first")
    return text_to_html(text)


def _check_size(size: int, largest: int = _LARGEST_TEXT) -> None:
    """Raise a `DocumentError` for a text that is much longer than a release."""
    if size > largest:
        raise DocumentError(f"expected at most {largest / 1e6:.0f} MB of text, found {size / 1e6:.1f} MB")


_TEXT_KINDS = (".txt", ".html", ".htm")
_WORD_BODY = "word/document.xml"
_CONVERTERS: dict[str, Callable[[bytes], str | bytes]] = {
    ".txt": _convert_text,
    ".html": _convert_html,
    ".htm": _convert_html,
    ".docx": _convert_word,
    ".pdf": _convert_pdf,
}


def _join_lines(box: Any) -> str:
    """Return the lines of a block of a page, with an empty line where the letter height changes."""
    text, height = "", 0.0
    for line in box:
        if height and abs(line.height - height) > _RESIZED * height:
            text += "\n"
        text, height = text + line.get_text(), line.height
    return text


def _missing_converter(package: str) -> DocumentError:
    return DocumentError(f"expected the converters, found no '{package}'; 'make site' installs them")


def _run_converter(noun: str, convert: Callable[[], Any], *exceptions: type[Exception]) -> Any:
    """Return the result of a converter; turn its exceptions into a `DocumentError`."""
    try:
        return convert()
    except exceptions:
        raise
    except Exception as error:  # noqa: BLE001 -- converters raise anything on damaged files
        message = " ".join(str(error).split())[:80] or type(error).__name__
        raise DocumentError(f"expected a {noun} that can be read, found a damaged one: {message}") from None


def text_to_html(text: str) -> str:
    """Return plain text as HTML with paragraphs, whose lines may be wrapped, headings and lists."""
    html = []
    for paragraph in _iter_paragraphs(text):
        heading = paragraph
        while match := _MARKED.fullmatch(heading):
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
    known_words = frozenset(_WORD.findall(text.lower()))
    paragraph, continues = "", False
    for raw_line in [*raw_lines, ""]:
        line = raw_line.strip()
        is_page_number = _PAGE_NUMBER.fullmatch(line) is not None
        is_paragraph = longest > _WRAPPED and not continues
        if paragraph and (not line or is_paragraph or _BULLET.match(line)):
            yield paragraph
            paragraph = ""
        continues = raw_line.endswith("  ")  # a line break in Markdown
        if line and not is_page_number:
            paragraph = _join_line(paragraph, line, known_words)
            if len(line) < longest * 0.75 and _SENTENCE_END.search(line):
                yield paragraph
                paragraph = ""


def _join_line(first: str, second: str, known_words: frozenset[str]) -> str:
    """Join two lines, with a space where the script has spaces.

    A hyphen at the end of a line stays, unless the text has the word without it.
    """
    if not first:
        return second
    start, end = _CUT.search(first), _WORD.match(second)
    if start and end and f"{start[1]}{end[0]}".lower() in known_words:
        return first[:-1] + second
    is_wide = _WIDE.match(first[-1]) and _WIDE.match(second[0])
    return first + second if is_wide or first.endswith("-") else f"{first} {second}"
