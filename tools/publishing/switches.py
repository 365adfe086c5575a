"""A site behind nginx under the load of wrk, while releases are switched: no answer fails, and none is mixed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from corner.deploy.release import Origin
from corner.deploy.server_folder import ServerFolder
from corner.deploy.site_files import read_site
from tests.support import nginx

_LOAD = Path(__file__).with_name("load.lua")
_STYLE = re.compile(rb'href="([^"]*main\.[0-9a-f]{8}\.min\.css)"')
_MARK = re.compile(rb"@@release (\d+)@@")
_LONGEST = 600
"""After so many seconds the load ends by itself."""
_PAGES = 60
"""How many pages and feeds are asked for."""


class LoadReport(NamedTuple):
    """What clients saw."""

    rate: float
    """Requests in a second."""
    p50: float
    """Milliseconds in which half of the answers came."""
    p99: float
    requests: int
    failed: int
    """Answers that did not come, or were no success."""
    mixed: int
    readings: int
    """Pages that were read with the style sheet and the feed that they name."""
    broken: tuple[str, ...]
    """What was wrong with those."""
    publications: tuple[float, ...]
    """Seconds that each publication took, under the load."""


class MarkedSite:
    """A site of which some pages and a feed have marks of their release at start and end, and a style sheet of its own."""

    def __init__(self, site: Path) -> None:
        """Choose the pages."""
        self.site = site
        pages = sorted(site.rglob("index.html"))
        chosen = [*pages[:: max(1, len(pages) // _PAGES)], site / "feeds/all.xml"]
        self._style = next(site.glob("assets/stylesheets/main.*.min.css"))
        self._contents = {path: path.read_bytes() for path in chosen}
        self._old: Path | None = None
        self.addresses = [f"/{path.relative_to(site).as_posix().removesuffix('index.html')}" for path in chosen]

    def mark(self, number: int) -> None:
        """Make it the site of a release."""
        style = self._style.with_name(f"main.{number:08x}.min.css")
        style.write_bytes(b"/*@@release %d@@*/" % number)
        mark = b"<!--@@release %d@@-->" % number
        for path, data in self._contents.items():
            start = data.index(b">") + 1  # after the type of the document, or the XML declaration
            text = data.replace(self._style.name.encode(), style.name.encode())
            path.write_bytes(text[:start] + mark + text[start:] + mark)
        if self._old:
            self._old.unlink()
        self._old = style


def try_switches(site: Path, folder: Path, count: int) -> LoadReport:
    """Publish and switch `count` times under load.

    Args:
        site: a built site, which is changed.
        folder: an empty folder for the server.
        count: how many releases are published.
    """
    dest, marked = ServerFolder(folder / "www"), MarkedSite(site)
    _publish(dest, marked, 1)
    (folder / "nginx").mkdir()
    (folder / "paths").write_text("\n".join(marked.addresses) + "\n", "utf-8")
    with nginx.serving(folder / "www/current", folder / "nginx") as url:
        reader = PageReader(url, marked.addresses)
        thread = threading.Thread(target=reader.read)
        command = ["wrk", "-t", "2", "-c", "32", "-d", f"{_LONGEST}s", "--timeout", "10s", "-s", str(_LOAD), url]
        variables = os.environ | {"PATHS": str(folder / "paths")}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables) as wrk:
            thread.start()
            publications = tuple(_publish_all(dest, marked, count))
            is_covered = wrk.poll() is None
            reader.is_done.set()
            wrk.send_signal(signal.SIGINT)  # it prints its report
            output, _ = wrk.communicate(timeout=60)
            thread.join()
    figures = json.loads(next(line for line in output.splitlines() if line.startswith("@"))[1:])
    return LoadReport(
        rate=figures["requests"] / figures["seconds"],
        p50=figures["p50"],
        p99=figures["p99"],
        requests=figures["requests"],
        failed=figures["failed"] + figures["refused"],
        mixed=figures["mixed"] + figures["unmarked"],
        readings=reader.readings,
        broken=(*reader.broken[:5], *(() if is_covered else ("the load ended before the last switch",))),
        publications=publications,
    )


def _publish_all(dest: ServerFolder, marked: MarkedSite, count: int) -> Iterator[float]:
    """Publish one release after another, with a second between them; yield how long each took."""
    for number in range(count):
        time.sleep(1)
        yield _publish(dest, marked, number + 2)
    time.sleep(1)


def _publish(dest: ServerFolder, marked: MarkedSite, number: int) -> float:
    """Publish the next release; return how long that took."""
    marked.mark(number)
    start = time.monotonic()
    with dest.lock(lambda: None):
        dest.publish(marked.site, read_site(marked.site), Origin("https://corner.example/", "", "", changed=False), 3)
    return time.monotonic() - start


class PageReader:
    """A reader who opens pages and, a moment later, what they name."""

    def __init__(self, url: str, addresses: list[str]) -> None:
        self._host = urlsplit(url).netloc
        self._addresses = [address for address in addresses if address.endswith("/")]
        self.readings = 0
        self.is_done, self.progress = threading.Event(), threading.Event()
        self.broken: list[str] = []

    def read(self) -> None:
        """Read pages until that is enough; each style sheet is asked for twenty pages later."""
        connection = HTTPConnection(self._host, timeout=10)
        waiting: list[tuple[str, bytes]] = []
        while not self.is_done.is_set():
            address = self._addresses[self.readings % len(self._addresses)]
            page = self._get(connection, address)
            style = _STYLE.search(page)
            if style is None or set(_MARK.findall(page)) != {str(int(style[1][-16:-8], 16)).encode()}:
                self.broken.append(f"{address}: page and style sheet are of different releases")
            else:
                waiting.append((urljoin(address, style[1].decode()), _MARK.findall(page)[0]))
            if len(waiting) > 20:
                path, number = waiting.pop(0)
                if _MARK.findall(self._get(connection, path)) != [number]:
                    self.broken.append(f"{path}: not what the page was made with")
            self.readings += 1
            self.progress.set()
        connection.close()

    def _get(self, connection: HTTPConnection, address: str) -> bytes:
        connection.request("GET", address)
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            self.broken.append(f"{address}: {answer.status}")
        return data
