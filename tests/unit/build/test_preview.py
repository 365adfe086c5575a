"""A preview publishes the search index after the pages that it belongs to, and never over newer ones."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from corner.build.preview import PreviewPublisher
from corner.build.search_job import SearchJob
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder

_PAGES = {"index.html": OutputFile(b"page", "docs/index.md", "1")}


class _Search:
    """A search job whose only file is ready when it is let go."""

    def __init__(self) -> None:
        self.is_ready = Event()
        self.is_closed = Event()

    def iter_files(self) -> Iterator[tuple[str, OutputFile]]:
        assert self.is_ready.wait(20)
        yield "search/index.js", OutputFile(b"index", "the search index")

    def owns(self, path: str) -> bool:
        return path.startswith("search/")

    def close(self) -> None:
        self.is_closed.set()


@pytest.fixture
def publisher() -> PreviewPublisher:
    return PreviewPublisher(logging.getLogger("test"))


def _publish_search(publisher: PreviewPublisher, search: _Search, folder: OutputFolder) -> None:
    publisher.publish_search(cast("SearchJob", search), folder)


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
