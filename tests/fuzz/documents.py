"""Targets of documents that an editor imports."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.imported_release import ImportedRelease, ImportRequest, read_release
from corner.authoring.new_release import NewRelease, render_files
from corner.cli import prompts
from tests.fuzz.target import create_corner
from tests.hostile.cases import complete_word_file, pack_archive

_SAFE = ("http://", "https://", "mailto:", "tel:", "#")


@cache
def _context() -> prompts.DraftContext:
    return prompts.open_draft(create_corner("documents"))


@cache
def _request() -> ImportRequest:
    context = _context()
    return ImportRequest(Path(), context.settings.written, True, context.taxonomies)


def _check_document(ending: str, data: bytes) -> None:
    """Check that a document is refused, or that its draft has no HTML, no links that run a program, and whole fields."""
    file = _context().root / f"document{ending}"
    file.write_bytes(data)
    try:
        document = ImportedRelease(**read_release(_request()._replace(file=file)))
    except DocumentError as error:
        _assert_one_line(str(error))
        return
    draft = NewRelease(
        slug="x", locales=("en",), title=document.title, kind="notice", day=date(2021, 3, 1), moment="2021-03-01",
        topics=("boats",), bodies=tuple(document.bodies), text=document.text,
    )  # fmt: skip
    (text,) = render_files(draft, _context().tree, _context().root).values()
    text.encode()
    _, front, body = text.split("---\n", 2)
    fields = yaml.safe_load(front)
    assert fields["status"] == "draft"
    assert fields["title"] == " ".join(document.title.split()) or not document.title
    for token in _markdown().parse(body):
        for inline in (token, *(token.children or ())):
            assert inline.type not in ("html_block", "html_inline", "image"), body
            href = inline.attrs.get("href")
            assert href is None or str(href).startswith(_SAFE), body


@cache
def _markdown() -> MarkdownIt:
    """Return a parser of Markdown that keeps HTML, and links to any address."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def _assert_one_line(reason: str) -> None:
    assert reason.isprintable(), repr(reason)


def check_text(data: bytes) -> None:
    """Plain text becomes a draft without HTML and dangerous links, or is refused in one line."""
    _check_document(".txt", data)


def check_html(data: bytes) -> None:
    """HTML becomes a draft without HTML and dangerous links, or is refused in one line."""
    _check_document(".html", data)


def check_word(data: bytes) -> None:
    """The body of a Word file becomes a draft without HTML and dangerous links, or is refused in one line."""
    _check_document(".docx", pack_archive(complete_word_file(data.decode("utf-8", "ignore"), {})))


def check_archive(data: bytes) -> None:
    """Any bytes in the place of a Word file, or of one of its parts, are refused in one line, or read."""
    if data[:1] != b"P":
        _check_document(".docx", data)
        return
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in zip(
            ("word/document.xml", "word/styles.xml", "_rels/.rels"), data.split(b"\x1f"), strict=False
        ):
            file.writestr(name, content)
    _check_document(".docx", archive.getvalue())


def check_pdf(data: bytes) -> None:
    """A PDF becomes a draft without HTML and dangerous links, or is refused in one line."""
    _check_document(".pdf", b"%PDF-1.4\n" + data)
