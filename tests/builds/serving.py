"""A host of static sites, for browsers."""

from __future__ import annotations

from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
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
