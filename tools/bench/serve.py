"""How long an edit takes until a browser would see it: a live `mkdocs serve` on loopback, edited and polled."""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench import own_site
from tools.bench.edit import editing

HOST = "127.0.0.1"
START_SECONDS = 300
"""How long the server may take until it answers; it builds the whole site first."""
EDIT_SECONDS = 60
"""How long an edit may take until it is seen."""
POLL_SECONDS = 0.02


class NotSeenError(Exception):
    """The server ended, or did not show what was awaited in time; the text holds the end of its log."""


def seconds_to_visible(project: own_site.Project, runs: int, folder: Path) -> float:
    """The median over `runs` edits of the newest release; `folder`, new, takes the server's log and temporary files."""
    folder.mkdir(parents=True)
    pause = random.Random(runs)
    with _server(project, folder) as server, editing(project.newest) as edit:
        server.wait_for("<html", START_SECONDS)
        times = []
        for run in range(runs):
            # The watcher looks twice a second, so edits come at any point between two looks, and never before its first.
            time.sleep(pause.uniform(1.0, 1.5))
            word = f"Visible{run}"
            start = time.perf_counter()
            edit(word)
            server.wait_for(word, EDIT_SECONDS)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


class _Server:
    """A running server and the one page of it that is looked at."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, address: str, log: Path) -> None:
        self.process = process
        self.port = port
        self.address = address
        self.log = log

    def wait_for(self, text: str, seconds: float) -> None:
        """Return as soon as the page holds the text."""
        deadline = time.monotonic() + seconds
        while text not in self._page(seconds):
            if self.process.poll() is not None or time.monotonic() > deadline:
                end = self.log.read_text(encoding="utf-8", errors="replace")[-4000:]
                message = f"expected {text!r} on {self.address} within {seconds:g} s of mkdocs serve, not seen:\n{end}"
                raise NotSeenError(message)
            time.sleep(POLL_SECONDS)

    def _page(self, seconds: float) -> str:
        # MkDocs holds a request back while it builds, so the answer may take as long as a build.
        connection = http.client.HTTPConnection(HOST, self.port, timeout=seconds)
        try:
            connection.request("GET", self.address)
            response = connection.getresponse()
            content = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return ""
        else:
            return content if response.status == http.client.OK else ""
        finally:
            connection.close()


@contextmanager
def _server(project: own_site.Project, folder: Path) -> Iterator[_Server]:
    port = _free_port()
    log = folder / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"{HOST}:{port}"]
    # A server that must be killed leaves its whole site behind, so its temporary folder lies within ours.
    env = os.environ | own_site.ENVIRONMENT | {"TMPDIR": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=project.root,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield _Server(process, port, project.newest_address, log)
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        # Its session is its own, so its group holds it and what it started, and nothing else.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
