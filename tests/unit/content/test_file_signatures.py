"""What the content of a file is, by its first bytes."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from corner.content import file_types
from corner.content.file_signatures import find_other_type, find_type
from tests.support.corners import REPOSITORY


def picture(kind: str) -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 40), "red").save(target, kind)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp", "bmp", "tiff", "ico", "avif", "pdf"])
def test_what_another_program_writes_has_the_content_of_its_ending(kind: str) -> None:
    assert find_other_type(f"picture.{kind}", picture(kind)) is None
    others = {ending for ending in ("png", "jpeg", "gif", "pdf", "docx", "mp4") if ending != kind}
    assert [ending for ending in sorted(others) if find_other_type(f"picture.{ending}", picture(kind)) is None] == []


@pytest.mark.parametrize(
    ("name", "data", "other"),
    [
        ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(40), None),
        ("film.mp4", b"\0\0\0\x18ftypheic" + bytes(40), "heic"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(40), None),
        ("photo.jpg", b"\0\0\0\x18ftypheic" + bytes(40), "heic"),
        ("talk.mp3", b"ID3\x04" + bytes(40), None),
        ("paper.pdf", b"\n%PDF-1.7\n" + bytes(40), None),
        ("paper.pdf", b"  <!doctype HTML>\n<html>" + bytes(40), "html"),
        ("paper.pdf", b"something else that is quite long", ""),
        ("paper.pdf", b"short", None),
        ("plan.docx", b"PK\3\4" + bytes(40), None),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "doc"),
        ("list.csv", b"PK\3\4" + bytes(40), "zip"),
        ("list.csv", b"Tax-free shopping, 2021\nID3, OTTO, wOFF", None),
        ("notes.txt", b"OTTO says that BM is well, and so is OggS.", None),
        ("notes.txt", "船".encode("utf-16") * 20, None),
        ("page.html", b"<html><body>allowed by an operator</body>", None),
    ],
)
def test_content_is_compared_with_the_ending(name: str, data: bytes, other: str | None) -> None:
    assert find_other_type(name, data) == other


def test_the_projects_own_files_are_what_their_endings_say() -> None:
    files = [path for folder in ("docs", "news", "hooks/guide") for path in (REPOSITORY / folder).rglob("*.*")]
    published = [path for path in files if file_types.is_allowed(path.name)]
    assert len(published) > 10
    assert [path.name for path in published if find_other_type(path.name, path.read_bytes()[:1024]) is not None] == []


def test_a_type_without_a_sign_is_not_known() -> None:
    assert find_type(b"plain words") == ""
