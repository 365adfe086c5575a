"""One request to an external address, limited in time and size: the only module that imports urllib3.

No body is read, so that none can be too long. The addresses of this machine and of private networks are refused when
the host's name is resolved, and the connection goes to the address that was judged.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError

from corner.content.link_archive import SAFE_CHARACTERS
from corner.diagnostics.message import Message

Method = Literal["HEAD", "GET"]
Resolve = Callable[[str, int], Sequence[str]]
"""Returns the numeric addresses of a host, given its name and a port; raises an `OSError` where there are none."""
PRIVATE = Message("an address of this machine or of a private network")
"""The failure of what is not asked unless private addresses are allowed."""
_LATE = Message("no answer in time")
_PORTS = {"http": 80, "https": 443}


class Answer(NamedTuple):
    """What came of a request."""

    status: int = 0
    """The status of HTTP; 0 where there was no answer."""
    location: str = ""
    """Where it redirects to, as the server wrote it."""
    retry_after: str = ""
    """When the server wants to be asked again."""
    failure: str = ""
    """Why there was no answer, in words."""


def resolve_host(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkClient:
    """Asks external addresses."""

    agent: str
    """What it calls itself."""
    seconds: float = 20
    """The time in which the headers of an answer must be there."""
    is_private_allowed: bool = False
    """Whether it may ask this machine and private networks."""
    resolve: Resolve = resolve_host
    """Finds the numeric addresses of a host."""
    context: ssl.SSLContext | None = None
    """How it judges certificates; `None` for the certificates that Python trusts."""

    def ask(self, url: str, method: Method) -> Answer:
        """Return the answer of an address of `http` or `https`."""
        try:
            parts = urlsplit(url)
            if parts.scheme not in _PORTS or not parts.hostname:
                return Answer(failure=Message("no web address"))
            host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
            port = parts.port or _PORTS[parts.scheme]
            addresses = self.resolve(host, port)
        except (OSError, NameResolutionError):
            return Answer(failure=Message("no such host"))
        except ValueError:
            return Answer(failure=Message("no web address"))
        if not self.is_private_allowed and not all(map(is_public, addresses)):
            return Answer(failure=PRIVATE)
        if not addresses:
            return Answer(failure=Message("no such host"))
        return self._send(parts, host, port, addresses[0], method)

    def _send(self, parts: SplitResult, host: str, port: int, address: str, method: Method) -> Answer:
        connection = self._connect(parts.scheme, host, port, address)
        is_late = threading.Event()
        timer = threading.Timer(self.seconds, _abort, (connection, is_late))
        timer.start()
        target = quote(parts.path or "/", SAFE_CHARACTERS) + (
            f"?{quote(parts.query, SAFE_CHARACTERS)}" if parts.query else ""
        )
        named = f"[{host}]" if ":" in host else host
        headers = {
            "Host": named if port == _PORTS[parts.scheme] else f"{named}:{port}",
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Connection": "close",
        }
        try:
            connection.request(method, target, headers=headers, preload_content=False)
            answer = connection.getresponse()
            if is_late.is_set():  # its end is where it was cut
                return Answer(failure=_LATE)
            return Answer(answer.status, answer.headers.get("Location", ""), answer.headers.get("Retry-After", ""))
        except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
            return Answer(failure=_LATE if is_late.is_set() else _explain(error))
        finally:
            timer.cancel()
            connection.close()

    def _connect(self, scheme: str, host: str, port: int, address: str) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(address, port, timeout=self.seconds)
        context = self.context or ssl.create_default_context()
        return HTTPSConnection(address, port, timeout=self.seconds, ssl_context=context, server_hostname=host)


def is_public(address: str) -> bool:
    """Return whether a numeric address is one of the public Internet, also where it is an IPv4 address written as IPv6."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        if number in _NAT64 or number.sixtofour or number.teredo:
            return False
        number = number.ipv4_mapped or number
    return number.is_global and not number.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""The addresses in which a network hides those of IPv4, private ones too."""


def _abort(connection: HTTPConnection, is_late: threading.Event) -> None:
    """End a connection whose answer takes too long; a server may send a byte from time to time for ever."""
    is_late.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _explain(error: Exception) -> str:
    """Return why there was no answer, in words."""
    for cause in (error, error.__cause__, error.__context__, *error.args):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Message("a certificate that cannot be trusted ({reason})", reason=cause.verify_message)
        if isinstance(cause, ssl.SSLError):
            return Message("no secure connection")
        if isinstance(cause, TimeoutError):
            return _LATE
        if isinstance(cause, ConnectionRefusedError):
            return Message("no server")
        if isinstance(cause, ConnectionError | http.client.RemoteDisconnected):
            return Message("a connection that was cut")
    is_unreadable = isinstance(error, http.client.HTTPException | ValueError)
    return Message("an answer that cannot be read") if is_unreadable else Message("no connection")
