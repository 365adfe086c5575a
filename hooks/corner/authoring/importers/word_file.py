"""The conversion of Word files: the only module that imports mammoth.

What a Word file may hold besides text, such as pictures, programs and other files, is not handed to mammoth.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from xml.parsers import expat

from corner.authoring.importers.converters import missing_converter, run_converter
from corner.authoring.importers.errors import DocumentError
from corner.diagnostics.message import Message

OLD_WORD = b"\xd0\xcf\x11\xe0"
"""The first bytes of Word files before 2007, and of those with a password."""
_BODY = "word/document.xml"
_LARGEST_UNPACKED = 200_000_000
_LARGEST_BODY = 10_000_000
"""The largest size of the parts with text, in bytes: the markup is many times as long as the text."""
_MOST_ENTRIES = 5_000
_MOST_LEVELS = 200
_MOST_ELEMENTS = 400_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN_MARKS = (f"{_W}vanish", f"{_W}webHidden")
_CHANGES = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo)[\s>]")
_PICTURES = (re.compile(rb"<pic:pic[\s>]"), re.compile(rb"<v:imagedata\s"))
"""Pictures of Word, and of its versions before 2007; files have each picture in both ways, or in one."""
_MAYBE_HIDDEN = re.compile(rb"vanish|webHidden|:hidden")
_MACROS = re.compile(r"vbaProject|vbaData|\Aword/activeX/", re.IGNORECASE)


class WordText(NamedTuple):
    """The text of a Word file as HTML."""

    html: str
    hidden: int
    """The number of hidden passages, which are left out."""
    changes: int
    """The number of tracked changes, which the text has as accepted."""
    pictures: int
    """The number of pictures in the text, which are left out."""


def convert_word(data: bytes) -> WordText:
    """Return the text of a Word file, without hidden text and comments.

    Raises:
        DocumentError: it is no Word file, an old, encrypted, damaged or too large one, has macros or declares entities,
            or mammoth is missing.
    """
    if data.startswith(OLD_WORD):
        raise DocumentError(
            Message(
                "expected .docx, found an old Word file or one with a password; save it as .docx, without a password"
            )
        )
    try:
        import mammoth  # noqa: PLC0415 -- of the extra `import`
    except ImportError:
        raise missing_converter("mammoth") from None
    parts = _read_parts(data)
    for content in parts.values():
        _check_xml(content)
    hidden = _drop_hidden_text(parts)
    options = {
        "style_map": "p[style-name='Title'] => h1:fresh",
        "convert_image": mammoth.images.img_element(_drop_image),
        "external_file_access": False,
    }
    html = str(run_converter(Message("Word file"), lambda: mammoth.convert_to_html(_pack(parts), **options).value))
    pictures = max(len(pattern.findall(parts[_BODY])) for pattern in _PICTURES)
    return WordText(html, hidden, len(_CHANGES.findall(parts[_BODY])), pictures)


def _drop_image(_image: Any) -> dict[str, str]:
    return {}


def _read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file that are XML, by name; look at the sizes before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: archive.read(entry) for entry in entries if _is_xml(entry)}
    except RuntimeError:
        raise DocumentError(Message("expected a Word file without a password, found an encrypted one")) from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(Message("expected a Word file (.docx), found something else or a damaged one")) from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise DocumentError(
            Message("expected a Word file (.docx), found an archive that unpacks to far more than a release")
        )
    if any(_MACROS.search(entry.filename) for entry in entries):
        raise DocumentError(
            Message("expected a Word file without macros, found one with macros; save it as .docx, without them")
        )
    if not any(entry.filename == _BODY and entry.file_size for entry in entries):
        raise DocumentError(Message("expected a Word file (.docx), found another archive"))
    size = sum(entry.file_size for entry in entries if _is_xml(entry))
    if size > _LARGEST_BODY:
        raise DocumentError(
            Message(
                "expected at most {most} MB of text, found {size} MB; import a part of it",
                most=f"{_LARGEST_BODY / 1e6:.0f}",
                size=f"{size / 1e6:.1f}",
            )
        )


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a part that mammoth may read."""
    name = entry.filename
    return name.endswith((".xml", ".rels")) and name.startswith(("word/", "_rels/", "[Content_Types]"))


