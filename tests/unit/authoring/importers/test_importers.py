"""`corner import`: documents made by other programs become drafts without a fault; broken ones are told of in a line."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
import yaml
from click.testing import CliRunner, Result
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corner.authoring.importers import document_html, imported_release, plain_text
from corner.authoring.importers.html import ImportedPage
from corner.cli import main
from tests.support import corners
from tests.support.corners import Corner

pytestmark = pytest.mark.usefixtures("document_readers")


def _import(root: Path, name: str, data: bytes, *options: str, answers: str = "") -> Result:
    (root / name).write_bytes(data)
    words = ["import", str(root / name), "--root", str(root), "--now", "2021-06-01T00:00Z"]
    return CliRunner().invoke(main, [*words, *options], input=answers)


def _draft(root: Path, path: str) -> tuple[dict[str, object], str]:
    """Return front matter and text of a file that the check has nothing against."""
    assert corners.found(root) == []
    _, front, body = (root / path).read_text(encoding="utf-8").split("---\n", 2)
    read: dict[str, object] = yaml.safe_load(front)
    return read, body


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("New light on the quay", 0)
    document.add_paragraph("March 5, 2021")
    paragraph = document.add_paragraph("The Harbour Authority lit a ")
    paragraph.add_run("new").bold = True
    paragraph.add_run(" light for boats: 1 < 2 & [[so on]].")
    document.add_heading("How it works", 1)
    for words in ("It shines.", "It turns."):
        document.add_paragraph(words, style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells), ("Lamp", "Range", "Old", "9"), strict=True
    ):
        cell.text = words
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _rewritten(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return the Word file with other content in its parts, and more of them."""
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(_word())) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more.items():
            new.writestr(f"word/{name}.xml", content)
    return data.getvalue()


def _longer(size: int) -> bytes:
    return _rewritten(lambda name, data: data.ljust(size) if name == "word/document.xml" else data)


def _pdf(font: str, lines: list[str], size: int = 12, encrypt: StandardEncryption | None = None) -> bytes:
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, encrypt=encrypt)
    canvas.setFont(font, size)
    height = 800
    for line in lines:
        canvas.drawString(50, height, line)
        height -= 18 if line else 30
    canvas.save()
    return data.getvalue()


def test_a_word_file(corner: Corner) -> None:
    root = corner()
    result = _import(root, "a.docx", _word())
    assert (result.exit_code, result.stderr) == (0, "")
    path = "news/releases/2021/new-light-on-the-quay"
    assert result.stdout.split() == [f"{path}.en.md", f"{path}.zh-Hant.md"]
    front, body = _draft(root, f"{path}.en.md")
    assert (front["title"], str(front["issued"]), front["status"]) == ("New light on the quay", "2021-03-05", "draft")
    assert (front["bodies"], front["topics"], front["type"]) == (["harbour-office"], ["boats"], "press-release")
    assert body == (
        "The Harbour Authority lit a **new** light for boats: 1 \\< 2 & \\[\\[so on\\]\\].\n\n"
        "## How it works\n\n- It shines.\n- It turns.\n\n"
        "| Lamp | Range |\n| --- | --- |\n| Old | 9 |\n"
    )


def _plain_word(*paragraphs: tuple[str, str]) -> bytes:
    """Return a Word file of paragraphs with their styles, of which `bold` is none of Word's but bold letters."""
    document = docx.Document()
    for style, words in paragraphs:
        if style == "bold":
            document.add_paragraph().add_run(words).bold = True
        else:
            document.add_paragraph(words, style=style)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


TEXT = ("Normal", "It shines for boats.")


