"""The preview's web server shows the files of its folder to this computer, and reports new builds to pages."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from corner.standalone.preview_server import PreviewServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    site = tmp_path / "site"
    (site / "news").mkdir(parents=True)
    (site / "index.html").write_text("<html><body>Front</body></html>", "utf-8")
    (site / "news/index.html").write_text("<html><body>News</body></html>", "utf-8")
    (site / "404.html").write_text("<html><body>Lost</body></html>", "utf-8")
    (site / "news/index.md").write_text("# News\n", "utf-8")
    (tmp_path / "draft.txt").write_text("secret", "utf-8")
    created = PreviewServer(0, site)
    created.base = "/base/"
    created._epoch = created._last_of_all = 0
    thread = threading.Thread(target=created.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield created
    created.shutdown()
    created.server_close()
    thread.join()


def _ask(server: PreviewServer, path: str, host: str = "localhost:1") -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def _find_version(server: PreviewServer) -> str:
    """Return what the front page is known by."""
    (version,) = re.findall(r'^livereload\(\d+, \d+, "([0-9a-f]+)"\);$', _ask(server, "/base/")[1], re.MULTILINE)
    return str(version)


def test_pages_and_files_are_served_below_the_path_of_the_site(server: PreviewServer) -> None:
    server.show()
    answer, body = _ask(server, "/base/")
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/html; charset=utf-8")
    assert body.startswith("<html><body>Front<script>")
    assert "livereload(1, " in body
    assert _ask(server, "/base/news/index.md")[1] == "# News\n"
    assert _ask(server, "/")[0].getheader("Location") == "/base/"
    assert _ask(server, "/base/news")[0].getheader("Location") == "/base/news/"


@pytest.mark.parametrize("path", ["/base/nosuch/", "/base/../draft.txt", "/base/%2e%2e/draft.txt", "/base//etc/passwd"])
def test_what_is_not_in_the_folder_is_not_found(server: PreviewServer, path: str) -> None:
    server.show()
    answer, body = _ask(server, path)
    assert (answer.status, "Lost" in body) == (404, True)


def test_a_request_under_another_name_is_refused(server: PreviewServer) -> None:
    server.show()
    assert _ask(server, "/base/", "evil.example")[0].status == 403
    assert _ask(server, "/base/", "127.0.0.1:8000")[0].status == 200


def test_a_page_waits_for_the_first_build_and_hears_of_the_next(server: PreviewServer) -> None:
    bodies: list[str] = []
    first = threading.Thread(target=lambda: bodies.append(_ask(server, "/base/")[1]))
    first.start()
    server.show()
    first.join()
    assert "livereload(1, " in bodies[0]
    second = threading.Thread(target=lambda: bodies.append(_ask(server, "/livereload/1/7")[1]))
    second.start()
    server.show()
    second.join()
    assert bodies[1] == "2"


def test_a_page_that_has_not_changed_is_not_loaded_again_unless_all_are(server: PreviewServer) -> None:
    server.show()
    version = _find_version(server)
    asked = threading.Event()
    answers: list[str] = []

    def is_same() -> bool:
        asked.set()
        return True

    waiting = threading.Thread(target=lambda: answers.append(str(server.wait_for_page(1, is_same))))
    waiting.start()
    server.show(only_changed=True)
    assert asked.wait(20)
    assert not answers
    server.show()
    waiting.join()
    assert answers == ["3"]
    # This one asks late: all pages had to load again since the one that it is.
    server.show(only_changed=True)
    assert _ask(server, f"/livereload/2/7/{version}/base/")[1] == "4"


def test_a_page_that_has_changed_is_loaded_again(server: PreviewServer) -> None:
    server.show()
    version = _find_version(server)
    (server.folder / "index.html").write_text("<html><body><main>Another</main></body></html>", "utf-8")
    server.show(only_changed=True)
    assert _ask(server, f"/livereload/1/7/{version}/base/")[1] == "2"
    version = _find_version(server)
    server.show(notice=b"<p>A mistake.</p>", only_changed=True)
    assert _ask(server, f"/livereload/2/7/{version}/base/")[1] == "3"


def test_messages_are_shown_as_long_as_there_is_no_page(server: PreviewServer) -> None:
    for file in server.folder.glob("*.html"):
        file.unlink()
    server.show(["Nothing was built.", "news/a.md:1: <wrong>"])
    answer, body = _ask(server, "/base/")
    assert answer.status == 503
    assert "<h1>Nothing was built.</h1>" in body
    assert "news/a.md:1: &lt;wrong&gt;" in body


def test_a_browser_that_goes_away_is_not_reported(server: PreviewServer, capfd: pytest.CaptureFixture[str]) -> None:
    for error in (BrokenPipeError(), ConnectionResetError()):
        try:
            raise error
        except ConnectionError:
            server.handle_error(None, ("127.0.0.1", 1))
    assert capfd.readouterr() == ("", "")
