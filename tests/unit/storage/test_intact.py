"""A folder is known to be as a build left it, and never taken for that when it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corner.storage.intact import compare_stats, save_stats
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder

_FILES = ("index.html", "news/a/index.html", "news/b/index.html", "assets/名.css")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = OutputFolder(tmp_path / "site")
    folder.publish({name: OutputFile(name.encode(), "a test", "x") for name in _FILES})
    save_stats(tmp_path / "record", folder.folder, folder.published)
    return folder.folder


def _is_as_saved(record: Path, folder: Path) -> bool:
    check = compare_stats(record, folder)
    return check is not None and check.holds()


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
    assert _is_as_saved(site.with_name("record"), site)


@pytest.mark.parametrize("where", [".", "..", "news"])
def test_a_folder_is_as_it_was_left_from_wherever_it_is_looked_at(
    site: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.chdir(site / where)
    assert _is_as_saved(site.with_name("record"), site)


@pytest.mark.parametrize("where", ["/", ".."])
@pytest.mark.parametrize("change", _CHANGES)
def test_a_folder_that_somebody_changed_is_not(
    site: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object], where: str
) -> None:
    change(site)
    monkeypatch.chdir(site / where)
    assert not _is_as_saved(site.with_name("record"), site)


@pytest.mark.parametrize("number", [0, 57, 119])
def test_each_file_and_folder_of_a_large_site_counts(tmp_path: Path, number: int) -> None:
    folder, record = OutputFolder(tmp_path / "site"), tmp_path / "record"
    folder.publish({f"{name}/a/b/index.html": OutputFile(b"x", "a test", "x") for name in range(120)})
    save_stats(record, folder.folder, folder.published)
    assert _is_as_saved(record, folder.folder)
    page = folder.folder / f"{number}/a/b/index.html"
    time = page.stat().st_mtime_ns
    os.utime(page, ns=(0, 0))
    assert not _is_as_saved(record, folder.folder)
    os.utime(page, ns=(time, time))
    assert _is_as_saved(record, folder.folder)
    (folder.folder / f"{number}/more").mkdir()
    assert not _is_as_saved(record, folder.folder)


def test_a_folder_without_the_files_of_the_record_gives_no_new_record(tmp_path: Path) -> None:
    save_stats(tmp_path / "record", tmp_path / "site", {"a/index.html": ("x", 1, 1)})
    assert not (tmp_path / "record").exists()


def test_a_folder_stays_known_where_only_what_was_touched_is_looked_at_again(site: Path) -> None:
    record, folder = site.with_name("record"), OutputFolder(site)
    files = {name: OutputFile(name.encode(), "a test", "x") for name in _FILES if name != "news/b/index.html"}
    files |= {"news/a/index.html": OutputFile(b"another", "a test", "y"), "more/x.css": OutputFile(b"x", "a test", "y")}
    folder.publish(files)
    assert folder.touched == {"news/b/index.html", "news/a/index.html", "more/x.css"}
    save_stats(record, site, folder.published, folder.touched)
    assert _is_as_saved(record, site)
    (site / "more/y.css").write_text("", "utf-8")
    assert not _is_as_saved(record, site)


def test_a_large_folder_stays_known_in_all_its_parts(tmp_path: Path) -> None:
    folder, record = OutputFolder(tmp_path / "site"), tmp_path / "record"
    files = {f"{name}/a/b/index.html": OutputFile(b"x", "a test", "x") for name in range(400)}
    folder.publish(files)
    save_stats(record, folder.folder, folder.published)
    for number in range(3):
        known = folder.published
        folder = OutputFolder(tmp_path / "site", published=known)
        del files[f"{number}/a/b/index.html"]
        files |= {
            f"{number}/a/c.html": OutputFile(b"y", "a test", "y"),
            "9/a/b/d.html": OutputFile(b"y", "a test", "y"),
        }
        folder.publish(files)
        save_stats(record, folder.folder, folder.published, folder.touched)
        assert _is_as_saved(record, folder.folder)
    for name in ("0/a/c.html", "9/a/b/d.html", "399/a/b/index.html", "9/a/b/index.html"):
        status = (folder.folder / name).stat()
        os.utime(folder.folder / name, ns=(0, 0))
        assert not _is_as_saved(record, folder.folder)
        os.utime(folder.folder / name, ns=(0, status.st_mtime_ns))
    for name in ("0/a/b", "more", "399/more"):
        parent = (folder.folder / name).parent
        time = parent.stat().st_mtime_ns
        (folder.folder / name).mkdir()
        assert not _is_as_saved(record, folder.folder)
        (folder.folder / name).rmdir()
        os.utime(parent, ns=(0, time))
        assert _is_as_saved(record, folder.folder)


def test_a_change_between_two_looks_is_not_taken_for_what_was_left(site: Path) -> None:
    record, folder = site.with_name("record"), OutputFolder(site)
    folder.publish({name: OutputFile(name.encode(), "a test", "x") for name in _FILES})
    assert not folder.touched
    (site / "assets/more.css").write_text("", "utf-8")
    save_stats(record, site, folder.published, folder.touched)
    assert not _is_as_saved(record, site)
