"""A host of static sites on this machine, for browsers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.support.loopback import running

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""The one without windows, which shows a page in half the time, or else the other."""


LAYOUTS = (
    "home", "news", "release", "topic", "bodies", "body with contacts", "summary", "items", "item", "events", "data",
    "register", "record", "standing page", "follow", "search", "figures", "timeline", "not found",
)  # fmt: skip
"""A kind of page for each layout."""
FURTHER = (
    "a later page of news", "release in one language", "topics", "year", "year of a topic", "body", "summaries",
    "overview", "register with long words",
)  # fmt: skip
"""The kinds of page that have the layout of one of those."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a host of static sites does, with the 404 page of each edition."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where nothing is."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        edition = self.path.split("/")[1]
        page = Path(self.directory, edition, "404.html")
        content = (page if page.is_file() else Path(self.directory, "404.html")).read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _checking_policy(reader: BrowserContext | Page) -> Iterator[None]:
    """Check afterwards that the policy of the pages has refused nothing."""
    refused: list[str] = []

    def listen(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text or "requires 'Trusted" in line.text:
            refused.append(f"{line.page and line.page.url}: {line.text}")

    reader.on("console", listen)
    try:
        yield
    finally:
        reader.remove_listener("console", listen)
    assert refused == []


@contextmanager
def reading(browser: Browser, url: str, **options: Any) -> Iterator[BrowserContext]:
    """Give a reader of the site at `url`, and check afterwards that the policy of its pages has refused nothing."""
    with browser.new_context(base_url=url, **options) as context, _checking_policy(context):
        yield context


@contextmanager
def opening_tab(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """Give a page for the site at `url` that many tests use one after the other: a browser takes long to open one."""
    with browser.new_context(base_url=url, color_scheme="light", **options) as context:
        yield context.new_page()


@contextmanager
def borrowing(tab: Page) -> Iterator[Page]:
    """Give a page to a test, check its policy afterwards as `reading` does, and make it what it was before."""
    viewport = tab.viewport_size
    assert viewport is not None
    with _checking_policy(tab):
        yield tab
    tab.set_viewport_size(viewport)
    tab.emulate_media(media="null", color_scheme="light", contrast="null", forced_colors="null")
    tab.context.clear_cookies()
    tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder`; give its URL, without a closing slash."""
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))) as server:
        yield f"http://127.0.0.1:{server.server_port}"
