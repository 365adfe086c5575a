"""Nothing that a page of `docs/` may be made to hold runs in a browser, or loads from another site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Frame, Page, Route

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
() => { for (const { document } of Array.from(frames)) for (const element of document.querySelectorAll("body, body *")) {
  for (const name of ["mouseover", "mouseenter", "focus", "click", "dragstart"]) {
    element.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
  }
} }
"""


class _Reader:
    """A reader who opens pages, each in a frame of its own, and touches each of their elements."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._pages: list[str] = []
        self._seen: defaultdict[str, list[str]] = defaultdict(list)
        page.expose_binding("alert", lambda source, text: self._note(source["frame"], str(text)))
        page.route("**/*", self._answer)

    def open(self, pages: list[str]) -> dict[str, list[str]]:
        """Return by number of a page what runs and what is asked of other sites while all are read, if anything."""
        self._pages = pages
        self._page.goto(_ORIGIN)
        try:
            self._page.evaluate(_TOUCH)
            self._page.wait_for_load_state("load")
        except Error as error:
            self._seen["left the page"].append(str(error))
        return self._seen

    def _note(self, frame: Frame, text: str) -> None:
        while frame.parent_frame and frame.parent_frame.parent_frame:
            frame = frame.parent_frame
        self._seen[frame.name].append(text)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        number = url.removeprefix(_ORIGIN)
        if number == "":
            frames = "".join(f"<iframe name={number} src=/{number}></iframe>" for number in range(len(self._pages)))
            route.fulfill(body=f"<!doctype html><title>x</title>{frames}", content_type="text/html; charset=utf-8")
        elif number.isdecimal():
            body = f"<!doctype html><title>x</title>{self._pages[int(number)]}"
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        else:
            if number == url:
                self._note(route.request.frame, url)
            route.fulfill(status=404, body="")


@pytest.fixture
def reader(browser: Browser) -> Iterator[_Reader]:
    with browser.new_context() as context:
        yield _Reader(context.new_page())


_markdown = StandingMarkdown([(name, {}) for name in ("attr_list", "fenced_code", "tables", "toc")])


def test_nothing_runs_in_a_cleaned_page(reader: _Reader) -> None:
    assert len(VECTORS) >= 40
    pages = [check_html(_PAGE, text, align_cells(_markdown.render(text)))[0].html for text in (*VECTORS, *MORE)]
    assert reader.open(pages) == {}


def test_the_same_pages_run_where_they_are_not_cleaned(reader: _Reader) -> None:
    few = [text for text in VECTORS if any(sign in text for sign in ("onerror", "<script>", "SRC=", "pixel"))]
    seen = reader.open([_markdown.render(text) for text in few])
    assert len(seen) >= 8, seen
