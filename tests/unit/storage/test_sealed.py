"""A sealed file is read only as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from corner.storage import sealed


@pytest.mark.parametrize("data", [b"", b"A", bytes(range(256)) * 9])
def test_what_was_written_is_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "deep" / "er" / "file"
    sealed.write_sealed(path, data)
    assert sealed.read_sealed(path) == data
    assert list(path.parent.iterdir()) == [path]


def test_a_part_is_read_by_its_position_in_the_content(tmp_path: Path) -> None:
    sealed.write_sealed(tmp_path / "file", b"0123456789")
    assert sealed.read_part(tmp_path / "file", 3, 4) == b"3456"


@pytest.mark.parametrize("position", [0, sealed.HEADER_LENGTH - 1, sealed.HEADER_LENGTH, -1])
def test_a_damaged_file_is_not_read(tmp_path: Path, position: int) -> None:
    sealed.write_sealed(tmp_path / "file", b"content")
    data = bytearray((tmp_path / "file").read_bytes())
    data[position] ^= 1
    (tmp_path / "file").write_bytes(data)
    assert sealed.read_sealed(tmp_path / "file") is None


@pytest.mark.parametrize("data", [b"", b"content", b"x" * 100])
def test_a_foreign_file_is_not_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert sealed.read_sealed(tmp_path / "file") is None


def test_a_missing_file_and_a_folder_are_not_read(tmp_path: Path) -> None:
    assert sealed.read_sealed(tmp_path / "nowhere") is None
    assert sealed.read_sealed(tmp_path) is None


def test_a_file_of_another_version_is_not_read(tmp_path: Path) -> None:
    sealed.write_sealed(tmp_path / "file", b"content", "one")
    assert sealed.read_sealed(tmp_path / "file", "one") == b"content"
    assert sealed.read_sealed(tmp_path / "file", "two") is None
    assert sealed.read_sealed(tmp_path / "file") is None


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed.write_sealed(tmp_path / "file", b"old")

    def fail(_self: Path, _target: Path) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError):  # noqa: PT011 -- any
        sealed.write_sealed(tmp_path / "file", b"new")
    assert sealed.read_sealed(tmp_path / "file") == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_folder_at_the_path_of_a_sealed_file_is_replaced_or_deleted(tmp_path: Path) -> None:
    for delete in (False, True):
        (tmp_path / "file").mkdir()
        (tmp_path / "file/letter").write_bytes(b"text")
        if delete:
            sealed.delete_sealed(tmp_path / "file")
            assert list(tmp_path.iterdir()) == []
        else:
            sealed.write_sealed(tmp_path / "file", b"content")
            assert sealed.read_sealed(tmp_path / "file") == b"content"
            sealed.delete_sealed(tmp_path / "file")


def test_of_a_link_the_link_is_deleted_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "file").symlink_to(tmp_path / "papers")
    sealed.delete_sealed(tmp_path / "file")
    assert list(tmp_path.iterdir()) == [tmp_path / "papers"]
