"""Publishing in a preview: pages at once, and the search index after them in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from corner.build.search_job import SearchJob
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import Changes, OutputFolder


class PreviewPublisher:
    """Publishes in a preview, where the next edit may come before the search index is ready.

    An index is published only while the pages that it was made for are the ones that were published last.
    """

    def __init__(self, log: logging.Logger) -> None:
        """Report to `log` when an index is ready, and when it cannot be made."""
        self._log = log
        self._lock = threading.Lock()
        self._newest: OutputFolder | None = None

    def publish(self, folder: OutputFolder, files: Mapping[str, OutputFile]) -> Changes:
        """Make `folder` hold exactly `files`."""
        with self._lock:
            self._newest = folder
            return folder.publish(files)

    def publish_search(self, search: SearchJob, folder: OutputFolder) -> None:
        """Make the search index in a thread, add it to `folder` and close the job."""
        threading.Thread(target=self._make_and_publish, args=(search, folder), daemon=True).start()

    def stop(self) -> None:
        """Publish nothing more."""
        with self._lock:
            self._newest = None

    def _make_and_publish(self, search: SearchJob, folder: OutputFolder) -> None:
        try:
            files = dict(search.iter_files())
            for path, (digest, *_) in folder.published.items():
                if not search.owns(path):
                    files[path] = OutputFile(None, "a page", digest)
            with self._lock:
                if self._newest is folder:
                    folder.publish(files)
                    self._log.info(Message("The index for readers is there."))
        except OSError as error:
            self._log.error(
                Message(
                    "{path}: expected to be able to search, found: {reason}",
                    path=error.filename,
                    reason=explain_system_error(error),
                )
            )
        finally:
            search.close()
