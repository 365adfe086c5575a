"""The preview server of `mkdocs serve`: it goes on after failed builds, and learns of edits from the operating system.

It uses private parts of the server of MkDocs 1.6.1 and ProperDocs 1.6.7: its builder, its observer, and what wakes the
thread that builds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from corner.build.live_reload import allow_script
from corner.build.preview_notice import add_notice
from corner.build.watching import watch_path
from corner.diagnostics.message import Message
from corner.mkdocs.log import log


def prepare_server(
    server: LiveReloadServer,
    builder: Callable[[], None],
    note_failure: Callable[[Exception], None],
    find_notice: Callable[[], bytes],
) -> None:
    """Let a preview server survive failed builds, say what is wrong, and watch with the system's own means.

    Args:
        server: MkDocs' server.
        builder: builds the site.
        note_failure: takes the error of a build that failed.
        find_notice: returns the HTML that each page begins with.
    """

    def build() -> None:
        try:
            builder()
        except MkDocsException as error:
            # A traceback means nothing to editors.
            log.error(Message("{message} The preview shows the last good build.", message=str(error)))
            note_failure(error)

    # MkDocs answers no request after a failed build, until one succeeds.
    server.builder = build
    # MkDocs 1.6.1 and ProperDocs 1.6.7 walk every folder twice a second.
    if isinstance(server.observer, PollingObserver):
        watch_natively(server)
    # MkDocs 1.6.1 and ProperDocs 1.6.7 put their script into pages by a private method.
    inject: Callable[[bytes, int], bytes] = server._inject_js_into_html  # noqa: SLF001

    def inject_allowed(content: bytes, epoch: int) -> bytes:
        return allow_script(inject(add_notice(content, find_notice()), epoch))

    server._inject_js_into_html = inject_allowed  # type: ignore[method-assign]  # noqa: SLF001


def watch_natively(server: LiveReloadServer) -> None:
    """Watch what the server watches with the operating system's own notifications, in place of its polling."""

    def request_rebuild() -> None:
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
