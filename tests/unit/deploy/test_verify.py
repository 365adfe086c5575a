"""`corner verify` on folders and over HTTP: what is as signed, changed, missing, added, old, forged or endless."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corner.cli import main
from corner.deploy import verify, web_reader
from corner.deploy.server_folder import ServerFolder
from corner.deploy.signature import sign
from corner.deploy.site_files import read_site
from tests.support.loopback import running
from tests.unit.deploy import sites
from tests.unit.deploy.keys import make_key, public

MANIFEST, SIGNATURE = ".well-known/corner-manifest.json", ".well-known/corner-manifest.json.sig"
PAGE = "news/2026/fair/index.html"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corner's private key."""
    return make_key(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Path:
    """A folder of a server with a signed release; tests copy it."""
    folder = tmp_path_factory.mktemp("signed")
    site = sites.write(folder / "site", sites.FILES)
    dest = ServerFolder(folder / "www")
    with dest.lock(lambda: None):
        dest.publish(site, read_site(site), sites.ORIGIN, 5, partial(sign, key=key))
    return folder / "www"


@pytest.fixture
def www(signed: Path, tmp_path: Path) -> Path:
    """A signed release that a test may change."""
    return Path(shutil.copytree(signed / "current", tmp_path / "www"))


def check(target: object, key: Path, *options: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["verify", str(target), "--key", str(public(key)), *options])


def resign(www: Path, key: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest and sign it."""
    manifest = json.loads((www / MANIFEST).read_bytes())
    change(manifest)
    data = json.dumps(manifest).encode()
    (www / MANIFEST).write_bytes(data)
    (www / SIGNATURE).write_bytes(sign(data, key))


class _Handler(BaseHTTPRequestHandler):
    """Serves a folder, with what a test puts in the place of an answer."""

    www: Path
    answers: dict[str, tuple[int, dict[str, str], bytes]]

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        path += "index.html" if not path or path.endswith("/") else ""
        file = self.www / path
        default: tuple[int, dict[str, str], bytes]
        default = (200, {}, file.read_bytes()) if file.is_file() else (404, {}, b"<p>nothing")
        status, headers, body = self.answers.get(path, default)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", headers.get("X-Length", str(len(body))))
        self.end_headers()
        with suppress(ConnectionError):  # who reads only what it needs closes early
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def served() -> Iterator[Serve]:
    """A function that lets one server serve a folder; answers are by the names below."""
    names = {"fair": PAGE, "manifest": MANIFEST, "signature": SIGNATURE, "feed": "feeds/all.xml"}
    with running(ThreadingHTTPServer(("127.0.0.1", 0), _Handler)) as server:

        @contextmanager
        def serve(www: Path, **answers: tuple[int, dict[str, str], bytes]) -> Iterator[str]:
            _Handler.www, _Handler.answers = www, {names[name]: answer for name, answer in answers.items()}
            yield f"http://127.0.0.1:{server.server_address[1]}/"

        yield serve


def test_a_signed_release_is_as_signed(signed: Path, key: Path) -> None:
    result = check(signed, key)
    first, last = result.output.splitlines()
    assert result.exit_code == 0
    assert first.startswith(
        f"{signed}/current: release 1 of 2026-11-29T00:00:00Z, commit 0123456789ab, signed by corner with ED25519 key SHA256:"
    )
    assert last == "4 of 4 files are as they were signed."
    assert check(signed, key, "--all").output.endswith("6 of 6 files are as they were signed.\n")


def test_what_somebody_changed_added_or_removed_is_named(www: Path, key: Path) -> None:
    sites.write(www, {PAGE: "<p>faIr", "feeds/all.xml": None, "news/2026/fake/index.html": "<p>fake"})
    result = check(www, key)
    assert result.exit_code == 1
    assert result.output.splitlines()[1:] == [
        "missing: feeds/all.xml",
        f"changed: {PAGE}",
        "not signed: news/2026/fake/index.html",
        "2 of 5 files are as they were signed.",
    ]
    assert check(www, key, "--path", "/news/").exit_code == 0
    fake = check(www, key, "--path", "https://corner.example/news/2026/fake/", "--path", "/news/")
    assert (fake.exit_code, fake.output.splitlines()[1:]) == (
        1,
        [
            "not signed: news/2026/fake/index.html",
            "as signed: news/index.html",
            "1 of 2 files are as they were signed.",
        ],
    )


def test_a_folder_that_cannot_be_listed_is_named(www: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (www / "hidden").mkdir()
    scan = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).rstrip("/").endswith("/hidden"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = check(www, key)
    line = "not readable: hidden/ (expected to be able to read this folder, found: Permission denied)"
    assert (result.exit_code, result.output.splitlines()[1]) == (2, line)


def test_a_link_in_the_place_of_a_page_is_not_the_page(www: Path, key: Path) -> None:
    (www / PAGE).rename(www.parent / "outside.html")
    (www / PAGE).symlink_to(www.parent / "outside.html")
    result = check(www, key)
    assert (result.exit_code, result.output.splitlines()[1]) == (
        2,
        f"not readable: {PAGE} (expected a file, found something else)",
    )


def test_a_site_on_the_web_is_read_as_readers_do(www: Path, key: Path, served: Serve) -> None:
    packed = gzip.compress((www / PAGE).read_bytes())
    with served(www, fair=(200, {"Content-Encoding": "gzip"}, packed)) as url:
        result = check(url, key)
        assert (result.exit_code, result.output.splitlines()[1:]) == (
            0,
            [
                f"This was signed for https://corner.example/, and not for {url}.",
                "4 of 4 files are as they were signed.",
            ],
        )
        assert check(url, key, "--path", f"{url}news/2026/fair/").exit_code == 0


@pytest.mark.parametrize(
    ("answer", "status", "line"),
    [
        ((404, {}, b""), 1, f"missing: {PAGE}"),
        ((200, {}, b"<p>fairer"), 1, f"changed: {PAGE}"),
        ((200, {}, b"x" * 5_000_000), 1, f"changed: {PAGE}"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 9_000_000)), 1, f"changed: {PAGE}"),
        ((503, {}, b""), 2, f"not readable: {PAGE} (expected an answer, found 503 Service Unavailable)"),
        (
            (302, {"Location": "http://localhost:1/"}, b""),
            2,
            f"not readable: {PAGE} (expected an answer, found a redirect to http://localhost)",
        ),
        (
            (200, {"Content-Encoding": "br"}, b"?"),
            2,
            f"not readable: {PAGE} (expected an answer that is not compressed, found br)",
        ),
        (
            (200, {"Content-Encoding": "gzip"}, b"no gzip"),
            2,
            f"not readable: {PAGE} (expected an answer that can be unpacked, found: Error -3 while decompressing data: incorrect header check)",
        ),
    ],
)
def test_what_a_server_does_wrong_is_one_line(
    www: Path, key: Path, answer: tuple[int, dict[str, str], bytes], status: int, line: str, served: Serve
) -> None:
    with served(www, fair=answer) as url:
        result = check(url, key)
    assert (result.exit_code, result.output.splitlines()[2:]) == (
        status,
        [line, "3 of 4 files are as they were signed."],
    )


def test_a_redirect_on_the_same_host_is_followed(www: Path, key: Path, served: Serve) -> None:
    sites.write(www, {"elsewhere": "<p>fair"})
    with served(www, fair=(301, {"Location": "/elsewhere"}, b"")) as url:
        assert check(url, key).exit_code == 0


def test_an_upload_that_is_under_way_explains_differences(www: Path, key: Path, served: Serve) -> None:
    sites.write(www, {PAGE: "<p>new", ".well-known/corner-upload.json": '{"number":2,"token":"x"}'})
    with served(www) as url:
        assert check(url, key).output.endswith("An upload is under way or did not end: check again later.\n")


def test_no_more_than_four_files_are_asked_for_at_once(www: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resign(
        www,
        key,
        lambda manifest: manifest["files"].extend(
            {"path": f"news/{number}.html", "size": 1, "sha256": "0" * 64} for number in range(40)
        ),
    )
    gate, most, running_now = threading.Lock(), [0], [0]
    ready = threading.Barrier(4, timeout=5)
    original = verify._check_entry

    def count(*arguments: Any) -> Any:
        with gate:
            running_now[0] += 1
            most[0] = max(most[0], running_now[0])
        ready.wait()
        result = original(*arguments)
        with gate:
            running_now[0] -= 1
        return result

    monkeypatch.setattr(verify, "_check_entry", count)
    assert check(www, key).exit_code == 1
    assert most == [4]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            lambda m: m["files"].append({"path": "../x", "size": 1, "sha256": "0" * 64}),
            "expected paths below the site, found '../x'",
        ),
        (
            lambda m: m["files"].append({"path": "/etc/passwd", "size": 1, "sha256": "0" * 64}),
            "expected paths below the site, found '/etc/passwd'",
        ),
        (
            lambda m: m["files"].append({"path": "a\nb", "size": 1, "sha256": "0" * 64}),
            r"expected paths below the site, found 'a\nb'",
        ),
        (
            lambda m: m["files"].append({"path": "a", "size": -1, "sha256": "0" * 64}),
            "expected a size and a SHA-256 digest for 'a', found others",
        ),
        (
            lambda m: m["files"].append({"path": "a", "size": 1, "sha256": "x"}),
            "expected a size and a SHA-256 digest for 'a', found others",
        ),
        (
            lambda m: m["files"].append(m["files"][0]),
            "expected each file once, found 'assets/stylesheets/main.0a1b2c3d.min.css' twice",
        ),
        (lambda m: m.update(version=2), "expected version 1, found 2; update the program"),
        (lambda m: m.update(moment="x\ny"), r"expected a site, a moment and a commit in one line each, found 'x\ny'"),
        (
            lambda m: m.pop("files"),
            "expected a manifest of a corner, found something else (Object missing required field `files`)",
        ),
        (
            lambda m: m.update(more=1),
            "expected a manifest of a corner, found something else (Object contains unknown field `more`)",
        ),
    ],
)
def test_a_signed_manifest_with_nonsense_is_one_line(
    www: Path, key: Path, change: Callable[[dict[str, Any]], object], line: str
) -> None:
    resign(www, key, change)
    result = check(www, key)
    assert (result.exit_code, result.output) == (2, f"{www}/{MANIFEST}: {line}\n")


@pytest.mark.parametrize("data", [b"", b"[" * 200_000, b"\xff\xfe", b"{}", b'{"version":1e999}'])
def test_a_signed_manifest_that_is_none_is_one_line(www: Path, key: Path, data: bytes) -> None:
    (www / MANIFEST).write_bytes(data)
    (www / SIGNATURE).write_bytes(sign(data, key))
    result = check(www, key)
    assert result.exit_code == 2
    assert result.output.startswith(f"{www}/{MANIFEST}: expected a manifest of a corner, found something else (")
    assert result.output.count("\n") == 1


def test_a_manifest_without_end_is_not_read_to_the_end(
    www: Path, key: Path, monkeypatch: pytest.MonkeyPatch, served: Serve
) -> None:
    monkeypatch.setattr(verify, "MAX_BYTES", 1000)
    with served(www, manifest=(200, {"X-Length": "10737418240"}, b"[" * 100_000)) as url:
        result = check(url, key)
    assert (result.exit_code, result.output) == (1, f"{url}{MANIFEST}: expected at most 1,000 bytes, found more\n")


def test_a_site_that_is_not_signed_or_by_others_is_one_line(www: Path, key: Path, tmp_path: Path) -> None:
    other = make_key(tmp_path, "other")
    forged = check(www, other)
    assert forged.exit_code == 1
    assert forged.output.startswith(f"{www}/{MANIFEST}: the manifest is signed by another key: ED25519 key SHA256:")
    (www / MANIFEST).write_bytes((www / MANIFEST).read_bytes().replace(b"corner.example", b"corner.exampel"))
    changed = check(www, key)
    assert changed.exit_code == 1
    assert changed.output.startswith(
        f"{www}/{MANIFEST}: the signature is not of this manifest: Signature verification failed"
    )
    (www / SIGNATURE).unlink()
    unsigned = check(www, key)
    assert (unsigned.exit_code, unsigned.output) == (
        1,
        f"{www}/{SIGNATURE}: expected a signed site, found no such file\n",
    )


def test_an_old_site_that_somebody_shows_once_more_is_refused_since_a_day(www: Path, key: Path) -> None:
    assert check(www, key, "--since", "2026-11-29").exit_code == 0
    old = check(www, key, "--since", "2026-11-30")
    assert (old.exit_code, old.output) == (
        1,
        "expected a site that was signed since 2026-11-30, found release 1 of 2026-11-29T00:00:00Z, commit 0123456789ab\n",
    )
    assert (
        check(www, key, "--since", "yesterday").output
        == "--since: expected a day such as 2026-11-29, found 'yesterday'\n"
    )


@pytest.mark.parametrize(
    ("moment", "status", "line"),
    [
        ("2026-11-29T00:00:00", 1, "expected a site that was signed since 2026-11-30, found release 1 of …"),
        ("lately", 2, "expected the moment of a signed site, found 'lately'"),
    ],
)
def test_a_signed_moment_without_zone_or_sense_is_one_line(
    www: Path, key: Path, moment: str, status: int, line: str
) -> None:
    resign(www, key, lambda manifest: manifest.update(moment=moment))
    result = check(www, key, "--since", "2026-11-30")
    start, _, _ = line.partition("…")
    assert (result.exit_code, result.output.startswith(start), result.output.count("\n")) == (status, True, 1)


def test_what_a_server_says_cannot_steer_the_terminal(www: Path, key: Path, served: Serve) -> None:
    with served(www, fair=(200, {"Content-Encoding": "\x1b[2Jbr"}, b"?")) as url:
        result = check(url, key)
    assert f"not readable: {PAGE} (expected an answer that is not compressed, found \\x1b[2jbr)\n" in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize("sent", ["HTTP/1.1 200 OK\r\nX-Header: ", "HTTP/1.1 200 OK\r\n\r\n"])
def test_an_answer_byte_by_byte_ends_in_time(key: Path, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_reader, "_SECONDS_ALL", 0.3)
    stop = threading.Event()

    class Dripping(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.wfile.write(sent.encode())
            with suppress(OSError):
                while not stop.wait(0.02):
                    self.wfile.write(b"x")

        def log_message(self, *_: object) -> None:
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Dripping)) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        # If the answer were not cut, the server would end it.
        timer = threading.Timer(5, stop.set)
        timer.start()
        result = check(url, key)
        was_cut = not stop.is_set()
        timer.cancel()
        stop.set()
    assert was_cut
    line = "expected an answer within 120 seconds, found one that goes on"
    assert (result.exit_code, result.output) == (2, f"{url}{MANIFEST}: {line}\n")


@pytest.mark.parametrize(
    "target", ["ftp://corner.example/", "http://[", "nowhere", "https://user:secret@corner.example/", "file:///etc"]
)
def test_what_is_neither_a_folder_nor_an_address_is_one_line(target: str, key: Path) -> None:
    result = check(target, key)
    assert (result.exit_code, result.output) == (
        2,
        f"{target}: expected a folder or an address such as https://corner.example/\n",
    )


def test_a_server_that_is_not_there_is_one_line(key: Path) -> None:
    result = check("http://127.0.0.1:9/", key)
    assert result.exit_code == 2
    assert result.output.startswith(f"http://127.0.0.1:9/{MANIFEST}: expected an answer, found: ")
    assert result.output.count("\n") == 1
