"""The preview is rebuilt after edits and after nothing else, and survives failed builds."""

from __future__ import annotations

import base64
import hashlib
import queue
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent

from corner.build import live_reload, watching
from corner.build.watching import EditedFiles
from corner.mkdocs import livereload, preview_process

LIMIT = 20
"""Seconds after which an event that does not come is given up."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.md").write_text(name, encoding="utf-8")
    return folder


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files whose events reach the preview."""
    names: list[str] = []
    handle = watching.ChangeHandler.on_any_event

    def record(handler: watching.ChangeHandler, event: FileSystemEvent) -> None:
        names.append(Path(str(event.src_path)).name)
        handle(handler, event)

    monkeypatch.setattr(watching.ChangeHandler, "on_any_event", record)
    return names


@pytest.fixture
def server(news: Path) -> Iterator[LiveReloadServer]:
    """Return a server prepared as MkDocs does it: some paths are watched before the event, some after it."""
    made = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(news))
    docs = news.with_name("docs")
    docs.mkdir()
    made.watch(str(docs))
    livereload.prepare_server(made, lambda _show: None, lambda _error: None, bytes, EditedFiles())
    made.watch(str(news))
    made.observer.start()
    yield made
    made.observer.stop()
    made.observer.join()
    made.server_close()


def _wanted(server: LiveReloadServer) -> bool:
    with server._rebuild_cond:
        return server._rebuild_cond.wait_for(lambda: server._want_rebuild, timeout=LIMIT)


def test_an_edit_asks_for_a_rebuild(server: LiveReloadServer, news: Path) -> None:
    (news / "a.md").write_text("edited", encoding="utf-8")
    assert _wanted(server)


def test_an_edit_of_a_path_that_was_watched_before_asks_for_a_rebuild(server: LiveReloadServer, news: Path) -> None:
    (news.with_name("docs") / "index.en.md").write_text("edited", encoding="utf-8")
    assert _wanted(server)


def test_reading_a_file_asks_for_no_rebuild(server: LiveReloadServer, news: Path, events: list[str]) -> None:
    for path in news.iterdir():
        path.read_bytes()
    # The events of a folder arrive in their order, so those of reading would come before this one.
    (news / "last.md").write_text("last", encoding="utf-8")
    assert _wanted(server)
    assert set(events) == {"last.md"}


def test_a_file_that_replaces_another_asks_for_a_rebuild(tmp_path: Path, server: LiveReloadServer) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("old", encoding="utf-8")
    server.watch(str(settings))
    (tmp_path / "beside").write_text("new", encoding="utf-8")
    (tmp_path / "beside").replace(settings)
    assert _wanted(server)


def test_a_failed_build_is_reported_and_survived(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_show: Callable[[], None]) -> None:
        raise Abort("Aborted.")

    made = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    failures: list[Exception] = []
    livereload.prepare_server(made, fail, failures.append, bytes, EditedFiles())
    made.builder()
    made.server_close()
    assert "last good build" in caplog.text
    assert [str(failure) for failure in failures] == ["Aborted."]


def test_pages_are_shown_before_the_build_has_ended_and_load_once_more_after_it(tmp_path: Path) -> None:
    numbers: list[tuple[int, int]] = []

    def build(show: Callable[[], None]) -> None:
        made._wanted_epoch += 5
        for _ in range(2):  # and once more for another edit
            show()
            numbers.append((made._visible_epoch, made._wanted_epoch))

    made = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    before = made._visible_epoch
    livereload.prepare_server(made, build, lambda _error: None, bytes, EditedFiles())
    made.builder()
    made.server_close()
    assert numbers == [(before + 5, before + 5), (before + 6, before + 6)]
    assert made._wanted_epoch > made._visible_epoch


def test_files_that_were_edited_are_noted_until_they_are_taken() -> None:
    files = EditedFiles()
    files.note([Path("a.md"), Path("b.md")])
    files.note([Path("a.md")])
    assert files.take() == {Path("a.md"), Path("b.md")}
    assert files.take() == set()


def test_files_that_change_during_a_build_are_shown_meanwhile_and_stay_noted() -> None:
    files, shown = EditedFiles(), queue.Queue[Collection[Path]]()
    files.note([Path("a.md")])
    assert files.take() == {Path("a.md")}
    with files.shown_meanwhile(shown.put):
        files.note([Path("b.md")])
        assert shown.get(timeout=LIMIT) == {Path("b.md")}
        files.note([Path("c.md")])
        assert shown.get(timeout=LIMIT) == {Path("b.md"), Path("c.md")}
    files.note([Path("d.md")])
    assert files.take() == {Path("b.md"), Path("c.md"), Path("d.md")}
    assert shown.empty()


def test_a_second_preview_reports_the_first_before_it_builds(server: LiveReloadServer) -> None:
    server.server_bind()
    server.server_activate()
    port = server.server_address[1]
    with pytest.raises(PluginError, match=rf"^Another preview is running at http://127\.0\.0\.1:{port}/: [^\n]+$"):
        preview_process.check_port("127.0.0.1", port)
    server.server_close()
    preview_process.check_port("127.0.0.1", port)


def test_a_page_allows_the_script_that_the_preview_puts_into_it_and_no_other() -> None:
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"
    page = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><script src="a.js"></script>'
    shown = live_reload.allow_script(
        f"{page}<script>alert(1)</script><script>reload()</script></body>".encode()
    ).decode()
    digest = base64.b64encode(hashlib.sha256(b"reload()").digest()).decode()
    allowed = policy.replace("'wasm-unsafe-eval'", f"'wasm-unsafe-eval' 'sha256-{digest}'")
    assert shown == f"{page.replace(policy, allowed)}<script>alert(1)</script><script>reload()</script></body>"


def test_a_page_without_a_policy_is_shown_as_it_is() -> None:
    page = b"<p>x</p><script>reload()</script>"
    assert live_reload.allow_script(page) == page
