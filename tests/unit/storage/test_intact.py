"""A folder is known to be as a build left it, and never taken for that when it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corner.storage.intact import has_saved_stats, save_stats
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder

_FILES = ("index.html", "news/a/index.html", "news/b/index.html", "assets/名.css")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = OutputFolder(tmp_path / "site")
    folder.publish({name: OutputFile(name.encode(), "a test", "x") for name in _FILES})
    save_stats(tmp_path / "record", folder.folder, folder.published)
    return folder.folder


def _swap(folder: Path) -> None:
    """Replace a folder by a link to its copy."""
    (folder / "news").rename(folder.with_name("news"))
    (folder / "news").symlink_to(folder.with_name("news"))


def _rewrite(folder: Path) -> None:
    """Write a file again, of the size that it had."""
    (folder / "news/a/index.html").write_text("NEWS/A/INDEX.html", "utf-8")


_CHANGES: list[Callable[[Path], object]] = [
    _swap,
    _rewrite,
    lambda folder: (folder / "news/a/more.html").write_text("", "utf-8"),
    lambda folder: (folder / "index.html").write_text("longer than before", "utf-8"),
    lambda folder: (folder / "news/b/index.html").unlink(),
    lambda folder: os.utime(folder / "index.html"),
    lambda folder: (folder / "empty").mkdir(),
    lambda folder: (folder / "assets/名.css").rename(folder / "assets/字.css"),
    lambda folder: folder.with_name("record").unlink(),
    lambda folder: folder.with_name("record").write_bytes(b"x"),
]


def test_a_folder_that_nobody_touched_is_as_it_was_left(site: Path) -> None:
    assert has_saved_stats(site.with_name("record"), site)


@pytest.mark.parametrize("change", _CHANGES)
def test_a_folder_that_somebody_changed_is_not(site: Path, change: Callable[[Path], object]) -> None:
    change(site)
    assert not has_saved_stats(site.with_name("record"), site)


def test_a_folder_without_the_files_of_the_record_gives_no_new_record(tmp_path: Path) -> None:
    save_stats(tmp_path / "record", tmp_path / "site", {"a/index.html": ("x", 1, 1)})
    assert not (tmp_path / "record").exists()


def test_a_folder_stays_known_where_only_what_was_touched_is_looked_at_again(site: Path) -> None:
    record, folder = site.with_name("record"), OutputFolder(site)
    files = {name: OutputFile(name.encode(), "a test", "x") for name in _FILES[1:]}
    files |= {"news/a/index.html": OutputFile(b"another", "a test", "y"), "more/x.css": OutputFile(b"x", "a test", "y")}
    folder.publish(files)
    assert folder.touched == {"index.html", "news/a/index.html", "more/x.css"}
    save_stats(record, site, folder.published, folder.touched)
    assert has_saved_stats(record, site)
    (site / "more/y.css").write_text("", "utf-8")
    assert not has_saved_stats(record, site)


def test_a_change_between_two_looks_is_not_taken_for_what_was_left(site: Path) -> None:
    record, folder = site.with_name("record"), OutputFolder(site)
    folder.publish({name: OutputFile(name.encode(), "a test", "x") for name in _FILES})
    assert not folder.touched
    (site / "assets/more.css").write_text("", "utf-8")
    save_stats(record, site, folder.published, folder.touched)
    assert not has_saved_stats(record, site)
