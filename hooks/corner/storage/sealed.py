"""Sealed files: written as a whole, and read only as they were written."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from corner.storage.platform_calls import open_at_once

HEADER_LENGTH = 32
"""Bytes of the checksum that precedes the content of a sealed file."""
_HEADER = re.compile(rb"[0-9a-f]{32}")


def write_sealed(path: Path, data: bytes, version: str = "") -> None:
    """Write a file in one step, so that readers see the old content or the new one.

    Args:
        path: the file; its folder is made when missing.
        data: the content.
        version: what the content is valid for; only readers that name the same version accept it.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(_checksum(data, version))
            file.write(data)
        _delete_folder(path)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def delete_sealed(path: Path) -> None:
    """Delete a sealed file, or whatever has its path.

    Raises:
        OSError: it cannot be deleted.
    """
    _delete_folder(path)
    path.unlink(missing_ok=True)


def _delete_folder(path: Path) -> None:
    """Delete the folder that somebody put at the path of a sealed file, if there is one.

    Raises:
        OSError: it cannot be deleted.
    """
    if path.is_dir() and not path.is_symlink():
        import shutil  # noqa: PLC0415 -- it is seldom needed

        shutil.rmtree(path)


def read_sealed(path: Path, version: str = "") -> bytes | None:
    """Return the content of a sealed file, or `None` if it is missing, damaged, foreign or of another version."""
    try:
        with open(path, "rb", opener=open_at_once) as file:
            checksum = file.read(HEADER_LENGTH)
            # What is no sealed file may be without end.
            data = file.read() if _HEADER.fullmatch(checksum) else b""
    except OSError:
        return None
    return data if checksum == _checksum(data, version) else None


def read_part(path: Path, position: int, length: int) -> bytes:
    """Return a part of the content of a sealed file, which `read_sealed` accepted before.

    Args:
        path: the file.
        position: where the part begins, in bytes from the start of the content.
        length: its length in bytes.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(HEADER_LENGTH + position)
        return file.read(length)


def _checksum(data: bytes, version: str) -> bytes:
    key = hashlib.blake2b(version.encode()).digest()
    return hashlib.blake2b(data, digest_size=HEADER_LENGTH // 2, key=key).hexdigest().encode()
