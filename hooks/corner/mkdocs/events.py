"""MkDocs' events, in the order in which they fire.

static-i18n builds the first language and, when that is done, calls MkDocs' build once more for each
further one, with the same config. So `on_config` to `on_post_build` fire once a language; the first
call reads the news, each makes its language's skeletons, and the last event of the first build fills them
and publishes. MkDocs itself writes into a folder of ours, from which `site/` is made equal. Where only
texts of the news have changed since the last build, and no other plugin or hook waits for events, the
skeletons of that build are filled, and MkDocs makes nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from corner.build import state
from corner.build.garbage import pause_garbage_collection
from corner.build.host import Host
from corner.build.inputs import BuildInputs
from corner.build.pipeline import build_site
from corner.build.plan import BuildPlan, plan_build
from corner.build.preview import PreviewPublisher
from corner.build.saved_host import SavedHost, SavedSkeletons, collect_skeletons, load_skeletons, save_skeletons
from corner.content.guide import guide_folder
from corner.mkdocs.failures import explain_failure
from corner.mkdocs.host import MkDocsHost, create_theme
from corner.mkdocs.livereload import handle_sigterm, prepare_server
from corner.mkdocs.log import WarningCounter, build_errors_logged, log, log_problems, track_progress
from corner.mkdocs.project import (
    I18N,
    add_theme_folder,
    check_output_dir,
    has_other_extensions,
    i18n_plugin,
    must_verify,
    project_root,
    read_inputs,
)
from corner.mkdocs.theme import create_theme_environment
from corner.site.load import LoadResult, load
from corner.sources.clock import read_clock
from corner.storage.cache import CACHE_FOLDER
from corner.storage.lock import Lock, acquire_lock
from corner.storage.output_folder import OutputFolder
from corner.storage.scratch import delete_abandoned_folders, make_scratch_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

BEFORE_OTHERS, AFTER_I18N = 100, -200
"""Priorities of events that must come before those of all plugins, and after static-i18n's, which have -100."""
_FONT_ADVICE = "No social cards are made for %s: install the font Noto Sans CJK (on Debian and Ubuntu: apt install fonts-noto-cjk)."
SITE_FILE = "site.json"
"""The file of the cache folder with what was published."""


@dataclass(slots=True)
class _Run:
    """One build, through all languages."""

    config: MkDocsConfig
    now: datetime
    inputs: BuildInputs
    folder: OutputFolder
    """The folder to publish in."""
    has_lock: bool
    """Whether other builds are kept out of the checkout; without that, nothing is remembered on the disk."""
    warnings: WarningCounter
    started: float = field(default_factory=time.monotonic)
    """In seconds of the monotonic clock."""
    plan: BuildPlan | None = None
    warnings_of_news: int = 0
    """The warnings that were logged before MkDocs began."""
    host: MkDocsHost | None = None


@dataclass(frozen=True, slots=True)
class _Previous:
    """What a preview published last."""

    config: MkDocsConfig
    folder: OutputFolder
    loaded: LoadResult
    saved: SavedSkeletons | None


