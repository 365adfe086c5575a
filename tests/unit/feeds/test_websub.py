"""Telling a hub of changed feeds: a hub on loopback that takes only what is a topic of its own, as WebSub has it."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from urllib.parse import parse_qs

import feedparser
import pytest
from click.testing import CliRunner, Result

from corner.cli import main
from tests.support import corners
from tests.support.corners import FAIR, Corner, release
from tests.support.loopback import running


class Hub(ThreadingHTTPServer):
    """A hub that looks at each feed it is told of, and takes it where the feed names this hub and this address."""

    root: Path
    """Of the corner whose feeds are its topics."""
    told: list[list[str]]
    """The topics of each call."""

    @property
    def url(self) -> str:
        """Where it is called."""
        return f"http://127.0.0.1:{self.server_port}/"

    def takes(self, topic: str) -> bool:
        """Return whether the feed at `topic` names this hub and its own address (WebSub, section 4)."""
        feed = self.root / "site" / topic.removeprefix("https://corner.example/base/")
        if feed.suffix == ".json":
            return self.url in feed.read_text("utf-8")
        links = {link.rel: link.href for link in feedparser.parse(feed.read_bytes()).feed.links}
        return (links.get("hub"), links.get("self")) == (self.url, topic)


class Handler(BaseHTTPRequestHandler):
    """Answers publishers."""

    server: Hub

    def do_POST(self) -> None:
        """Take the topics that are told, or refuse them."""
        told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        topics = told["hub.url"]
        good = told["hub.mode"] == ["publish"] and all(map(self.server.takes, topics))
        self.server.told.append(topics)
        if self.path != "/":
            # A hub that has moved, or does what its address says.
            self.send_response(int(self.path[1:]))
            self.send_header("Location", self.server.url)
            self.end_headers()
            return
        self.send_response(202 if good else 400, None if good else "Not a topic")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        """Show a page to people, as hubs do."""
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    server = Hub(("127.0.0.1", 0), Handler)
    server.root, server.told = tmp_path, []
    with running(server):
        yield server


def _publish(root: Path) -> None:
    for locale in ("en", "zh-Hant"):
        for address, content in corners.feeds(corners.edition(root, locale)).items():
            file = root / "site" / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _ping(root: Path) -> Result:
    return CliRunner().invoke(main, ["ping", "--root", str(root), "--now", "2026-01-01"])


@pytest.fixture
def pushed(corner: Corner, hub: Hub) -> Path:
    settings = corners.MKDOCS.replace("feed_size: 3", f"feed_size: 3\n        hub: {hub.url}")
    root = corner({"mkdocs.yml": settings})
    _publish(root)
    return root


def test_a_hub_is_told_once_of_each_feed_as_it_is_now(pushed: Path, hub: Hub) -> None:
    for _ in range(2):
        assert _ping(pushed).exit_code == 0
    (told,) = hub.told
    stems = [
        "all",
        "topics/boats",
        "topics/tides",
        "types/event",
        "types/measures",
        "types/notice",
        "types/press-release",
    ]
    assert sorted(told) == sorted(
        f"https://corner.example/base/{prefix}feeds/{stem}.{ending}"
        for prefix in ("", "zh-Hant/")
        for stem in stems
        for ending in ("atom", "json", "xml")
    )


def test_after_a_change_it_is_told_of_the_changed_feeds_alone(pushed: Path, hub: Hub) -> None:
    _ping(pushed)
    (pushed / FAIR).write_text(release("Mended.", type="event"), "utf-8")
    _publish(pushed)
    assert _ping(pushed).output == "Feeds that have changed: 9.\n"
    assert {topic.rpartition(".")[0] for topic in hub.told[1]} == {
        f"https://corner.example/base/feeds/{stem}" for stem in ("all", "topics/boats", "types/event")
    }


def test_what_the_hub_did_not_take_is_told_again(pushed: Path, hub: Hub) -> None:
    feed = pushed / "site/feeds/all.xml"
    good = feed.read_bytes()
    feed.write_bytes(good.replace(b'rel="hub"', b'rel="via"').replace(hub.url.encode(), b"https://x.example/"))
    refused = _ping(pushed)
    assert refused.exit_code == 1
    assert refused.output == f"{hub.url}: expected the hub to take 42 feeds, found: 400 Not a topic\n"
    feed.write_bytes(good)
    assert _ping(pushed).exit_code == 0
    assert len(hub.told[1]) == 42


def _moved(root: Path, hub: str) -> None:
    settings = corners.MKDOCS.replace("feed_size: 3", f"feed_size: 3\n        hub: '{hub}'")
    (root / "mkdocs.yml").write_text(dedent(settings), "utf-8")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_hub_that_has_moved_was_told_nothing(pushed: Path, hub: Hub, status: int) -> None:
    _moved(pushed, f"{hub.url}{status}")
    found = _ping(pushed)
    assert found.exit_code == 1
    assert f"found: {status} " in found.output
    assert found.output.endswith(f", which leads to {hub.url}\n")
    _moved(pushed, hub.url)
    assert _ping(pushed).output == "Feeds that have changed: 42.\n"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("{hub}404", "404 Not Found"),
        ("{hub}503", "503 Service Unavailable"),
        ("http://[::1", "an address that cannot be called (Invalid IPv6 URL)"),
        ("http://127.0.0.1:1/", "[Errno 111] Connection refused"),
        ("http://港口.invalid/", "an address that cannot be called ('latin-1' codec"),
    ],
)
def test_a_hub_that_does_not_answer_well_is_one_line_and_is_told_again(
    pushed: Path, hub: Hub, address: str, problem: str
) -> None:
    _moved(pushed, address.replace("{hub}", hub.url))
    found = _ping(pushed)
    assert found.exit_code == 1
    assert f"expected the hub to take 42 feeds, found: {problem}" in found.output
    assert found.output.count("\n") == 1
    _moved(pushed, hub.url)
    assert _ping(pushed).output == "Feeds that have changed: 42.\n"


def test_where_nothing_was_built_nothing_is_forgotten(pushed: Path, hub: Hub) -> None:
    _ping(pushed)
    (pushed / "site").rename(pushed / "away")
    found = _ping(pushed)
    assert found.exit_code == 2
    assert f"expected feeds in {pushed}/site, found none: build the site first" in found.output
    (pushed / "away").rename(pushed / "site")
    assert _ping(pushed).output == "Feeds that have changed: 0.\n"
    assert len(hub.told) == 1


def test_without_a_hub_the_command_says_what_is_missing(corner: Corner) -> None:
    found = _ping(corner())
    assert found.exit_code == 2
    assert "expected the address of a hub in mkdocs.yml, under extra.corner.hub, found none" in found.output
