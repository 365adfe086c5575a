"""All targets by name, each with the words that it looks for and inputs to begin with."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.fuzz import documents, editors, readers
from tests.fuzz.target import Target, join_fields

_CHARACTERS = (
    " ",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\u2028",
    "\u202e",
    "\u200b",
    "\ufeff",
    "漢",
    "é",
    "\U0001f600",
    "\\",
    '"',
    "'",
)
_MARKDOWN = (*"# * - + > ` ``` ~~~ | --- [ ] ( ) ! < & _ ** ~~ [^1] [^1]: 1. 10) :".split(), "    ", "  \n")
_LINKS = (
    "[a](b)",
    "[a]: javascript:x",
    "<javascript:x>",
    "![a](//b/c)",
    "https://a.b/c",
    "javascript:alert(1)",
    "data:text/html,x",
)
_HTML = (
    *"<p> </p> <b> </b> <a> </a> <pre> </pre> <code> <ul> <ol> <li> <table> <tr> <td> <th> <h1> </h1> <h2> <br> <hr> <div> <span>".split(),
    *"<script> </script> <style> <svg> <math> <iframe> <!-- --> <![CDATA[ ]]> <?x &lt; &gt; &amp; &#60; &#x3c; <blockquote> <sup> <dl> <dt>".split(),
    *"<xmp> <plaintext> <noscript> <template> <title> <textarea> <select> <option> <form> <input> <mtext> <mglyph> <foreignObject> <desc>".split(),
    '<a href="javascript:x">', '<a href="https://a.b/)c">', "<td colspan=2 rowspan=3>", '<p style="display:none">', "<a href='#footnote-1'>", '<li id="footnote-1">',
    "<img src=x onerror=x>", "<svg onload=x>", '<a href="java\nscript:x">', '<math><mi//xlink:href="data:x,<script>">',
)  # fmt: skip
_YAML = (
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a ",
    "!!",
    "? ",
    "| ",
    "> ",
    "# ",
    "---\n",
    "...\n",
    "%YAML",
    "<<: ",
    "null",
    "~",
    "1e9",
    "0x1",
    "2021-03-01",
    "12:30",
)
_FIELDS = (
    "title",
    "description",
    "type",
    "issued",
    "topics",
    "status",
    "event",
    "figures",
    "bodies",
    "corrections",
    "withdrawn",
    "source",
    "labels",
)
_NUMBERS = (
    *"1 2,000 1.5 3/4 1st 20% 二 十 百 萬 億 兆 分之 第 % $ HK$ RMB MOP million billion dozen half two twenty- hundred and".split(),
    *"2021年 3月 5日 March 5 , 5/3/2021 10:30 p.m. 上午 a.m. + -5 ２０２１ 〇 廿 1,0 1.0.0 três milhões por cento twice 倍 幾 多 餘 約".split(),
)  # fmt: skip
_WORD = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "a", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:p/>", '<w:gridSpan w:val="2"/>', "<w:tcPr>", "</w:tcPr>",
    "<w:rPr>", "</w:rPr>", "<w:vanish/>", "<w:b/>", "<w:br/>", "<w:tab/>", "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", '<w:sym w:font="Wingdings" w:char="F0"/>',
    '<w:hyperlink w:anchor="x">', "</w:hyperlink>", '<w:footnoteReference w:id="1"/>', "<w:sdt>", "</w:sdt>", '<w:fldChar w:fldCharType="begin"/>', '<w:instrText>HYPERLINK "javascript:x"</w:instrText>',
)  # fmt: skip
_PDF = (
    "1 0 obj",
    "endobj",
    "<<",
    ">>",
    "/Type",
    "/Catalog",
    "/Pages",
    "/Page",
    "/Kids",
    "[",
    "]",
    "2 0 R",
    "3 0 R",
    "stream\n",
    "\nendstream",
    "/Length 9",
    "trailer",
    "/Root 1 0 R",
    "startxref",
    "%%EOF",
    "xref",
    "/Filter/FlateDecode",
    "(a)",
    "Tj",
    "BT",
    "ET",
    "/Contents",
    "/MediaBox[0 0 9 9]",
    "/Encrypt",
)
_FAIR = "---\ntitle: Fair\ndescription: What.\ntype: notice\nissued: 2021-03-01\ntopics: [boats]\n---\nText of **it**, 1,200 boats.\n"

TARGETS = {
    "front-matter": Target(editors.check_front_matter, (*_CHARACTERS, *_YAML, *_FIELDS, "\n---\n"), (_FAIR,)),
    "markdown": Target(editors.check_markdown, (*_CHARACTERS, *_MARKDOWN, *_LINKS, *_HTML), ("# A\n\n- [a](b) <b>\n\n| a |\n| - |\n| b[^1] |\n\n[^1]: c\n",)),
    "numbers": Target(editors.check_quantities, (*_CHARACTERS, *_NUMBERS), ("On 5 March 2021, 2.5 million (three quarters) of HK$3,000.", "二○二一年三月五日，二百五十萬元的四分之三。")),
    "redirects": Target(editors.check_redirects, (*_YAML, "releases/2021/fair", "releases/2020/a", "summaries/2020", "\n"), ("releases/2020/a: releases/2021/fair\n",)),
    "check": Target(editors.check_any_file, (*_CHARACTERS, *_YAML, *_FIELDS, *_MARKDOWN, "name", "en", "zh-Hant", "\n---\n", _FAIR), ("\x00" + _FAIR, "\x03boats:\n  name: {en: B, zh-Hant: 船}\n", "\x02" + _FAIR)),
    "docs": Target(editors.check_docs, (*_CHARACTERS, *_HTML), ('<p class="x">a <svg viewBox="0 0 1 1"><path d="M0 0"/></svg> <math><mi>x</mi></math></p>',)),
    "feeds": Target(readers.check_feeds, (*_CHARACTERS, *_HTML, *_LINKS, "]]>", "\x1f"), (join_fields("A & b", "C < d", "**E**"),)),
    "calendars": Target(readers.check_calendars, (*_CHARACTERS, "\\n", ";", ",", ":", "BEGIN:VALARM", "END:VEVENT", "\x1f", "a" * 80), (join_fields("A; b, c", "d\\ne", "f", "Quay"),)),
    "import-text": Target(documents.check_text, (*_CHARACTERS, *_MARKDOWN, *_LINKS, *_HTML, "• ", "- 2 -", "\f"), ("Title\n\nMarch 5, 2021\n\n- a\n- b\n",)),
    "import-html": Target(documents.check_html, (*_CHARACTERS, *_MARKDOWN, *_LINKS, *_HTML), ("<h1>A</h1><p>b <b>c</b></p><pre>```</pre><table><tr><td>d|e</table>",)),
    "import-word": Target(documents.check_word, (*_CHARACTERS, *_WORD, *_LINKS), ("<w:p><w:r><w:t>A</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>",)),
    "import-archive": Target(documents.check_archive, ("P", "\x1f", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", *_WORD), ("PK\x03\x04", "P<a/>\x1f<b/>")),
    "import-pdf": Target(documents.check_pdf, (*_CHARACTERS, *_PDF), ("1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length 20>>stream\nBT (a) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",)),
}  # fmt: skip


def make_inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Return a strategy for inputs that are made of the words of a target and of any text."""
    piece = st.sampled_from(target.pieces) | st.text(max_size=8)
    return st.lists(piece, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-8", "ignore"))
