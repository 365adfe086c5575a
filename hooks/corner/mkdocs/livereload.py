"""The preview server of `mkdocs serve`: it goes on after failed builds, and learns of edits from the operating system.

It uses private parts of the server of MkDocs 1.6.1 and ProperDocs 1.6.7: its builder, its observer, and what wakes the
thread that builds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from corner.build.live_reload import allow_script
from corner.build.preview_notice import add_notice
from corner.build.watching import EditedFiles, watch_path
from corner.diagnostics.message import Message
from corner.mkdocs.log import log


def prepare_server(
    server: LiveReloadServer,
    builder: Callable[[Callable[[], None]], None],
    note_failure: Callable[[Exception], None],
    find_notice: Callable[[], bytes],
    edited_files: EditedFiles,
) -> None:
    """Let a preview server survive failed builds, say what is wrong, and watch with the system's own means.

    Args:
        server: MkDocs' server.
        builder: builds the site; it may call what it is handed to let pages load again before that.
        note_failure: takes the error of a build that failed.
        find_notice: returns the HTML that each page begins with.
        edited_files: takes the files that change.
    """

    def show() -> None:
        with server._epoch_cond:  # noqa: SLF001 -- see above
            if server._visible_epoch == server._wanted_epoch:  # noqa: SLF001
                server._wanted_epoch += 1  # noqa: SLF001
            server._visible_epoch = server._wanted_epoch  # noqa: SLF001
            server._epoch_cond.notify_all()  # noqa: SLF001

    def build() -> None:
        try:
            builder(show)
        except MkDocsException as error:
            # A traceback means nothing to editors.
            log.error(Message("{message} The preview shows the last good build.", message=str(error)))
            note_failure(error)
        # Pages that were loaded before the build has ended load once more.
        if server._visible_epoch == server._wanted_epoch:  # noqa: SLF001
            server._wanted_epoch += 1  # noqa: SLF001

    # MkDocs answers no request after a failed build, until one succeeds.
    server.builder = build
    # MkDocs 1.6.1 and ProperDocs 1.6.7 walk every folder twice a second.
    if isinstance(server.observer, PollingObserver):
        watch_natively(server, edited_files)
    # MkDocs 1.6.1 and ProperDocs 1.6.7 put their script into pages by a private method.
    inject: Callable[[bytes, int], bytes] = server._inject_js_into_html  # noqa: SLF001

    def inject_allowed(content: bytes, epoch: int) -> bytes:
        return allow_script(inject(add_notice(content, find_notice()), epoch))

    server._inject_js_into_html = inject_allowed  # type: ignore[method-assign]  # noqa: SLF001


def watch_natively(server: LiveReloadServer, edited_files: EditedFiles) -> None:
    """Watch what the server watches with the operating system's own notifications, in place of its polling.

    Args:
        server: MkDocs' server.
        edited_files: takes the files that change.
    """

    def request_rebuild(paths: Iterable[Path]) -> None:
        edited_files.note(paths)
        with server._rebuild_cond:  # noqa: SLF001
            server._want_rebuild = True  # noqa: SLF001
            server._rebuild_cond.notify_all()  # noqa: SLF001

    def watch(path: str, _func: None = None, *, recursive: bool = True) -> None:
        target = Path(path).resolve()
        if str(target) in server._watched_paths:  # noqa: SLF001
            server._watched_paths[str(target)] += 1  # noqa: SLF001
            return
        server._watched_paths[str(target)] = 1  # noqa: SLF001
        server._watch_refs[str(target)] = watch_path(  # noqa: SLF001
            server.observer, target, request_rebuild, recursive=recursive
        )

    # MkDocs watches some paths before its event `serve`, and others after it.
    watched = list(server._watched_paths)  # noqa: SLF001
    server._watched_paths.clear()  # noqa: SLF001
    server.observer = Observer()  # type: ignore[assignment]
    server.watch = watch  # type: ignore[method-assign, assignment]
    for path in watched:
        watch(path)
