"""The reading of documents, such as Word and PDF, as HTML."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from corner.authoring.importers import document_html, sizes
from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.pdf_file import convert_pdf
from corner.authoring.importers.plain_text import text_to_html
from corner.authoring.importers.word_file import OLD_WORD, convert_word
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.storage.platform_calls import open_document

LARGEST = 20_000_000
"""The largest size of a document in bytes; a release is a few pages."""
LARGEST_TEXT = 2_000_000
"""The largest size of text with its markup in bytes."""
_OTHER_KINDS = (
    ".doc",
    ".docm",
    ".dot",
    ".dotm",
    ".dotx",
    ".odt",
    ".ott",
    ".pages",
    ".rtf",
    ".wps",
    ".mht",
    ".mhtml",
    ".wpd",
    ".epub",
    ".hwp",
)
"""The endings of documents that a word processor can save in another format."""


class ConvertedDocument(NamedTuple):
    """A document as HTML."""

    html: str
    hidden: int = 0
    """The number of passages left out, as the document hides them."""
    changes: int = 0
    """The number of tracked changes, all of which the text has as accepted."""
    pictures: int = 0
    """The number of pictures left out, where the document is a Word file."""
    encoding: str = ""
    """The encoding that its bytes seem to have, where the document does not say so; else empty."""


def read_document(file: Path) -> ConvertedDocument:
    """Return a document as HTML.

    Raises:
        DocumentError: it is no regular file, too large, of another kind, damaged, encrypted or empty, or its converter
            is missing.
    """
    kind = file.suffix.lower()
    if kind not in _CONVERTERS:
        raise DocumentError(_explain_kind(file.name, kind))
    data = _read_bytes(file)
    if not data.strip(b" \t\r\n\0"):
        raise DocumentError(Message("expected text, found an empty file"))
    wrong = _find_other_content(kind, data)
    if wrong:
        raise DocumentError(wrong)
    if kind in _TEXT_KINDS and len(data) > LARGEST_TEXT:
        raise DocumentError(
            Message(
                "expected at most {most} MB of text, found {size} MB; import a part of it",
                most=f"{LARGEST_TEXT / 1e6:.0f}",
                size=f"{len(data) / 1e6:.1f}",
            )
        )
    return _CONVERTERS[kind](data)


def _explain_kind(name: str, kind: str) -> Message:
    """Return the message about a file of a kind that is not read."""
    if kind in _OTHER_KINDS:
        return Message(
            "expected a file .txt, .html, .docx or .pdf, found '{name}'; open it in Word or LibreOffice and save it as .docx",
            name=name,
        )
    return Message("expected a file .txt, .html, .docx or .pdf, found '{name}'", name=name)


def _find_other_content(kind: str, data: bytes) -> Message | None:
    """Return the message about a file whose content is not of the kind that its ending says, as far as its bytes tell."""
    for sign, part, ending, noun in _CONTENTS:
        if not data.startswith(sign) or part not in data:
            continue
        if kind == ending or (sign == OLD_WORD and kind == ".docx"):
            return None
        if ending:
            return Message(
                "expected the content of a file '{kind}', found {noun}; give the file the ending '{ending}'",
                kind=kind,
                noun=noun,
                ending=ending,
            )
        return Message(
            "expected the content of a file '{kind}', found {noun}; open it in Word or LibreOffice and save it as .docx",
            kind=kind,
            noun=noun,
        )
    return None


def _read_bytes(file: Path) -> bytes:
    """Return what is in a regular file; open nothing else, for a pipe or a device may never end."""
    try:
        _check_file(file.lstat())
        # Where the file was replaced meanwhile, opening it neither follows a link nor waits for a pipe.
        with os.fdopen(open_document(file), "rb") as stream:
            _check_file(os.fstat(stream.fileno()))
            return stream.read(LARGEST)
    except OSError as error:
        raise DocumentError(
            Message("expected a readable file, found: {reason}", reason=explain_system_error(error))
        ) from None


def _check_file(status: os.stat_result) -> None:
    """Raise a `DocumentError` for what is no regular file of a document's size."""
    if stat.S_ISLNK(status.st_mode):
        raise DocumentError(Message("expected a document, found a link to one; give the path of the document itself"))
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError(Message("expected a document, found a folder; give the path of a file in it"))
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(Message("expected a document, found a pipe or a device; give the path of a file"))
    if status.st_size > LARGEST:
        raise DocumentError(
            Message(
                "expected at most {most} MB, found {size} MB; import a part of it",
                most=LARGEST // 1_000_000,
                size=f"{status.st_size / 1_000_000:.0f}",
            )
        )


def _convert_text(data: bytes) -> ConvertedDocument:
    text, encoding = document_html.decode_text(data)
    sizes.check_size("".join(text.split()))
    return ConvertedDocument(text_to_html(text), encoding=encoding)


def _convert_html(data: bytes) -> ConvertedDocument:
    if b"<" not in data:
        raise DocumentError(Message("expected HTML, found something else"))
    text, encoding = document_html.decode_html(data)
    return ConvertedDocument(text, encoding=encoding)


def _convert_pdf(data: bytes) -> ConvertedDocument:
    return ConvertedDocument(text_to_html(convert_pdf(data)))


def _convert_word(data: bytes) -> ConvertedDocument:
    word = convert_word(data)
    return ConvertedDocument(word.html, word.hidden, word.changes, word.pictures)


_CONTENTS = (
    (b"%PDF-", b"", ".pdf", Message("a PDF")),
    (b"PK\x03\x04", b"word/document.xml", ".docx", Message("a Word file")),
    (b"PK\x03\x04", b"opendocument.text", "", Message("an OpenDocument text")),
    (OLD_WORD, b"", "", Message("an old Word file")),
    (b"{\\rtf", b"", "", Message("rich text (RTF)")),
)
"""How files begin, what else they hold, which ending they should have, and what they are."""
_TEXT_KINDS = (".txt", ".html", ".htm")
_CONVERTERS: dict[str, Callable[[bytes], ConvertedDocument]] = {
    ".txt": _convert_text,
    ".html": _convert_html,
    ".htm": _convert_html,
    ".docx": _convert_word,
    ".pdf": _convert_pdf,
}
