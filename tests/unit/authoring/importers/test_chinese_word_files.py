"""Word files as Chinese offices write them: indents of full-width spaces, text boxes, headers, tables and tracked changes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from PIL import Image

from corner.authoring.importers.html import ImportedPage
from corner.authoring.importers.imported_release import ImportedRelease, ImportRequest, read_release
from corner.cli import imported_documents, prompts
from tests.support import corners

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CHANGES = (
    f'<w:ins {NAMES} w:id="1" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>',
    f'<w:del {NAMES} w:id="2" w:author="a"><w:r><w:delText>舊</w:delText></w:r></w:del>',
)
BOX = "<w:txbxContent><w:p><w:r><w:t>方框內的字。</w:t></w:r></w:p></w:txbxContent>"
SHAPE = (
    f'<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
    f'<a:graphicData uri="x"><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>'
    f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
    f"</mc:AlternateContent></w:r>"
)


def _create_picture() -> io.BytesIO:
    picture = io.BytesIO()
    Image.new("RGB", (4, 3)).save(picture, "PNG")
    picture.seek(0)
    return picture


def _write(file: Path) -> Path:
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].text = "頁首"
    document.sections[0].footer.paragraphs[0].text = "第１頁"
    first = document.add_paragraph("新聞公報")
    first.add_run().add_break()
    first.add_run("碼頭新燈").bold = True
    document.add_paragraph("\u3000\u3000港務局設置１，０９０盞燈，佔５．５成，１８：３０起亮燈。")
    changed = document.add_paragraph("\u3000\u3000這是")
    for change in CHANGES:
        changed._p.append(parse_xml(change))
    changed.add_run("的燈：")
    for words in ("一、\u3000甲；", "二、\u3000乙。"):
        document.add_paragraph(words)
    table = document.add_table(2, 2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, words in zip(cells, ("年份", "燈", "２０２５", "９"), strict=True):
        cell.text = words
    document.add_paragraph()._p.append(parse_xml(SHAPE))
    document.add_picture(_create_picture())
    for words in ("完", "二〇二一年三月五日", "香港時間１８時３０分"):
        document.add_paragraph(words)
    document.save(file)
    return file


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> ImportedRelease:
    """Return what is imported from such a file."""
    root = tmp_path_factory.mktemp("corner")
    corners.write(root, {"mkdocs.yml": corners.MKDOCS.replace("Asia/Tokyo", "Asia/Hong_Kong")})
    context = prompts.open_draft(root)
    request = ImportRequest(
        _write(root / "a.docx"), ("en", "zh-Hant"), False, context.taxonomies, context.settings.time_zone
    )
    return ImportedRelease(**read_release(request))


def test_the_facts_are_found(release: ImportedRelease) -> None:
    assert (release.locale, release.title, release.issued) == ("zh-Hant", "碼頭新燈", "2021-03-05 18:30")
    assert (list(release.bodies), release.changes) == (["harbour-office"], 2)


def test_the_text_is_markdown(release: ImportedRelease) -> None:
    assert release.text == (
        "港務局設置1,090盞燈，佔5.5成，18:30起亮燈。\n\n這是新的燈：\n\n1. 甲；\n2. 乙。\n\n"
        "| 年份 | 燈 |\n| --- | --- |\n| 2025 | 9 |\n\n方框內的字。"
    )


def test_a_picture_that_is_left_out_is_reported(release: ImportedRelease) -> None:
    changes, pictures = imported_documents.iter_warnings(release)
    assert changes.startswith("found tracked changes (2)")
    assert pictures.startswith("found pictures (1), which are left out; save each of them beside the draft")


def test_a_masthead_with_the_headline_in_one_paragraph_is_no_headline() -> None:
    page = ImportedPage("<p>PRESS RELEASE<br>New light</p><p>It shines.</p>")
    assert page.blocks() == ["New light", "It shines."]