def _check_xml(content: bytes) -> None:
    """Raise a `DocumentError` for XML that declares entities or nests too deeply."""
    parser = expat.ParserCreate()
    depth = count = 0

    def refuse_doctype(*_: Any) -> None:
        raise DocumentError(
            Message("expected a Word file as Word saves it, found one that declares entities; save it in Word")
        )

    def enter(_name: str, _attributes: list[str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _MOST_LEVELS:
            raise DocumentError(Message("expected a few levels of nesting, found hundreds"))
        if count > _MOST_ELEMENTS:
            raise DocumentError(Message("expected a few pages of text, found a file of hundreds; import a part of it"))

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise DocumentError(
            Message(
                "expected a {noun} that can be read, found a damaged one: {message}",
                noun=Message("Word file"),
                message=expat.ErrorString(error.code),
            )
        ) from None


def _drop_hidden_text(parts: dict[str, bytes]) -> int:
    """Remove text that Word does not show from the parts; return the number of passages."""
    styles = frozenset(_iter_hidden_styles(parts.get("word/styles.xml", b"")))
    number = 0
    for name, content in parts.items():
        if name == "word/styles.xml" or not (styles or _MAYBE_HIDDEN.search(content)):
            continue
        tree = _parse_xml(content)
        hidden = [run for element in tree.iter() for run in _cut_hidden_parts(element, styles)]
        number += sum(1 for run in hidden if "".join(run.itertext()).strip())
        if hidden:
            parts[name] = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
    return number


def _parse_xml(content: bytes) -> ET.Element:
    """Return the elements of a part; its namespaces may be wrong although its tags are not."""
    try:
        return ET.fromstring(content)  # noqa: S314 -- checked before: no entities, a few levels
    except (ET.ParseError, ValueError, LookupError):
        raise DocumentError(Message("expected a Word file that can be read, found a damaged one: wrong XML")) from None


def _cut_hidden_parts(parent: ET.Element, styles: frozenset[str]) -> list[ET.Element]:
    """Remove the hidden runs and rows of tables from an element, and return them."""
    hidden = [child for child in parent if _is_hidden(child, parent, styles) or _is_hidden_row(child)]
    if hidden:
        removed = set(map(id, hidden))
        parent[:] = [child for child in parent if id(child) not in removed]
    return hidden


def _is_hidden_row(element: ET.Element) -> bool:
    mark = element.find(f"{_W}trPr/{_W}hidden") if element.tag == f"{_W}tr" else None
    return mark is not None and _is_on(mark)


def _is_hidden(run: ET.Element, paragraph: ET.Element, styles: frozenset[str]) -> bool:
    """Return whether an element is a run that is hidden by itself, by its style or by that of its paragraph."""
    if run.tag != f"{_W}r":
        return False
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        marks = [mark for name in _HIDDEN_MARKS if (mark := properties.find(name)) is not None]
        if marks:
            return any(map(_is_on, marks))
    owners = (properties, f"{_W}rStyle"), (paragraph.find(f"{_W}pPr"), f"{_W}pStyle")
    used = [style for owner, name in owners if owner is not None and (style := owner.find(name)) is not None]
    return any(style.get(f"{_W}val") in styles for style in used)


def _is_on(mark: ET.Element) -> bool:
    return mark.get(f"{_W}val", "true").lower() not in {"0", "false", "off"}


def _iter_hidden_styles(content: bytes) -> Iterator[str]:
    """Yield the ids of the styles that hide text, and of those based on them."""
    if not _MAYBE_HIDDEN.search(content):
        return
    tree = _parse_xml(content)
    bases: dict[str, list[str]] = {}
    pending = []
    for style in tree.iter(f"{_W}style"):
        name, based_on = style.get(f"{_W}styleId", ""), style.find(f"{_W}basedOn")
        if based_on is not None:
            bases.setdefault(based_on.get(f"{_W}val", ""), []).append(name)
        marks = [mark for hidden in _HIDDEN_MARKS if (mark := style.find(f"{_W}rPr/{hidden}")) is not None]
        if any(map(_is_on, marks)):
            pending.append(name)
    known: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in known:
            known.add(name)
            yield name
            pending += bases.get(name, [])


def _pack(parts: dict[str, bytes]) -> BytesIO:
    """Return an archive of the parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    data.seek(0)
    return data
