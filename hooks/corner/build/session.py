"""The builds of one process: what each host does before and after it makes skeletons and static files.

A build starts with a lock and the fingerprints of all that it is made from. Where nothing has changed since the last
build, it ends there; where only texts of the news have, it fills the skeletons of that build. Else the host makes
new ones, and hands them to `publish`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime

from corner.build import state
from corner.build.build_log import BuildLog, WarningCounter
from corner.build.errors import BuildError
from corner.build.garbage import pause_garbage_collection
from corner.build.host import Host
from corner.build.inputs import BuildInputs
from corner.build.pipeline import BuildReport, build_site
from corner.build.plan import BuildPlan, plan_build
from corner.build.preview import PreviewPublisher
from corner.build.preview_notice import make_notice
from corner.build.project import SITE_FOLDER, Project
from corner.build.saved_host import SavedHost, SavedSkeletons, collect_skeletons, load_skeletons, save_skeletons
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.system_errors import explain_system_error
from corner.i18n.formats import find_direction
from corner.render.renderer import Theme
from corner.site.load import LoadResult
from corner.sources.clock import read_clock
from corner.storage.lock import Lock, acquire_lock
from corner.storage.output_folder import OutputFolder
from corner.storage.scratch import delete_abandoned_folders

CreateTheme = Callable[[BuildPlan], Theme]
"""Returns what renders the parts of pages."""
SITE_FILE = "site.json"
"""The file of the cache folder with what was published."""


@dataclass(slots=True)
class BuildRun:
    """One build, through all languages."""

    project: Project
    now: datetime
    inputs: BuildInputs
    folder: OutputFolder
    """The folder to publish in."""
    has_lock: bool
    """Whether other builds are kept out of the checkout; without that, nothing is remembered on the disk."""
    warnings: WarningCounter
    started: float = field(default_factory=time.monotonic)
    """In seconds of the monotonic clock."""
    warnings_of_news: int = 0
    """The warnings that were logged before the host began."""

    @property
    def is_unchanged(self) -> bool:
        """Whether the last build was made from the same, and the site is as that build left it."""
        state_file = self.project.cache_folder / state.STATE_FILE
        return self.has_lock and state.is_unchanged(state_file, self.inputs.all, self.now) and self.folder.intact


@dataclass(frozen=True, slots=True)
class _Previous:
    """What a preview published last."""

    project: Project
    folder: OutputFolder
    loaded: LoadResult
    saved: SavedSkeletons | None


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
        self._previous: _Previous | None = None
        self._publisher = PreviewPublisher(log.logger)

    def start(self, project: Project) -> BuildRun:
        """Start a build, after those of other processes.

        Raises:
            BuildError: the moment of the build is not valid, or the folder to publish in cannot be read.
        """
        delete_abandoned_folders()
        # A preview has a folder of its own for each run, which nobody else uses and is not worth remembering.
        lock = self._acquire_lock(project) if project.site_dir == project.root / SITE_FOLDER else None
        if lock:
            self.resources.callback(lock.release)
        has_lock = lock is not None
        self.resources.enter_context(pause_garbage_collection(process_ends=has_lock, in_preview=self.in_preview))
        return self._create_run(project, project.read_inputs(has_lock), has_lock=has_lock)

    def plan(self, run: BuildRun) -> BuildPlan:
        """Load the news and log its problems.

        Raises:
            BuildError: the news has errors, or, in a preview, the settings cannot be used.
        """
        previous = self._previous.loaded if self._previous else None
        project = run.project
        language = self._log.language if self.in_preview else None
        plan = plan_build(project.root, run.now, project.site_url, previous, preview=language)
        self.notice = make_notice(plan.problems, language) if language else b""
        self._log.log_problems(plan.problems)
        run.warnings_of_news = run.warnings.count
        return plan

    def note_failure(self, error: Exception, problems: Sequence[Problem] = ()) -> None:
        """Let the pages of a preview say why they are those of an earlier build."""
        if self.in_preview:
            language = self._log.language
            self.notice = make_notice(problems, language, language.say(str(error)))

    def publish_saved(self, run: BuildRun, plan: BuildPlan, create_theme: CreateTheme) -> bool:
        """Publish with the skeletons that the last build kept on the disk; return whether they were enough.

        Raises:
            BuildError: the build failed.
        """
        saved = load_skeletons(run.project.root, run.inputs.skeletons)
        return saved is not None and self._publish_filled(run, plan, saved, create_theme)

    def rebuild_texts(self, create_theme: CreateTheme) -> bool:
        """Show in a preview what changed in the texts of the news; return whether nothing else changed.

        Raises:
            BuildError: the build failed.
        """
        previous = self._previous
        if previous is None or previous.saved is None:
            return False
        with self.resources:
            self.resources.enter_context(pause_garbage_collection(in_preview=True))
            inputs = previous.project.read_inputs(False)
            if inputs.skeletons != previous.saved.inputs:
                return False
            run = self._create_run(previous.project, inputs, has_lock=False)
            return self._publish_filled(run, self.plan(run), previous.saved, create_theme)

    def publish(self, run: BuildRun, plan: BuildPlan, host: Host) -> SavedSkeletons | None:
        """Make the site equal to what the news and `host` give; return what `host` made, if that may be used again.

        Raises:
            BuildError: the build failed, or it is strict, there were warnings, and it is no preview.
        """
        if run.project.strict and run.warnings.count and not self.in_preview:
            raise BuildError(Message("Nothing was published: a strict build stops on warnings."))
        state_file = run.project.cache_folder / state.STATE_FILE
        if run.has_lock:
            state.delete_state(state_file)
        report = build_site(
            plan.catalogue.settings,
            plan.root,
            host,
            run.folder,
            run.now,
            plan=plan,
            preview=self._publisher if self.in_preview else None,
            track_progress=self._log.track_progress,
            owns_cache=run.has_lock,
        )
        self._log.log_problems(problem for problem in report.collisions if problem not in plan.problems)
        self._log_report(run, plan, report)
        warnings = run.warnings.count
        if run.has_lock and not warnings:
            state.save_state(state_file, run.inputs.all, plan.catalogue.span)
        # What the host warns of must be said in each build.
        saved = collect_skeletons(host, plan, run.inputs.skeletons) if warnings == run.warnings_of_news else None
        if plan.loaded:
            self._previous = _Previous(run.project, run.folder, plan.loaded, saved)
        return saved

    def save(self, run: BuildRun, saved: SavedSkeletons | None) -> None:
        """Keep what a host made for the next build of a checkout."""
        if saved and run.has_lock:
            save_skeletons(run.project.root, saved)

    def close(self) -> None:
        """Release and delete what the present build needed until now."""
        self.resources.close()

    def stop(self) -> None:
        """Publish nothing more in a preview's folder, and delete what is temporary."""
        self._publisher.stop()
        self.close()

    # The steps of a build

    def _create_run(self, project: Project, inputs: BuildInputs, *, has_lock: bool) -> BuildRun:
        """Return a run that counts warnings from now on.

        Raises:
            BuildError: the moment of the build is not valid, or the folder to publish in cannot be read.
        """
        try:
            now = read_clock()
        except ValueError as error:
            raise BuildError(str(error)) from None
        previous, path = self._previous, project.site_dir
        published = previous.folder.published if previous and previous.folder.folder == path else None
        memory = project.cache_folder / SITE_FILE if has_lock else None
        try:
            folder = OutputFolder(path, memory, published, verify=project.verify)
        except OSError as error:
            raise BuildError(
                Message(
                    "{path}: expected a folder to publish in, found: {reason}",
                    path=path,
                    reason=explain_system_error(error),
                )
            ) from None
        warnings = self.resources.enter_context(self._log.counting_warnings())
        return BuildRun(project, now, inputs, folder, has_lock, warnings)

    def _publish_filled(self, run: BuildRun, plan: BuildPlan, saved: SavedSkeletons, create_theme: CreateTheme) -> bool:
        """Publish with the skeletons of an earlier build; return whether they were enough."""
        if not saved.is_enough_for(plan, run.inputs.skeletons, run.folder):
            return False
        self.publish(run, plan, SavedHost(saved, create_theme(plan)))
        return True

    def _log_report(self, run: BuildRun, plan: BuildPlan, report: BuildReport) -> None:
        """Log what was published."""
        log, changes = self._log.logger, report.changes
        log.info(
            Message(
                "{releases} releases, {pages} pages, {feeds} feeds; {new} files new, {changed} changed, {gone} gone, "
                "in {folder} after {seconds:.2f} s",
                releases=report.releases,
                pages=report.pages,
                feeds=report.feeds,
                new=changes.new,
                changed=changes.changed,
                gone=changes.gone,
                folder=run.folder.folder,
                seconds=time.monotonic() - run.started,
            )
        )
        for name in run.folder.altered:
            path = run.folder.folder / name
            log.info(Message("{path} was changed after it was published; it is now as published.", path=path))
        if plan.locales_without_font and not self.in_preview:
            self._log_font_advice(plan.locales_without_font)

    def _log_font_advice(self, locales: Sequence[str]) -> None:
        """Log which font is missing for the social cards of languages."""
        if left := [locale for locale in locales if find_direction(locale) == "ltr"]:
            self._log.logger.info(
                Message(
                    "No social cards are made for {languages}: install the font Noto Sans CJK "
                    "(on Debian and Ubuntu: apt install fonts-noto-cjk).",
                    languages=left,
                )
            )
        if right := [locale for locale in locales if find_direction(locale) == "rtl"]:
            self._log.logger.info(
                Message(
                    "No social cards are made for {languages}: a script from the right needs DejaVu Sans "
                    "(on Debian and Ubuntu: apt install fonts-dejavu-core), which has Arabic letters only, "
                    "and a Pillow with Raqm.",
                    languages=right,
                )
            )

    def _acquire_lock(self, project: Project) -> Lock | None:
        """Return the lock of a checkout, after another build that holds it; `None` where there can be none."""
        try:
            return acquire_lock(
                project.cache_folder / state.LOCK_FILE,
                lambda: self._log.logger.info(Message("Another build is under way here; waiting for it.")),
            )
        except OSError:
            return None  # a checkout that cannot be written to has no caches
