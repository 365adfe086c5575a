"""A site behind nginx under the load of wrk, while releases are switched: no answer fails, and none is mixed."""

from __future__ import annotations

import json
import os
import re
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


def mark_site(site: Path, number: int) -> None:
    """Give each page and feed a mark at its start and end, and the style sheet a name, of its own for a release."""
    styles = {path.name: f"main.{number:08x}.min.css" for path in site.glob("assets/stylesheets/main.*.min.css")}
    for old, new in styles.items():
        style = site / "assets/stylesheets" / old
        text = _MARK.sub(b"", style.read_bytes()).replace(b"/**/", b"")
        style.unlink()
        style.with_name(new).write_bytes(b"/*@@release %d@@*/" % number + text)
    for path in (*site.rglob("*.html"), *site.rglob("*.xml")):
        data = re.sub(rb"<!--@@release \d+@@-->", b"", path.read_bytes())
        for old, new in styles.items():
            data = data.replace(old.encode(), new.encode())
        mark = b"<!--@@release %d@@-->" % number
        start = data.index(b">") + 1  # after the type of the document, or the XML declaration
        path.write_bytes(data[:start] + mark + data[start:] + mark)


def try_switches(site: Path, folder: Path, count: int, seconds: int) -> LoadReport:
    """Publish and switch `count` times under load.

    Args:
        site: a built site, which is changed.
        folder: an empty folder for the server.
        count: how many releases are published.
        seconds: how long clients ask.
    """
    dest = ServerFolder(folder / "www")
    _publish(dest, site, 1)
    (folder / "nginx").mkdir()
    paths = sorted(site.rglob("index.html"))[:: max(1, len(list(site.rglob("index.html"))) // _PAGES)]
    addresses = [f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/") for path in paths] + [
        "/feeds/all.xml"
    ]
    (folder / "paths").write_text("\n".join(addresses) + "\n", "utf-8")
    with nginx.serving(folder / "www/current", folder / "nginx") as url:
        reader = _Reader(url, addresses)
        thread = threading.Thread(target=reader.read_until, args=(time.monotonic() + seconds,))
        command = ["wrk", "-t", "2", "-c", "32", "-d", f"{seconds}s", "--timeout", "10s", "-s", str(_LOAD), url]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PATHS": str(folder / "paths")}
        ) as wrk:
            thread.start()
            publications = tuple(_publish_all(dest, site, count, seconds))
            output, _ = wrk.communicate(timeout=seconds + 60)
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
        broken=tuple(reader.broken[:5]),
        publications=publications,
    )


def _publish_all(dest: ServerFolder, site: Path, count: int, seconds: int) -> Iterator[float]:
    """Publish one release after another; yield how long each took."""
    start = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, start + number * (seconds - 2) / count - time.monotonic()))
        yield _publish(dest, site, number + 2)


def _publish(dest: ServerFolder, site: Path, number: int) -> float:
    mark_site(site, number)
    start = time.monotonic()
    with dest.lock(lambda: None):
        dest.publish(site, read_site(site), Origin("https://corner.example/", "", "", changed=False), 3)
    return time.monotonic() - start


class _Reader:
    """A reader who opens pages and, a moment later, what they name."""

    def __init__(self, url: str, addresses: list[str]) -> None:
        self._host = urlsplit(url).netloc
        self._addresses = [address for address in addresses if address.endswith("/")]
        self.readings = 0
        self.broken: list[str] = []

    def read_until(self, end: float) -> None:
        """Read pages until a moment of the monotonic clock; each style sheet is asked for one page later."""
        connection = HTTPConnection(self._host, timeout=10)
        waiting: list[tuple[str, bytes]] = []
        while time.monotonic() < end:
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
        connection.close()

    def _get(self, connection: HTTPConnection, address: str) -> bytes:
        connection.request("GET", address)
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            self.broken.append(f"{address}: {answer.status}")
        return data
