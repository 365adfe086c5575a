"""What a drawing in SVG may hold."""

from __future__ import annotations

import pytest

from corner.sources.drawings import check_drawing
from tests.support.corners import REPOSITORY

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>'


def _find_faults(data: bytes) -> list[tuple[int, str]]:
    problems = check_drawing(data, "docs/a.svg")
    return [(problem.line, problem.message.partition("found ")[2].partition(";")[0]) for problem in problems]


@pytest.mark.parametrize(
    "content",
    [
        '<path d="M0 0"/><text>a</text>',
        '<a href="https://a.example/"><text>a</text></a>',
        '<use xlink:href="#a"/><rect fill="url(#b)" style="stroke: url( \'#c\')"/>',
        '<image href="data:image/png;base64,AA=="/>',
        "<style>a { fill: red; mask: url(#b) }</style>",
        '<animate attributeName="x" values="1;2" begin="0s"/>',
    ],
)
def test_shapes_text_and_parts_of_the_drawing_itself_are_allowed(content: str) -> None:
    assert _find_faults(SVG.format(content).encode()) == []


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT>alert(1)</SCRIPT>", "<SCRIPT>"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg"/>', "<script>"),
        ('<body xmlns="http://www.w3.org/1999/xhtml"/>', "<body>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<g onload="x()"/>', "onload of <g>"),
        ('<a xlink:href="java&#10;script:x()"/>', "href of <a>"),
        ('<a href="data:text/html,x"/>', "href of <a>"),
        ('<use href="other.svg#a"/>', "href of <use>"),
        ("<style>@imp<style/>ort 'https://a.example/x.css';</style>", "<style> in a style"),
        ('<set xmlns:x="http://www.w3.org/1999/xlink" attributeName="x:href" to="#a"/>', "attributeName of <set>"),
        ('<set attributeName="cursor" to="url(https://a.example/c.png),auto"/>', "to of <set>"),
        ('<animate attributeName="filter" values="url(//a.example/x);none"/>', "values of <animate>"),
        ('<set attributeName="fill" to="data:text/html,x"/>', "to of <set>"),
        ('<image href="https://a.example/x.png"/>', "href of <image>"),
        ('<image href="data:image/svg+xml;base64,AA"/>', "href of <image>"),
        ('<feImage href="//a.example/x"/>', "href of <feImage>"),
        ('<rect fill="url(https://a.example/)"/>', "fill of <rect>"),
        ("<style>@import 'https://a.example/'</style>", "a style that loads another file"),
        ("<style>@im<!-- -->port 'x'</style>", "a style that loads another file"),
        ("<style>a { fill: \\75rl(//a.example) }</style>", "a style that loads another file"),
        ('<set attributeName="onclick" to="x()"/>', "attributeName of <set>"),
        ('<animate attributeName="href" values="javascript:x()"/>', "attributeName of <animate>"),
        ("<path>", "what is no drawing"),
    ],
)
def test_what_runs_or_loads_is_reported_at_its_line(content: str, shown: str) -> None:
    line = 3 if content == "<path>" else 2
    assert _find_faults(SVG.format(content).encode()) == [(line, shown)]


@pytest.mark.parametrize(
    ("data", "line", "shown"),
    [
        (b'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg/>', 2, "a DOCTYPE"),
        (b'<?xml-stylesheet href="x.css"?><svg/>', 1, "<?xml-stylesheet"),
        (b"<svg/>", 1, '<svg> and no <svg xmlns="http://www.w3.org/2000/svg">'),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", 1, '<html> and no <svg xmlns="http://www.w3.org/2000/svg">'),
        (b"", 1, "what is no drawing"),
        (b"\x89PNG", 1, "what is no drawing"),
        (b'<?xml version="1.0" encoding="big5"?><svg/>', 1, "another encoding than UTF-8"),
    ],
)
def test_what_is_no_plain_drawing_is_reported(data: bytes, line: int, shown: str) -> None:
    assert _find_faults(data) == [(line, shown)]


def test_entities_that_grow_are_not_read() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE svg [<!ENTITY a0 "x">{entities}]><svg xmlns="http://www.w3.org/2000/svg">&a11;</svg>'.encode()
    assert _find_faults(data) == [(1, "a DOCTYPE")]


def test_our_own_icon_is_allowed() -> None:
    assert _find_faults((REPOSITORY / "hooks/theme/assets/favicon.svg").read_bytes()) == []
