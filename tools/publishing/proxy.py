"""A proxy before the object store: it counts requests and bytes, and cuts the line where it is asked to."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class StoreRequest(NamedTuple):
    """A request that the store answered."""

    method: str
    path: str
    """The path in the bucket, without the query."""
    size: int
    """The bytes that were sent."""


class StoreProxy(ThreadingHTTPServer):
    """Passes requests on to the store."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = port
        self.requests: list[StoreRequest] = []
        self.writes_left = -1
        """After so many files that are written, no more requests are answered; -1 for no end."""
        self.gate = threading.Lock()

    @property
    def url(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def reset(self, writes_left: int = -1) -> None:
        """Forget what was counted."""
        self.requests, self.writes_left = [], writes_left

    def count(self) -> Counter[str]:
        """Return the number of requests by method."""
        return Counter(request.method for request in self.requests)

    def written(self) -> list[StoreRequest]:
        """Return the files that were written, in this order."""
        return [request for request in self.requests if request.method == "PUT"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StoreProxy

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]
        with self.server.gate:
            if self.server.writes_left == 0:
                self.send_error(403)
                return
            if self.command == "PUT" and self.server.writes_left > 0:
                self.server.writes_left -= 1
            self.server.requests.append(StoreRequest(self.command, path, len(body)))
        store = HTTPConnection("127.0.0.1", self.server.store, timeout=60)
        try:
            store.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                store.putheader(name, value)
            store.endheaders(body)
            answer = store.getresponse()
            data = answer.read()
        finally:
            store.close()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                self.send_header(name, value)
        length = answer.headers.get("Content-Length") if self.command == "HEAD" else str(len(data))
        self.send_header("Content-Length", length or "0")
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _pass_on  # noqa: N815 -- the names that the library calls

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def passing_on(port: int) -> Iterator[StoreProxy]:
    """Run a proxy before the store."""
    with StoreProxy(port) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
