"""Requests of the check of external links, their order and pauses, and its advice to editors; the clock of the tests is simulated."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from corner.authoring.link_checker import LinkChecker, LinkResult, LinkState
from corner.authoring.link_client import PRIVATE, Answer, Method
from corner.cli import main
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation
from tests.support.loopback import running

PAGE = "https://news.example/page"
FAR = "Mon, 01 Jan 2024 00:00:00 +99999999999999999"
"""A moment in a zone that no clock can hold."""


class CountedTime:
    """A time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.seconds

    def read_moment(self) -> datetime:
        return datetime(2026, 11, 29, 12, 0, 0, tzinfo=UTC)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


class Web:
    """Hosts that answer what a test says, and remember what they were asked."""

    def __init__(self, answers: dict[str, list[Answer]]) -> None:
        self.answers = answers
        self.asked: list[tuple[Method, str]] = []

    def ask(self, url: str, method: Method) -> Answer:
        self.asked.append((method, url))
        answers = self.answers[url]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _check(web: Web, clock: CountedTime | None = None, url: str = PAGE, **limits: float) -> LinkResult:
    checker = LinkChecker(web.ask, clock or CountedTime(), workers=1, **limits)  # type: ignore[arg-type]
    return checker.check([url])[url]


def _redirect(location: str, status: int = 301) -> list[Answer]:
    return [Answer(status, location)]


def test_a_page_that_answers_is_asked_once_and_not_read() -> None:
    web = Web({PAGE: [Answer(200)]})
    assert _check(web) == LinkResult(LinkState.ANSWERS)
    assert web.asked == [("HEAD", PAGE)]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_is_gone_only_if_both_methods_say_so(status: int) -> None:
    assert _check(Web({PAGE: [Answer(status)]})).state is LinkState.GONE
    web = Web({PAGE: [Answer(status), Answer(200)]})
    assert _check(web).state is LinkState.ANSWERS
    assert web.asked == [("HEAD", PAGE), ("GET", PAGE)]


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (Answer(403), LinkResult(LinkState.UNREACHABLE, "403 Forbidden")),
        (Answer(500), LinkResult(LinkState.UNREACHABLE, "500 Internal Server Error")),
        (Answer(999), LinkResult(LinkState.UNREACHABLE, "999")),
        (Answer(304), LinkResult(LinkState.UNREACHABLE, "304 Not Modified")),
        (Answer(failure="no such host"), LinkResult(LinkState.UNREACHABLE, "no such host")),
        (Answer(failure=PRIVATE), LinkResult(LinkState.NOT_ASKED, PRIVATE)),
    ],
)
def test_what_does_not_answer_is_not_gone(answer: Answer, result: LinkResult) -> None:
    assert _check(Web({PAGE: [answer]})) == result


def test_redirects_are_followed_to_their_end() -> None:
    web = Web(
        {
            PAGE: _redirect("/a"),
            "https://news.example/a": _redirect("//b.example/c"),
            "https://b.example/c": [Answer(200)],
        }
    )
    target = "https://b.example/c"
    assert _check(web) == LinkResult(LinkState.MOVED, f"a permanent redirect to {target}", target)
    web = Web({PAGE: _redirect("/a", 302), "https://news.example/a": [Answer(200)]})
    assert _check(web) == LinkResult(LinkState.ANSWERS)
    web = Web({PAGE: _redirect("/", 302), "https://news.example/": [Answer(200)]})
    assert _check(web).detail == "a redirect to the front page https://news.example/"
    web = Web({PAGE: _redirect("/a", 302), "https://news.example/a": [Answer(404)]})
    assert _check(web).state is LinkState.GONE


def test_redirects_that_lead_nowhere_end() -> None:
    assert _check(Web({PAGE: _redirect("#top")})).detail == f"redirects in a circle, at {PAGE}"
    chain = {f"https://news.example/{number}": _redirect(f"/{number + 1}") for number in range(9)}
    web = Web(chain)
    assert _check(web, url="https://news.example/0").detail == "more than 5 redirects"
    assert len(web.asked) == 6
    for location in ("file:///etc/passwd", "javascript:alert(1)", "gopher://a.example/", "http://[", "//["):
        assert _check(Web({PAGE: _redirect(location)})) == LinkResult(
            LinkState.UNREACHABLE, f"a redirect to {location}, which is no web address"
        )


def test_a_redirect_to_a_private_address_is_not_followed() -> None:
    inside = "http://169.254.169.254/latest"
    assert _check(Web({PAGE: _redirect(inside), inside: [Answer(failure=PRIVATE)]})).state is LinkState.NOT_ASKED


def test_a_host_is_asked_once_a_second_and_other_hosts_meanwhile() -> None:
    clock = CountedTime()
    urls = ["https://a.example/1", "https://b.example/1", "https://a.example/2", "https://a.example/2#part"]
    web = Web({url: [Answer(200)] for url in urls[:3]})
    results = LinkChecker(web.ask, clock, workers=1).check(urls)
    assert list(results) == urls
    assert clock.waits == [1.0]
    assert sorted(web.asked) == sorted(("HEAD", url) for url in urls[:3])


@pytest.mark.parametrize("retry_after", ["30", "Sun, 29 Nov 2026 12:00:30 GMT"])
def test_a_busy_server_is_asked_again_when_it_says_so(retry_after: str) -> None:
    clock = CountedTime()
    web = Web({PAGE: [Answer(429, "", retry_after), Answer(200)]})
    assert _check(web, clock).state is LinkState.ANSWERS
    assert clock.waits == [30.0]


