"""Nothing that a page of `docs/` may be made to hold runs in a browser, or loads from another site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Error, Page, Route

from corner.checks.docs import check_html
from corner.content.safe_html import align_cells
from corner.content.standing_markdown import StandingMarkdown
from tests.hostile.cases import read_cases

_PAGE = "docs/about.en.md"
VECTORS = [
    text
    for case in read_cases()
    if case.area == "docs" and case.name.endswith(" in a page") and isinstance(text := case.files[_PAGE], str)
]
"""The pages of the hostile cases."""
MORE = [
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg><annotation-xml><foreignobject><style><!--</style><p id="--><img src=x onerror=alert(1)>">',
    '<p title="`<img src=x onerror=alert(1)>`">x</p>',
    "<noscript><style></noscript><img src=x onerror=alert(1)></style></noscript>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<a href="\x0cjavascript:alert(1)">x</a>',
    "<div style=\"background:url('javascript:alert(1)')\">x</div>",
    '<input autofocus onfocus="alert(1)">',
    "<select><iframe></select><img src=x onerror=alert(1)>",
    '<table background="//other.example/x.png"><tr><td>x</td></tr></table>',
    '<isindex action="javascript:alert(1)" type="image">',
    '"><svg/onload=alert(1)>',
    "<<script>alert(1);//<</script>",
    '<object type="text/html" data="javascript:alert(1)"></object>',
    '<video><source onerror="alert(1)" src="x"></video>',
    '<p draggable="true" ondragstart="alert(1)" onclick="alert(1)">x</p>',
    '[x]: <javascript:alert(1)> "t"\n\n[x]',
    '![x](x "onerror=alert(1)")',
    '![x" onerror="alert(1)](x)',
    "`<img src=x onerror=alert(1)>`\n\n<img src=x onerror=alert(1)>",
]
"""Markup that browsers or other cleaners have read in two ways."""
_ORIGIN = "https://corner.example/"
_TOUCH = """
() => { for (const element of document.querySelectorAll("body, body *")) {
  for (const name of ["mouseover", "mouseenter", "focus", "click", "dragstart"]) {
    element.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
  }
} }
"""


class _Reader:
    """A reader who opens a page and touches each of its elements."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._html = ""
        self._seen: list[str] = []
        page.on("dialog", self._close)
        page.route("**/*", self._answer)

    def open(self, html: str) -> list[str]:
        """Return what runs and what is asked of other sites while a page is read."""
        self._html = f"<!doctype html><title>x</title>{html}"
        self._seen = []
        self._page.goto(_ORIGIN)
        try:
            self._page.evaluate(_TOUCH)
            self._page.wait_for_load_state("load")
        except Error:
            self._seen.append("left the page")
        return self._seen

    def _close(self, dialog: Dialog) -> None:
        self._seen.append(dialog.message)
        dialog.dismiss()

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if url == _ORIGIN:
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
            return
        if not url.startswith(_ORIGIN):
            self._seen.append(url)
        route.fulfill(status=404, body="")


@pytest.fixture
def reader(browser: Browser) -> Iterator[_Reader]:
    with browser.new_context() as context:
        yield _Reader(context.new_page())


_markdown = StandingMarkdown([(name, {}) for name in ("attr_list", "fenced_code", "tables", "toc")])


def test_nothing_runs_in_a_cleaned_page(reader: _Reader) -> None:
    assert len(VECTORS) >= 40
    running = {}
    for text in (*VECTORS, *MORE):
        cleaned, _ = check_html(_PAGE, text, align_cells(_markdown.render(text)))
        if seen := reader.open(cleaned.html):
            running[text] = seen
    assert running == {}


def test_the_same_pages_run_where_they_are_not_cleaned(reader: _Reader) -> None:
    few = [text for text in VECTORS if any(sign in text for sign in ("onerror", "<script>", "SRC=", "pixel"))]
    quiet = [text for text in few if not reader.open(_markdown.render(text))]
    assert len(few) - len(quiet) >= 8, quiet
