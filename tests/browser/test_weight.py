"""What a browser loads to show a page, from nginx with the settings of `deploy/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.support import nginx
from tests.support.browsing import FURTHER, LAYOUTS
from tests.support.built import Built

_CHOSEN = ("home", "release", "events", "search", "figures", "data", "not found")
"""The kinds of which `make test` loads a page: of those that load the same files, those with the most text and a few others."""

_REQUESTS = {"search": 10}
"""Kinds that may make more than 8 requests: the search has its script, its style and its words besides."""

_BYTES = {"tutorial": 160_000}
"""Kinds that may weigh more than 60 KB: of the tutorial's pictures a browser loads those that are near."""


@pytest.fixture
def origin(own: Built, tmp_path: Path) -> Iterator[str]:
    with nginx.serving(own.site.folder, tmp_path) as url:
        yield url.removesuffix("/")


def _recorder(requests: list[Request]) -> Callable[[Request], None]:
    # Playwright marks what it calls, and the method of a list cannot be marked.
    return lambda request: requests.append(request)  # noqa: PLW0108


_KEPT = "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"


_EMPTY = '[{},{},""]'


class _Loaded(NamedTuple):
    """What a browser that had kept nothing loaded for a page."""

    sizes: list[tuple[str, int]]
    """URL and bytes, as they were sent, of each request."""
    kept: list[str]
    """What it has kept since: in its stores, and cookies."""
    said: list[str]
    """What it wrote to its console, such as violations of the page's policy, errors, and addresses that have no file."""


def _listen(page: Page, lines: list[str]) -> None:
    page.on("console", lambda line: lines.append(line.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    page.on("response", lambda answer: lines.append(answer.url) if answer.status >= HTTPStatus.BAD_REQUEST else None)


def _load(browser: Browser, urls: list[str]) -> list[_Loaded]:
    """Return what a browser that has kept nothing loads for each page."""
    with ExitStack() as stack:
        # All pages at once: each is loaded when it has asked for nothing for half a second.
        pages = [stack.enter_context(browser.new_context()).new_page() for _ in urls]
        finished: list[list[Request]] = [[] for _ in urls]
        said: list[list[str]] = [[] for _ in urls]
        for page, url, requests, lines in zip(pages, urls, finished, said, strict=True):
            page.on("requestfinished", _recorder(requests))
            _listen(page, lines)
            page.goto(url, wait_until="commit")
        for page in pages:
            page.wait_for_load_state("networkidle")
        loaded = [
            _Loaded(
                [(request.url, request.sizes()["responseBodySize"]) for request in requests],
                [*map(str, page.context.cookies()), *filter(_EMPTY.__ne__, [page.evaluate(_KEPT)])],
                lines,
            )
            for page, requests, lines in zip(pages, finished, said, strict=True)
        ]
        # What only happens when the button of the scheme is pressed is an error, too.
        for page in pages:
            page.locator("button.corner-theme").press("Enter")
        return loaded


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(_CHOSEN, id="chosen"),
        pytest.param(
            tuple(kind for kind in (*LAYOUTS, *FURTHER) if kind not in _CHOSEN), id="others", marks=pytest.mark.full
        ),
    ],
)
def test_a_page_weighs_at_most_60_kilobytes_in_at_most_8_requests_to_its_own_host_and_leaves_no_error_and_nothing_behind(
    own: Built, browser: Browser, origin: str, locale: str, kinds: dict[str, str], chosen: tuple[str, ...]
) -> None:
    heavy = {}
    pages = _load(browser, [f"{origin}/{own.corner.at(locale, kinds[kind])}" for kind in chosen])
    for kind, loaded in zip(chosen, pages, strict=True):
        elsewhere = [url for url, _ in loaded.sizes if not url.startswith(f"{origin}/")]
        if (
            sum(size for _, size in loaded.sizes) > _BYTES.get(kind, 60_000)
            or not 3 < len(loaded.sizes) <= _REQUESTS.get(kind, 8)
            or elsewhere
            or loaded.kept
            or loaded.said
        ):
            heavy[kind] = loaded
    assert heavy == {}
