"""What the system has on some platforms only: the one module with calls that only POSIX, or only Windows, knows.

A test finds such calls in every other module. Each function here does what can be done on the platform that it runs on.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

LIMIT_NAMES = ("memory", "seconds", "core", "file_size")
"""What a process can be limited in."""
HAS_FLOCK = find_spec("fcntl") is not None
"""Whether `lock_handle` can lock files."""
_BINARY = getattr(os, "O_BINARY", 0)
_ONLY_HERE = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


class ReadableFile(Protocol):
    """An open file of bytes, as the temporary files of all systems are."""

    def fileno(self) -> int:
        """Return its handle."""

    def seek(self, offset: int, /) -> int:
        """Move to a position."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""


def read_at(file: ReadableFile, position: int, length: int) -> bytes:
    """Return bytes of a file at a position."""
    if sys.platform != "win32":
        return os.pread(file.fileno(), length, position)
    file.seek(position)
    return file.read(length)


def release_memory() -> None:
    """Give the system back memory that this process does not use, where the system's library can do that."""
    if sys.platform == "linux":
        from ctypes import CDLL  # noqa: PLC0415 -- only large corners need it

        with suppress(OSError, AttributeError):
            CDLL(None).malloc_trim(0)


def open_new(path: str) -> int:
    """Return the handle of a new or emptied file, for bytes as they are: Windows would change line ends in texts."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY | _ONLY_HERE, 0o644)


def open_document(path: Path) -> int:
    """Return the handle of a file to read, which is no link and no pipe that nobody writes to, where the system can say."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY)


def open_at_once(file: str, flags: int) -> int:
    """Open a file without waiting for another program to open it, too, as a named pipe does; an `opener` of `open`.

    Windows has no such pipes in folders.

    Raises:
        OSError: the file cannot be opened.
    """
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0))


def open_lock(path: Path) -> int:
    """Return the handle of a file to lock, which is made when missing.

    Raises:
        OSError: the file cannot be written.
    """
    return os.open(path, os.O_RDWR | os.O_CREAT | _ONLY_HERE, 0o644)


def lock_handle(handle: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed, where `HAS_FLOCK`; return whether it is locked.

    Args:
        handle: the handle of the file.
        wait: whether to wait for another process that has locked it.

    Raises:
        OSError: the file system knows no locks.
    """
    if sys.platform == "win32":
        raise AssertionError("see HAS_FLOCK")
    import fcntl  # noqa: PLC0415 -- Windows has none

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def unlock_handle(handle: int) -> None:
    """Unlock what `lock_handle` has locked."""
    if sys.platform == "win32":
        raise AssertionError("see HAS_FLOCK")
    import fcntl  # noqa: PLC0415 -- Windows has none

    fcntl.flock(handle, fcntl.LOCK_UN)


def is_owned(status: os.stat_result) -> bool:
    """Return whether something belongs to the user who runs this process; Windows does not say, so that it does."""
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def sync_all() -> bool:
    """Write everything to the disks; return whether the system can."""
    if sys.platform == "win32":
        return False
    os.sync()
    return True


def sync_file(path: Path) -> None:
    """Write a file to the disk. Windows does so for handles that may write only."""
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def limit_process(limits: Mapping[str, int]) -> None:
    """Limit this process, as far as the system can, by `LIMIT_NAMES`; a limit that is stricter already stays."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has none

    kinds = dict(
        zip(
            LIMIT_NAMES,
            (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE),
            strict=True,
        )
    )
    for name, value in limits.items():
        soft, hard = resource.getrlimit(kinds[name])
        is_stricter = soft != resource.RLIM_INFINITY and soft <= value
        with suppress(ValueError, OSError):  # the system has no limit of this kind
            resource.setrlimit(kinds[name], (soft if is_stricter else value, hard))


def measure_address_space() -> int:
    """Return the address space of this process in bytes, as far as the system says it."""
    if sys.platform == "win32":
        return 0
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def handle_sigterm() -> None:
    """Let SIGTERM end this process as Ctrl and C does, so that it deletes what is temporary; only a main thread can."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def choose_start_method() -> str:
    """Return how another process of Python starts: as a copy of this one where that is safe, which is faster."""
    # A copy of a process with threads may wait for a lock for ever.
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def explain_exit(exit_code: int | None) -> str:
    """Return which limit ended a process, `seconds` or `memory`; empty where none did or the system does not say."""
    if sys.platform == "win32" or exit_code is None:
        return ""
    # Engines in C and Rust abort without memory.
    return {-signal.SIGXCPU: "seconds", -signal.SIGABRT: "memory"}.get(exit_code, "")
