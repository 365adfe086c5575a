"""The policy of the site in Firefox: pages work under it, and what somebody brings into a page does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import firefox, nginx
from tests.support.attacks import FOUND, other_site, write_attacked
from tests.support.browsing import serving
from tests.support.built import Built
from tests.support.firefox import Firefox

_WAIT = "new Promise((done) => { (function look() { %s ? done(%s) : setTimeout(look, 20); })(); })"
_RESULTS = "document.querySelectorAll('main .corner-search__results li').length"
_FILTERED = "document.querySelector('.corner-filtered[data-filtered]')?.textContent"
_CHOOSE = """(() => {
    const select = document.querySelector(".corner-filters select");
    select.selectedIndex = 1;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    document.querySelector("thead button").click();
    document.querySelector(".corner-theme").click();
    document.querySelector(".corner-theme").click();
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """The one Firefox of these tests."""
    with firefox.running(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


_CHOSEN = ("home", "release", "figures", "data", "not found")
"""Of the kinds with parts that others lack, those of which `make test` opens a page; a register and the search are used."""
_KINDS = (
    "home", "news", "release", "topic", "summary", "item", "body", "events", "register", "record", "standing page",
    "figures", "timeline", "data", "not found",
)  # fmt: skip
"""Those with parts that others lack."""
_QUERIES = {"en": "patent", "zh-Hant": "知識產權", "zh-Hans": "知识产权"}


@pytest.mark.parametrize(
    ("locale", "editions", "chosen"),
    [
        pytest.param("zh-Hant", ("zh-Hant",), _CHOSEN, id="chosen"),
        pytest.param("en", tuple(_QUERIES), _KINDS, id="all", marks=pytest.mark.full),
    ],
)
def test_every_kind_of_page_works_without_a_violation(
    own: Built,
    browser: Firefox,
    locale: str,
    editions: tuple[str, ...],
    kinds: dict[str, str],
    chosen: tuple[str, ...],
    tmp_path: Path,
) -> None:
    with nginx.serving(own.site.folder, tmp_path) as url:
        browser.messages.clear()
        browser.requests.clear()
        browser.open(url + own.corner.at(locale, "laws/"))
        browser.run(_CHOOSE)
        assert "·" in browser.run(_WAIT % (_FILTERED, _FILTERED))
        assert browser.run("document.documentElement.getAttribute('data-mode')") == "dark"
        for edition in editions:
            browser.open(url + own.corner.at(edition, f"search/?q={_QUERIES[edition]}"))
            assert browser.run(_WAIT % (_RESULTS, _RESULTS)) > 0
            for address in (*(kinds[kind] for kind in chosen), "feeds/all.atom"):
                browser.open(url + own.corner.at(edition, address))
        assert browser.messages == []
        # Style sheets have pictures and fonts inside.
        assert [request for request in browser.requests if not request.startswith((url, "data:"))] == []
        assert browser.run("({ ...localStorage })") == {"corner.theme": "dark"}


@pytest.mark.parametrize("has_headers", [True, False], ids=["headers", "meta"])
def test_what_somebody_writes_into_a_page_neither_runs_nor_reaches_another_site(
    own: Built, browser: Firefox, tmp_path: Path, *, has_headers: bool
) -> None:
    with other_site() as elsewhere:
        site = write_attacked(own.site.folder, tmp_path, elsewhere.url, with_policy=not has_headers)
        with nginx.serving(site, tmp_path) if has_headers else serving(site) as url:
            address = f"{url.rstrip('/')}/about/"
            browser.open(address)
            found = browser.run(FOUND)
        assert found["ran"] == []
        assert elsewhere.requests == []
        assert found["base"] == found["address"] == address
        assert (found["colour"] != "rgb(1, 2, 3)", found["width"] != "7px") == (True, True)
        assert {"eval", "Function", "timer", "HTML as text", "own inline script", "worker"} <= set(found["failed"])


def test_the_same_runs_where_there_is_no_policy(own: Built, browser: Firefox, tmp_path: Path) -> None:
    with other_site() as elsewhere:
        leading_away = ("form", "base")
        site = write_attacked(own.site.folder, tmp_path, elsewhere.url, with_policy=False, left_out=leading_away)
        with serving(site) as url:
            browser.open(f"{url}/about/")
            found = browser.run(FOUND)
        assert {"inline script", "handler", "drawing", "link", "script of another site", "eval", "worker"} <= set(
            found["ran"]
        )
        assert {"/script.js", "/style.css", "/picture.png", "/fetch", "/beacon"} <= set(elsewhere.requests)
