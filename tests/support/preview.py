"""A running preview, as an editor has one."""

from __future__ import annotations

import os
import queue
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.support import forked, project

_LIMIT = 120
"""Seconds after which what was waited for is taken not to come."""
_VERSION = re.compile(r"livereload\((\d+), (\d+)")


class Preview:
    """A running `mkdocs serve` or `corner serve`."""

    def __init__(self, output: Path, url: str) -> None:
        """Listen to a process that serves at `url` and writes to the named pipe `output`."""
        self.url = url
        self._lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        self._pending: list[str] = []
        # The end of the pipe comes once neither the process nor this writes any more.
        self._writer = os.open(output, os.O_RDWR)
        self._reader = threading.Thread(target=self._listen, args=(output,), daemon=True)
        self._reader.start()

    def _listen(self, output: Path) -> None:
        with output.open(encoding="utf-8") as lines:
            for line in lines:
                self._lines.put(line)

    def close(self) -> None:
        """Hear all that the process said before it ended."""
        os.close(self._writer)
        self._reader.join(_LIMIT)

    def hear(self, words: str) -> None:
        """Wait until it has said `words` in a line that ended no wait before: messages of two threads come in any order."""
        deadline = time.monotonic() + _LIMIT
        while True:
            heard = next((line for line in self._pending if words in line), None)
            if heard is not None:
                self._pending.remove(heard)
                return
            try:
                line = self._lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"expected {words!r}, heard only:\n{''.join(self.said)}")
            self.said.append(line)
            self._pending.append(line)

    def get(self, address: str) -> str | None:
        """Return a page, or `None` where there is none."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=_LIMIT) as answer:
                return str(answer.read(), "utf-8")
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise

    def get_error(self, address: str) -> str:
        """Return the page that is shown where the site cannot be."""
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(self.url + address, timeout=_LIMIT)
        with caught.value as answer:
            return str(answer.read(), "utf-8")

    def media_type(self, address: str) -> str:
        """Return the media type that a file is served as."""
        with urllib.request.urlopen(self.url + address, timeout=_LIMIT) as answer:
            return str(answer.headers.get_content_type())

    def wait(self, shown: Callable[[], bool]) -> None:
        """Wait until `shown` holds, asking again each time the server says that it has built anew."""
        deadline = time.monotonic() + _LIMIT
        while True:
            version = _VERSION.findall(self.get("") or "")[-1]
            if shown():
                return
            if time.monotonic() > deadline:
                pytest.fail(f"expected another page after {_LIMIT} s, heard:\n{''.join(self.said)}")
            # The server holds its answer to this, as to a browser, until there is something new.
            self.get(f"livereload/{version[0]}/{version[1]}")

    def shows(self, address: str, words: str) -> bool:
        """Return whether a page holds `words`."""
        return words in (self.get(address) or "")


def find_free_port() -> int:
    """Return a port that no program has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def previewing(
    root: Path, epoch: int, *, standalone: bool = False, begins: str = "", **changes: str
) -> Iterator[Preview]:
    """Run `mkdocs serve` in the project at `root` on a free port, at a moment in seconds since 1970.

    Args:
        root: the project.
        epoch: the moment.
        standalone: whether to run `corner serve` instead.
        begins: what it says when it shows something, where that is not the site.
        changes: variables of the environment.
    """
    host = f"127.0.0.1:{find_free_port()}"
    options = ["--port", host.partition(":")[2]] if standalone else ["--dev-addr", host]
    command = ["corner" if standalone else "mkdocs", "serve", *options]
    environment = project.environment(root, epoch, **changes)
    output = root.with_name(f"{root.name}.said")
    os.mkfifo(output)
    preview = Preview(output, f"http://{host}/")
    try:
        with forked.running(command, root, environment, project.hooks(root), output) as process:
            try:
                preview.hear(begins or ("The preview is at" if standalone else "Serving on"))
                yield preview
            finally:
                process.terminate()
                process.join(_LIMIT)
    finally:
        preview.close()
        output.unlink()
