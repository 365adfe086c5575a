"""One request to servers that misbehave, on loopback: each ends in time, in words, and reads no body."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corner.authoring.link_client import PRIVATE, Answer, LinkClient, is_public

Serve = Callable[[socket.socket, threading.Event], None]


def _read_request(peer: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and (part := peer.recv(65536)):
        data += part
    return data


def _say(text: bytes) -> Serve:
    def serve(peer: socket.socket, _stop: threading.Event) -> None:
        _read_request(peer)
        peer.sendall(text)

    return serve


def _drip(before: bytes) -> Serve:
    def serve(peer: socket.socket, stop: threading.Event) -> None:
        _read_request(peer)
        peer.sendall(before)
        while not stop.wait(0.02):
            peer.sendall(b"x")

    return serve


def _flood(before: bytes) -> Serve:
    def serve(peer: socket.socket, stop: threading.Event) -> None:
        _read_request(peer)
        peer.sendall(before)
        while not stop.is_set():
            peer.sendall(b"x" * 65536)

    return serve


def _reset(peer: socket.socket, _stop: threading.Event) -> None:
    _read_request(peer)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def _keep_silent(_peer: socket.socket, stop: threading.Event) -> None:
    stop.wait(20)


@pytest.fixture
def start() -> Iterator[Callable[[Serve], int]]:
    """Return a function that serves one kind of answer on loopback and returns the port."""
    stop = threading.Event()
    listeners: list[socket.socket] = []

    def serve(answer: Serve) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def run() -> None:
            while not stop.is_set():
                try:
                    peer, _ = listener.accept()
                except OSError:
                    return
                with peer:
                    try:
                        answer(peer, stop)
                    except OSError:
                        continue

        threading.Thread(target=run, daemon=True).start()
        return int(listener.getsockname()[1])

    yield serve
    stop.set()
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


CLIENT = LinkClient(agent="corner (+https://corner.example/)", seconds=0.4, is_private_allowed=True)


@pytest.mark.parametrize(
    ("serve", "answer"),
    [
        (_say(b"HTTP/1.1 200 OK\r\n\r\n"), Answer(200)),
        (_say(b"HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\n\r\n"), Answer(301, "file:///etc/passwd")),
        (_say(b"HTTP/1.1 429 Slow\r\nRetry-After: 30\r\n\r\n"), Answer(429, "", "30")),
        (_flood(b"HTTP/1.1 200 OK\r\n\r\n"), Answer(200)),
        (_drip(b"HTTP/1.1 200 OK\r\n\r\n"), Answer(200)),
        (_flood(b"HTTP/1.1 200 OK\r\nX-Header: "), Answer(failure="an answer that cannot be read")),
        (_say(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), Answer(failure="an answer that cannot be read")),
        (_say(b"SSH-2.0-OpenSSH\r\n"), Answer(failure="an answer that cannot be read")),
        (_say(b""), Answer(failure="a connection that was cut")),
        (_reset, Answer(failure="a connection that was cut")),
        (_drip(b"HTTP/1.1 200 OK\r\nX-Header: "), Answer(failure="no answer in time")),
        (_keep_silent, Answer(failure="no answer in time")),
    ],
    ids=[
        "an answer",
        "a redirect to a file",
        "a busy server",
        "an endless body",
        "a body byte by byte",
        "an endless header",
        "500 headers",
        "another protocol",
        "no answer",
        "a reset",
        "a header byte by byte",
        "silence",
    ],
)
def test_a_server_that_misbehaves_ends_in_time_and_in_words(
    start: Callable[[Serve], int], serve: Serve, answer: Answer
) -> None:
    begin = time.monotonic()
    assert CLIENT.ask(f"http://127.0.0.1:{start(serve)}/page", "GET") == answer
    assert time.monotonic() - begin < 5


def test_a_request_names_the_host_and_the_corner_and_nothing_else(start: Callable[[Serve], int]) -> None:
    requests: list[bytes] = []

    def serve(peer: socket.socket, _stop: threading.Event) -> None:
        requests.append(_read_request(peer))
        peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    port = start(serve)
    client = LinkClient(agent=CLIENT.agent, is_private_allowed=True, resolve=lambda _host, _port: ["127.0.0.1"])
    assert client.ask(f"http://name:secret@news.example:{port}/ã?q=é&a=b#part", "HEAD").status == 200
    assert requests[0].decode().split("\r\n") == [
        "HEAD /%C3%A3?q=%C3%A9&a=b HTTP/1.1",
        "Accept-Encoding: identity",
        f"Host: news.example:{port}",
        "User-Agent: corner (+https://corner.example/)",
        "Accept: */*",
        "Connection: close",
        "",
        "",
    ]


@pytest.fixture
def secure(tmp_path: Path, start: Callable[[Serve], int]) -> tuple[int, ssl.SSLContext]:
    """Serve over TLS as news.example; return the port, and a context that trusts its certificate."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    command += ["-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "certificate")]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")

    def serve(peer: socket.socket, _stop: threading.Event) -> None:
        with context.wrap_socket(peer.dup(), server_side=True) as channel:
            channel.recv(65536)
            channel.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    return start(serve), ssl.create_default_context(cafile=str(tmp_path / "certificate"))


def test_a_certificate_counts_for_the_host_that_the_link_names(secure: tuple[int, ssl.SSLContext]) -> None:
    port, context = secure

    def client(context: ssl.SSLContext | None) -> LinkClient:
        return LinkClient(
            agent="corner", seconds=5, is_private_allowed=True, resolve=lambda _h, _p: ["127.0.0.1"], context=context
        )

    assert client(context).ask(f"https://news.example:{port}/", "HEAD") == Answer(200)
    other = client(context).ask(f"https://other.example:{port}/", "HEAD").failure
    assert other.startswith("a certificate that cannot be trusted")
    assert (
        client(None)
        .ask(f"https://news.example:{port}/", "HEAD")
        .failure.startswith("a certificate that cannot be trusted")
    )


def test_a_server_without_tls_gives_no_secure_connection(start: Callable[[Serve], int]) -> None:
    port = start(lambda peer, _stop: peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert CLIENT.ask(f"https://127.0.0.1:{port}/", "HEAD").failure in (
        "no secure connection",
        "a connection that was cut",
    )


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "::",
     "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "unix"],
)  # fmt: skip
def test_an_address_of_this_machine_or_of_a_private_network_is_not_asked(address: str) -> None:
    assert not is_public(address)
    client = LinkClient(agent="corner", resolve=lambda _host, _port: ["93.184.216.34", address])
    assert client.ask("https://news.example/", "GET") == Answer(failure=PRIVATE)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_an_address_of_the_public_internet_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "127.1", "[::1]", "localhost", "0"])
def test_no_way_to_write_this_machine_is_asked(host: str) -> None:
    assert LinkClient(agent="corner", seconds=1).ask(f"http://{host}/", "GET").failure in (PRIVATE, "no such host")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "http://", "http://[", "http://a:b/", "x"])
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    assert CLIENT.ask(url, "GET").failure == "no web address"


def test_a_host_without_an_address_and_a_port_without_a_server_are_named() -> None:
    def fail(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    assert LinkClient(agent="corner", resolve=fail).ask("https://news.example/", "GET").failure == "no such host"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        assert CLIENT.ask(f"http://127.0.0.1:{port}/", "GET").failure == "no server"
