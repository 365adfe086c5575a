"""The web server of a preview: the pages of a folder, for this computer only, which load again after an edit."""

from __future__ import annotations

import mimetypes
import re
import sys
import threading
import time
from collections.abc import Callable, Sequence
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from corner.build.live_reload import add_script
from corner.build.preview_notice import add_notice
from corner.storage import fingerprint

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
"""What this computer is called in requests to it: another name may be that of a site which reads drafts through the browser."""
_POLL_SECONDS = 25
"""How long a page waits for a change until it asks again."""
_QUESTION = re.compile(r"/livereload/(\d+)/\d+(?:/([0-9a-f]+)(/.*))?")
"""The number of the build that a page is of, and its version and path; without these, any change is asked for."""
_TYPES = {".atom": "application/atom+xml", ".ics": "text/calendar", ".md": "text/markdown", ".wasm": "application/wasm"}
"""The media types of files that not every system knows."""
_MESSAGE = """\
<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title></head><body><h1>{title}</h1><pre style="white-space: pre-wrap">{lines}</pre></body></html>
"""


class PreviewServer(ThreadingHTTPServer):
    """Serves a preview. Its port is taken when it is created, and pages wait until the first build has ended."""

    daemon_threads = True
    # On Windows, this would let two programs have one port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, folder: Path) -> None:
        """Take a port, and serve what will be in a folder.

        Args:
            port: the port.
            folder: the folder of the site.

        Raises:
            OSError: the port cannot be taken.
        """
        super().__init__((HOST, port), _PageHandler)
        self.folder = folder
        self.base = "/"
        """The path of the site on its host, which it has here too."""
        self.messages: Sequence[str] = ()
        """What is wrong where there are no pages yet, in the editor's language, the summary first."""
        self.notice = b""
        """The HTML that each page begins with while files have mistakes."""
        self.lang = "en"
        """The language of these messages."""
        # Pages that an earlier run of the preview has shown are of a lower number, and load again.
        self._epoch = self._last_of_all = time.monotonic_ns() // 1_000_000
        self._is_ready = False
        self._changed = threading.Condition()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that has gone before it was answered."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://{HOST}:{self.server_port}{self.base}"

    def show(self, messages: Sequence[str] = (), notice: bytes = b"", *, only_changed: bool = False) -> None:
        """Let pages load again, after a build.

        Args:
            messages: what is wrong, where the build failed.
            notice: the HTML that each page begins with.
            only_changed: whether only those need to that are not what they were; others may show changed pictures.
        """
        with self._changed:
            self.messages = messages
            self.notice = notice
            self._is_ready = True
            self._raise_epoch(only_changed=only_changed)

    def show_edited(self) -> None:
        """Let pages load again that have changed, before the build has ended."""
        with self._changed:
            self._raise_epoch(only_changed=True)

    def _raise_epoch(self, *, only_changed: bool) -> None:
        self._epoch += 1
        if not only_changed:
            self._last_of_all = self._epoch
        self._changed.notify_all()

    def wait_until_ready(self) -> None:
        """Wait until the first build has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_ready)

    def wait_for(self, epoch: int, seconds: float | None = None) -> int:
        """Wait until there was a build after the one with a number; return the number of the last one."""
        with self._changed:
            self._changed.wait_for(lambda: self._epoch > epoch, seconds)
            return self._epoch

    def wait_for_page(self, epoch: int, is_same: Callable[[], bool]) -> int:
        """Wait until a page should load again; return the number of the last build then, or else the page's after a while.

        Args:
            epoch: the number of the build that the page is of.
            is_same: whether the page would be what it is.
        """
        seen = epoch
        while True:
            last = self.wait_for(seen, _POLL_SECONDS)
            if last == seen:
                return epoch
            if self._last_of_all > epoch or not is_same():
                return last
            seen = last


class _PageHandler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: PreviewServer

    def do_GET(self) -> None:
        """Send a page or a file."""
        if self.headers.get("Host", "").partition(":")[0] not in _NAMES:
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return
        path = urlsplit(self.path).path
        if question := _QUESTION.fullmatch(path):
            epoch, version, name = int(question[1]), question[2], question[3]
            epoch = self.server.wait_for_page(epoch, lambda: bool(name) and self._find_version(name) == version)
            self._send(HTTPStatus.OK, str(epoch).encode(), "text/plain")
            return
        self.server.wait_until_ready()
        if path.startswith(self.server.base):
            self._send_file(unquote(path.removeprefix(self.server.base)))
        else:
            self._redirect(self.server.base)

    do_HEAD = do_GET  # noqa: N815 -- as above

    def _send_file(self, name: str) -> None:
        """Send the file at a path in the site, or the page about what is not there."""
        if self._is_folder(name) and name and not name.endswith("/"):
            self._redirect(f"{self.server.base}{quote(name)}/")
            return
        epoch = self.server.wait_for(-1)
        status, content, media_type = self._read_file(name)
        if media_type == "text/html":
            content = add_script(content, epoch, id(self) % 1_000_000, fingerprint.digest(content))
        self._send(status, content, media_type)

    def _find_version(self, path: str) -> str:
        """Return what the page at a path is known by now."""
        return fingerprint.digest(self._read_file(unquote(path.removeprefix(self.server.base)))[1])

    def _is_folder(self, name: str) -> bool:
        """Return whether there is a folder at a path in the site."""
        folder = self.server.folder.resolve()
        file = (folder / name.replace("\0", "")).resolve()
        return file.is_relative_to(folder) and file.is_dir()

    def _read_file(self, name: str) -> tuple[HTTPStatus, bytes, str]:
        """Return status, content and media type of what is at a path in the site; pages begin with the notice."""
        folder = self.server.folder.resolve()
        file = (folder / name.replace("\0", "")).resolve()
        is_inside = file.is_relative_to(folder)
        if is_inside and file.is_dir():
            file /= "index.html"
        status = HTTPStatus.OK
        if not is_inside or not file.is_file():
            file, status = folder / "404.html", HTTPStatus.NOT_FOUND
        try:
            content = file.read_bytes()
        except OSError:  # nothing is built yet, or a build has just deleted it
            return self._describe_failure()
        media_type = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if media_type == "text/html":
            content = add_notice(content, self.server.notice)
        return status, content, media_type

    def _describe_failure(self) -> tuple[HTTPStatus, bytes, str]:
        """Return what is wrong in place of a page."""
        title, *lines = self.server.messages or ("404",)
        page = _MESSAGE.format(lang=self.server.lang, title=escape(title), lines=escape("\n".join(lines)))
        status = HTTPStatus.SERVICE_UNAVAILABLE if self.server.messages else HTTPStatus.NOT_FOUND
        return status, page.encode(), "text/html"

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, media_type: str) -> None:
        charset = "; charset=utf-8" if media_type.startswith("text/") or media_type.endswith(("xml", "json")) else ""
        self.send_response(status)
        self.send_header("Content-Type", media_type + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Log no requests: an editor looks for messages about files."""
