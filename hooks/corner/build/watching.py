"""Edits as the operating system reports them, to rebuild a preview after them and after nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

CHANGES = (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirDeletedEvent,
    DirMovedEvent,
)
"""The events that change a file. A build opens and closes thousands of files, and reading those events takes longer."""


SETTLE_SECONDS = 0.05
"""How long no file changes until a build begins: an editor's program, or git, writes several at once."""
OnChange = Callable[[Iterable[Path]], None]
"""Takes the files that were written, moved or deleted."""


class EditedFiles:
    """The files that have changed since somebody asked."""

    def __init__(self) -> None:
        """Begin with none."""
        self._changed = threading.Condition()
        self._paths: set[Path] = set()
        self._is_new = False
        """Whether files were noted that nobody has taken or shown."""
        self._is_building = False

    def note(self, paths: Iterable[Path]) -> None:
        """Note files that have changed."""
        with self._changed:
            self._paths.update(paths)
            self._is_new = True
            self._changed.notify_all()

    def take(self) -> set[Path]:
        """Return the files that were noted, and begin again with none."""
        with self._changed:
            paths, self._paths = self._paths, set()
            self._is_new = False
            return paths

    @contextmanager
    def shown_meanwhile(self, show: Callable[[Collection[Path]], object]) -> Iterator[None]:
        """Call `show`, in a thread of its own, for files that change within a `with` block; they stay noted."""
        self._is_building = True
        thread = threading.Thread(target=self._show, args=(show,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            with self._changed:
                self._is_building = False
                self._changed.notify_all()
            thread.join()

    def _show(self, show: Callable[[Collection[Path]], object]) -> None:
        """Call `show` after each change until the build has ended."""

        def must_go_on() -> bool:
            return self._is_new or not self._is_building

        while True:
            with self._changed:
                self._changed.wait_for(must_go_on)
                while self._is_new and self._is_building:
                    self._is_new = False
                    self._changed.wait_for(must_go_on, SETTLE_SECONDS)
                if not self._is_building:
                    return
                paths = frozenset(self._paths)
            show(paths)


class ChangeHandler(FileSystemEventHandler):
    """Calls a function when a file changes."""

    def __init__(self, on_change: OnChange, file: Path | None = None) -> None:
        """Call `on_change` for a change of any file, or of `file` alone."""
        self._on_change = on_change
        self._file = file

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Call the function when a file was written, moved or deleted."""
        if not isinstance(event, CHANGES):
            return
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if self._file is not None:
            changed = [path for path in paths if path == self._file]
        else:
            changed = [path for path in paths if "__pycache__" not in path.parts]
        if changed:
            self._on_change(changed)


def watch_path(observer: BaseObserver, path: Path, on_change: OnChange, *, recursive: bool = True) -> ObservedWatch:
    """Let an observer report the changes of a file or of what is in a folder.

    Args:
        observer: what reports.
        path: the file or the folder.
        on_change: is called for each change.
        recursive: whether also what is in the folders of the folder is watched.
    """
    target = path.resolve()
    # A file that replaces another is an event of its folder only.
    folder, file = (target, None) if target.is_dir() else (target.parent, target)
    return observer.schedule(
        ChangeHandler(on_change, file), str(folder), recursive=recursive and file is None, event_filter=list(CHANGES)
    )


class PathWatcher:
    """Watches the files and folders that a preview is made from."""

    def __init__(self, on_change: OnChange) -> None:
        """Call `on_change` for each change, in a thread of its own."""
        self._on_change = on_change
        self._observer = Observer()
        self._watched: set[Path] = set()

    def start(self) -> None:
        """Begin to report changes."""
        self._observer.start()

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch those of the paths that are there and not watched yet."""
        for path in paths:
            if path not in self._watched and path.exists():
                self._watched.add(path)
                watch_path(self._observer, path, self._on_change)

    def stop(self) -> None:
        """Report nothing more."""
        self._observer.stop()
        self._observer.join()
