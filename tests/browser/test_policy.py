"""The policy of the site in Chromium: pages work under it, and what somebody brings into a page does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from tests.support import caddy, nginx
from tests.support.attacks import FOUND, OtherSite, other_site, write_attacked
from tests.support.browsing import serving
from tests.support.built import Built

_RUNS_WITHOUT = {
    "inline script", "handler", "drawing", "details", "link", "frame", "script of another site", "script in its address",
    "eval", "Function", "timer", "HTML as text", "own inline script", "module", "worker",
}  # fmt: skip
"""What must run in a page without a policy: otherwise the attacks test nothing."""


@contextmanager
def _serving_plainly(site: Path, _folder: Path) -> Iterator[str]:
    with serving(site) as url:
        yield f"{url}/"


SERVERS = {"nginx": nginx.serving, "caddy": caddy.serving, "no headers": _serving_plainly}


@pytest.fixture
def elsewhere() -> Iterator[OtherSite]:
    """A site of somebody else."""
    with other_site() as site:
        yield site


def _attack(browser: Browser, url: str) -> dict[str, Any]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url)
        found: dict[str, Any] = page.evaluate(FOUND)
        return found


@pytest.mark.parametrize(
    ("server", "with_meta"), [("nginx", False), ("caddy", False), ("no headers", True)], ids=["nginx", "caddy", "meta"]
)
def test_what_somebody_writes_into_a_page_neither_runs_nor_reaches_another_site(
    own: Built, browser: Browser, elsewhere: OtherSite, tmp_path: Path, server: str, *, with_meta: bool
) -> None:
    site = write_attacked(own.site.folder, tmp_path, elsewhere.url, with_policy=with_meta)
    with SERVERS[server](site, tmp_path) as url:
        found = _attack(browser, f"{url}about/")
        assert found["ran"] == []
        assert elsewhere.requests == []
        assert found["base"] == found["address"] == f"{url}about/"
        assert (found["colour"] != "rgb(1, 2, 3)", found["width"] != "7px") == (True, True)
        assert {"eval", "Function", "timer", "HTML as text", "own inline script", "worker"} <= set(found["failed"])


def test_the_same_runs_and_reaches_the_other_site_where_there_is_no_policy(
    own: Built, browser: Browser, elsewhere: OtherSite, tmp_path: Path
) -> None:
    # With these, the browser would leave the page before the others have run.
    leading_away = ("form", "base")
    site = write_attacked(own.site.folder, tmp_path, elsewhere.url, with_policy=False, left_out=leading_away)
    with _serving_plainly(site, tmp_path) as url:
        found = _attack(browser, f"{url}about/")
    assert set(found["ran"]) >= _RUNS_WITHOUT
    assert {"/script.js", "/style.css", "/picture.png", "/fetch", "/beacon"} <= set(elsewhere.requests)
    assert (found["colour"], found["width"]) == ("rgb(1, 2, 3)", "7px")


def test_nobody_may_show_a_page_in_a_frame_where_the_server_sends_the_policy(
    own: Built, browser: Browser, tmp_path: Path
) -> None:
    frame = tmp_path / "frame"
    frame.mkdir()
    with nginx.serving(own.site.folder, tmp_path) as url, serving(frame) as other:
        (frame / "index.html").write_text(f'<iframe src="{url}"></iframe>', "utf-8")
        page = browser.new_page()
        page.goto(other)
        assert page.frames[1].url == "chrome-error://chromewebdata/"
        page.close()


@pytest.mark.parametrize(
    ("locale", "query", "scheme"),
    [
        pytest.param("en", "patent", "dark", marks=pytest.mark.full),
        ("zh-Hant", "知識產權", "light"),
        pytest.param("zh-Hans", "知识产权", "dark", marks=pytest.mark.full),
    ],
)
def test_every_edition_and_its_search_work_without_a_violation(
    own: Built, browser: Browser, tmp_path: Path, locale: str, query: str, scheme: Literal["light", "dark"]
) -> None:
    said: list[str] = []
    with nginx.serving(own.site.folder, tmp_path) as url, browser.new_context(color_scheme=scheme) as context:
        context.on("console", lambda line: said.append(f"{line.page and line.page.url}: {line.text}"))
        page = context.new_page()
        page.goto(url + own.corner.at(locale, f"search/?q={query}"))
        page.locator(".corner-search__filters summary").click()
        page.locator(".corner-search__filters input").first.check()
        page.locator(".corner-search__number", has_text=re.compile(r"\d")).first.wait_for()
        page.locator(".corner-search__results li").first.wait_for()
        page.goto(url + own.corner.at(locale, "laws/"))
        page.locator(".corner-filters select").first.select_option(index=1)
        page.locator("thead button").first.click()
        page.locator(".corner-theme").click()
        page.keyboard.press("/")
        page.locator("dialog input[type=search]").fill(query)
        page.locator("dialog .corner-search__results li").first.wait_for()
        page.goto(url + own.corner.at(locale, "feeds/all.xml"))
    assert said == []


def test_a_search_stays_on_the_site_and_nothing_is_kept_but_the_choice_of_colours(
    own: Built, browser: Browser, tmp_path: Path
) -> None:
    with nginx.serving(own.site.folder, tmp_path) as url, browser.new_context() as context:
        requests: list[str] = []
        context.on("request", lambda request: requests.append(request.url))
        page = context.new_page()
        page.goto(f"{url}search/?q=2021")
        page.locator(".corner-search__results li").first.wait_for()
        page.locator(".corner-theme").click()
        kept = """async () => [{ ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases(),
            await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"""
        assert page.evaluate(kept) == [{"corner.theme": "light"}, {}, "", [], [], 0]
        assert context.cookies() == []
        assert [request for request in requests if not request.startswith(url)] == []
        assert any(request.endswith(".pf_fragment") for request in requests)