@pytest.mark.parametrize(
    ("paragraphs", "title", "body"),
    [
        (
            [("bold", "New light"), TEXT, ("Heading 1", "At a glance"), TEXT],
            "New light",
            "{0}\n\n## At a glance\n\n{0}",
        ),
        (
            [("Normal", "New light"), TEXT, ("Heading 1", "At a glance"), TEXT],
            "New light",
            "{0}\n\n## At a glance\n\n{0}",
        ),
        ([("Normal", "Notice"), ("bold", "New light"), TEXT], "New light", "Notice\n\n{0}"),
        (
            [("bold", "New light"), ("Heading 1", "At a glance"), TEXT, ("Heading 1", "More"), TEXT],
            "New light",
            "## At a glance\n\n{0}\n\n## More\n\n{0}",
        ),
        ([("bold", "Notice"), ("Heading 1", "New light"), TEXT], "New light", "**Notice**\n\n{0}"),
        ([TEXT, ("Heading 1", "At a glance"), TEXT], "[[The headline]]", "{0}\n\n## At a glance\n\n{0}"),
    ],
    ids=["bold", "short", "below a line", "sections at once", "below a masthead", "none"],
)
def test_the_headline_is_before_the_text(
    corner: Corner, paragraphs: list[tuple[str, str]], title: str, body: str
) -> None:
    root = corner()
    result = _import(root, "a.docx", _plain_word(*paragraphs), "--slug", "light", "--date", "2021-03-05")
    warning = (
        "" if title == "New light" else f"{root}/a.docx: expected a headline, found none; write it into the draft\n"
    )
    assert (result.exit_code, result.stderr) == (0, warning)
    front, text = _draft(root, "news/releases/2021/light.en.md")
    assert (front["title"], text) == (title, body.format("It shines for boats.") + "\n")


def test_invisible_characters_of_word_are_left_out(corner: Corner) -> None:
    root = corner()
    words = ("Normal", "\u200bIt shi\u00adnes\u2028for\u2060 boats. ❤️\u200d🔥")
    assert _import(root, "a.docx", _plain_word(("Title", "New\ufeff light\u200b"), words)).exit_code == 0
    front, text = _draft(root, "news/releases/2021/new-light.en.md")
    assert (front["title"], text) == ("New light", "It shines for boats. ❤️\u200d🔥\n")


