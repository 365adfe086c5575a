"""The text of PDF files: the only module that imports pdfminer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from corner.authoring.importers.converters import missing_converter, run_converter
from corner.authoring.importers.errors import DocumentError
from corner.diagnostics.message import Message

_MOST_PAGES = 200
_LEADING = 0.8
"""The widest space between the lines of a paragraph, in line heights: one and a half spacing."""
_RESIZED = 0.2
"""The smallest relative change of the letter height between a headline and the text."""


def convert_pdf(data: bytes) -> str:
    """Return the text of a PDF, with a form feed between its pages.

    Raises:
        DocumentError: it is no PDF, damaged, encrypted, without text or too long, or pdfminer is missing.
    """
    if b"%PDF-" not in data[:1024]:
        raise DocumentError(Message("expected a PDF, found something else"))
    try:
        from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415 -- of the extra `import`
    except ImportError:
        raise missing_converter("pdfminer") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # an editor cannot change how a PDF is made
    try:
        pages = run_converter(
            Message("PDF"), lambda: list(islice(_iter_pages(data), _MOST_PAGES + 1)), PDFPasswordIncorrect
        )
    except PDFPasswordIncorrect:
        raise DocumentError(Message("expected a PDF without a password, found an encrypted one")) from None
    if len(pages) > _MOST_PAGES:
        raise DocumentError(Message("expected at most {most} pages, found more; import a part of it", most=_MOST_PAGES))
    text = "\f".join(pages)
    if not text.strip():
        raise DocumentError(
            Message("expected a PDF with text, found none; a scan must go through text recognition first")
        )
    return text


def _iter_pages(data: bytes) -> Iterator[str]:
    """Yield the text of each page."""
    from pdfminer.high_level import extract_pages  # noqa: PLC0415 -- as above
    from pdfminer.layout import LAParams, LTTextBox  # noqa: PLC0415 -- as above

    for page in extract_pages(BytesIO(data), laparams=LAParams(line_margin=_LEADING)):
        yield "\n".join(_join_lines(box) for box in page if isinstance(box, LTTextBox))


def _join_lines(box: Any) -> str:
    """Return the lines of a block of a page, with an empty line where the letter height changes."""
    lines, height = [], 0.0
    for line in box:
        if height and abs(line.height - height) > _RESIZED * height:
            lines.append("\n")
        lines.append(line.get_text())
        height = line.height
    return "".join(lines)
