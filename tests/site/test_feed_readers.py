"""Real readers, subscribed through all that happens to news: each shows each thing exactly once."""

from __future__ import annotations

import contextlib
import mailbox
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, REPOSITORY, Corner, release, translation
from tests.support.loopback import running

READERS = REPOSITORY / "tests/readers"
RENAMED, RENAMED_ZH = FAIR.replace("fair", "spring-fair"), FAIR_ZH.replace("fair", "spring-fair")
LATER = "news/releases/2021/later.en.md"
TAG = "tag:corner.example,2026:releases/2021"
CORRECTED = {"corrections": "[{date: 2021-06-01, note: The day was wrong.}]"}
WITHDRAWN = {"withdrawn": "{date: 2021-07-01, reason: Cancelled.}"}

STEPS: dict[str, dict[str, str | None]] = {
    "subscribed": {FAIR: release("Text.", title="Fair"), FAIR_ZH: None},
    "nothing changed": {},
    "a comma changed": {FAIR: release("Text,", title="Fair")},
    "a title, a topic and the host changed": {
        FAIR: release("Text,", title="Spring fair", topics="[boats, tides]"),
        "mkdocs.yml": corners.MKDOCS.replace("https://corner.example/base/", "http://elsewhere.example/"),
    },
    "corrected": {FAIR: release("Mended.", title="Spring fair", **CORRECTED)},
    "added": {LATER: release("Later.", title="Later", issued="2021-06-02")},
    "translated": {FAIR_ZH: translation(translated="2021-06-03", labels="{corrections.2021-06-01: 日期有誤。}")},
    "withdrawn": {LATER: release("Later.", title="Later", issued="2021-06-02", **WITHDRAWN)},
    "renamed": {
        FAIR: None,
        FAIR_ZH: None,
        RENAMED: release("Mended.", title="Spring fair", **CORRECTED),
        RENAMED_ZH: translation(translated="2021-06-03", labels="{corrections.2021-06-01: 日期有誤。}"),
        "news/redirects.yml": "releases/2021/fair: releases/2021/spring-fair\n",
    },
}
"""What is written, one after the other, below the title of what happens."""
FEEDS = ("feeds/all.atom", "feeds/all.xml")
"""What readers are subscribed to, all at once."""
THINGS = [f"{TAG}/fair", f"{TAG}/fair/corrections/2021-06-01", f"{TAG}/later", f"{TAG}/later/withdrawn"]


class Host(ThreadingHTTPServer):
    """Serves the feeds of a corner."""

    files: dict[str, bytes]
    asked: threading.Condition
    served: Counter[str]
    """How often each was fetched as it is now."""

    def url(self, address: str) -> str:
        """Return where a feed is fetched."""
        return f"http://127.0.0.1:{self.server_port}/{address}"


class Handler(BaseHTTPRequestHandler):
    """Answers readers."""

    server: Host

    def do_GET(self) -> None:
        """Send a feed."""
        address = self.path.lstrip("/")
        content = self.server.files.get(address)
        self.send_response(HTTPStatus.NOT_FOUND if content is None else HTTPStatus.OK)
        self.send_header("Content-Type", "application/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")
        with self.server.asked:
            self.server.served[address] += 1
            self.server.asked.notify_all()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[Host]:
    server = Host(("127.0.0.1", 0), Handler)
    server.files, server.asked, server.served = {}, threading.Condition(), Counter()
    with running(server):
        yield server


def _live(corner: Corner, host: Host, root: Path, fetch: Callable[[], None]) -> None:
    """Let everything happen, with a look at the feed after each step."""
    if not (root / "news").exists():
        corner(STEPS["subscribed"])
    for files in STEPS.values():
        for name, text in files.items():
            path = root / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(dedent(text), "utf-8")
        host.files = corners.feeds(corners.edition(root))
        with host.asked:
            host.served.clear()
        fetch()


def _expected(host: Host) -> list[tuple[str, str]]:
    """Return URL and thing of each entry that a reader shows."""
    return [(host.url(address), thing) for address in FEEDS for thing in THINGS]


def test_newsboat_shows_each_thing_once(corner: Corner, host: Host, tmp_path: Path) -> None:
    # One for each feed: it shows a guid once, whatever feed has it.
    homes = {address: tmp_path / str(number) for number, address in enumerate(FEEDS)}
    for address, home in homes.items():
        home.mkdir()
        for name, text in {"config": "", "urls": f"{host.url(address)}\n"}.items():
            (home / name).write_text(text, "utf-8")

    def reload() -> None:
        for home in homes.values():
            files = ["-C", home / "config", "-u", home / "urls", "-c", home / "cache.db"]
            _run(["newsboat", *files, "-x", "reload"], home)

    _live(corner, host, tmp_path, reload)
    shown: list[tuple[str, str]] = []
    for home in homes.values():
        with contextlib.closing(sqlite3.connect(home / "cache.db")) as cache:
            shown += cache.execute("SELECT feedurl, guid FROM rss_item WHERE deleted = 0")
    assert sorted(shown) == _expected(host)


def test_rss2email_sends_each_thing_once(corner: Corner, host: Host, tmp_path: Path) -> None:
    command = ["r2e", "-c", tmp_path / "r2e.cfg", "-d", tmp_path / "r2e.json"]
    (tmp_path / "r2e.cfg").write_text(
        f"[DEFAULT]\nfrom = corner@corner.example\nto = me@corner.example\nemail-protocol = maildir\n"
        f"maildir-path = {tmp_path}/mail\nmaildir-mailbox = INBOX\n",
        "utf-8",
    )
    mailbox.Maildir(tmp_path / "mail").add_folder("INBOX")
    for number, address in enumerate(FEEDS):
        _run([*command, "add", f"corner-{number}", host.url(address)], tmp_path)
    _live(corner, host, tmp_path, lambda: _run([*command, "run"], tmp_path))
    shown = [(message["X-RSS-Feed"], message["X-RSS-ID"]) for message in _mails(tmp_path / "mail")]
    assert sorted(shown) == _expected(host)


def _mails(folder: Path) -> list[mailbox.MaildirMessage]:
    return [message for place in folder.rglob("new") for message in mailbox.Maildir(place.parent, create=False)]


def test_an_emitter_of_npm_tells_of_each_thing_once(corner: Corner, host: Host, tmp_path: Path) -> None:
    def fetched() -> None:
        with host.asked:
            # The second look begins when the first has been read.
            assert host.asked.wait_for(lambda: all(host.served[address] >= 2 for address in FEEDS), timeout=60)

    corner(STEPS["subscribed"])
    host.files = corners.feeds(corners.edition(tmp_path))
    with subprocess.Popen(
        ["node", READERS / "emitter.js", *map(host.url, FEEDS)], stdout=subprocess.PIPE, text=True
    ) as node:
        try:
            _live(corner, host, tmp_path, fetched)
        finally:
            node.terminate()
        lines = node.stdout.readlines() if node.stdout else []
    assert sorted(tuple(line.split()) for line in lines) == _expected(host)


def _run(command: list[object], home: Path) -> None:
    """Run a reader, which keeps what it knows in `home`.

    Raises:
        AssertionError: it ended with an error.
    """
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "TERM": "dumb"}
    done = subprocess.run(
        [str(part) for part in command], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
