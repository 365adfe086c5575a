"""How long an edit takes until a preview shows it: a live server on loopback, edited, asked, and open in Chromium."""

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tools.bench import own_site
from tools.bench.edit import editing
from tools.bench.program import Program

HOST = "127.0.0.1"
START_SECONDS = 1800
"""How long the server may take until it answers; it builds the whole site first."""
EDIT_SECONDS = 120
"""How long an edit may take until it is seen."""
POLL_SECONDS = 0.02
ABSENT = "absent"
"""What the browser's program reports where there is no Chromium."""


class NotSeenError(Exception):
    """The server ended, or did not show what was awaited in time; the text holds the end of its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from an edit of the newest release, medians over the runs."""

    shown: float
    """Until the server answers a request for its page with the edit."""
    seen: float | None
    """Until the page, open in Chromium, shows it without anybody's doing; None without Chromium."""


def measure_delays(project: own_site.Project, program: Program, runs: int, folder: Path) -> Delays:
    """Edit a project under its preview; `folder`, new, takes the server's log and temporary files."""
    folder.mkdir(parents=True)
    with _server(project, program, folder) as server, editing(project.newest) as edit:
        server.wait_for("<html", START_SECONDS)
        pause = random.Random(runs)
        shown = []
        for run in range(runs):
            _pause(pause)
            word = f"Shown{run}"
            start = time.perf_counter()
            edit(word)
            server.wait_for(word, EDIT_SECONDS)
            shown.append(time.perf_counter() - start)
        seen = _edit_in_browser(server, edit, runs, pause)
    return Delays(shown=statistics.median(shown), seen=statistics.median(seen) if seen else None)


def _edit_in_browser(server: _Server, edit: Callable[[str], None], runs: int, pause: random.Random) -> list[float]:
    """Return the seconds that each edit takes until the page, open in Chromium, shows it; none without Chromium."""
    seen: list[float] = []
    with _open_page(server) as page:
        if page.read_report() == ABSENT:
            return seen
        for run in range(runs):
            word = f"Seen{run}"
            page.expect(word)
            _pause(pause)
            start = time.perf_counter()
            edit(word)
            page.read_report()
            seen.append(time.perf_counter() - start)
    return seen


def _pause(pause: random.Random) -> None:
    # A watcher may look twice a second, so edits come at any point between two looks, and never before its first.
    time.sleep(pause.uniform(1.0, 1.5))


class _OpenPage:
    """The page in a browser, which `tools.bench.browser` watches."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self.log = log

    def expect(self, word: str) -> None:
        """Let the browser look for a word."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def read_report(self) -> str:
        """Wait for the next report of the browser: that the page is open, that there is no browser, or a word."""
        assert self.process.stdout is not None
        report = self.process.stdout.readline().strip()
        if not report:
            end = self.log.read_text(encoding="utf-8", errors="replace")[-4000:]
            raise NotSeenError(f"the page, open in Chromium, did not show an edit within {EDIT_SECONDS} s:\n{end}")
        return report


@contextmanager
def _open_page(server: _Server) -> Iterator[_OpenPage]:
    address = f"http://{HOST}:{server.port}{server.address}"
    log = server.log.with_name("browser.log")
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.bench.browser", address, str(EDIT_SECONDS)],
            cwd=own_site.REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            yield _OpenPage(process, log)
        finally:
            _end(process, process.stdin)


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
                message = f"expected {text!r} on {self.address} within {seconds:g} s of the preview, not seen:\n{end}"
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
def _server(project: own_site.Project, program: Program, folder: Path) -> Iterator[_Server]:
    port = _free_port()
    log = folder / "serve.log"
    # A server that must be killed leaves its whole site behind, so its temporary folder lies within ours.
    env = os.environ | program.environment(project.root) | {"TMPDIR": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            program.serve(HOST, port),
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
            process.send_signal(signal.SIGTERM)
            _end(process)


def _end(process: subprocess.Popen[Any], stdin: IO[str] | None = None) -> None:
    """Wait for the end of a process; one that does not end is killed with what it started."""
    if stdin is not None:
        # The browser ends with its input.
        stdin.close()
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
