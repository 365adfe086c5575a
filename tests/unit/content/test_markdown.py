"""Markdown to HTML: CommonMark with GFM tables and footnotes, read back by an independent HTML parser."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.content import markdown, markdown_blocks
from corner.content.markdown import Outline


def _html(text: str, back: str = "", prefix: str = "section-") -> str:
    return markdown.render_markdown(text, "releases/2021", back, prefix)[0]


def _outline(text: str) -> Outline:
    return markdown.render_markdown(text, "releases/2021", "")[1]


def _tree(text: str, back: str = "") -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(_html(text, back), create_parent="div")


# Expected values from the CommonMark specification 0.31.2 and GFM 0.29, by their examples' numbers.
SPECIFIED = [
    ("\tfoo\tbaz\t\tbim\n", "<pre><code>foo\tbaz\t\tbim\n</code></pre>\n"),  # 1
    ("***\n---\n___\n", "<hr />\n<hr />\n<hr />\n"),  # 43
    (
        "> # Foo\n> bar\n> baz\n".replace("# ", "### "),
        "<blockquote>\n<h3>Foo</h3>\n<p>bar\nbaz</p>\n</blockquote>\n",
    ),  # 228
    (
        "*foo [bar](/url)*\n".replace("/url", "https://a.example"),
        '<p><em>foo <a href="https://a.example">bar</a></em></p>\n',
    ),
    ("`` foo ` bar ``\n", "<p><code>foo ` bar</code></p>\n"),  # 329
    ("~~Hi~~ Hello, world!\n", "<p><del>Hi</del> Hello, world!</p>\n"),  # GFM 491
    ("&nbsp; &amp; &copy;\n", "<p>\u00a0 &amp; ©</p>\n"),  # 25, in part
]


@pytest.mark.parametrize(("text", "html"), SPECIFIED)
def test_it_is_what_the_specification_shows(text: str, html: str) -> None:
    assert re.sub(r' id="[^"]*"', "", _html(text)) == html


@pytest.mark.parametrize("text", ["**「知識產權」**是", "這是**「重點」**。", "稱為*《條例》*的"])
def test_emphasis_around_chinese_quotation_marks_is_emphasis(text: str) -> None:
    tree = _tree(text)
    assert len(tree.xpath("//strong|//em")) == 1
    assert "*" not in tree.text_content()


def test_a_table_keeps_its_alignment_in_classes() -> None:
    tree = _tree("| a | b |\n| :- | -: |\n| 1 | 2 |\n")
    assert [cell.get("class") for cell in tree.iter("th", "td")] == ["align-left", "align-right"] * 2
    assert tree.xpath("//@align") == []


def test_headings_have_ids_by_their_number() -> None:
    tree = _tree("## 甲\n\n### 甲\n\n## A\n")
    assert [(h.tag, h.get("id")) for h in tree] == [("h2", "section-1"), ("h3", "section-2"), ("h2", "section-3")]


def test_headings_of_parts_of_a_page_have_a_prefix_of_their_own() -> None:
    assert 'id="item-3-section-1"' in _html("### A", prefix="item-3-section-")


def test_a_footnote_leads_there_and_back_in_the_pages_language() -> None:
    tree = _tree("A[^1] B[^2]\n\n[^1]: One.\n[^2]: Two.\n", "返回註釋{number}")
    ids = set(tree.xpath("//@id"))
    links = [link[1:] for link in tree.xpath("//a/@href")]
    assert len(links) == 4
    assert set(links) <= ids
    assert tree.xpath("//@aria-label") == ["返回註釋1", "返回註釋2"]
    # A section would want a heading.
    assert tree.xpath("//*[@class='footnotes']/ol/li/@id") == ["fn-1", "fn-2"]
    assert tree.xpath("//section") == []


@pytest.mark.parametrize(
    "text", ["a<br>b", "<!-- x -->", "<script>alert(1)</script>", "<?php ?>", "<b onclick=x>y</b>"]
)
def test_raw_html_is_left_out_and_reported(text: str) -> None:
    assert _outline(text).raw_html
    assert not re.search(r"<(br|script|b|\?)", _html(text))


@pytest.mark.parametrize("text", ["1 < 2", "`<b>`", "    <b>\n", "<https://a.example>", "&lt;b&gt;", "a <b", "\\<b>"])
def test_what_only_looks_like_html_is_text(text: str) -> None:
    assert not _outline(text).raw_html


UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "//a.example",
]


@pytest.mark.parametrize("address", [*UNSAFE, "ftp://a.example", "/news/", "corner:releases/2021/a", "blob:x"])
@pytest.mark.parametrize("text", ["[x]({})", "![x]({})", "[x][1]\n\n[1]: {}"])
def test_an_unsafe_address_is_left_out_and_reported(text: str, address: str) -> None:
    written = text.format(address)
    assert [(link.written, link.safe) for link in _outline(written).links] == [(address, False)]
    assert address not in _html(written)


@pytest.mark.parametrize(
    "address", ["https://a.example/?b=1#c", "http://a.example", "mailto:a@b.example", "tel:+85312345", "#section-1"]
)
def test_an_address_outside_the_corner_stays_as_it_is(address: str) -> None:
    text = f"[x]({address})"
    assert [(link.target, link.safe) for link in _outline(text).links] == [(None, True)]
    assert _tree(text).xpath("//a/@href") == [address]


@pytest.mark.parametrize("address", ["https://a.example/b.png", "//a.example/b.png", "#section-1"])
def test_a_picture_from_another_host_is_left_out_and_reported(address: str) -> None:
    text = f"![x]({address})"
    assert [(link.safe, link.picture) for link in _outline(text).links] == [(False, True)]
    assert _tree(text).xpath("//img/@src") in ([], [""])


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("fair.en.md", "releases/2021/fair"),
        ("fair.zh-Hant.md#section-2", "releases/2021/fair"),
        ("./fair.en.md", "releases/2021/fair"),
        ("../2020/fair.en.md", "releases/2020/fair"),
        ("../../summaries/2020.en.md", "summaries/2020"),
        ("map.pdf", "releases/2021/map.pdf"),
        ("plan%20b.pdf", "releases/2021/plan b.pdf"),
        ("<plan b.pdf>", "releases/2021/plan b.pdf"),
        ("圖.png", "releases/2021/圖.png"),
        ("%E5%9C%96.png", "releases/2021/圖.png"),
        ("a&b.png", "releases/2021/a&b.png"),
    ],
)
def test_the_way_to_another_file_names_what_it_leads_to(address: str, target: str) -> None:
    assert [link.target for link in _outline(f"[x]({address})").links] == [target]


def test_links_stand_in_the_order_of_the_text() -> None:
    links = _outline("[a](a.en.md) ![b](b.png)\n\n[c](https://c.example)").links
    assert [link.written for link in links] == ["a.en.md", "b.png", "https://c.example"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lead.\n\n## One\nA.\n## Two\nB.", [("One", 2, "A."), ("Two", 4, "B.")]),
        ("## One ##\nA.", [("One", 0, "A.")]),
        ("## C#\nA.", [("C#", 0, "A.")]),
        ("### Deeper\nA.", []),
        ("##NoSpace", []),
        ("    ## code", []),
        ("```\n## code\n```\n## One", [("One", 3, "")]),
        ("~~~\n```\n## code\n~~~\n## One", [("One", 4, "")]),
        ("````\n```\n## code\n````\n## One", [("One", 4, "")]),
        ("```\n## never closed", []),
        ("``` a ``` b\n## One", [("One", 1, "")]),
        ("## \n", [("", 0, "")]),
    ],
)
def test_a_summary_is_cut_where_commonmark_has_second_headings(text: str, found: list[tuple[str, int, str]]) -> None:
    assert [(title, line, part.strip()) for title, line, part in markdown_blocks.split_sections(text)[1]] == found


@given(st.lists(st.sampled_from(["## A", "text", "```", "~~~", "", "# B", "### C"])).map("\n".join))
def test_cutting_a_summary_finds_the_headings_that_the_renderer_finds(text: str) -> None:
    assert len(markdown_blocks.split_sections(text)[1]) == _outline(text).headings.count(2)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1 090 and 1 867 000 000", "1\u00a0090 and 1\u00a0867\u00a0000\u00a0000"),
        ("24 May", "24 May"),
        ("about 100", "about 100"),
        ("12 3456", "12 3456"),
        (" 100", " 100"),
        ("", ""),
    ],
)
def test_a_grouped_number_does_not_break_at_the_end_of_a_line(text: str, kept: str) -> None:
    assert markdown.join_number_groups(text) == kept


@given(st.text())
def test_whatever_is_written_no_script_and_no_open_link_comes_out(text: str) -> None:
    html = _html(text)
    assert "<script" not in html.lower()
    assert not re.search(r'(href|src)="\s*(javascript|vbscript|data):', html, re.IGNORECASE)


@pytest.mark.parametrize(("mark", "sign"), [(mark, sign) for mark, signs in markdown._DOUBTFUL for sign in signs])
def test_what_is_left_of_syntax_is_found_by_what_it_holds(mark: str, sign: str) -> None:
    assert mark in sign
    assert markdown._needs_closer_look("Text.", f"<p>Words</p>\n{sign}")
    assert not markdown._needs_closer_look("Text.", "<p>Words</p>\n")
