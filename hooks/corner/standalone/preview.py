"""A preview: the site in a temporary folder, built again after each edit, and shown by a web server of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from corner.build.build_log import BuildLog
from corner.build.errors import BuildError
from corner.build.watching import SETTLE_SECONDS, EditedFiles, PathWatcher
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.standalone.builder import BuildOptions, StandaloneBuilder
from corner.standalone.preview_server import PreviewServer


class Preview:
    """Builds a corner after each edit, and shows it."""

    def __init__(self, root: Path, log: BuildLog, server: PreviewServer, say: Callable[[str | Problem], str]) -> None:
        """Show the corner at `root`.

        Args:
            root: the project's root.
            log: the log of the builds.
            server: the web server, whose folder holds the site.
            say: returns a message or the line of a problem in the editor's language.
        """
        options = BuildOptions(site_dir=server.folder, with_other_steps=True)
        self._builder = StandaloneBuilder(root, log, options, in_preview=True)
        self._log = log
        self._server = server
        self._say = say
        self._edited = threading.Event()
        self._edited_files = EditedFiles()
        self._watcher = PathWatcher(self._note_edits)

    def run(self) -> None:
        """Show the corner until the program is interrupted."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        self._watcher.start()
        try:
            self._watcher.watch(self._builder.list_sources())
            self.build()
            self._log.logger.info(Message("The preview is at {url}; Ctrl and C end it", url=self._server.url))
            while True:
                self._wait_for_edits()
                self._log.logger.info(Message("Files have changed"))
                self._show_edits(self._edited_files.take())
        finally:
            self._watcher.stop()
            self._server.shutdown()
            self._server.server_close()
            self._builder.stop()

    def _show_edits(self, edited: Collection[Path]) -> None:
        """Show the pages of edited texts, and then all that has changed."""
        is_shown = self._show_pages(edited)
        with self._edited_files.shown_meanwhile(self._show_pages):
            self.build(only_changed=is_shown and all(path.suffix == ".md" for path in edited))

    def _show_pages(self, edited: Collection[Path]) -> bool:
        """Show the pages of edited texts; return whether there are any."""
        is_shown = self._builder.show_edited(edited)
        if is_shown:
            self._server.show_edited()
        return is_shown

    def build(self, *, only_changed: bool = False) -> None:
        """Build the corner, and let pages load again; where only texts were edited, those that have changed."""
        messages: list[str] = []
        try:
            self._builder.build()
        except BuildError as error:
            self._log.log_failure(error)
            self._log.logger.info(Message("The preview shows the last good build."))
            messages = [self._say(str(error)), *map(self._say, error.problems)]
        self._watcher.watch(self._builder.list_sources())
        self._server.base = self._builder.base
        self._server.show(messages, self._builder.notice, only_changed=only_changed)

    def _note_edits(self, paths: Iterable[Path]) -> None:
        self._edited_files.note(paths)
        self._edited.set()

    def _wait_for_edits(self) -> None:
        """Wait until files have changed, and no more of them do."""
        while not self._edited.wait(1):
            pass  # a wait without an end cannot be interrupted on Windows
        while self._edited.is_set():
            self._edited.clear()
            self._edited.wait(SETTLE_SECONDS)
