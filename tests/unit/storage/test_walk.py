"""Which files a walk yields, with links, hidden files, loops and errors."""

from __future__ import annotations

import os
from errno import ELOOP
from pathlib import Path

import pytest

from corner.storage.walk import walk_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files in two levels, a hidden folder, and links to a folder and to nothing."""
    for name in ("folder/a", "folder/deep/er/b", "folder/.git/c", "outside/d"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "folder" / "link").symlink_to("../outside")
    (tmp_path / "folder" / "nowhere").symlink_to("missing")
    return tmp_path / "folder"


def _paths(folder: Path, *, follow_links: bool = False) -> set[str]:
    return {path for path, _ in walk_files(str(folder), follow_links=follow_links)}


def test_a_link_is_a_file_unless_links_are_followed(folder: Path) -> None:
    files = {"a", "deep/er/b", ".git/c", "nowhere"}
    assert _paths(folder) == {*files, "link"}
    assert _paths(folder, follow_links=True) == {*files, "link/d"}


def test_an_entry_gives_the_state_of_its_file(folder: Path) -> None:
    (folder / "a").write_bytes(b"four")
    sizes = {path: entry.stat(follow_symlinks=False).st_size for path, entry in walk_files(str(folder))}
    assert sizes["a"] == 4


def test_what_is_skipped_is_not_walked(folder: Path) -> None:
    seen = []

    def skip(path: str, entry: os.DirEntry[str]) -> bool:
        seen.append(path)
        return entry.name.startswith(".") or path == "deep/er"

    assert {path for path, _ in walk_files(str(folder), skip=skip)} == {"a", "link", "nowhere"}
    assert set(seen) == {"a", "deep", "deep/er", ".git", "link", "nowhere"}


@pytest.mark.parametrize("target", [".", "../folder", "deep"])
def test_a_folder_is_walked_once_however_many_links_lead_to_it(folder: Path, target: str) -> None:
    before = _paths(folder, follow_links=True)
    (folder / "again").symlink_to(target)
    errors: list[tuple[str, int | None]] = []
    walked = walk_files(str(folder), follow_links=True, on_error=lambda path, error: errors.append((path, error.errno)))
    paths = {path for path, _ in walked}
    assert {path.replace("again/er/", "deep/er/") for path in paths} == before
    assert [number for _, number in errors] == [ELOOP]


def test_a_link_to_itself_is_a_file(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    assert "loop" in _paths(folder, follow_links=True)


def test_a_missing_folder_holds_nothing_and_is_reported_to_who_asks(tmp_path: Path) -> None:
    assert _paths(tmp_path / "nowhere") == set()
    errors: list[tuple[str, type[OSError]]] = []
    list(walk_files(str(tmp_path / "nowhere"), on_error=lambda path, error: errors.append((path, type(error)))))
    assert errors == [("", FileNotFoundError)]
