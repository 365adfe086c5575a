"""The web server of a preview: the pages of a folder, for this computer only, which load again after an edit."""

from __future__ import annotations

import mimetypes
import re
import sys
import threading
from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from corner.build.live_reload import add_script
from corner.build.preview_notice import add_notice

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
"""What this computer is called in requests to it: another name may be that of a site which reads drafts through the browser."""
_POLL_SECONDS = 25
"""How long a page waits for a change until it asks again."""
_QUESTION = re.compile(r"/livereload/(\d+)/\d+")
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
        self._epoch = 0
        self._changed = threading.Condition()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that has gone before it was answered."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"http://{HOST}:{self.server_port}{self.base}"

    def show(self, messages: Sequence[str] = (), notice: bytes = b"") -> None:
        """Let pages load again, after a build.

        Args:
            messages: what is wrong, where the build failed.
            notice: the HTML that each page begins with.
        """
        with self._changed:
            self.messages = messages
            self.notice = notice
            self._epoch += 1
            self._changed.notify_all()

    def wait_for(self, epoch: int, seconds: float | None = None) -> int:
        """Wait until there was a build after the one with a number; return the number of the last one."""
        with self._changed:
            self._changed.wait_for(lambda: self._epoch > epoch, seconds)
            return self._epoch


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
            epoch = self.server.wait_for(int(question[1]), _POLL_SECONDS)
            self._send(HTTPStatus.OK, str(epoch).encode(), "text/plain")
            return
        self.server.wait_for(0)
        if path.startswith(self.server.base):
            self._send_file(unquote(path.removeprefix(self.server.base)))
        else:
            self._redirect(self.server.base)

    do_HEAD = do_GET  # noqa: N815 -- as above

    def _send_file(self, name: str) -> None:
        """Send the file at a path in the site."""
        folder = self.server.folder.resolve()
        file = (folder / name.replace("\0", "")).resolve()
        is_inside = file.is_relative_to(folder)
        if is_inside and file.is_dir():
            if name and not name.endswith("/"):
                self._redirect(f"{self.server.base}{quote(name)}/")
                return
            file /= "index.html"
        status = HTTPStatus.OK
        if not is_inside or not file.is_file():
            file, status = folder / "404.html", HTTPStatus.NOT_FOUND
        if not file.is_file():
            self._send_messages()
            return
        try:
            content = file.read_bytes()
        except OSError:  # a build has just deleted it
            self._send_messages()
            return
        media_type = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if media_type == "text/html":
            content = self._add_script(add_notice(content, self.server.notice))
        self._send(status, content, media_type)

    def _send_messages(self) -> None:
        """Send what is wrong in place of a page."""
        title, *lines = self.server.messages or ("404",)
        page = _MESSAGE.format(lang=self.server.lang, title=escape(title), lines=escape("\n".join(lines)))
        status = HTTPStatus.SERVICE_UNAVAILABLE if self.server.messages else HTTPStatus.NOT_FOUND
        self._send(status, self._add_script(page.encode()), "text/html")

    def _add_script(self, html: bytes) -> bytes:
        return add_script(html, self.server.wait_for(-1), id(self) % 1_000_000)

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
