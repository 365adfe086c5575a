"""Reading the files of a published site over HTTP: bounded in size, time and redirects."""

from __future__ import annotations

import http.client
import zlib
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from corner.deploy.errors import DeployError
from corner.deploy.timed_http import LateError, TimedHandler, TimedSecureHandler
from corner.diagnostics.message import Message

_SECONDS, _SECONDS_ALL = 20, 120
"""How long one answer may be silent, and how long it may take."""
_LATE = Message("expected an answer within {seconds} seconds, found one that goes on", seconds=_SECONDS_ALL)
_CHUNK = 1 << 16
_PLAIN = ("", "identity")
"""The encodings that change nothing."""


class UnreachableError(DeployError):
    """A file of a site cannot be read."""


class MissingError(UnreachableError):
    """A site does not have a file."""


class _OwnHostOnly(HTTPRedirectHandler):
    """Follows redirects to the same host, such as to HTTPS, and no others."""

    max_redirections = 5

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the next request, unless it would leave the host or HTTPS."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if new.hostname != old.hostname or (old.scheme, new.scheme) == ("https", "http"):
            raise UnreachableError(
                Message(
                    "expected an answer, found a redirect to {scheme}://{hostname}",
                    scheme=new.scheme,
                    hostname=new.hostname,
                )
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class WebReader:
    """A site at a URL."""

    def __init__(self, url: str) -> None:
        """Take the URL of the site's root.

        Raises:
            DeployError: it is no URL of `http` or `https`.
        """
        parts = _split_url(url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise DeployError(
                Message("{url}: expected a folder or an address such as https://corner.example/", url=url)
            )
        self.name = url.rstrip("/") + "/"
        self._opener: OpenerDirector = build_opener(
            _OwnHostOnly, TimedHandler(_SECONDS_ALL), TimedSecureHandler(_SECONDS_ALL)
        )

    def read(self, path: str, limit: int) -> bytes:
        """Return a file, or its first bytes if it is longer than `limit`: then one more than these.

        Raises:
            MissingError: there is no such file.
            UnreachableError: the site does not answer, or sends readers elsewhere.
        """
        address = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
        headers = {"Accept-Encoding": "identity", "User-Agent": "corner-verify", "Cache-Control": "no-cache"}
        answer = None
        try:
            request = Request(self.name + quote(address), headers=headers)  # noqa: S310 -- checked above
            with self._opener.open(request, timeout=_SECONDS) as answer:
                encoding = answer.headers.get("Content-Encoding", "").lower()
                # Short files become longer when they are compressed.
                data = _read_bounded(answer, limit if encoding in _PLAIN else limit + _CHUNK)
                return _decode(data, encoding, limit)
        except LateError:
            raise UnreachableError(_LATE) from None
        except HTTPError as error:
            with error:
                kind = MissingError if error.code in (404, 410) else UnreachableError
                raise kind(
                    Message("expected an answer, found {code} {reason}", code=error.code, reason=error.reason)
                ) from None
        except (URLError, OSError, http.client.HTTPException, ValueError) as error:
            if getattr(answer, "is_late", False):
                raise UnreachableError(_LATE) from None
            reason = str(getattr(error, "reason", "") or error).strip()
            raise UnreachableError(Message("expected an answer, found: {reason}", reason=reason)) from None


def _split_url(url: str) -> SplitResult | None:
    """Return the parts of a URL; `None` if it has none."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _read_bounded(answer: Any, limit: int) -> bytes:
    """Return an answer, cut after one byte more than `limit`."""
    parts, size = [], 0
    while size <= limit and (part := answer.read1(min(_CHUNK, limit + 1 - size))):
        parts.append(part)
        size += len(part)
    if answer.is_late:  # its end is where it was cut
        raise LateError
    return b"".join(parts)


def _decode(data: bytes, encoding: str, limit: int) -> bytes:
    """Return what a server compressed although it was asked not to."""
    if encoding in _PLAIN:
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise UnreachableError(
            Message("expected an answer that is not compressed, found {encoding}", encoding=encoding[:40])
        )
    try:
        return zlib.decompressobj(47).decompress(data, limit + 1)
    except zlib.error as error:
        raise UnreachableError(
            Message("expected an answer that can be unpacked, found: {reason}", reason=error)
        ) from None
