"""Publishing makes a folder equal to the files of a build, and touches nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path

import pytest

from corner.storage import output_folder
from corner.storage.output_file import FileContent, OutputFile, StagedFile
from corner.storage.output_folder import Changes, OutputFolder


def _publish(folder: Path, files: dict[str, FileContent], record: Path | None = None) -> Changes:
    return OutputFolder(folder, record).publish(
        {name: OutputFile(content, "a test") for name, content in files.items()}
    )


def _tree(folder: Path) -> dict[str, bytes | None]:
    """Return content by path of all that a folder holds; `None` for a folder."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes() for path in folder.rglob("*")
    }


def _identity(path: Path) -> tuple[int, int]:
    """Return what a server's ETag and a hard link go by."""
    return path.stat().st_mtime_ns, path.stat().st_ino


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    _publish(folder, {"index.html": b"home", "news/a/index.html": b"A", "news/b/index.html": b"B"})
    for path in folder.rglob("*.html"):
        os.utime(path, ns=(1, 1_000_000_000))
    return folder


def test_a_new_site_holds_the_files_of_the_build(tmp_path: Path) -> None:
    source = tmp_path / "map.pdf"
    source.write_bytes(b"map")
    changes = _publish(tmp_path / "a" / "site", {"a.html": b"A", "b/map.pdf": source, "b/c.html": lambda: b"C"})
    assert _tree(tmp_path / "a" / "site") == {"a.html": b"A", "b": None, "b/map.pdf": b"map", "b/c.html": b"C"}
    assert changes == Changes(files=3, new=3, changed=0, gone=0)


def test_an_equal_file_keeps_its_time_and_its_inode(site: Path) -> None:
    before = {path: _identity(path) for path in site.rglob("*.html")}
    changes = _publish(site, {"index.html": b"home", "news/a/index.html": b"A", "news/b/index.html": lambda: b"B"})
    assert {path: _identity(path) for path in site.rglob("*.html")} == before
    assert changes == Changes(files=3, new=0, changed=0, gone=0)


def test_a_changed_file_is_replaced_in_one_step(site: Path) -> None:
    page = site / "news" / "a" / "index.html"
    before = _identity(page)
    with page.open("rb") as reading:
        changes = _publish(site, {"index.html": b"home", "news/a/index.html": b"Z", "news/b/index.html": b"B"})
        assert reading.read() == b"A", "a reader of the old page reads it to its end"
    assert page.read_bytes() == b"Z"
    assert _identity(page)[1] != before[1]
    assert changes == Changes(files=3, new=0, changed=1, gone=0)


def test_a_removed_file_goes_with_the_folders_that_it_leaves_empty(site: Path) -> None:
    changes = _publish(site, {"index.html": b"home", "news/b/index.html": b"B"})
    assert _tree(site) == {"index.html": b"home", "news": None, "news/b": None, "news/b/index.html": b"B"}
    assert changes == Changes(files=2, new=0, changed=0, gone=1)


def test_a_site_can_be_emptied(site: Path) -> None:
    assert _publish(site, {}) == Changes(files=0, new=0, changed=0, gone=3)
    assert _tree(site) == {}


def test_a_file_may_take_the_place_of_a_folder(site: Path) -> None:
    _publish(site, {"index.html": b"home", "news": b"all"})
    assert _tree(site) == {"index.html": b"home", "news": b"all"}


def test_a_folder_may_take_the_place_of_a_file(site: Path) -> None:
    _publish(site, {"index.html/deep/er.html": b"D"})
    assert _tree(site) == {
        "index.html": None,
        "index.html/deep": None,
        "index.html/deep/er.html": b"D",
    }


def test_a_file_may_take_the_place_of_an_empty_folder(site: Path) -> None:
    (site / "left" / "over").mkdir(parents=True)
    _publish(site, {"left": b"L"})
    assert _tree(site) == {"left": b"L"}