class SiteBuilder:
    """Builds the site while MkDocs' events fire; each of its public methods is one of them."""

    def __init__(self) -> None:
        """Wait for the first event."""
        self._command = ""
        self._resources = ExitStack()
        self._run: _Run | None = None
        self._previous: _Previous | None = None
        self._publisher = PreviewPublisher(log)
        self._clean_directory = utils.clean_directory

    @property
    def host(self) -> MkDocsHost:
        """What MkDocs has made in this build until now."""
        assert self._run is not None, "on_config comes first"
        assert self._run.host is not None, "on_config comes first"
        return self._run.host

    def on_startup(self, command: str, dirty: bool) -> None:  # noqa: ARG002, FBT001 -- MkDocs' own signature
        """Note which command runs."""
        self._command = command
        if command == "serve":
            handle_sigterm()

    def on_shutdown(self) -> None:
        """Publish nothing more in a preview's folder, and delete what is temporary."""
        self._publisher.stop()
        self._close()

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        """Show edits at once in a preview, and the last good pages while the news has errors."""

        def build() -> None:
            if not self._rebuild_texts():
                builder()

        prepare_server(server, build)
        for folder in (project_root(config) / "news", guide_folder()):
            server.watch(str(folder))

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the news before anything else happens."""
        if I18N not in config.plugins:
            log_problems(load(project_root(config), _read_clock()).problems)
            raise PluginError("Nothing was built: the settings have no languages.")
        if i18n_plugin(config).building:
            return
        self._close()
        try:
            with build_errors_logged():
                self._start(config)
        except BaseException:
            self._close()
            raise

    @event_priority(AFTER_I18N)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Leave out what no page uses, and add the editors' guide where it is shown."""
        self.host.remove_unused_files(files, config)
        self.host.add_guide(files, config)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the menu for the pages that we make."""
        self.host.set_navigation(nav)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Render the skeletons in this language."""
        self.host.render_skeletons(env, config)

    @event_priority(BEFORE_OTHERS)
    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Leave out of a page of `docs/` what may not be published, before other plugins add theirs."""
        return self.host.clean_static_page(page, html)

    @event_priority(AFTER_I18N)
    def on_page_context(
        self,
        context: dict[str, Any],
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> None:
        """Hand a page of `docs/` to the theme as the pages of the news are."""
        self.host.prepare_static_page(page, context)

    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep a page of `docs/` as a skeleton."""
        self.host.keep_static_page(page, output)
        return output

    @event_priority(AFTER_I18N)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Publish when all languages are built."""
        if i18n_plugin(config).building:
            return
        assert self._run is not None, "on_config comes first"
        with build_errors_logged():
            saved = self._publish(self._run, self.host)
        if saved and self._run.has_lock and not has_other_extensions(config):
            save_skeletons(project_root(config), saved)
        self._close()

    def on_build_error(self, error: Exception) -> None:
        """Delete what is temporary, and say in one line which file could not be used, or which template is wrong.

        Raises:
            PluginError: a file could not be read or written, or a template is wrong.
        """
        # static-i18n 1.3.1 replaces this function in its nested builds and does not put it back when one fails.
        utils.clean_directory = self._clean_directory
        self._close()
        if (message := explain_failure(error)) is not None:
            raise PluginError(message) from None

    # The steps of a build

    def _start(self, config: MkDocsConfig) -> None:
        """Start a build; where MkDocs is not needed for it, publish and end the process."""
        root = project_root(config)
        delete_abandoned_folders()
        add_theme_folder(config)
        check_output_dir(config)
        # A preview has a folder of its own for each run, which nobody else uses and is not worth remembering.
        lock = _acquire_lock(root / CACHE_FOLDER) if Path(config.site_dir) == root / "site" else None
        if lock:
            self._resources.callback(lock.release)
        # Another command goes on with the site when it is built: `gh-deploy`.
        process_ends = lock is not None and self._command == "build"
        may_skip_mkdocs = process_ends and not has_other_extensions(config)
        in_preview = self._command == "serve"
        self._resources.enter_context(pause_garbage_collection(process_ends=lock is not None, in_preview=in_preview))
        inputs = read_inputs(config, with_texts=lock is not None)
        run = self._create_run(config, Path(config.site_dir), inputs, has_lock=lock is not None)
        cache_folder = root / CACHE_FOLDER
        if (
            may_skip_mkdocs
            and state.is_unchanged(cache_folder / state.STATE_FILE, run.inputs.all, run.now)
            and run.folder.intact
        ):
            log.info("Nothing has changed since the last build of %s.", run.folder.folder)
            sys.exit(0)
        plan = self._plan(run)
        if may_skip_mkdocs and self._publish_saved(run, plan, load_skeletons(root, run.inputs.skeletons)):
            self._close()
            sys.exit(0)
        stage = self._resources.enter_context(make_scratch_folder())
        run.host = MkDocsHost(plan, stage)
        config.site_dir = str(stage)
        content_types = plan.catalogue.content_types
        config.theme.get_env = cache(partial(create_theme_environment, config, root, content_types))  # type: ignore[method-assign]
        # We make these ourselves: MkDocs' have the day of the build, and one language's 404 page for all.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        self._run = run

    def _create_run(self, config: MkDocsConfig, path: Path, inputs: BuildInputs, *, has_lock: bool) -> _Run:
        """Return a run that publishes in the folder `path` and counts warnings from now on.

        Raises:
            PluginError: the moment cannot be told, or the folder to publish in cannot be read.
        """
        now = _read_clock()
        previous = self._previous
        published = previous.folder.published if previous and previous.folder.folder == path else None
        memory = project_root(config) / CACHE_FOLDER / SITE_FILE if has_lock else None
        try:
            folder = OutputFolder(path, memory, published, verify=must_verify())
        except OSError as error:
            raise PluginError(f"{path}: expected a folder to publish in, found: {error.strerror}") from None
        run = _Run(config, now, inputs, folder, has_lock, WarningCounter())
        self._resources.enter_context(run.warnings.attached())
        return run

    def _plan(self, run: _Run) -> BuildPlan:
        """Load the news and log its problems.

        Raises:
            BuildError: the news has errors.
        """
        plan = plan_build(
            project_root(run.config),
            run.now,
            run.config.site_url or "",
            self._previous.loaded if self._previous else None,
            with_unpublished=self._command == "serve",
        )
        run.plan = plan
        log_problems(plan.problems)
        run.warnings_of_news = run.warnings.count
        return plan

    def _publish_saved(self, run: _Run, plan: BuildPlan, saved: SavedSkeletons | None) -> bool:
        """Publish with the skeletons of the last build; return whether they were enough."""
        if saved is None or not saved.is_enough_for(plan, run.inputs.skeletons, run.folder):
            return False
        env = create_theme_environment(run.config, plan.root, plan.catalogue.content_types)
        self._publish(run, SavedHost(saved, create_theme(env, run.config, plan)))
        return True

    def _rebuild_texts(self) -> bool:
        """Show in a preview what changed in the texts of the news; return whether nothing else changed."""
        previous = self._previous
        if previous is None or previous.saved is None or has_other_extensions(previous.config):
            return False
        with self._resources, build_errors_logged():
            self._resources.enter_context(pause_garbage_collection(in_preview=True))
            inputs = read_inputs(previous.config, with_texts=False)
            if inputs.skeletons != previous.saved.inputs:
                return False
            config = previous.config
            # MkDocs built in a temporary folder, which the configuration names still.
            run = self._create_run(config, previous.folder.folder, inputs, has_lock=False)
            return self._publish_saved(run, self._plan(run), previous.saved)

    def _publish(self, run: _Run, host: Host) -> SavedSkeletons | None:
        """Make the site equal to what the news and `host` give; return what `host` made, if that may be used again.

        Raises:
            BuildError: the build failed.
            PluginError: the build is strict, and there were warnings.
        """
        plan = run.plan
        assert plan is not None
        if run.config.strict and run.warnings.count:
            raise PluginError("Nothing was published: a strict build stops on warnings.")
        in_preview = self._command == "serve"
        state_file = plan.root / CACHE_FOLDER / state.STATE_FILE
        if run.has_lock:
            state.delete_state(state_file)
        report = build_site(
            plan.catalogue.settings,
            plan.root,
            host,
            run.folder,
            run.now,
            plan=plan,
            preview=self._publisher if in_preview else None,
            track_progress=track_progress,
            owns_cache=run.has_lock,
        )
        log.info(
            "%d releases, %d pages, %d feeds; %d files new, %d changed, %d gone, in %s after %.2f s",
            report.releases,
            report.pages,
            report.feeds,
            report.changes.new,
            report.changes.changed,
            report.changes.gone,
            run.folder.folder,
            time.monotonic() - run.started,
        )
        for name in run.folder.altered:
            log.info("%s was changed after it was published; it is now as published.", run.folder.folder / name)
        if plan.locales_without_font and not in_preview:
            log.info(_FONT_ADVICE, ", ".join(plan.locales_without_font))
        warnings = run.warnings.count
        if run.has_lock and not warnings:
            state.save_state(state_file, run.inputs.all, plan.catalogue.span)
        # What MkDocs warns of must be said in each build.
        saved = collect_skeletons(host, plan, run.inputs.skeletons) if warnings == run.warnings_of_news else None
        if plan.loaded:
            self._previous = _Previous(run.config, run.folder, plan.loaded, saved)
        return saved

    def _close(self) -> None:
        """Release and delete what the build needed until now."""
        self._run = None
        self._resources.close()


def _read_clock() -> datetime:
    """Return the moment to build for.

    Raises:
        PluginError: `SOURCE_DATE_EPOCH` is not a number.
    """
    try:
        return read_clock()
    except ValueError as error:
        raise PluginError(str(error)) from None


def _acquire_lock(cache_folder: Path) -> Lock | None:
    """Return the lock of a checkout, after another build that holds it; `None` where there can be none."""
    try:
        return acquire_lock(
            cache_folder / state.LOCK_FILE, lambda: log.info("Another build is under way here; waiting for it.")
        )
    except OSError:
        return None  # a checkout that cannot be written to has no caches
