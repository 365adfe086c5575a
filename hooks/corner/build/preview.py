"""Publishing in a preview: pages at once, and what nobody waits for after them, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial

from corner.build.failures import find_reason
from corner.build.search_job import SearchJob
from corner.diagnostics.message import Message
from corner.sources.frontmatter import TextChangedError
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import Changes, OutputFolder

SiteFiles = tuple[Mapping[str, OutputFile], AbstractSet[str]]
"""The files of a site by path, and the paths of the others, which stay as they were published."""
MakeRest = Callable[[Callable[[], bool]], SiteFiles | None]
"""Makes the rest of a site and returns all files; nothing when a function that it asks again and again says so."""


class PreviewPublisher:
    """Publishes in a preview, where the next edit may come before all files are ready.

    The rest of a site is published only while the pages that it was made for are the ones that were published last.
    """

    def __init__(self, log: logging.Logger) -> None:
        """Report to `log` when a search index is ready, and when it cannot be made."""
        self._log = log
        self._changed = threading.Condition()
        self._newest: OutputFolder | None = None
        self._is_paused = False
        self._shown: set[str] = set()
        """The pages that were shown since the present build began: it has read older texts."""

    def pause(self) -> None:
        """Publish nothing until `resume`: a build looks at what is published."""
        with self._changed:
            self._is_paused = True
            self._shown.clear()

    def resume(self) -> None:
        """Go on with the rest of the pages that were published last."""
        with self._changed:
            self._is_paused = False
            self._changed.notify_all()

    def publish(
        self, folder: OutputFolder, files: Mapping[str, OutputFile], kept: AbstractSet[str] = frozenset()
    ) -> Changes:
        """Make `folder` hold exactly `files`, and `kept` as they were published."""
        with self._changed:
            folder.leave(self._shown)
            try:
                changes = folder.publish(files, kept=kept)
            except BaseException:
                if self._newest:
                    self._newest.forget(folder)
                raise
            self._newest = folder
            return changes

    def show(self, folder: OutputFolder, pages: Mapping[str, bytes]) -> None:
        """Show other contents of pages in `folder` until they are published.

        Raises:
            OSError: a page cannot be written.
        """
        with self._changed:
            # A build may have published since somebody looked for the folder.
            folder = self._newest or folder
            known = {path: page for path, page in pages.items() if path in folder.published}
            folder.replace(known)
            self._shown.update(known)

    def publish_rest(self, make_rest: MakeRest, search: SearchJob | None, folder: OutputFolder) -> None:
        """Make the rest of a site in a thread, publish it in `folder`, and close the job of its search index."""
        threading.Thread(target=self._make_and_publish, args=(make_rest, search, folder), daemon=True).start()

    def stop(self) -> None:
        """Publish nothing more."""
        with self._changed:
            self._newest = None
            self._changed.notify_all()

    def _make_and_publish(self, make_rest: MakeRest, search: SearchJob | None, folder: OutputFolder) -> None:
        try:
            made = make_rest(partial(self._is_wanted, folder))
            with self._changed:
                if made and self._is_wanted(folder):
                    files, kept = made
                    folder.publish(files, kept=kept)
                    if search:
                        self._log.info(Message("The index for readers is there."))
        except TextChangedError:
            pass  # the next build has begun, or is about to
        except (Exception, SystemExit) as error:
            if (reason := find_reason(error)) is None:
                raise
            self._log.error(
                Message("The pages are new, but feeds and the index for readers are not: {reason}", reason=reason)
            )
        finally:
            if search:
                search.close()

    def _is_wanted(self, folder: OutputFolder) -> bool:
        """Return, when no build is under way, whether the pages in `folder` are still the newest.

        The next build has the processor for itself, and most often what is made for these pages is then out of date.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._is_paused or self._newest is not folder)
            return self._newest is folder