HTML = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Site</title><meta property="article:published_time" content="2021-04-02T08:00">
<script>alert(1)</script></head><body><nav><a href="/">Home</a></nav><main>
<h1>Boats &amp; tides</h1><!-- no --><h3 onclick="x()">One</h3>
<p>See <a href="https://www.example.org/a_b">there</a>, <a href="/local">here</a>, <a href="javascript:alert(1)">run</a>.</p>
<p><img src="https://elsewhere.example/x.png" alt="x">1. No list<br># no heading</p><h5>Two</h5><iframe src="x"></iframe>
<p>Harbour&nbsp;Authority &lt;b&gt; *x* \x08</p></main><footer>Harbour Authority</footer></body></html>"""


def test_a_page_of_the_web(corner: Corner) -> None:
    root = corner()
    assert _import(root, "a.html", HTML.encode()).exit_code == 0
    front, body = _draft(root, "news/releases/2021/boats-tides.en.md")
    assert (front["title"], str(front["issued"]), front["topics"]) == (
        "Boats & tides",
        "2021-04-02",
        ["boats", "tides"],
    )
    assert body == (
        "## One\n\nSee [there](https://www.example.org/a_b), here, run.\n\n"
        "1\\. No list\n\\# no heading\n\n### Two\n\nHarbour Authority \\<b> \\*x\\*\n"
    )


def test_a_pdf_whose_lines_are_broken(corner: Corner) -> None:
    lines = [
        "New light on the quay",
        "",
        "Issued: 5 March 2021",
        "",
        "The Harbour Authority lit a new light on the quay for the boats that",
        "come in by night.",
        "It shines as far as the old one did, and the boats",
        "see it.",
        "",
        "- 1 -",
    ]
    root = corner()
    assert _import(root, "a.PDF", _pdf("Helvetica", lines)).exit_code == 0
    front, body = _draft(root, "news/releases/2021/new-light-on-the-quay.en.md")
    assert (str(front["issued"]), front["bodies"]) == ("2021-03-05", ["harbour-office"])
    assert body == (
        "The Harbour Authority lit a new light on the quay for the boats that come in by night.\n\n"
        "It shines as far as the old one did, and the boats see it.\n"
    )


def test_a_chinese_pdf(corner: Corner) -> None:
    font = UnicodeCIDFont("MSung-Light")
    font.encodingName = "UniCNS-UCS2-H"  # reportlab 5.1 names the encoding of Simplified Chinese
    pdfmetrics.registerFont(font)
    lines = ["碼頭新燈", "", "2021年3月5日（星期五）", "", "港務局在碼頭設置新燈，供晚間入港的船", "使用。"]
    root = corner()
    result = _import(root, "a.pdf", _pdf("MSung-Light", lines), "--slug", "new-light")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split()[0] == "news/releases/2021/new-light.zh-Hant.md"
    front, body = _draft(root, "news/releases/2021/new-light.zh-Hant.md")
    assert (front["title"], str(front["issued"])) == ("碼頭新燈", "2021-03-05")
    assert (front["bodies"], front["topics"]) == (["harbour-office"], ["boats"])
    assert body == "港務局在碼頭設置新燈，供晚間入港的船使用。\n"


def test_plain_text_as_an_editor_saves_it(corner: Corner) -> None:
    text = "碼頭新燈\r\n\r\n港務局設置新燈：\r\n\r\n• 甲；\r\n• 乙。\r\n\r\n完／2021年3月5日（星期五）\r\n"
    root = corner()
    options = ["--topics", "tides", "--type", "notice"]
    assert _import(root, "a.txt", text.encode("utf-16"), *options, answers="new-light\n").exit_code == 0
    front, body = _draft(root, "news/releases/2021/new-light.zh-Hant.md")
    assert (front["title"], str(front["issued"]), front["topics"]) == ("碼頭新燈", "2021-03-05", ["tides"])
    assert body == "港務局設置新燈：\n\n- 甲；\n- 乙。\n"


CHINESE = "碼頭新燈\r\n\r\n港務局為船隻設置新燈，燈光明亮。\r\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [("big5hkscs", "Big5"), ("gb18030", "GB 18030"), ("utf-16-le", "UTF-16"), ("utf-16", ""), ("utf-8-sig", "")],
)
def test_a_text_in_another_encoding_is_read_and_its_encoding_named(corner: Corner, codec: str, name: str) -> None:
    root = corner()
    result = _import(root, "a.txt", CHINESE.encode(codec), "--slug", "light", "--date", "2021-03-05")
    assert result.exit_code == 0
    said = f"{root}/a.txt: read as {name}, which the bytes look like; compare the characters with the document\n"
    assert result.stderr == (said if name else "")
    front, body = _draft(root, "news/releases/2021/light.zh-Hant.md")
    assert (front["title"], body) == ("碼頭新燈", "港務局為船隻設置新燈，燈光明亮。\n")


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("big5", "big5hkscs", ""),
        ("gbk", "gb18030", ""),
        ("utf-8", "utf-8", ""),
        ("utf-8", "big5hkscs", "Big5"),
        ("gb2312", "big5hkscs", "Big5"),
        ("big5", "gb18030", "GB 18030"),
        ("big5", "utf-8", "UTF-8"),
        ("iso-8859-1", "utf-8", "UTF-8"),
        ("", "big5hkscs", "Big5"),
        ("", "utf-8", ""),
        ("no-such", "utf-8", "UTF-8"),
        ("euc-tw-no", "utf-16", ""),
    ],
)
def test_a_page_is_read_as_its_bytes_are(declared: str, codec: str, name: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>港務局為船隻設置新燈，燈光明亮。</p></body></html>"
    text, encoding = document_html.decode_html(page.encode(codec))
    assert (text.removeprefix("\ufeff"), encoding) == (page, name)


def test_a_page_in_an_encoding_that_only_it_names_is_read_as_it_says() -> None:
    page = '<html><head><meta charset="shift_jis"></head><body><p>港の灯りが船を照らす。</p></body></html>'
    assert document_html.decode_html(page.encode("shift_jis")) == (page, "")


def test_the_draft_says_what_is_not_recognised(corner: Corner) -> None:
    root = corner()
    options = ["--slug", "long", "--topics", "boats"]
    result = _import(root, "a.txt", ("A very long beginning. " * 20).encode(), *options)
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [
            f"{root}/a.txt: expected a headline, found none; write it into the draft",
            f"{root}/a.txt: expected a day of issue, found none; the draft has today's date, 2021-06-01 (--date gives another)",
        ],
    )
    front, _ = _draft(root, "news/releases/2021/long.en.md")
    assert (front["title"], str(front["issued"])) == ("[[The headline]]", "2021-06-01")
    text = (root / "news/releases/2021/long.en.md").read_text(encoding="utf-8")
    assert (
        "# No headline was found in the document.\n# No date was found in the document: this is today's date.\n" in text
    )


def test_the_command_asks_for_a_topic_that_the_text_does_not_name(corner: Corner) -> None:
    root = corner()
    result = _import(root, "a.txt", b"New lamp\n\nIt shines.\n", answers="boat\nboats\n")
    assert result.exit_code == 0, result.output
    assert "found 'boat'; did you mean 'boats'?" in result.stderr
    assert _draft(root, "news/releases/2021/new-lamp.en.md")[0]["topics"] == ["boats"]


def test_nothing_is_overwritten(corner: Corner) -> None:
    root = corner()
    result = _import(root, "a.txt", b"Fair\n\nBoats.\n\nMarch 1, 2021\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{root}/a.txt: expected a name that is free, found 'fair', which is that of fair.en.md\n"


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SECRET = StandardEncryption("secret", canPrint=0)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", OLD_WORD, "expected a file .txt, .html, .docx or .pdf, found 'a.doc'"),
        ("a", b"x", "expected a file .txt, .html, .docx or .pdf, found 'a'"),
        (
            "a.docx",
            OLD_WORD,
            "expected .docx, found an old Word file or one with a password; save it as .docx, without a password",
        ),
        (
            "a.docx",
            b"%PDF-1.4",
            "expected the content of a file '.docx', found a PDF; give the file the ending '.pdf'",
        ),
        (
            "a.docx",
            b"{\\rtf1 x}",
            "expected the content of a file '.docx', found rich text (RTF); open it in Word or LibreOffice and save it",
        ),
        ("a.docx", b"PK\x03\x04", "expected a Word file (.docx), found something else or a damaged one"),
        ("a.docx", _word()[:-300], "expected a Word file (.docx), found something else or a damaged one"),
        (
            "a.pdf",
            _word(),
            "expected the content of a file '.pdf', found a Word file; give the file the ending '.docx'",
        ),
        ("a.pdf", b"words", "expected a PDF, found something else"),
        (
            "a.txt",
            OLD_WORD,
            "expected the content of a file '.txt', found an old Word file; open it in Word or LibreOffice and save it",
        ),
        (
            "a.rtf",
            b"{\\rtf1 x}",
            "expected a file .txt, .html, .docx or .pdf, found 'a.rtf'; open it in Word or LibreOffice",
        ),
        ("a.odt", b"PK", "expected a file .txt, .html, .docx or .pdf, found 'a.odt'; open it in Word or LibreOffice"),
        ("a.pdf", b"%PDF-1.4\nbroken", "expected a PDF that can be read, found a damaged one: "),
        (
            "a.pdf",
            _pdf("Helvetica", ["x"], encrypt=SECRET),
            "expected a PDF without a password, found an encrypted one",
        ),
        (
            "a.pdf",
            _pdf("Helvetica", []),
            "expected a PDF with text, found none; a scan must go through text recognition",
        ),
        ("a.txt", b"A line of words.\n" * 150_000, "expected at most 2 MB of text, found 2.5 MB"),
        ("a.docx", _longer(10_000_000), "expected at most 10 MB of text, found 10.8 MB; import a part of it"),
        ("a.txt", b" \n", "expected text, found an empty file"),
        ("a.txt", "中文".encode("big5"), "expected UTF-8 text, found another encoding; save the file as UTF-8"),
        ("a.html", b"<div>" * 5000 + b"<h1>Boats</h1><p>Text.", "expected a few levels of nesting, found hundreds"),
        (
            "a.html",
            _pdf("Helvetica", ["x"]),
            "expected the content of a file '.html', found a PDF; give the file the ending '.pdf'",
        ),
        ("a.html", b"plain", "expected HTML, found something else"),
        ("a.html", b"<html><script>x</script></html>", "expected text, found none"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unreadable_document_is_reported_in_one_line(corner: Corner, name: str, data: bytes, said: str) -> None:
    root = corner()
    result = _import(root, name, data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{root / name}: {said}")
    assert result.stderr.count("\n") == 1
    assert isinstance(result.exception, SystemExit)


def test_a_large_file_is_not_even_read(corner: Corner) -> None:
    root = corner()
    with (root / "a.pdf").open("wb") as file:
        file.truncate(50_000_000)
    result = CliRunner().invoke(main, ["import", str(root / "a.pdf"), "--root", str(root)])
    assert (result.exit_code, result.stderr) == (
        2,
        f"{root}/a.pdf: expected at most 20 MB, found 50 MB; import a part of it\n",
    )


def test_a_file_that_is_not_there(corner: Corner) -> None:
    root = corner()
    result = CliRunner().invoke(main, ["import", "/nowhere.pdf", "--root", str(root)])
    assert (result.exit_code, result.stderr) == (
        2,
        "/nowhere.pdf: expected a readable file, found: No such file or directory\n",
    )


@pytest.mark.parametrize(
    ("name", "data", "package"),
    [
        ("a.docx", _word(), "mammoth"),
        ("a.pdf", _pdf("Helvetica", ["x"]), "pdfminer.pdfdocument"),
        ("a.txt", b"x", "bs4"),
    ],
)
def test_without_the_converters_it_says_what_to_install(
    corner: Corner, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    # In a process of its own, all packages are there.
    monkeypatch.setattr(imported_release, "run_limited", lambda function, arguments, _limits: function(*arguments))
    root = corner()
    result = _import(root, name, data)
    module = package.partition(".")[0]
    assert result.exit_code == 2
    command = 'type pip install "co-operation-corner[import]", or'
    assert f"expected the converters, found no '{module}'; {command}" in result.stderr


def test_a_page_without_paragraphs_is_taken_line_by_line() -> None:
    page = ImportedPage("<div><h9>x</h9>New light<br><br>It shines<br>far.<br><br>It turns.</div>")
    assert page.blocks() == ["xNew light", "It shines far.", "It turns."]


def test_numbers_of_pages_are_left_out_and_lines_joined() -> None:
    text = "One line that is long enough\nto be broken.\n\n- 2 -\n\fNext page\n\n12\n\nco-\noperation"
    assert plain_text.text_to_html(text) == (
        "<p>One line that is long enough to be broken.</p>\n<p>Next page</p>\n<p>co-operation</p>"
    )


def test_the_name_of_the_file_gives_the_day_when_the_text_has_none(corner: Corner) -> None:
    root = corner()
    assert _import(root, "2021-03-05-boats.txt", b"Boats held\n\nThe fair was held today (March 5).\n").exit_code == 0
    front, _ = _draft(root, "news/releases/2021/boats-held.en.md")
    assert str(front["issued"]) == "2021-03-05"


@pytest.mark.parametrize("written", ["110年3月5日", "一百一十年三月五日"])
def test_a_number_of_a_year_without_its_calendar_is_no_day_of_issue(corner: Corner, written: str) -> None:
    root = corner()
    text = f"船隻新燈\n\n{written}\n\n內容。\n"
    assert _import(root, "a.txt", text.encode(), "--slug", "light").exit_code == 0
    front, body = _draft(root, "news/releases/2021/light.zh-Hant.md")
    assert str(front["issued"]) == "2021-06-01"
    assert written in body


GOVERNMENT = """<html><body><div class="top"><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></div>
<div id="content"><span class="subject">New light for boats</span><div>The Harbour Authority lit it <b>today</b>.<br>It shines.</div>
<table><tr><th colspan="2">Lamp</th><th>Range</th></tr><tr><td rowspan="2">Old</td><td>1898</td><td>9</td></tr>
<tr><td>1931</td><td>１２</td></tr></table>
<p>Ends/Friday, March 5, 2021<br>Issued at HKT 16:43</p></div><div class="foot">Last revision date: June 1, 2021</div></body></html>"""


def test_a_page_with_a_menu_and_words_outside_paragraphs(corner: Corner) -> None:
    root = corner()
    assert _import(root, "a.html", GOVERNMENT.encode()).exit_code == 0
    front, body = _draft(root, "news/releases/2021/new-light-for-boats.en.md")
    # 16:43 in Hong Kong is an hour later in the corner's time zone.
    assert (front["title"], str(front["issued"])) == ("New light for boats", "2021-03-05 17:43")
    assert body == (
        "The Harbour Authority lit it **today**.\n\nIt shines.\n\n"
        "| Lamp | | Range |\n| --- | --- | --- |\n| Old | 1898 | 9 |\n|  | 1931 | 12 |\n"
    )


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_notes_of_word_stay_notes(corner: Corner) -> None:
    reference = b'<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="7"><w:p><w:r><w:t>Of 9 miles.</w:t></w:r></w:p></w:footnote></w:footnotes>'

    def noted(name: str, data: bytes) -> bytes:
        if name == "word/document.xml":
            return data.replace(b"It shines.</w:t></w:r></w:p>", b"It shines.</w:t></w:r>" + reference)
        return data.replace(b"</Relationships>", relation.encode()) if name.endswith("document.xml.rels") else data

    root = corner()
    result = _import(root, "a.docx", _rewritten(noted, footnotes=notes.encode()))
    assert result.exit_code == 0, result.stderr
    _, body = _draft(root, "news/releases/2021/new-light-on-the-quay.en.md")
    assert "- It shines.[^7]\n" in body
    assert body.endswith("\n\n[^7]: Of 9 miles.\n")


def test_hyphens_of_broken_words_go_where_the_text_has_the_word_whole() -> None:
    text = "The harbour depart-\nment and its co-\noperation with\nthe department"
    assert plain_text.text_to_html(text) == "<p>The harbour department and its co-operation with the department</p>"


def test_lines_of_a_script_without_spaces_are_joined_without_them() -> None:
    text = "研討會在二○二一年舉行，約有\n210人參加，其中來自內地者佔\n九成，使用\nWord檔案"
    assert (
        plain_text.text_to_html(text)
        == "<p>研討會在二○二一年舉行，約有210人參加，其中來自內地者佔九成，使用 Word檔案</p>"
    )


def test_a_text_with_a_paragraph_on_each_line_and_signs_of_markdown() -> None:
    text = f"## Title\n{'long ' * 60}\nNext  \nline\n\n**1. Item**\n### **2. Item**\n"
    assert plain_text.text_to_html(text) == (
        f"<h2>Title</h2>\n<p>{'long ' * 59}long</p>\n<p>Next line</p>\n<h2>1. Item</h2>\n<h2>2. Item</h2>"
    )


def test_letters_of_another_size_are_a_paragraph_of_their_own(corner: Corner) -> None:
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4)
    for height, size, words in ((800, 18, "New light for boats"), (778, 10, "5 March 2021"), (740, 10, "It shines.")):
        canvas.setFont("Helvetica", size)
        canvas.drawString(50, height, words)
    canvas.save()
    root = corner()
    assert _import(root, "a.pdf", data.getvalue()).exit_code == 0
    front, body = _draft(root, "news/releases/2021/new-light-for-boats.en.md")
    assert (str(front["issued"]), body) == ("2021-03-05", "It shines.\n")


def test_days_that_no_calendar_has_are_passed_over(corner: Corner) -> None:
    root = corner()
    meta = '<meta name="date" content="2021-99-99"><meta property="article:published_time" content="2021-13-01">'
    page = f"<html><head>{meta}</head><body><h1>Boats</h1><p>They race.</p></body></html>"
    assert _import(root, "2021-31-12.html", page.encode()).exit_code == 0
    assert str(_draft(root, "news/releases/2021/boats.en.md")[0]["issued"]) == "2021-06-01"


def test_a_note_outside_a_list_stays_a_note() -> None:
    page = ImportedPage('<p>Boats<sup><a href="#footnote-3">[1]</a></sup></p><div><li id="footnote-3">Nine.</li></div>')
    assert page.markdown() == "Boats[^3]\n\n[^3]: Nine."
