"""The preview of `mkdocs serve`: shows edits at once, and the last good pages while there are errors.

Not a hook itself: `publish.py` imports it. It speaks private parts of MkDocs 1.6.1's server, which is no
longer developed: its builder, its observer and what wakes its building thread.
"""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
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

from corner.mkdocs.log import log

CHANGES = (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirDeletedEvent,
    DirMovedEvent,
)
"""What is worth hearing of: a build opens and closes thousands of files, and to hear of each would take longer."""


def handle_sigterm() -> None:
    """Let a preview that is told to end do so as with Ctrl and C: MkDocs would leave its folders behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def prepare_server(server: LiveReloadServer, builder: Callable[[], None]) -> None:
    """Make a preview server outlive failed builds, hear of changes from the system and say whose its place is."""

    def build() -> None:
        try:
            builder()
        except MkDocsException as error:
            # A traceback tells editors nothing.
            log.error("%s The preview shows the last good build.", error)

    # MkDocs answers no request after a failed build, until one succeeds.
    server.builder = build
    watch_with_inotify(server)
    bind = server.server_bind

    def occupy() -> None:
        try:
            bind()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise PluginError(
                f"Another preview is running at {server.url}: use it, or stop it with Ctrl and C in its window; "
                "or give this one another place: .venv/bin/mkdocs serve --dev-addr 127.0.0.1:8001"
            ) from None

    server.server_bind = occupy  # type: ignore[method-assign]


def watch_with_inotify(server: LiveReloadServer) -> None:
    """Watch what the server watches by the system's own means: MkDocs walks every folder twice a second."""

    def rebuild() -> None:
        with server._rebuild_cond:  # noqa: SLF001
            server._want_rebuild = True  # noqa: SLF001
            server._rebuild_cond.notify_all()  # noqa: SLF001

    def watch(path: str, _func: None = None, *, recursive: bool = True) -> None:
        place = Path(path).resolve()
        if str(place) in server._watched_paths:  # noqa: SLF001
            server._watched_paths[str(place)] += 1  # noqa: SLF001
            return
        server._watched_paths[str(place)] = 1  # noqa: SLF001
        # A file that an editor puts in the place of another can be heard of in its folder only.
        folder, only = (place, None) if place.is_dir() else (place.parent, place)
        server._watch_refs[str(place)] = server.observer.schedule(  # noqa: SLF001
            _Handler(rebuild, only), str(folder), recursive=recursive and only is None, event_filter=list(CHANGES)
        )

    # MkDocs has told some places before this event, and tells others after it.
    told = list(server._watched_paths)  # noqa: SLF001
    server._watched_paths.clear()  # noqa: SLF001
    server.observer = Observer()  # type: ignore[assignment]
    server.watch = watch  # type: ignore[method-assign, assignment]
    for path in told:
        watch(path)


class _Handler(FileSystemEventHandler):
    """Tells of changes."""

    def __init__(self, tell: Callable[[], None], only: Path | None) -> None:
        self._tell = tell
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of a file that was written, moved or removed."""
        if not isinstance(event, CHANGES):
            return
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if self._only is not None:
            changed = self._only in paths
        else:
            changed = any("__pycache__" not in path.parts for path in paths)
        if changed:
            self._tell()