@pytest.mark.parametrize("retry_after", ["", "61", "999999999999", "soon", "Sun, 29 Nov 2026 13:00:00 GMT", "²", FAR])
def test_a_busy_server_that_says_nothing_or_much_is_asked_no_more(retry_after: str) -> None:
    clock = CountedTime()
    web = Web({PAGE: [Answer(429, "", retry_after)]})
    assert _check(web, clock).detail == "429 Too Many Requests"
    assert (clock.waits, len(web.asked)) == ([], 1)


def test_nothing_is_asked_beyond_the_time_and_the_number() -> None:
    urls = [f"https://a.example/{number}" for number in range(10)]
    web = Web({url: [Answer(200)] for url in urls})
    results = LinkChecker(web.ask, CountedTime(), workers=1, seconds=3).check(urls)
    assert [result.detail for result in results.values()] == [""] * 3 + ["no time left"] * 7
    assert len(web.asked) == 3
    results = LinkChecker(web.ask, CountedTime(), workers=1, most=4).check(urls)
    assert [result.detail for result in results.values()] == [""] * 4 + ["too many links for one run"] * 6


def test_one_host_is_never_asked_twice_at_the_same_time() -> None:
    busy, together = threading.Lock(), threading.Barrier(2, timeout=5)

    def ask(url: str, _method: Method) -> Answer:
        if "first" in url:
            together.wait()  # both hosts are asked at the same time …
            return Answer(302, "https://shared.example/" + url[8])
        assert busy.acquire(blocking=False)  # … and that to which they lead is not
        busy.release()
        return Answer(200)

    results = LinkChecker(ask, CountedTime(), workers=2).check(["https://a.example/first", "https://b.example/first"])
    assert {result.state for result in results.values()} == {LinkState.ANSWERS}


class _Pages(BaseHTTPRequestHandler):
    """A site with a page, a page that is gone, one that has moved and one that fails."""

    def do_HEAD(self) -> None:
        status = {"/here": 200, "/copy": 200, "/gone": 404, "/old": 301}.get(self.path, 500)
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/here")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 -- the library's own name

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of the site."""
    with running(ThreadingHTTPServer(("127.0.0.1", 0), _Pages)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def linked(corner: Corner, site: str) -> Path:
    """A corner that links to each page, and knows that one is gone."""
    body = " ".join(f"[a]({site}/{name})" for name in ("here", "gone", "old", "broken", "known"))
    return corner(
        {
            FAIR: release(body, source=f"{{name: News, url: {site}/gone}}"),
            FAIR_ZH: translation(body, labels="{source.name: 新聞}"),
            "news/links.yml": f"{site}/known: {{gone: 2025-01-01, archived: {site}/copy}}\n",
        }
    )


def _run(root: Path, *options: str) -> tuple[int, str, str]:
    run = CliRunner().invoke(main, ["links", "--root", str(root), "--now", "2026-11-29", *options])
    return run.exit_code, run.stdout, run.stderr


def test_the_command_says_what_to_type_at_each_place(linked: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corner.authoring.link_checker.SystemClock", CountedTime)
    code, output, errors = _run(linked, "--private")
    gone = f"warning: {site}/gone: expected a page that answers, found 404 Not Found; type "
    gone += f"'{site}/gone: {{gone: 2026-11-29}}' into news/links.yml, "
    gone += "with 'archived' and the address of a copy if there is one"
    moved = f"warning: {site}/old: expected a page that answers, found a permanent redirect to {site}/here; "
    moved += f"link to {site}/here"
    broken = f"warning: {site}/broken: expected a page that answers, found 500 Internal Server Error; "
    broken += "look at it in a browser, and check it another day"
    assert code == 1
    assert set(output.splitlines()) == {
        f"{FAIR}:7: {gone} [gone-link]",
        *(f"{place}: {gone} [gone-link]" for place in (f"{FAIR}:9", f"{FAIR_ZH}:6")),
        *(f"{place}: {moved} [moved-link]" for place in (f"{FAIR}:9", f"{FAIR_ZH}:6")),
        *(f"{place}: {broken} [unreachable-link]" for place in (f"{FAIR}:9", f"{FAIR_ZH}:6")),
    }
    assert errors == "Addresses: answers: 2, moved: 1, gone: 1, unreachable: 1.\n"
    code, output, _ = _run(linked, "--private", "--format", "json")
    assert code == 1
    assert {entry["code"] for entry in json.loads(output)} == {"gone-link", "moved-link", "unreachable-link"}


def test_the_command_asks_no_private_address_by_itself(linked: Path) -> None:
    code, output, errors = _run(linked)
    assert code == 0
    assert output.count("found an address of this machine or of a private network; it was not asked") == 10
    assert errors == "Addresses: not asked: 5.\n"
    assert _run(linked, "--strict")[0] == 1


def test_a_link_that_has_a_copy_is_marked_as_gone_in_its_entry(
    linked: Path, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corner.authoring.link_checker.SystemClock", CountedTime)
    with (linked / "news/links.yml").open("a") as stream:
        stream.write(f"{site}/gone: {{archived: {site}/copy}}\n")
    code, output, _ = _run(linked, "--private")
    assert code == 1
    assert output.count("404 Not Found; add 'gone: 2026-11-29' to its entry in news/links.yml [gone-link]") == 3
    assert "type '" not in output


def test_the_command_cannot_run_where_the_settings_cannot_be_read(linked: Path) -> None:
    (linked / "mkdocs.yml").write_text("site_name: [")
    code, output, _ = _run(linked)
    assert code == 2
    assert output.startswith("mkdocs.yml:")
