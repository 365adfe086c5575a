"""What `mkdocs serve` shows where there is nothing to preview yet: what is wrong, until it is corrected."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from corner.build.build_log import BuildLog
from corner.build.errors import BuildError
from corner.build.watching import PathWatcher
from corner.diagnostics.message import Message
from corner.standalone.preview_server import PreviewServer


def show_until_corrected(
    root: Path, port: int, folder: Path, build_log: BuildLog, error: BuildError, check: Callable[[], None]
) -> None:
    """Show what is wrong with a corner at a port of this computer, until a check after an edit finds nothing.

    Args:
        root: the project's root.
        port: the port.
        folder: the empty folder of the site.
        build_log: the log of the build.
        error: what is wrong.
        check: raises `BuildError` while something is.
    """
    edited = threading.Event()
    server, watcher = PreviewServer(port, folder), PathWatcher(lambda _paths: edited.set())
    server.lang = build_log.language.tag
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        watcher.start()
        watcher.watch([root / "mkdocs.yml", root / "news"])
        problem: BuildError | None = error
        while problem:
            build_log.log_failure(problem)
            say = build_log.language.say
            server.show([say(str(problem)), *map(say, problem.problems)])
            build_log.logger.info(Message("What is wrong is shown at {url} until it is corrected", url=server.url))
            while not edited.wait(1):
                pass  # a wait without an end cannot be interrupted on Windows
            edited.clear()
            problem = _run_check(check)
    finally:
        watcher.stop()
        server.shutdown()
        server.server_close()


def _run_check(check: Callable[[], None]) -> BuildError | None:
    try:
        check()
    except BuildError as error:
        return error
    return None


def restart(site_dir: Path) -> None:
    """Run this program from its beginning, as its settings have changed; delete the folder that MkDocs made for it."""
    shutil.rmtree(site_dir, ignore_errors=True)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 -- our own arguments
