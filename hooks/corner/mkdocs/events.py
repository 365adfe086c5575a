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
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from corner.build.errors import BuildError
from corner.build.failures import explain_failure, pass_on
from corner.build.session import BuildRun, BuildSession
from corner.content.guide import guide_folder
from corner.diagnostics.message import Message
from corner.mkdocs.log import build_errors_logged, build_log
from corner.mkdocs.preview_process import check_port
from corner.mkdocs.project import (
    I18N,
    add_theme_folder,
    describe_project,
    has_other_extensions,
    i18n_plugin,
    project_root,
)
from corner.sources.clock import read_clock
from corner.storage.platform_calls import handle_sigterm
from corner.storage.scratch import make_scratch_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

    from corner.mkdocs.host import MkDocsHost

BEFORE_OTHERS, AFTER_I18N = 100, -200
"""Priorities of events that must come before those of all plugins, and after static-i18n's, which have -100."""


class SiteBuilder:
    """Builds the site while MkDocs' events fire; each of its public methods is one of them."""

    def __init__(self) -> None:
        """Wait for the first event."""
        self._command = ""
        self._session = BuildSession(build_log)
        self._run: BuildRun | None = None
        self._host: MkDocsHost | None = None
        self._published: MkDocsConfig | None = None
        """The settings of the last build that published."""
        self._clean_directory = utils.clean_directory

    @property
    def host(self) -> MkDocsHost:
        """What MkDocs has made in this build until now."""
        assert self._host is not None, "on_config comes first"
        return self._host

    def on_startup(self, command: str, dirty: bool) -> None:  # noqa: ARG002, FBT001 -- MkDocs' own signature
        """Note which command runs."""
        self._command = command
        self._session.in_preview = command == "serve"
        handle_sigterm()

    def on_shutdown(self) -> None:
        """Publish nothing more in a preview's folder, and delete what is temporary."""
        self._session.stop()

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        """Show edits at once in a preview, and the last good pages while the news has errors."""
        # Only previews have a server.
        from corner.build.watching import EditedFiles  # noqa: PLC0415 -- see above
        from corner.mkdocs.livereload import prepare_server  # noqa: PLC0415 -- see above

        session, edited_files = self._session, EditedFiles()

        def show_edited(show: Callable[[], None], paths: Collection[Path]) -> None:
            if session.show_edited(paths):
                show()

        def build(show: Callable[[], None]) -> None:
            show_edited(show, edited_files.take())
            with edited_files.shown_meanwhile(partial(show_edited, show)):
                rebuild()

        def rebuild() -> None:
            session.notice = b""
            if not self._rebuild_texts():
                builder()

        def note_failure(error: Exception) -> None:
            if not session.notice:
                session.note_failure(error)

        prepare_server(server, build, note_failure, lambda: session.notice, edited_files)
        for folder in (project_root(config) / "news", guide_folder()):
            server.watch(str(folder))

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the news before anything else happens."""
        if I18N not in config.plugins:
            with build_errors_logged():
                _refuse_without_languages(project_root(config))
        if i18n_plugin(config).building:
            return
        self._close()
        is_first = self._command == "serve" and self._published is None
        if is_first:
            check_port(*config.dev_addr)
        try:
            with self._build_errors_noted():
                try:
                    self._start(config)
                except BuildError as error:
                    if not is_first or not error.problems:
                        raise
                    self._close()
                    _show_until_corrected(config, error)
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
        with self._build_errors_noted():
            saved = self._session.publish(self._run, self.host.plan, self.host)
        self._published = config
        if not has_other_extensions(config):
            self._session.save(self._run, saved)
        self._close()

    def on_build_error(self, error: Exception) -> None:
        """Delete what is temporary, and say in one line which file could not be used, or which template or code is wrong.

        Raises:
            PluginError: a file could not be read or written, or a template or a content type of the corner is wrong.
        """
        # static-i18n 1.3.1 replaces this function in its nested builds and does not put it back when one fails.
        utils.clean_directory = self._clean_directory
        self._close()
        if (message := explain_failure(error)) is not None:
            raise PluginError(message) from None

    # The steps of a build

    def _start(self, config: MkDocsConfig) -> None:
        """Start a build; where MkDocs is not needed for it, publish and end the process.

        Raises:
            BuildError: the news has errors, or the folder to publish in is none.
        """
        add_theme_folder(config)
        run = self._session.start(describe_project(config))
        # Another command goes on with the site when it is built: `gh-deploy`.
        may_skip_mkdocs = run.has_lock and self._command == "build" and not has_other_extensions(config)
        if may_skip_mkdocs and self._session.log_unchanged(run):
            sys.exit(0)
        from corner.mkdocs import host  # noqa: PLC0415 -- nothing may have changed

        plan = self._session.plan(run)
        if may_skip_mkdocs and self._session.publish_saved(run, plan, partial(host.create_theme, config)):
            self._close()
            sys.exit(0)
        stage = self._session.resources.enter_context(make_scratch_folder())
        self._host, self._run = host.prepare_host(config, plan, stage), run

    def _rebuild_texts(self) -> bool:
        """Show in a preview what changed in the texts of the news; return whether nothing else changed."""
        config = self._published
        if config is None or has_other_extensions(config):
            return False
        with self._build_errors_noted():
            from corner.mkdocs.host import create_theme  # noqa: PLC0415 -- see `_start`

            try:
                return self._session.rebuild_texts(partial(create_theme, config))
            except OSError as error:
                # MkDocs' own builds come to `on_build_error`.
                if (message := explain_failure(error)) is None:
                    raise
                raise BuildError(message) from None

    @contextmanager
    def _build_errors_noted(self) -> Iterator[None]:
        """Log the problems of a build that fails, and let the pages of a preview show them.

        Raises:
            PluginError: the build failed.
            ExplainedError: code of the corner asked for the end of the process.
        """
        with build_errors_logged():
            try:
                yield
            except BuildError as error:
                self._session.note_failure(error, error.problems)
                raise
            except SystemExit as error:
                # MkDocs would end without a word; as an error, it comes to `on_build_error`.
                raise pass_on(error) from None

    def _close(self) -> None:
        """Release and delete what the build needed until now."""
        self._run = self._host = None
        self._session.close()


def _show_until_corrected(config: MkDocsConfig, error: BuildError) -> None:
    """Show what is wrong with a corner that cannot be previewed, and begin again when that is corrected."""
    from corner.build.plan import plan_build  # noqa: PLC0415 -- most builds need no server of ours
    from corner.mkdocs.waiting import restart, show_until_corrected  # noqa: PLC0415 -- as above

    root, site_dir = project_root(config), Path(config.site_dir)

    def check() -> None:
        plan_build(root, read_clock(), "", preview=build_log.language)

    show_until_corrected(root, config.dev_addr.port, site_dir, build_log, error, check)
    restart(site_dir)


def _refuse_without_languages(root: Path) -> None:
    """Log what is wrong with a corner whose settings have no languages.

    Raises:
        BuildError: always.
    """
    from corner.site.load import load  # noqa: PLC0415 -- corners have languages

    try:
        problems = load(root, read_clock()).problems
    except ValueError as error:
        raise BuildError(str(error)) from None
    raise BuildError(Message("Nothing was built: the settings have no languages."), problems)