@pytest.mark.parametrize("files", [{"away": b"A"}, {"away/a.html": b"A"}, {}])
def test_nothing_outside_the_site_is_touched_through_a_link(
    site: Path, tmp_path: Path, files: dict[str, FileContent]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.html").write_bytes(b"mine")
    (site / "away").symlink_to(outside)
    _publish(site, files)
    assert _tree(outside) == {"a.html": b"mine"}
    assert not (site / "away").is_symlink()


class FullError(Exception):
    """A disk that is full."""


def _full_at(name: str, write: Callable[..., None]) -> Callable[..., None]:
    """Return `os.replace` for a disk that fails when the file called `name` is to be put in place."""

    def replace(source: str, target: str) -> None:
        if Path(target).name == name:
            raise FullError
        write(source, target)

    return replace


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", _full_at("index.html", os.replace))
    before = _tree(site)
    with pytest.raises(FullError):
        _publish(site, {"index.html": b"new home", "news/a/index.html": b"A", "news/b/index.html": b"B"})
    assert _tree(site) == before


def test_a_disk_that_is_full_leaves_the_site_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, left = os.write, [3 + 4 + 2]

    def full(handle: int, data: bytes) -> int:
        """Write as much as there is room for, as a disk does that gets full."""
        if not left[0]:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        written = write(handle, data[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", full)
    before = _tree(site)
    with pytest.raises(OSError, match="No space left"):
        _publish(
            site,
            {"c/new.css": b"new", "index.html": b"home", "news/a/index.html": b"1234", "news/b/index.html": b"1234"},
        )
    assert _tree(site) == before


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    name = "圖" * 83 + ".pdf"
    assert len(name.encode()) == 253
    _publish(tmp_path / "site", {name: b"map"})
    assert _tree(tmp_path / "site") == {name: b"map"}


def test_a_file_may_be_called_like_what_is_written_beside_another(tmp_path: Path) -> None:
    files: dict[str, FileContent] = {"map.pdf.new": b"new", "map.pdf": b"map"}
    _publish(tmp_path / "site", files)
    assert _tree(tmp_path / "site") == files


def test_new_files_come_before_changed_ones_and_removals_are_last(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", _full_at("index.html", os.replace))
    with pytest.raises(FullError):
        _publish(site, {"index.html": b"new home", "style.css": b"S"})
    tree = _tree(site)
    assert tree["style.css"] == b"S"
    assert (tree["index.html"], tree["news/a/index.html"]) == (b"home", b"A")


def test_content_that_cannot_be_made_changes_nothing(site: Path, tmp_path: Path) -> None:
    before = _tree(site)
    with pytest.raises(FileNotFoundError):
        _publish(site, {"index.html": b"new home", "map.pdf": tmp_path / "nowhere.pdf"})
    assert _tree(site) == before


def test_pages_can_be_read_by_the_server(tmp_path: Path) -> None:
    _publish(tmp_path / "site", {"a.html": b"A"})
    assert (tmp_path / "site" / "a.html").stat().st_mode & 0o444 == 0o444


def _fail() -> bytes:
    raise AssertionError("made although it is current")


def _refuse_write(_handle: int, _data: bytes) -> int:
    raise OSError(ENOSPC, os.strerror(ENOSPC))


def _refuse() -> bytes:
    raise OSError(ENOSPC, "gone")


def test_several_processes_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_folder, "_FILES", 7)
    files = {f"{number % 5}/{number}.html": OutputFile(str(number).encode() * number, "a test") for number in range(60)}
    folders = {jobs: OutputFolder(tmp_path / str(jobs)) for jobs in (1, 3)}
    assert folders[1].publish(files) == folders[3].publish(files, 3) == Changes(files=60, new=60, changed=0, gone=0)
    assert _tree(tmp_path / "1") == _tree(tmp_path / "3")
    assert [*folders[3].published] == [*files]
    assert OutputFolder(tmp_path / "3", None, folders[3].published).publish(files).new == 0


def test_what_another_process_cannot_write_leaves_the_folder_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_folder, "_FILES", 7)
    before = _tree(site)
    files = {f"{number}.html": OutputFile(_refuse if number == 40 else b"x", "a test") for number in range(60)}
    with pytest.raises(OSError, match="gone"):
        OutputFolder(site).publish(files, 3)
    assert _tree(site) == before


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Return a published folder with a record beside it."""
    folder = tmp_path / "site"
    OutputFolder(folder, tmp_path / "record").publish({"a.html": OutputFile(b"A", "a test", "one")})
    return folder


def test_a_file_with_an_equal_fingerprint_is_not_made(recorded: Path, tmp_path: Path) -> None:
    site = OutputFolder(recorded, tmp_path / "record")
    assert site.is_current("a.html", "one")
    site.publish({"a.html": OutputFile(_fail, "a test", "one")})
    assert (recorded / "a.html").read_bytes() == b"A"


def test_a_file_with_another_fingerprint_is_made(recorded: Path, tmp_path: Path) -> None:
    site = OutputFolder(recorded, tmp_path / "record")
    assert not site.is_current("a.html", "two")
    site.publish({"a.html": OutputFile(lambda: b"B", "a test", "two")})
    assert (recorded / "a.html").read_bytes() == b"B"
    assert OutputFolder(recorded, tmp_path / "record").is_current("a.html", "two")


def test_files_that_are_kept_stay_as_they_were_published(recorded: Path, tmp_path: Path) -> None:
    site = OutputFolder(recorded, tmp_path / "record")
    changes = site.publish({"b.html": OutputFile(b"B", "a test", "two")}, kept={"a.html"})
    assert changes == Changes(files=2, new=1, changed=0, gone=0)
    assert _tree(recorded) == {"a.html": b"A", "b.html": b"B"}
    again = OutputFolder(recorded, tmp_path / "record")
    assert again.is_current("a.html", "one")
    assert again.is_current("b.html", "two")
    assert again.publish({}, kept={"b.html"}).gone == 1
    assert _tree(recorded) == {"b.html": b"B"}


def test_only_what_is_there_as_it_was_published_is_read(recorded: Path, tmp_path: Path) -> None:
    assert OutputFolder(recorded, tmp_path / "record").read("a.html") == b"A"
    (recorded / "a.html").write_bytes(b"another")
    (recorded / "b.html").write_bytes(b"B")
    site = OutputFolder(recorded, tmp_path / "record")
    assert (site.read("a.html"), site.read("b.html"), site.read("c.html")) == (b"", b"", b"")


@pytest.mark.parametrize("content", [b"", b"{}", b"x" * 100])
def test_a_damaged_record_counts_as_missing(recorded: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record").write_bytes(content)
    site = OutputFolder(recorded, tmp_path / "record")
    assert not site.is_current("a.html", "one")
    site.publish({"a.html": OutputFile(b"B", "a test", "one")})
    assert (recorded / "a.html").read_bytes() == b"B"
    assert OutputFolder(recorded, tmp_path / "record").is_current("a.html", "one")


def test_without_a_record_no_file_is_current(recorded: Path, tmp_path: Path) -> None:
    (tmp_path / "record").unlink()
    assert not OutputFolder(recorded, tmp_path / "record").is_current("a.html", "one")


def test_a_file_that_somebody_else_changed_is_not_current(recorded: Path, tmp_path: Path) -> None:
    (recorded / "a.html").write_bytes(b"Z")
    assert not OutputFolder(recorded, tmp_path / "record").is_current("a.html", "one")


def test_a_deleted_file_is_not_current(recorded: Path, tmp_path: Path) -> None:
    (recorded / "a.html").unlink()
    assert not OutputFolder(recorded, tmp_path / "record").is_current("a.html", "one")


def test_without_a_record_content_is_compared(site: Path) -> None:
    changes = OutputFolder(site).publish({"index.html": OutputFile(b"home!", "a test", "one")})
    assert changes.changed == 1
    assert (site / "index.html").read_bytes() == b"home!"


def test_temporary_files_of_a_killed_build_are_removed(site: Path) -> None:
    (site / "index.html.new").write_bytes(b"half a ho")
    (site / "news" / "a" / "index.html.new").write_bytes(b"half an A")
    _publish(site, {"index.html": b"other home", "news/a/index.html": b"A", "news/b/index.html": b"B"})
    assert sorted(_tree(site)) == [
        *("index.html", "news", "news/a", "news/a/index.html", "news/b", "news/b/index.html")
    ]


def test_the_tree_of_a_killed_build_is_removed_with_its_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "4711.new/news/a").mkdir(parents=True)
    (tmp_path / "4712.new").mkdir()
    (tmp_path / "4712.new/index.html").write_bytes(b"half a ho")
    (tmp_path / "47.news").mkdir()
    folder = OutputFolder(tmp_path)
    assert folder.publish({"index.html": OutputFile(b"home", "a test")}) == Changes(files=1, new=1, changed=0, gone=0)
    assert _tree(tmp_path) == {"index.html": b"home", "47.news": None}


def test_the_folder_for_programs_is_synchronised_and_other_hidden_names_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".well-known/corner").mkdir(parents=True)
    (tmp_path / ".well-known/x").write_bytes(b"foreign")
    (tmp_path / ".well-known/link").symlink_to(tmp_path)
    (tmp_path / ".nojekyll").write_bytes(b"")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/.well-known").write_bytes(b"")
    files: dict[str, FileContent] = {".well-known/corner/a": b"a"}
    assert _publish(tmp_path, files) == Changes(files=1, new=1, changed=0, gone=2)
    assert _tree(tmp_path) == {
        ".well-known": None,
        ".well-known/corner": None,
        ".well-known/corner/a": b"a",
        ".nojekyll": b"",
        ".git": None,
        ".git/.well-known": b"",
    }
    assert _publish(tmp_path, files) == Changes(files=1, new=0, changed=0, gone=0)


def test_a_file_that_was_changed_to_the_same_size_and_time_is_restored_where_files_are_verified(tmp_path: Path) -> None:
    folder, record = tmp_path / "site", tmp_path / "record"
    files = {
        "a": OutputFile(lambda: b"right", "a test", "made from a"),
        "b": OutputFile(lambda: b"same", "a test", "made from b"),
    }
    OutputFolder(folder, record).publish(files)
    times = (folder / "a").stat()
    (folder / "a").write_bytes(b"wrong")
    os.utime(folder / "a", ns=(times.st_atime_ns, times.st_mtime_ns))
    trusting = OutputFolder(folder, record)
    assert trusting.is_current("a", "made from a")
    verifying = OutputFolder(folder, record, verify=True)
    assert not verifying.intact
    assert not verifying.is_current("a", "made from a")
    assert verifying.publish(files) == Changes(files=2, new=0, changed=1, gone=0)
    assert (folder / "a").read_bytes() == b"right"
    assert verifying.altered == ["a"]


def test_a_file_whose_sources_changed_is_not_taken_for_one_that_somebody_changed(tmp_path: Path) -> None:
    folder, record = tmp_path / "site", tmp_path / "record"
    OutputFolder(folder, record).publish({"a": OutputFile(lambda: b"old", "a test", "made from old")})
    verifying = OutputFolder(folder, record, verify=True)
    verifying.publish({"a": OutputFile(lambda: b"new", "a test", "made from new")})
    assert (folder / "a").read_bytes() == b"new"
    assert verifying.altered == []


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what gets its own name, in order."""
    names: list[str] = []
    replace = os.replace

    def note(source: str, target: str) -> None:
        names.append(Path(target).relative_to(tmp_path).as_posix())
        replace(source, target)

    monkeypatch.setattr(os, "replace", note)
    return names


_NEW = ["index.html", "news/index.html", "style.css", "news/2021/fair/index.html", "news/2021/fair/plan.pdf"]


def test_of_new_files_the_pages_appear_last_and_the_front_page_last_of_all(tmp_path: Path, renamed: list[str]) -> None:
    (tmp_path / "old.txt").write_bytes(b"of an earlier build")
    _publish(tmp_path, dict.fromkeys(_NEW, b""))
    assert sorted(renamed[:2]) == ["news/2021/fair/plan.pdf", "style.css"]
    assert renamed[2:] == ["news/2021/fair/index.html", "news/index.html", "index.html"]


def test_a_new_site_appears_folder_by_folder_and_its_front_page_last_of_all(tmp_path: Path, renamed: list[str]) -> None:
    (tmp_path / ".nojekyll").write_bytes(b"")
    _publish(tmp_path, dict.fromkeys([*_NEW, "pt/index.html", "feeds/all.xml"], b""))
    assert sorted(renamed[:2]) == ["feeds", "style.css"]
    assert sorted(renamed[2:4]) == ["news", "pt"]
    assert renamed[4:] == ["index.html"]


def test_files_of_a_new_site_may_be_written_before_all_of_them_are_known(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    staging = folder.stage()
    assert staging is not None
    early = StagedFile(*staging.write("news/a/index.html", b"A"))
    assert not (tmp_path / "site/news").exists()
    files = {
        "index.html": OutputFile(b"home", "a test", "1"),
        "news/a/index.html": OutputFile(early, "a test", "2"),
        "news/a/index.md": OutputFile(lambda: b"# A", "a test", "3"),
    }
    assert folder.publish(files, 3) == Changes(files=3, new=3, changed=0, gone=0)
    assert _tree(tmp_path / "site") == {
        "index.html": b"home",
        "news": None,
        "news/a": None,
        "news/a/index.html": b"A",
        "news/a/index.md": b"# A",
    }
    following = OutputFolder(tmp_path / "site", None, folder.published)
    assert following.publish(files | {"news/a/index.html": OutputFile(b"A", "a test")}) == Changes(
        files=3, new=0, changed=0, gone=0
    )
    status = (tmp_path / "site/news/a/index.html").stat()
    assert folder.published["news/a/index.html"] == ("2", status.st_size, status.st_mtime_ns)


@pytest.mark.parametrize("made", [True, False], ids=["a folder", "no folder"])
def test_what_was_written_early_and_not_published_is_deleted(tmp_path: Path, made: bool) -> None:  # noqa: FBT001
    if made:
        (tmp_path / "site").mkdir()
    folder = OutputFolder(tmp_path / "site")
    staging = folder.stage()
    assert staging is not None
    staging.write("news/a/index.html", b"A")
    folder.discard()
    assert [path.name for path in tmp_path.iterdir()] == (["site"] if made else [])
    assert _tree(tmp_path / "site") == {}


@pytest.mark.parametrize("name", ["a.html", "empty/", ".well-known/"])
def test_a_folder_that_holds_something_is_no_new_site(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.mkdir() if name.endswith("/") else path.write_bytes(b"")
    assert OutputFolder(tmp_path).stage() is None


def test_a_disk_that_is_full_leaves_nothing_of_a_new_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", _refuse_write)
    with pytest.raises(OSError, match="No space left"):
        _publish(tmp_path / "site", {"index.html": b"home", "news/index.html": b"news"})
    assert not (tmp_path / "site").exists()


def test_what_a_killed_build_left_of_a_new_site_is_removed(tmp_path: Path) -> None:
    staging = OutputFolder(tmp_path).stage()
    assert staging is not None
    staging.write("news/a/index.html", b"A")
    _publish(tmp_path, {"index.html": b"home"})
    assert _tree(tmp_path) == {"index.html": b"home"}


def test_a_file_that_got_another_content_is_made_anew_by_the_next_publication(tmp_path: Path) -> None:
    files = {name: OutputFile(name.encode(), "a test", "1") for name in ("a.html", "b.html")}
    folder = OutputFolder(tmp_path / "site")
    folder.publish(files)
    folder.replace({"a.html": b"early"})
    assert (tmp_path / "site/a.html").read_bytes() == b"early"
    # What follows in this publication does not know of it.
    folder.publish({**files, "a.html": OutputFile(None, "a test", "1")})
    following = OutputFolder(tmp_path / "site", published=folder.published)
    assert not following.is_current("a.html", "1")
    assert following.is_current("b.html", "1")
    following.publish(files)
    assert (tmp_path / "site/a.html").read_bytes() == b"a.html"
