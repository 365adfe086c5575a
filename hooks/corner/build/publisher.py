"""Publishing: what a build does where something has changed, from the news to the folder of the site."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from corner.build import state
from corner.build.build_log import BuildLog
from corner.build.edited_pages import LastBuild, make_edited_pages
from corner.build.errors import BuildError
from corner.build.host import Host
from corner.build.page_groups import delete_groups, read_groups, save_groups
from corner.build.pipeline import BuildReport, build_site
from corner.build.plan import BuildPlan, plan_build
from corner.build.preview import PreviewPublisher
from corner.build.project import Project
from corner.build.saved_host import SavedHost, SavedSkeletons, collect_skeletons, load_skeletons, save_skeletons
from corner.build.session import BuildRun
from corner.diagnostics.message import Message
from corner.i18n.formats import find_direction
from corner.render.renderer import Theme
from corner.site.load import LoadResult
from corner.storage.intact import save_stats
from corner.storage.output_folder import OutputFolder

CreateTheme = Callable[[BuildPlan], Theme]
"""Returns what renders the parts of pages."""


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """What a preview published last, and what its next build starts from."""

    project: Project
    folder: OutputFolder
    loaded: LoadResult
    saved: SavedSkeletons | None
    shown: LastBuild | None
    """What its pages were made from, if some of them can be made again without a build."""
    groups: Collection[str]
    """The fingerprints of the groups of its pages."""


class SitePublisher:
    """Loads and publishes the news in the builds of one session."""

    def __init__(self, log: BuildLog, *, in_preview: bool) -> None:
        """Report to `log`; a preview has what the public may not see, and is built again and again."""
        self.previous: PublishedSite | None = None
        """What a preview published last."""
        self._log = log
        self._preview = PreviewPublisher(log.logger) if in_preview else None

    def plan(self, run: BuildRun) -> BuildPlan:
        """Load the news.

        Raises:
            BuildError: the news has errors, or, in a preview, the settings cannot be used.
        """
        project, previous = run.project, self.previous.loaded if self.previous else None
        language = self._log.language if self._preview else None
        return plan_build(project.root, run.now, project.site_url, previous, preview=language)

    def show_edited(self, edited: Collection[Path]) -> bool:
        """Show the pages of edited texts in a preview before all else is made; return whether there are any.

        Args:
            edited: the files that were edited.
        """
        previous = self.previous
        if not (self._preview and previous and previous.shown):
            return False
        try:
            pages = make_edited_pages(previous.shown, edited)
            self._preview.show(previous.folder, pages)
        except Exception:  # noqa: BLE001 -- the build that follows meets the same, and says what is wrong
            return False
        return bool(pages)

    def publish_saved(self, run: BuildRun, plan: BuildPlan, create_theme: CreateTheme) -> bool:
        """Publish with the skeletons that the last build kept on the disk; return whether they were enough.

        Raises:
            BuildError: the build failed.
        """
        saved = load_skeletons(run.project.root, run.inputs.skeletons)
        return saved is not None and self.publish_filled(run, plan, saved, create_theme)

    def publish_filled(self, run: BuildRun, plan: BuildPlan, saved: SavedSkeletons, create_theme: CreateTheme) -> bool:
        """Publish with the skeletons of an earlier build; return whether they were enough.

        Raises:
            BuildError: the build failed.
        """
        if not saved.is_enough_for(plan, run.inputs.skeletons, run.folder):
            return False
        self.publish(run, plan, SavedHost(saved, create_theme(plan)))
        return True

    def publish(self, run: BuildRun, plan: BuildPlan, host: Host) -> SavedSkeletons | None:
        """Make the site equal to what the news and `host` give; return what `host` made, if that may be used again.

        Raises:
            BuildError: the build failed, or it is strict, there were warnings, and it is no preview.
        """
        if run.project.strict and run.warnings.count and not self._preview:
            raise BuildError(Message("Nothing was published: a strict build stops on warnings."))
        cache_folder = run.project.cache_folder
        state_file = cache_folder / state.STATE_FILE
        if run.has_lock:
            groups: Collection[str] = read_groups(cache_folder)
            state.delete_state(state_file)
            delete_groups(cache_folder)
        else:
            groups = self.previous.groups if self.previous else ()
        report = build_site(
            plan.catalogue.settings,
            plan.root,
            host,
            run.folder,
            run.now,
            plan=plan,
            preview=self._preview,
            show_progress=self._log.show_progress,
            owns_cache=run.has_lock,
            groups=groups,
        )
        self._log.log_problems(problem for problem in report.collisions if problem not in plan.problems)
        self._log_report(run, plan, report)
        warnings = run.warnings.count
        # What the host warns of must be said in each build, and only the host can say it.
        if run.has_lock and warnings == run.warnings_of_news:
            state.save_state(state_file, run.inputs.all, plan.catalogue.span, plan.problems)
            touched = run.folder.touched if run.folder.is_as_recorded else None
            save_stats(run.stats_file, run.folder.folder, run.folder.published, touched)
        if run.has_lock:
            save_groups(cache_folder, report.groups)
        saved = collect_skeletons(host, plan, run.inputs.skeletons) if warnings == run.warnings_of_news else None
        if plan.loaded:
            shown = (
                LastBuild(plan.root, plan.loaded, plan.catalogue, plan.listings, saved, host.theme) if saved else None
            )
            self.previous = PublishedSite(run.project, run.folder, plan.loaded, saved, shown, report.groups)
        return saved

    def save(self, root: Path, saved: SavedSkeletons) -> None:
        """Keep what a host made for the next build of a checkout.

        Args:
            root: the project's root.
            saved: what the host made.
        """
        save_skeletons(root, saved)

    def pause(self) -> Callable[[], None]:
        """Publish nothing more of an earlier build in a preview's folder, until what is returned is called."""
        if self._preview is None:
            return lambda: None
        self._preview.pause()
        return self._preview.resume

    def stop(self) -> None:
        """Publish nothing more in a preview's folder."""
        if self._preview:
            self._preview.stop()

    def _log_report(self, run: BuildRun, plan: BuildPlan, report: BuildReport) -> None:
        """Log what was published."""
        log, changes = self._log.logger, report.changes
        log.info(
            Message(
                "Releases: {releases}; pages: {pages}; feeds: {feeds}; files: {new} new, {changed} changed, {gone} gone; "
                "in {folder} after {seconds:.2f} s",
                releases=report.releases,
                pages=report.pages,
                feeds=report.feeds,
                new=changes.new,
                changed=changes.changed,
                gone=changes.gone,
                folder=run.project.site_dir,
                seconds=time.monotonic() - run.started,
            )
        )
        for name in run.folder.altered:
            path = run.project.site_dir / name
            log.info(Message("{path} was changed after it was published; it is now as published.", path=path))
        if plan.locales_without_font and not self._preview:
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
