"""A build without MkDocs: from the settings of a corner to its site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corner.build import inputs
from corner.build.build_log import BuildLog
from corner.build.errors import BuildError
from corner.build.failures import explain_failure
from corner.build.inputs import BuildInputs
from corner.build.project import PACKAGE, Project, check_output_dir
from corner.build.session import BuildSession
from corner.content.guide import guide_folder
from corner.content.theme_files import material_folder, theme_folder
from corner.diagnostics.message import Message
from corner.diagnostics.problem import count_problems, sort_problems
from corner.standalone.project_settings import (
    SETTINGS_FILE,
    ProjectSettings,
    load_settings,
    save_settings,
    select_settings,
)

if TYPE_CHECKING:
    from corner.content.settings import Settings
    from corner.sources.reading_ahead import TextsAhead


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What somebody asks of a build, besides the settings."""

    strict: bool = False
    """Whether it stops on warnings, whatever the settings say."""
    verify: bool = False
    """Whether it compares each published file with what it should hold."""
    site_dir: Path | None = None
    """The folder to publish in, where it is not that of the settings."""
    with_other_steps: bool = False
    """Whether it may leave out what only MkDocs does."""


class StandaloneBuilder:
    """Builds the site of a corner, once or again and again."""

    def __init__(self, root: Path, log: BuildLog, options: BuildOptions, *, in_preview: bool = False) -> None:
        """Build the corner at `root`, and report to `log`; a preview also has what the public may not see."""
        self._root = root.resolve()
        self._log = log
        self._options = options
        self._session = BuildSession(log)
        self._session.in_preview = in_preview
        self._settings: Settings | None = None
        """Those of the last build that could read them."""
        self._texts_ahead: TextsAhead | None = None
        """What is parsed while the program is loaded."""

    @property
    def base(self) -> str:
        """The path of the site's root on its host, with slashes at both ends."""
        return urlsplit(self._settings.site_url).path if self._settings else "/"

    def list_sources(self) -> list[Path]:
        """Return the files and folders that the site is made from, besides the program."""
        names = [SETTINGS_FILE, "news", "docs"]
        if self._settings:
            own = select_settings(self._settings)
            names = [*names[:2], own.docs_dir, *filter(None, [own.custom_dir]), *own.content_types]
        return [*(self._root / name for name in names), theme_folder(), guide_folder()]

    def build(self) -> None:
        """Make the folder of the site hold what the corner has now.

        Raises:
            BuildError: the build failed.
        """
        try:
            self._build()
        except BuildError as error:
            self._session.note_failure(error, error.problems)
            raise
        except (Exception, SystemExit) as error:
            if (message := explain_failure(error)) is None:
                raise
            failure = BuildError(message)
            self._session.note_failure(failure)
            raise failure from None
        finally:
            if self._texts_ahead:
                self._texts_ahead.close()
                self._texts_ahead = None
            self._session.close()

    def show_edited(self, edited: Collection[Path]) -> bool:
        """Show in a preview the pages of texts that were edited, before `build`; return whether there are any."""
        return self._session.show_edited(edited)

    @property
    def notice(self) -> bytes:
        """The HTML that the pages of a preview begin with while files have mistakes."""
        return self._session.notice

    def stop(self) -> None:
        """Publish nothing more, and delete what is temporary."""
        self._session.stop()

    def _build(self) -> None:
        session = self._session
        # A preview has a new folder in each run.
        kept = None if session.in_preview else load_settings(self._root)
        run = session.start(self._describe_project(kept)) if kept else None
        if run and session.log_unchanged(run):
            return
        self._read_ahead()
        from corner.standalone import host  # noqa: PLC0415 -- nothing may have changed

        self._settings = self._read_settings()
        settings = select_settings(self._settings)
        if session.in_preview and session.rebuild_texts(host.create_theme):
            return
        if run is None or settings != kept:
            session.close()
            run = session.start(self._describe_project(settings))
            if session.log_unchanged(run):
                return
        if self._texts_ahead and run.has_lock:
            self._texts_ahead.keep()
        plan = session.plan(run)
        if not session.publish_saved(run, plan, host.create_theme):
            session.save(run, session.publish(run, plan, host.create_host(plan, self._log)))
        if run.has_lock:
            save_settings(self._root, settings)

    def _read_ahead(self) -> None:
        """Begin to parse texts, unless this is a preview, which waits for no other build."""
        from corner.sources.reading_ahead import TextsAhead  # noqa: PLC0415 -- see `_build`

        if not self._session.in_preview:
            self._texts_ahead = TextsAhead(self._root)

    def _read_settings(self) -> Settings:
        """Return the settings of a corner that can be built without MkDocs.

        Raises:
            BuildError: the settings have errors, or ask for what only MkDocs does.
        """
        from corner.content import mkdocs_yml  # noqa: PLC0415 -- see `_build`

        settings, problems = mkdocs_yml.read_settings(self._root / SETTINGS_FILE)
        if settings is None:
            raise BuildError(
                Message("Nothing was built: {count} problem(s) in the news.", count=count_problems(problems)),
                sort_problems(problems),
            )
        steps = settings.host.other_steps
        if steps and self._options.with_other_steps:
            message = Message("The preview lacks what only MkDocs does: {steps}; `mkdocs serve` shows it", steps=steps)
            self._log.logger.warning(message)
        elif steps:
            raise BuildError(
                Message(
                    "Nothing was built: expected settings that `corner build` can follow, found in mkdocs.yml what only "
                    "MkDocs does: {steps}; type `mkdocs build`, or take this out of mkdocs.yml",
                    steps=steps,
                )
            )
        return settings

    def _describe_project(self, settings: ProjectSettings) -> Project:
        """Return where the project is read and published.

        Raises:
            BuildError: the folder to publish in holds the project or a part of it, or there are no standing pages.
        """
        root = self._root
        docs_dir, site_dir = root / settings.docs_dir, self._options.site_dir or root / settings.site_dir
        if not docs_dir.is_dir():
            raise BuildError(
                Message(
                    "Nothing was built: expected the folder {folder}/ with the standing pages, found none",
                    folder=settings.docs_dir,
                )
            )
        check_output_dir(root, site_dir, docs_dir, settings.list_theme_folders(root))
        # A preview shows what is there; a strict build comes before publication.
        strict = (self._options.strict or settings.strict) and not self._session.in_preview
        read = partial(self._read_inputs, settings, strict)
        return Project(root, site_dir, settings.site_url, strict, self._options.verify, read)

    def _read_inputs(self, settings: ProjectSettings, strict: bool, with_texts: bool) -> BuildInputs:  # noqa: FBT001 -- see `Project`
        """Return the fingerprints of what the build of the project is made from, as its files are now."""
        text = (self._root / SETTINGS_FILE).read_text(encoding="utf-8")
        folders = [
            self._root / settings.docs_dir,
            PACKAGE,
            guide_folder(),
            *settings.list_theme_folders(self._root),
            material_folder(),
        ]
        values = f"corner {strict} {text}"
        return inputs.read_inputs(self._root, folders, values, settings.content_types, with_texts=with_texts)
