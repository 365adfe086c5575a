"""`mkdocs serve` shows the site, follows the editor, and goes on showing it while something is wrong."""

from __future__ import annotations

import queue
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.builds import project, told

_LIMIT = 120
"""Seconds after which what was waited for is taken not to come."""
_VERSION = re.compile(r"livereload\((\d+), (\d+)\)")


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.url = url
        self._lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        assert process.stdout is not None
        self._reader = threading.Thread(target=self._listen, args=(process.stdout,), daemon=True)
        self._reader.start()

    def _listen(self, output: Iterator[str]) -> None:
        for line in output:
            self._lines.put(line)

    def hear(self, words: str) -> None:
        """Wait until it says `words`."""
        deadline = time.monotonic() + _LIMIT
        while True:
            try:
                line = self._lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"expected {words!r}, heard only:\n{''.join(self.said)}")
            self.said.append(line)
            if words in line:
                return

    def get(self, address: str) -> str | None:
        """Return a page, or `None` where there is none."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=_LIMIT) as answer:
                return str(answer.read(), "utf-8")
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise

    def wait(self, shown: Callable[[], bool]) -> None:
        """Wait until `shown` holds, asking again each time the server says that it has built anew."""
        deadline = time.monotonic() + _LIMIT
        while True:
            version = _VERSION.findall(self.get("") or "")[-1]
            if shown():
                return
            if time.monotonic() > deadline:
                pytest.fail(f"expected another page after {_LIMIT} s, heard:\n{''.join(self.said)}")
            # The server holds its answer to this, as to a browser, until there is something new.
            self.get(f"livereload/{version[0]}/{version[1]}")

    def shows(self, address: str, words: str) -> bool:
        """Return whether a page holds `words`."""
        return words in (self.get(address) or "")


@contextmanager
def _preview(root: Path, epoch: int) -> Iterator[Preview]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(project.BIN / "mkdocs"), "serve", "--dev-addr", host]
    process = subprocess.Popen(
        command,
        cwd=root,
        env=project.environment(root, epoch, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        preview = Preview(process, f"http://{host}/")
        preview.hear("Serving on")
        yield preview
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(_LIMIT)
        finally:
            process.kill()
            process.wait()
            preview._reader.join(_LIMIT)
            assert process.stdout is not None
            process.stdout.close()


@pytest.fixture
def corner(tmp_path: Path) -> told.Corner:
    """The project's own corner in a copy that a test may change, not built."""
    return told.read(project.copy(tmp_path / "corner"))


def test_a_preview_shows_the_site_and_then_an_edit_of_a_release_and_leaves_nothing_behind(corner: told.Corner) -> None:
    release = next(iter(corner.releases.values()))
    address = corner.at(release.original, release.address)
    with _preview(corner.root, corner.later) as preview:
        assert preview.shows(address, release.title(release.original))
        assert preview.shows("zh-Hant/news/", 'lang="zh-Hant"')
        file = corner.root / "news" / f"{release.key}.{release.original}.md"
        file.write_text(file.read_text("utf-8") + "\nA sentence that was added.\n", "utf-8")
        preview.wait(lambda: preview.shows(address, "A sentence that was added."))
    assert project.temporary(corner.root) == []
    assert not (corner.root / "site").exists()


def test_a_preview_has_an_index_for_readers_after_its_pages_and_another_after_an_edit(corner: told.Corner) -> None:
    release = next(iter(corner.releases.values()))
    file = corner.root / "news" / f"{release.key}.{release.original}.md"
    entry = corner.at(release.original, "search/newest/pagefind-entry.json")
    with _preview(corner.root, corner.later) as preview:
        preview.hear("The index for readers is there.")
        before = preview.get(entry)
        assert before is not None
        assert "pagefind" in (preview.get("search/settings.js") or "") + (
            preview.get("search/newest/pagefind.js") or ""
        )
        file.write_text(file.read_text("utf-8") + "\nA sentence that was added.\n", "utf-8")
        preview.hear("The index for readers is there.")
        assert preview.get(entry) not in (None, before)
        assert preview.get("search/settings.js") is not None
    assert project.temporary(corner.root) == []


def test_a_preview_shows_and_lists_drafts_marked_and_in_no_list(corner: told.Corner) -> None:
    release = next(each for each in corner.releases.values() if "publish_at" not in each.facts and len(each.fronts) > 1)
    draft = corner.root / "news" / f"{release.key}-again.{release.original}.md"
    text = (corner.root / "news" / f"{release.key}.{release.original}.md").read_text("utf-8")
    draft.write_text(text.replace("\ntitle: ", "\nstatus: draft\ntitle: Again ", 1), "utf-8")
    name, translation = draft.name.partition(".")[0], next(each for each in corner.locales if each != release.original)
    address = corner.at(release.original, release.address.rstrip("/") + "-again/")
    mark = {"en": "This is a draft.", "zh-Hant": "這是草稿"}[release.original]
    with _preview(corner.root, corner.later) as preview:
        assert preview.shows(address, mark)
        assert preview.shows(address, 'content="noindex"')
        status = preview.get(corner.at(release.original, "status/")) or ""
        assert f"{name}/" in status
        assert {"en": "missing", "zh-Hant": "未有譯文"}[release.original] in status
        assert preview.get(corner.at(translation, "status/")) is not None
        for place in ("news/", "feeds/all.xml", "sitemap.xml", release.address):
            found = preview.get(corner.at(release.original, place) if place != "sitemap.xml" else place)
            assert found is not None
            assert name not in found, place
        project.edit(draft, "status: draft", "publish_at: 2100-01-02 09:30")
        preview.wait(lambda: preview.shows(address, "2100"))
        project.edit(draft, "publish_at: 2100-01-02 09:30\n", "")
        preview.wait(lambda: preview.shows(corner.at(release.original, "news/"), name))
        assert not preview.shows(address, mark)
        assert name not in (preview.get(corner.at(release.original, "status/")) or "")


def test_a_broken_edit_keeps_the_last_good_page_in_the_preview_until_it_is_mended(corner: told.Corner) -> None:
    release = next(iter(corner.releases.values()))
    address = corner.at(release.original, release.address)
    file = corner.root / "news" / f"{release.key}.{release.original}.md"
    good = file.read_text("utf-8")
    with _preview(corner.root, corner.later) as preview:
        project.edit(file, "topics: [", "topics: [nosuch, ")
        preview.hear("[unknown-topic]")
        assert preview.shows(address, release.title(release.original))
        file.write_text(good + "\nA sentence that was mended.\n", "utf-8")
        preview.wait(lambda: preview.shows(address, "A sentence that was mended."))


def test_a_page_deleted_after_a_failed_build_of_the_second_language_is_gone_from_the_preview(
    corner: told.Corner,
) -> None:
    about = corner.root / "docs/about.zh-Hant.md"
    good = about.read_text("utf-8")
    with _preview(corner.root, corner.later) as preview:
        assert preview.get("copyright/") is not None
        project.edit(about, "\ntitle: ", "\ntemplate: nosuch.html\ntitle: ")
        preview.hear("nosuch.html")
        about.write_text(good, "utf-8")
        for file in (corner.root / "docs").glob("copyright.*.md"):
            file.unlink()
        preview.wait(lambda: preview.get("copyright/") is None)
