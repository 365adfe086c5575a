"""What HTML of a page of `docs/` is published."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.content.safe_html import align_cells, clean_html
from corner.content.standing_markdown import StandingMarkdown
from corner.sources.yaml import PythonName

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.superfences",
    "pymdownx.tilde",
]
OPTIONS: dict[str, dict[str, object]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.emoji": {
        "emoji_index": PythonName("material.extensions.emoji.twemoji"),
        "emoji_generator": PythonName("material.extensions.emoji.to_svg"),
    },
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
"""The extensions that Material documents, as it documents them."""

PAGE = """\
# Title { .large #here }

!!! note "Notes & marks"
    Text

    ```python title="plan.py" hl_lines="1"
    print("a" < "b")
    ```

??? tip "Open"
    ==mark== ^^new^^ ~~old~~ ++ctrl+c++ :material-account: $x=y$

=== "First"

    one

=== "Second"

    two

- [x] done
- [ ] open

![Picture](plan.png){ width="300" loading=lazy }

<div class="grid cards" markdown>

- one <br> two

</div>

| left | middle |
| :-- | :-: |
| 1 | 2 |

Term
:   a definition of HTML[^1] with a [button](about.md){ .md-button target=_blank } &copy; &nbsp; é

*[HTML]: Hypertext

[^1]: A note.
"""


def test_all_that_material_documents_keeps_its_bytes() -> None:
    html = StandingMarkdown(list(({name: {} for name in EXTENSIONS} | OPTIONS).items())).render(PAGE)
    parts = 'class="twemoji"', "<svg", 'type="checkbox"', 'type="radio"', "<details", "<kbd", "<mark", "hll"
    assert [part for part in parts if part not in html] == [], "the page tries what it says"
    aligned = align_cells(html)
    cleaned = clean_html(aligned)
    assert cleaned.removed == ()
    assert cleaned.html == aligned
    assert '<th class="align-center">middle</th>' in aligned


@pytest.mark.parametrize(
    "html",
    [
        "<p>a &lt; b &amp; c &quot;d&quot; 'e' &#8617; &nbsp;</p>",
        "<!-- a note --><p>b</p>",
        '<img alt="a &gt; b" src="a.png" />',
        "<p>a<br/>b<br>c</p>",
        '<figure><img alt="" src="a.png"><figcaption>b</figcaption></figure>',
        "<ol start='3'><li value=4>x</li></ol>",
        '<a href="mailto:a@b.example">a</a> <a href="tel:+1">b</a> <a href="../a/?b=1&amp;c=2#d">c</a>',
        '<img alt="" src="data:image/png;base64,AAAA" />',
        '<video controls src="film.mp4"></video>',
    ],
)
def test_harmless_html_keeps_its_bytes(html: str) -> None:
    cleaned = clean_html(html)
    assert (cleaned.html, cleaned.removed) == (html, ())


@pytest.mark.parametrize(
    ("html", "cleaned", "removed"),
    [
        ("<p><script>alert(1)</script>a</p>", "<p>a</p>", ["<script>"]),
        ('<p onclick="x()">a</p>', "<p>a</p>", ["onclick of <p>"]),
        ("<P ONCLICK=x()>a</P>", "<p>a</p>", ["onclick of <p>"]),
        ('<a href="javascript:x">a</a>', "<a>a</a>", ["javascript:x"]),
        ('<a href="java&#10;script:x">a</a>', "<a>a</a>", ["java script:x"]),
        ('<a href="&#1;javascript:x">a</a>', "<a>a</a>", ["javascript:x"]),
        ('<svg fill="url(https://a.example/x.svg#a)"></svg>', "<svg></svg>", ["fill of <svg>"]),
        ('<svg><g stroke="u\\72l(x)"></g></svg>', "<svg><g></g></svg>", ["stroke of <g>"]),
        ('<svg fill="rgb(1, 2, 3)"></svg>', '<svg fill="rgb(1, 2, 3)"></svg>', []),
        ('<a href="&#9; data:text/html,x">a</a>', "<a>a</a>", ["data:text/html,x"]),
        ('<img src="&#9; //evil.example/x.png" alt="">', '<img alt="">', ["//evil.example/x.png"]),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>", ["data:text/html,x"]),
        ('<img src="//a.example/x.png" alt="">', '<img alt="">', ["//a.example/x.png"]),
        ('<img src="/\\a.example/x.png" alt="">', '<img alt="">', ["/\\a.example/x.png"]),
        ('<img src="data:image/svg+xml,x" alt="">', '<img alt="">', ["data:image/svg+xml,x"]),
        ('<img srcset="https://a.example/x 2x" alt="">', '<img alt="">', ["https://a.example/x 2x"]),
        ("<img src=x onerror=alert(1)//", "", ["<img src=x onerror=alert(1)//"]),
        ("<iframe src=x>a</iframe>", "&lt;p&gt;", ["<iframe>"]),
        ("a<?php echo 1 ?>", "a", ["<?php echo 1 ?>"]),
        ("<!--><img src=x onerror=y>-->", '<img src="x">--&gt;', ["onerror of <img>", "<!-->"]),
        ('<p class="a" class="b">x</p>', '<p class="a">x</p>', []),
        (
            "<base href='//a.example/'><meta http-equiv=refresh content=0><link rel=x>",
            "",
            ["<base>", "<meta>", "<link>"],
        ),
    ],
)
def test_what_may_not_be_published_is_left_out(html: str, cleaned: str, removed: list[str]) -> None:
    result = clean_html(html)
    assert [part.shown for part in result.removed] == removed
    if "iframe" not in html:
        assert result.html == cleaned


class _Scan(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "form", "object", "embed", "base", "meta", "link", "textarea"):
            self.active.append(tag)
        for name, value in attrs:
            if name.startswith("on") or "script:" in (value or "").lower().replace("\n", "").replace("\t", ""):
                self.active.append(f"{tag} {name}={value}")


_PIECES = st.lists(
    st.sampled_from(
        "<p> </p> <script> </script> <style> </style> <svg> </svg> <math> <mtext> <table> <tr> <td> <b <img  onerror=alert(1) "
        'src=x href= "javascript:alert(1)" \' " > /> / = <!-- --> <!--> --!> <![CDATA[ ]]> &lt; &#60; &#x6a; <a <a> </a> '
        "<textarea> </title> <title> <noscript> <xmp> <template> <select> <form> <?x a\x0cb javascript&colon;alert(1) \t \n".split(
            " "
        )
    ),
    max_size=14,
).map("".join)


@given(_PIECES)
def test_no_mixture_of_markup_leaves_something_active(html: str) -> None:
    scan = _Scan()
    scan.feed(clean_html(html).html)
    scan.close()
    assert scan.active == []


@given(_PIECES)
def test_clean_html_is_clean(html: str) -> None:
    once = clean_html(html).html
    again = clean_html(once)
    assert again.html == once or clean_html(again.html).html == again.html
