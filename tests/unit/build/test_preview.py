"""A preview publishes feeds and the search index after the pages that they belong to, and never over newer ones."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from errno import EACCES
from functools import partial
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from corner.build.preview import PreviewPublisher, SiteFiles
from corner.build.search_job import SearchJob
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder

_PAGES = {"index.html": OutputFile(b"page", "docs/index.md", "1")}


class _Search:
    """A search job whose only file is ready when it is let go."""

    def __init__(self) -> None:
        self.is_ready = Event()
        self.is_closed = Event()

    def iter_files(self, _folder: OutputFolder) -> Iterator[tuple[str, OutputFile]]:
        assert self.is_ready.wait(20)
        yield "search/index.js", OutputFile(b"index", "the search index")

    def close(self) -> None:
        self.is_closed.set()


@pytest.fixture
def publisher() -> PreviewPublisher:
    return PreviewPublisher(logging.getLogger("test"))


def _publish_search(publisher: PreviewPublisher, search: _Search, folder: OutputFolder) -> None:
    job = cast("SearchJob", search)
    publisher.publish_rest(lambda _: (_PAGES | dict(job.iter_files(folder)), frozenset()), job, folder)


def test_the_index_is_added_to_the_pages(publisher: PreviewPublisher, tmp_path: Path) -> None:
    search, folder = _Search(), OutputFolder(tmp_path)
    publisher.publish(folder, _PAGES)
    _publish_search(publisher, search, folder)
    assert (tmp_path / "index.html").exists()
    assert not (tmp_path / "search").exists()
    search.is_ready.set()
    assert search.is_closed.wait(20)
    assert (tmp_path / "search/index.js").read_bytes() == b"index"
    assert (tmp_path / "index.html").read_bytes() == b"page"


def test_an_index_of_older_pages_is_dropped(publisher: PreviewPublisher, tmp_path: Path) -> None:
    search, older = _Search(), OutputFolder(tmp_path)
    publisher.publish(older, _PAGES)
    _publish_search(publisher, search, older)
    publisher.publish(OutputFolder(tmp_path), {"index.html": OutputFile(b"new page", "docs/index.md", "2")})
    search.is_ready.set()
    assert search.is_closed.wait(20)
    assert not (tmp_path / "search").exists()
    assert (tmp_path / "index.html").read_bytes() == b"new page"


def test_nothing_is_published_after_the_end(publisher: PreviewPublisher, tmp_path: Path) -> None:
    search, folder = _Search(), OutputFolder(tmp_path)
    publisher.publish(folder, _PAGES)
    _publish_search(publisher, search, folder)
    publisher.stop()
    search.is_ready.set()
    assert search.is_closed.wait(20)
    assert not (tmp_path / "search").exists()


def test_a_page_that_was_shown_during_a_build_stays_until_the_next(publisher: PreviewPublisher, tmp_path: Path) -> None:
    def build(text: bytes, fingerprint: str, folder: OutputFolder) -> OutputFolder:
        publisher.publish(folder, {"index.html": OutputFile(text, "docs/index.md", fingerprint)})
        return folder

    publisher.pause()
    first = build(b"first", "1", OutputFolder(tmp_path))
    publisher.pause()
    second = OutputFolder(tmp_path, published=first.published)
    publisher.show(first, {"index.html": b"typed meanwhile", "nosuch.html": b"x"})
    build(b"second", "2", second)
    assert (tmp_path / "index.html").read_bytes() == b"typed meanwhile"
    assert not (tmp_path / "nosuch.html").exists()
    publisher.pause()
    # Although the text is that of the second build again, the page is not.
    build(b"second", "2", OutputFolder(tmp_path, published=second.published))
    assert (tmp_path / "index.html").read_bytes() == b"second"


def test_a_page_that_was_shown_after_the_next_build_had_published_is_made_again(
    publisher: PreviewPublisher, tmp_path: Path
) -> None:
    files = {"index.html": OutputFile(b"as it was", "docs/index.md", "1")}
    older = OutputFolder(tmp_path)
    publisher.publish(older, files)
    publisher.pause()
    newer = OutputFolder(tmp_path, published=older.published)
    publisher.publish(newer, files)
    publisher.show(older, {"index.html": b"typed"})  # by somebody who looked for the folder before
    publisher.pause()
    # The editor has undone the edit.
    publisher.publish(OutputFolder(tmp_path, published=newer.published), files)
    assert (tmp_path / "index.html").read_bytes() == b"as it was"


@pytest.mark.parametrize("is_shown", [False, True])
def test_after_a_failure_half_way_the_next_build_makes_everything_again(
    publisher: PreviewPublisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_shown: bool
) -> None:
    def list_files(text: str, fingerprint: str) -> dict[str, OutputFile]:
        return {name: OutputFile(f"{name} {text}".encode(), "a test", fingerprint) for name in ("a.html", "b.html")}

    good = OutputFolder(tmp_path)
    publisher.publish(good, list_files("good", "1"))
    rename = os.replace

    def fail(source: str, target: str) -> None:
        if target.endswith("b.html"):
            raise PermissionError(EACCES, "in use", target)
        rename(source, target)

    monkeypatch.setattr(os, "replace", fail)
    publisher.pause()
    next_folder = OutputFolder(tmp_path, published=good.published)
    show = partial(publisher.show, good, {"a.html": b"typed", "b.html": b"typed"})
    with pytest.raises(PermissionError):
        (show if is_shown else partial(publisher.publish, next_folder, list_files("better", "2")))()
    monkeypatch.undo()
    assert (tmp_path / "a.html").read_bytes() != b"a.html good"
    publisher.pause()
    publisher.publish(OutputFolder(tmp_path, published=good.published), list_files("good", "1"))
    assert (tmp_path / "a.html").read_bytes() == b"a.html good"


def test_the_rest_waits_while_a_build_is_under_way_and_goes_on_where_that_fails(
    publisher: PreviewPublisher, tmp_path: Path
) -> None:
    search, folder = _Search(), OutputFolder(tmp_path)
    publisher.publish(folder, _PAGES)
    publisher.pause()
    search.is_ready.set()
    asks, answers = Event(), list[bool]()

    def make_rest(is_wanted: Callable[[], bool]) -> SiteFiles:
        asks.set()
        answers.append(is_wanted())
        return _PAGES | dict(search.iter_files(folder)), frozenset()

    publisher.publish_rest(make_rest, cast("SearchJob", search), folder)
    assert asks.wait(20)
    assert not answers
    assert not (tmp_path / "search").exists()
    publisher.resume()
    assert search.is_closed.wait(20)
    assert answers == [True]
    assert (tmp_path / "search/index.js").exists()


def test_the_rest_of_older_pages_is_not_made_to_its_end(publisher: PreviewPublisher, tmp_path: Path) -> None:
    search, older = _Search(), OutputFolder(tmp_path)
    publisher.publish(older, _PAGES)
    publisher.pause()
    publisher.publish(OutputFolder(tmp_path), _PAGES)
    answers: list[bool] = []
    publisher.publish_rest(lambda is_wanted: answers.append(is_wanted()), cast("SearchJob", search), older)
    assert search.is_closed.wait(20)
    assert answers == [False]


def test_what_the_rest_cannot_use_is_said_in_one_line(
    publisher: PreviewPublisher, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    search, folder = _Search(), OutputFolder(tmp_path)
    publisher.publish(folder, _PAGES)

    def fail(_is_wanted: Callable[[], bool]) -> None:
        raise PermissionError(EACCES, "Permission denied", "news/releases/2021/map.pdf")

    publisher.publish_rest(fail, cast("SearchJob", search), folder)
    assert search.is_closed.wait(20)
    (said,) = caplog.messages
    assert said == (
        "The pages are new, but feeds and the index for readers are not: "
        "expected to be able to use news/releases/2021/map.pdf, found: Permission denied."
    )
