"""The builds of one process: what each host does before and after it makes skeletons and static files.

A build starts with a lock and the fingerprints of all that it is made from. Where nothing has changed since the last
build, it ends there; where only texts of the news have, it fills the skeletons of that build. Else the host makes
new ones, and hands them to `publish`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corner.build import state
from corner.build.build_log import BuildLog, WarningCounter
from corner.build.errors import BuildError
from corner.build.garbage import pause_garbage_collection
from corner.build.inputs import BuildInputs
from corner.build.project import SITE_FOLDER, Project
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.system_errors import explain_system_error
from corner.sources.clock import read_clock
from corner.storage.intact import compare_stats
from corner.storage.lock import Lock, acquire_lock
from corner.storage.scratch import delete_abandoned_folders

if TYPE_CHECKING:
    from corner.build.host import Host
    from corner.build.plan import BuildPlan
    from corner.build.publisher import CreateTheme, SitePublisher
    from corner.build.saved_host import SavedSkeletons
    from corner.i18n.editor_language import EditorLanguage
    from corner.storage.output_folder import OutputFolder

SITE_FILE = "site.json"
"""The file of the cache folder with what was published."""
STATS_FILE = "site.stats"
"""The file of the cache folder with the sizes and times of what was published."""


@dataclass
class BuildRun:
    """One build, through all languages."""

    project: Project
    now: datetime
    inputs: BuildInputs
    open_folder: Callable[[], OutputFolder]
    """Returns the folder to publish in, having looked at all that it holds."""
    has_lock: bool
    """Whether other builds are kept out of the checkout; without that, nothing is remembered on the disk."""
    is_as_recorded: Callable[[], bool]
    """Returns whether the folder to publish in is surely as the last build left it; it may be so where it is not sure, too."""
    warnings: WarningCounter
    started: float = field(default_factory=time.monotonic)
    """In seconds of the monotonic clock."""
    warnings_of_news: int = 0
    """The warnings that were logged before the host began."""

    @property
    def state_file(self) -> Path:
        """The file that keeps what the last build was made from."""
        return self.project.cache_folder / state.STATE_FILE

    def read_warnings(self, language: EditorLanguage) -> list[str] | None:
        """Return what the last build warned of; `None` if it was made from something else, or stops a strict build."""
        if not self.has_lock:
            return None
        warnings = state.read_warnings(self.state_file, self.inputs.all, self.now, language)
        return None if warnings and self.project.strict else warnings

    def check_folder(self) -> None:
        """Look at the folder to publish in, so that what is wrong with it is said before what is wrong with the news.

        Raises:
            BuildError: it cannot be read.
        """
        _ = self.folder

    @property
    def stats_file(self) -> Path:
        """The file that keeps sizes and times of what was published."""
        return self.project.cache_folder / STATS_FILE

    @cached_property
    def folder(self) -> OutputFolder:
        """The folder to publish in.

        Raises:
            BuildError: it cannot be read.
        """
        try:
            return self.open_folder()
        except OSError as error:
            raise BuildError(
                Message(
                    "{path}: expected a folder to publish in, found: {reason}",
                    path=self.project.site_dir,
                    reason=explain_system_error(error),
                )
            ) from None


class BuildSession:
    """The builds of one process, one after another: a single one, or those of a preview."""

    def __init__(self, log: BuildLog) -> None:
        """Report to `log`."""
        self.in_preview = False
        """Whether each build is shown in a preview, with what the public may not see."""
        self.resources = ExitStack()
        """What the present build holds until it ends."""
        self.notice = b""
        """The HTML that the pages of a preview begin with while files have mistakes."""
        self._log = log
        self._publisher: SitePublisher | None = None

    def start(self, project: Project) -> BuildRun:
        """Start a build, after those of other processes.

        Raises:
            BuildError: the moment of the build is not valid.
        """
        delete_abandoned_folders()
        # A preview has a folder of its own for each run, which nobody else uses and is not worth remembering.
        lock = self._acquire_lock(project) if project.site_dir == project.root / SITE_FOLDER else None
        if lock:
            self.resources.callback(lock.release)
        has_lock = lock is not None
        self.resources.enter_context(pause_garbage_collection(process_ends=has_lock, in_preview=self.in_preview))
        is_as_recorded = self._compare_folder(project, has_lock=has_lock)
        return self._create_run(project, project.read_inputs(has_lock), is_as_recorded, has_lock=has_lock)

    def log_unchanged(self, run: BuildRun) -> bool:
        """Return whether the last build was made from the same, and the site is as that build left it.

        If so, log that, and all that the last build warned of.
        """
        warnings = run.read_warnings(self._log.language)
        if warnings is None:
            return False
        records = self._log.make_warnings(warnings)  # while the folder is compared
        if not run.is_as_recorded() and not run.folder.intact:
            return False
        self._log.log_records(records)
        self._log.logger.info(
            Message("Nothing has changed since the last build of {folder}.", folder=run.project.site_dir)
        )
        return True

    def plan(self, run: BuildRun) -> BuildPlan:
        """Load the news and log its problems.

        Raises:
            BuildError: the news has errors, or, in a preview, the settings cannot be used.
        """
        publisher = self._load_publisher()
        self.resources.callback(publisher.pause())
        try:
            plan = publisher.plan(run)
        except BuildError:
            run.check_folder()
            raise
        run.check_folder()
        if self.in_preview:
            self._make_notice(plan.problems)
        self._log.log_problems(plan.problems)
        run.warnings_of_news = run.warnings.count
        return plan

    def note_failure(self, error: Exception, problems: Sequence[Problem] = ()) -> None:
        """Let the pages of a preview say why they are those of an earlier build."""
        if self.in_preview:
            self._make_notice(problems, self._log.language.say(str(error)))

    def publish_saved(self, run: BuildRun, plan: BuildPlan, create_theme: CreateTheme) -> bool:
        """Publish with the skeletons that the last build kept on the disk; return whether they were enough.

        Raises:
            BuildError: the build failed.
        """
        return self._load_publisher().publish_saved(run, plan, create_theme)

    def show_edited(self, edited: Collection[Path]) -> bool:
        """Show in a preview the pages of texts that were edited, before everything else; return whether there are any.

        Args:
            edited: the files that were edited.
        """
        return self._publisher is not None and self._publisher.show_edited(edited)

    def rebuild_texts(self, create_theme: CreateTheme) -> bool:
        """Show in a preview what changed in the texts of the news; return whether nothing else changed.

        Raises:
            BuildError: the build failed.
        """
        publisher = self._load_publisher()
        previous = publisher.previous
        if previous is None or previous.saved is None:
            return False
        with self.resources:
            self.resources.enter_context(pause_garbage_collection(in_preview=True))
            inputs = previous.project.read_inputs(False)
            if inputs.skeletons != previous.saved.inputs:
                return False
            is_as_recorded = self._compare_folder(previous.project, has_lock=False)
            run = self._create_run(previous.project, inputs, is_as_recorded, has_lock=False)
            return publisher.publish_filled(run, self.plan(run), previous.saved, create_theme)

    def publish(self, run: BuildRun, plan: BuildPlan, host: Host) -> SavedSkeletons | None:
        """Make the site equal to what the news and `host` give; return what `host` made, if that may be used again.

        Raises:
            BuildError: the build failed, or it is strict, there were warnings, and it is no preview.
        """
        return self._load_publisher().publish(run, plan, host)

    def save(self, run: BuildRun, saved: SavedSkeletons | None) -> None:
        """Keep what a host made for the next build of a checkout."""
        if saved and run.has_lock:
            self._load_publisher().save(run.project.root, saved)

    def close(self) -> None:
        """Release and delete what the present build needed until now."""
        self.resources.close()

    def stop(self) -> None:
        """Publish nothing more in a preview's folder, and delete what is temporary."""
        if self._publisher:
            self._publisher.stop()
        self.close()

    # The steps of a build

    def _compare_folder(self, project: Project, *, has_lock: bool) -> Callable[[], bool]:
        """Begin to look whether the folder to publish in is as it was left: that can take as long as to load the news."""
        can_know = has_lock and not project.verify
        compared = compare_stats(project.cache_folder / STATS_FILE, project.site_dir) if can_know else None
        if compared is None:
            return lambda: False
        self.resources.callback(compared.close)
        return compared.holds

    def _create_run(
        self, project: Project, inputs: BuildInputs, is_as_recorded: Callable[[], bool], *, has_lock: bool
    ) -> BuildRun:
        """Return a run that counts warnings from now on.

        Raises:
            BuildError: the moment of the build is not valid.
        """
        try:
            now = read_clock()
        except ValueError as error:
            raise BuildError(str(error)) from None
        previous, path = self._publisher and self._publisher.previous, project.site_dir
        memory = project.cache_folder / SITE_FILE if has_lock else None

        def open_folder() -> OutputFolder:
            from corner.storage.output_folder import OutputFolder  # noqa: PLC0415 -- nothing may have changed

            # A preview may have shown a page since the build began.
            published = previous.folder.published if previous and previous.folder.folder == path else None
            return OutputFolder(path, memory, published, verify=project.verify, is_as_recorded=is_as_recorded())

        warnings = self.resources.enter_context(self._log.counting_warnings())
        return BuildRun(project, now, inputs, open_folder, has_lock, is_as_recorded, warnings)

    def _make_notice(self, problems: Sequence[Problem], failure: str = "") -> None:
        """Let the pages of a preview say what is wrong."""
        from corner.build.preview_notice import make_notice  # noqa: PLC0415 -- only previews have one

        self.notice = make_notice(problems, self._log.language, failure)

    def _acquire_lock(self, project: Project) -> Lock | None:
        """Return the lock of a checkout, after another build that holds it; `None` where there can be none."""
        try:
            return acquire_lock(
                project.cache_folder / state.LOCK_FILE,
                lambda: self._log.logger.info(Message("Another build is under way here; waiting for it.")),
            )
        except OSError:
            return None  # a checkout that cannot be written to has no caches

    def _load_publisher(self) -> SitePublisher:
        """Return what loads the news and publishes it; most of the program is loaded with that."""
        if self._publisher is None:
            from corner.build.publisher import SitePublisher  # noqa: PLC0415 -- nothing may have changed

            self._publisher = SitePublisher(self._log, in_preview=self.in_preview)
        return self._publisher
