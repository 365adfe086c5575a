"""What a browser loads to show a page, from nginx with the settings of `deploy/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from tests.support import nginx
from tests.support.built import Built

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


def _load(browser: Browser, urls: list[str]) -> list[list[tuple[str, int]]]:
    """Return URL and bytes, as they were sent, of each request for each page, by a browser that has kept nothing."""
    with ExitStack() as stack:
        # All pages at once: each is loaded when it has asked for nothing for half a second.
        pages = [stack.enter_context(browser.new_context()).new_page() for _ in urls]
        finished: list[list[Request]] = [[] for _ in urls]
        for page, url, requests in zip(pages, urls, finished, strict=True):
            page.on("requestfinished", _recorder(requests))
            page.goto(url, wait_until="commit")
        for page in pages:
            page.wait_for_load_state("networkidle")
        return [[(request.url, request.sizes()["responseBodySize"]) for request in requests] for requests in finished]


def test_a_page_weighs_at_most_60_kilobytes_in_at_most_8_requests_to_its_own_host(
    own: Built, browser: Browser, origin: str, locale: str, kinds: dict[str, str]
) -> None:
    heavy = {}
    pages = _load(browser, [f"{origin}/{own.corner.at(locale, address)}" for address in kinds.values()])
    for kind, loaded in zip(kinds, pages, strict=True):
        elsewhere = [url for url, _ in loaded if not url.startswith(f"{origin}/")]
        if (
            sum(size for _, size in loaded) > _BYTES.get(kind, 60_000)
            or not 3 < len(loaded) <= _REQUESTS.get(kind, 8)
            or elsewhere
        ):
            heavy[kind] = loaded
    assert heavy == {}
